"""A drafted apology is withdrawn in the very act after which nobody needs it."""

from __future__ import annotations

import pytest
from django.db import transaction

from dossiers.models import Apology, Dossier, Pause, PromiseMove
from dossiers.services import handover, processing, refusal
from dossiers.services._promise import move_promise, withdraw_moved_drafts
from dossiers.services.apology import draft_due_apologies
from staff.models import User
from tests.people import MakeDossier, moment

SLIPPED = "2023-08-31 11:00"


@pytest.fixture
def forwarded(received: MakeDossier, hoa: User) -> Dossier:
    return processing.forward(dossier=received(), by=hoa, at=moment("2023-08-29 10:00"))


@pytest.fixture
def drafted(forwarded: Dossier) -> Apology:
    draft_due_apologies(now=moment(SLIPPED))
    return Apology.objects.get()


def test_a_refusal_withdraws_the_draft_in_the_same_act(
    drafted: Apology, forwarded: Dossier, minh: User, hoa: User
) -> None:
    at = moment("2023-08-31 11:10")
    processing.request_supplement(dossier=forwarded, items=["Giấy khai sinh"], reason="Thiếu", by=minh, at=at)
    Apology.objects.update(status=Apology.Status.DRAFTED, withdrawn_at=None)
    refusal.refuse(dossier=forwarded, reason="Không đủ điều kiện", by=hoa, at=moment("2023-08-31 14:00"))

    drafted.refresh_from_db()
    assert (drafted.status, drafted.withdrawn_at) == (Apology.Status.WITHDRAWN, moment("2023-08-31 14:00"))


@pytest.mark.parametrize("ground", ["payment", "supplement", "withdrawal"])
def test_a_pause_withdraws_the_draft_in_the_same_act(
    drafted: Apology, forwarded: Dossier, minh: User, hoa: User, lan: User, ground: str
) -> None:
    at, wanted = moment("2023-08-31 11:10"), Dossier.objects.get(pk=forwarded.pk)
    if ground == "payment":
        processing.request_payment(dossier=wanted, reason="Nộp lệ phí", by=minh, at=at)
    elif ground == "supplement":
        processing.request_supplement(dossier=wanted, items=["Giấy"], reason="Thiếu", by=minh, at=at)
    else:
        Dossier.objects.filter(pk=wanted.pk).update(applicant=lan)
        handover.withdraw(dossier=wanted, reason="Không cần nữa", by=lan, at=at)

    drafted.refresh_from_db()
    assert (drafted.status, drafted.withdrawn_at) == (Apology.Status.WITHDRAWN, at)


def test_a_promise_that_moves_withdraws_the_draft_in_the_same_act(drafted: Apology, forwarded: Dossier) -> None:
    at = moment("2023-08-31 11:10")
    began, ended = moment("2023-08-30 08:00"), moment("2023-08-31 11:00")
    Pause.objects.create(dossier=forwarded, ground="payment", after="resume", started_at=began, ended_at=ended)
    with transaction.atomic():
        move_promise(forwarded, ground=PromiseMove.Ground.PAYMENT, by=None, at=at)

    drafted.refresh_from_db()
    assert (drafted.status, drafted.withdrawn_at) == (Apology.Status.WITHDRAWN, at)


def test_a_draft_goes_with_the_calendar_when_the_promise_moved(drafted: Apology, forwarded: Dossier) -> None:
    withdraw_moved_drafts(at=moment("2023-08-31 11:10"))
    drafted.refresh_from_db()
    assert drafted.status == Apology.Status.DRAFTED

    Dossier.objects.filter(pk=forwarded.pk).update(due_at=moment("2023-09-06 17:00"))
    withdraw_moved_drafts(at=moment("2023-08-31 11:20"))
    drafted.refresh_from_db()
    assert (drafted.status, drafted.withdrawn_at) == (Apology.Status.WITHDRAWN, moment("2023-08-31 11:20"))
