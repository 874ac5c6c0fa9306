"""From what lacks a limit into a draft at its limit; a second person publishes it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from procedures.models import ProcedureDraft, ProcedureVersion
from staff.models import User
from staff.roles import Role
from tests.people import Office, make_official
from tests.procedures.conftest import ImportEntries, entry

CODE = "2.001263"
OWN = f"/quan-ly/thu-tuc/{CODE}/"
MISSING = "/quan-ly/thu-tuc/?state=chua-thoi-han"
DRAFT = 'name="part" value="thoi-han"'


@pytest.fixture
def thao(office: Office) -> User:
    """Manager of a commune, which owns no site."""
    return make_official("thao", "Đinh Thị Thảo", office.commune, Role.MANAGER)


@pytest.fixture
def waiting(import_entries: ImportEntries) -> None:
    """One procedure published without a limit, one with."""
    import_entries(
        entry(CODE, time_limit={"mode": None, "value": None}, valid_from="2021-01-01"),
        entry("1.001193", valid_from="2021-01-01"),
    )


def offers(client: Client, path: str) -> int:
    """How many times a page offers to draft a limit, in a form that would be taken."""
    text = client.get(path).content.decode()
    return len(re.findall(rf'name="csrfmiddlewaretoken" value="\w+"><input type="hidden" {DRAFT}', text))


def begun(client: Client) -> ProcedureDraft:
    response = client.post(f"{OWN}soan/", {"part": "thoi-han"})
    draft = ProcedureDraft.objects.get()
    assert response.headers["Location"] == f"/quan-ly/thu-tuc/du-thao/{draft.pk}/phan/thoi-han/"
    return draft


def test_what_lacks_a_limit_leads_into_a_draft_at_its_limit(client: Client, waiting: None, thao: User) -> None:
    client.force_login(thao)
    assert offers(client, OWN) == 1
    assert offers(client, MISSING) == 1
    begun(client)


def test_while_somebody_drafts_it_the_list_says_who(client: Client, waiting: None, thao: User) -> None:
    client.force_login(thao)
    begun(client)
    for path in (MISSING, OWN):
        text = client.get(path).content.decode()
        assert DRAFT not in text
        assert "Đinh Thị Thảo" in text


def test_a_limit_that_is_published_is_changed_as_everything_else(
    client: Client, waiting: None, thao: User
) -> None:
    client.force_login(thao)
    assert DRAFT not in client.get("/quan-ly/thu-tuc/1.001193/").content.decode()


def test_a_leader_is_not_asked_to_write_it(client: Client, waiting: None, hai: User) -> None:
    client.force_login(hai)
    assert DRAFT not in client.get(MISSING).content.decode() + client.get(OWN).content.decode()


def test_a_part_that_does_not_exist_leads_to_the_draft(client: Client, waiting: None, thao: User) -> None:
    client.force_login(thao)
    response = client.post(f"{OWN}soan/", {"part": "gi-do"})
    assert response.headers["Location"] == f"/quan-ly/thu-tuc/du-thao/{ProcedureDraft.objects.get().pk}/"


def test_the_procedure_opens_when_a_second_person_publishes(
    client: Client, waiting: None, thao: User, huong: User
) -> None:
    client.force_login(thao)
    draft = begun(client)
    page = f"/quan-ly/thu-tuc/du-thao/{draft.pk}/"
    given = {"mode": "working_days", "value": "30", "limit_note": "Luật 52/2010/QH12", "act": "save"}
    client.post(f"{page}phan/thoi-han/", {**given, "lock_version": draft.lock_version})
    draft.refresh_from_db()
    today = timezone.localdate().isoformat()
    client.post(f"{page}trinh/", {"starts_on": today, "lock_version": draft.lock_version})
    draft.refresh_from_db()
    assert (
        client.post(f"{page}cong-bo/", {"starts_on": today, "lock_version": draft.lock_version}).status_code == 403
    )
    assert not ProcedureVersion.objects.get(procedure__code=CODE).is_receivable
    client.force_login(huong)
    client.post(f"{page}cong-bo/", {"starts_on": today, "lock_version": draft.lock_version})
    version = ProcedureVersion.objects.get(procedure__code=CODE, valid_to=None)
    assert (version.limit_value, version.published_by) == (30, huong)
