"""The demo office posts what an office posts: rules, news, people, walls, and a change on its way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from dossiers.models import ObservedTime
from procedures.board.directory import people_of
from procedures.board.posting import documents_for
from procedures.models import Announcement, LegalDocument, Procedure, ProcedureDraft, ProcedureVersion, Term
from procedures.wall.board import Standing, boards_of, hanging_sheets
from staff.models import Unit
from tests.feedback.seeded import seed, standing

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    with django_db_blocker.unblock(), standing(tmp_path_factory.mktemp("demo")):
        seed()
        yield


def commune() -> Unit:
    return Unit.objects.get(code="13504")


def test_the_commune_shows_the_rules_of_the_district_and_its_own_reception() -> None:
    posted = {each.document.kind: each for each in documents_for(commune(), timezone.localdate())}

    assert {"rules", "commitments", "hours", "reception", "hotlines"} <= posted.keys()
    assert posted["rules"].inherited_from == Unit.objects.get(code="352")
    assert posted["reception"].inherited_from is None


def test_every_telephone_number_is_one_nobody_has() -> None:
    for person in people_of(commune(), timezone.localdate()):
        assert person.official.public_phone.startswith("0226 000"), person.name


def test_a_pinned_maintenance_is_announced_five_working_days_ahead() -> None:
    pinned = Announcement.objects.get(is_pinned=True)

    assert pinned.kind == "maintenance"
    assert pinned.begins_at is not None
    assert pinned.begins_at - pinned.shown_from >= dt.timedelta(days=7)


def test_one_sheet_waits_to_be_renewed_and_one_to_be_hung_for_the_first_time() -> None:
    boards = boards_of(hanging_sheets(), timezone.localdate())
    standings = [board.standing for board in boards]

    assert standings.count(Standing.STALE) == 1
    assert len([board for board in boards if board.hung is None]) == 1
    assert len(boards) == 6


def test_a_changed_fee_is_published_ahead_and_another_draft_waits_for_its_review() -> None:
    today = timezone.localdate()
    coming = ProcedureVersion.objects.get(valid_from__gt=today)
    (fee,) = coming.fees.all()

    assert (coming.procedure.code, fee.amount, fee.by_province) == ("1.001612", 100_000, False)
    assert coming.prepared_by != coming.published_by
    assert ProcedureDraft.objects.filter(status="in_review").count() == 1


def test_the_most_asked_procedures_offer_a_form_and_answers() -> None:
    version = ProcedureVersion.objects.in_force(timezone.localdate()).get(procedure__code="1.001193")

    assert version.forms.exists()
    assert version.procedure.questions.exists()
    assert version.procedure.life_events.exists()


def test_texts_terms_owners_and_observed_times_are_there() -> None:
    assert LegalDocument.objects.filter(valid_to__isnull=False).exists()
    assert Term.objects.count() >= 20
    assert Procedure.objects.filter(owner__isnull=False).exists()
    assert ObservedTime.objects.exists()


def test_each_wall_that_hangs_has_its_photo() -> None:
    hung = [board.hung for board in boards_of(hanging_sheets(), timezone.localdate()) if board.hung is not None]

    assert len(hung) == 5
    assert all(hanging.photo for hanging in hung)
