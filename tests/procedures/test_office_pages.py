"""The form that sets the limit of a procedure published without one."""

from __future__ import annotations

import pytest
from django.test import Client

from procedures.models import ProcedureVersion
from staff.models import User
from tests.procedures.conftest import ImportEntries, entry

CODE = "2.001263"
ADDRESS = f"/quan-ly/thu-tuc/{CODE}/thoi-han/"


@pytest.fixture
def waiting(import_entries: ImportEntries) -> None:
    """Two procedures published without a limit, one with."""
    nothing = {"mode": None, "value": None}
    import_entries(
        entry(CODE, time_limit=nothing, valid_from="2021-01-01"),
        entry("1.010803", time_limit=nothing, valid_from="2021-01-01"),
        entry("1.001193", valid_from="2021-01-01"),
    )


def filled(**changes: object) -> dict[str, object]:
    version = ProcedureVersion.objects.get(procedure__code=CODE, valid_to__isnull=True)
    return {
        "mode": "working_days",
        "value": 30,
        "cutoff": "",
        "ground": "Luật Nuôi con nuôi 52/2010/QH12",
        "version": version.pk,
        **changes,
    }


def test_a_stranger_is_sent_to_sign_in(client: Client, waiting: None) -> None:
    assert client.get(ADDRESS).status_code == 302


def test_only_the_manager_may_open_it(client: Client, waiting: None, hoa: User, lan: User) -> None:
    for person in (hoa, lan):
        client.force_login(person)
        assert client.get(ADDRESS).status_code == 403
        assert client.post(ADDRESS, filled()).status_code == 403


def test_setting_a_limit_opens_the_procedure(client: Client, waiting: None, thu: User) -> None:
    client.force_login(thu)
    client.post(ADDRESS, filled())
    version = ProcedureVersion.objects.get(procedure__code=CODE, valid_to__isnull=True)
    assert (version.limit_mode, version.limit_value, version.limit_set_by) == ("working_days", 30, thu)


def test_same_day_needs_no_number(client: Client, waiting: None, thu: User) -> None:
    client.force_login(thu)
    client.post(ADDRESS, filled(mode="same_day", value="", cutoff="15:00"))
    version = ProcedureVersion.objects.get(procedure__code=CODE, valid_to__isnull=True)
    assert (version.limit_mode, version.limit_value, str(version.cutoff)) == ("same_day", 0, "15:00:00")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mode": ""}, "mode"),
        ({"mode": "weeks"}, "mode"),
        ({"value": ""}, "value"),
        ({"value": "0"}, "value"),
        ({"value": "-3"}, "value"),
        ({"value": "ba"}, "value"),
        ({"value": "99999999999999999999"}, "value"),
        ({"mode": "same_day", "value": "3"}, "value"),
        ({"cutoff": "15:00"}, "cutoff"),
        ({"cutoff": "25:99"}, "cutoff"),
        ({"ground": "  "}, "ground"),
        ({"version": ""}, "version"),
        ({"version": "abc"}, "version"),
    ],
)
def test_a_fault_is_named_and_what_was_typed_stays(
    client: Client, waiting: None, thu: User, change: dict[str, str], field: str
) -> None:
    client.force_login(thu)
    response = client.post(ADDRESS, filled(**{"ground": "Quyết định 12", **change}))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert ProcedureVersion.objects.filter(procedure__code=CODE).count() == 1
    if field != "ground":
        assert "Quyết định 12" in response.content.decode()


def test_a_published_limit_answers_wrong_moment(client: Client, waiting: None, thu: User) -> None:
    client.force_login(thu)
    assert client.get("/quan-ly/thu-tuc/1.001193/thoi-han/").status_code == 409


def test_two_managers_at_once_do_not_overwrite_each_other(client: Client, waiting: None, thu: User) -> None:
    client.force_login(thu)
    seen = filled()
    client.post(ADDRESS, filled())
    assert client.post(ADDRESS, {**seen, "value": 60}).status_code == 409
    assert ProcedureVersion.objects.get(procedure__code=CODE, valid_to__isnull=True).limit_value == 30


def test_an_unknown_procedure_is_not_found(client: Client, waiting: None, thu: User) -> None:
    client.force_login(thu)
    assert client.get("/quan-ly/thu-tuc/9.9/thoi-han/").status_code == 404
