"""The promise ledger: the citizen sees grounds and roles, a stranger dates and grounds, neither a name."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from dossiers.models import Dossier
from dossiers.services import apology
from staff.models import User
from tests.people import MakeDossier, moment

NOW = "2023-08-31 15:00"


def english() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def moved(processing_dossier: MakeDossier, hai: User, lan: User) -> Dossier:
    """Lan's dossier, promised for 5/9 and after an apology for 7/9."""
    dossier = processing_dossier("2023-08-29 09:30")
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    at = moment("2023-08-31 14:00")
    return apology.extend(dossier=dossier, cause="Phải xác minh tại cơ sở.", extra_days=2, by=hai, at=at)


@time_machine.travel(moment(NOW), tick=False)
def test_the_citizen_sees_every_move_with_its_ground_and_role(moved: Dossier, lan: User) -> None:
    client = english()
    client.force_login(lan)

    answer = client.get(f"/ho-so/{moved.reference}/")

    entries = answer.context["moves"]
    assert [entry.ground for entry in entries] == ["received", "extension"]
    assert [(entry.old_due_at, entry.new_due_at) for entry in entries] == [
        (None, moment("2023-09-05 17:00")),
        (moment("2023-09-05 17:00"), moment("2023-09-07 17:00")),
    ]
    assert "Leader" in answer.content.decode()


@time_machine.travel(moment(NOW), tick=False)
def test_the_citizen_reads_no_officials_name(moved: Dossier, lan: User) -> None:
    client = Client()
    client.force_login(lan)

    assert "Phạm Văn Hải" not in client.get(f"/ho-so/{moved.reference}/").content.decode()


@time_machine.travel(moment(NOW), tick=False)
def test_a_stranger_reads_dates_and_grounds_only(moved: Dossier) -> None:
    page = english().get(f"/tra-cuu/?code={moved.code}&phone=5678").content.decode()

    assert "17:00 07/09/2023" in page
    assert "Apology and new appointment" in page
    assert "Leader" not in page
    assert "Phạm Văn Hải" not in page


@time_machine.travel(moment(NOW), tick=False)
def test_programs_get_the_ledger_of_public_tracking(moved: Dossier) -> None:
    told = Client().get(f"/api/v1/tracking/{moved.code}/?phone=5678").json()

    assert [move["ground"] for move in told["promise_moves"]] == ["received", "extension"]
    assert set(told["promise_moves"][0]) == {"at", "ground", "label", "old_due_at", "new_due_at"}


@time_machine.travel(moment(NOW), tick=False)
def test_the_office_reads_who_moved_it(moved: Dossier, hoa: User) -> None:
    client = Client()
    client.force_login(hoa)

    entries = client.get(f"/mot-cua/ho-so/{moved.code}/").context["moves"]

    assert [entry.by for entry in entries] == ["Trần Thị Hoa", "Phạm Văn Hải"]


@time_machine.travel(moment(NOW), tick=False)
def test_an_applicant_gets_no_draft_of_an_apology_over_the_interface(moved: Dossier, lan: User) -> None:
    moved.apologies.update(status="withdrawn")
    client = Client()
    client.force_login(lan)

    told = client.get(f"/api/v1/dossiers/{moved.reference}/").json()

    assert told["apologies"] == []
    assert [move["by"] for move in told["promise_moves"]] == [None, None]
