"""The apology: drafted before the promise breaks, sent by the head, once; withdrawn when the result comes."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from dossiers.boards import leader_desk
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Apology, CounterTask, Dossier, IssuedDocument, Leg, PromiseMove
from dossiers.services import decision, handover, processing
from dossiers.services.apology import draft_due_apologies, extend, send_apology
from dossiers.tasks import sweep_apologies
from staff.models import Message, SweepRun, UnitPolicy, User
from tests.people import SINCE, MakeDossier, Office, moment

# received Tue 29/8/2023 09:30, three working days: promised for Tue 5/9 17:00 (1/9 and 4/9 are days off);
# the specialist's step should have ended on Thu 31/8 at 10:48
SLIPPED = "2023-08-31 11:00"
CAUSE = "Cán bộ thụ lý phải xác minh tại cơ sở."


@pytest.fixture
def forwarded(received: MakeDossier, hoa: User) -> Dossier:
    return processing.forward(dossier=received(), by=hoa, at=moment("2023-08-29 10:00"))


@pytest.fixture
def drafted(forwarded: Dossier) -> Apology:
    draft_due_apologies(now=moment(SLIPPED))
    return Apology.objects.get()


def send(apology: Apology, hai: User, at: str = "2023-08-31 14:00", days: int | None = 2) -> Dossier:
    return send_apology(apology, cause=CAUSE, extra_days=days, by=hai, at=moment(at))


def test_a_draft_lies_ready_when_the_plan_has_slipped_and_the_promise_is_near(drafted: Apology) -> None:
    assert drafted.status == Apology.Status.DRAFTED
    assert drafted.due_at == moment("2023-09-05 17:00")
    assert drafted.new_due_at > drafted.due_at


def test_nothing_is_drafted_while_there_is_time(forwarded: Dossier) -> None:
    assert draft_due_apologies(now=moment("2023-08-30 08:00")) == 0


def test_drafting_twice_leaves_one_draft(drafted: Apology) -> None:
    assert draft_due_apologies(now=moment("2023-08-31 11:10")) == 0
    assert Apology.objects.count() == 1


def test_the_draft_says_where_the_dossier_lies_and_since_when(drafted: Apology) -> None:
    assert "Xã Bình Nghĩa 10 giờ 00 ngày 29/08/2023" in drafted.cause
    assert "chưa có công chức nhận thụ lý" in drafted.cause


def test_the_draft_names_no_official(proposed: MakeDossier) -> None:
    proposed("2023-08-29 09:30")
    draft_due_apologies(now=moment("2023-09-06 08:00"))

    cause = Apology.objects.get().cause
    assert "đã trình ký" in cause
    assert "Minh" not in cause


def test_a_late_dossier_gets_a_draft_whose_new_day_lies_ahead(forwarded: Dossier) -> None:
    now = moment("2023-09-20 08:00")
    draft_due_apologies(now=now)

    assert Apology.objects.get().new_due_at > now


def test_a_paused_dossier_needs_no_apology(forwarded: Dossier, minh: User) -> None:
    processing.request_payment(dossier=forwarded, reason="Nộp lệ phí", by=minh, at=moment("2023-08-30 09:00"))

    assert draft_due_apologies(now=moment(SLIPPED)) == 0


def test_a_sent_apology_moves_the_promise_and_writes_the_move(drafted: Apology, hai: User) -> None:
    dossier = send(drafted, hai)

    move = dossier.promise_moves.get(ground=PromiseMove.Ground.EXTENSION)
    assert dossier.due_at == moment("2023-09-07 17:00")
    assert (move.old_due_at, move.new_due_at, move.by) == (moment("2023-09-05 17:00"), dossier.due_at, hai)


def test_lateness_stays_judged_by_the_first_appointment(drafted: Apology, hai: User) -> None:
    assert send(drafted, hai).judged_due_at == moment("2023-09-05 17:00")


def test_a_unit_may_judge_by_the_new_appointment(office: Office, drafted: Apology, hai: User) -> None:
    UnitPolicy.objects.create(unit=office.commune, valid_from=SINCE, extension_rule="extended")

    assert send(drafted, hai).judged_due_at == moment("2023-09-07 17:00")


def test_a_sent_apology_is_issued_as_form_04_with_every_move(drafted: Apology, hai: User) -> None:
    send(drafted, hai)

    paper = IssuedDocument.objects.get(form=IssuedDocument.Form.APOLOGY)
    drafted.refresh_from_db()
    assert drafted.document == paper
    assert paper.content["cause"] == CAUSE
    assert len(paper.content["moves"]) == 2


def test_the_applicant_is_told_the_cause_and_the_new_day(drafted: Apology, hai: User) -> None:
    send(drafted, hai)

    body = Message.objects.get(event="apology").body
    assert CAUSE in body
    assert "07/09/2023" in body


def test_an_apology_the_day_before_is_in_time(drafted: Apology, hai: User) -> None:
    send(drafted, hai, at="2023-09-04 20:00")

    assert Apology.objects.get().is_late is False


def test_an_apology_on_the_promised_day_is_marked_late(drafted: Apology, hai: User) -> None:
    send(drafted, hai, at="2023-09-05 07:30")

    assert Apology.objects.get().is_late is True


def test_all_faults_of_an_apology_come_at_once_and_nothing_changes(drafted: Apology, hai: User) -> None:
    with pytest.raises(Faults) as caught:
        send_apology(drafted, cause=" ", extra_days=0, by=hai, at=moment("2023-08-31 09:00"))

    assert set(caught.value.errors) == {"cause", "extra_days"}
    assert drafted.dossier.promise_moves.count() == 1


def test_a_new_day_that_has_passed_is_refused(forwarded: Dossier, hai: User) -> None:
    with pytest.raises(Faults) as caught:
        extend(dossier=forwarded, cause=CAUSE, extra_days=1, by=hai, at=moment("2023-09-20 08:00"))

    assert set(caught.value.errors) == {"extra_days"}


def test_only_the_leader_sends_it(drafted: Apology, minh: User) -> None:
    with pytest.raises(NotPermitted):
        send_apology(drafted, cause=CAUSE, extra_days=2, by=minh, at=moment("2023-08-31 09:00"))


def test_the_law_allows_one_new_appointment(drafted: Apology, hai: User) -> None:
    dossier = send(drafted, hai)

    with pytest.raises(WrongMoment):
        extend(dossier=dossier, cause=CAUSE, extra_days=2, by=hai, at=moment("2023-09-06 09:00"))


def test_the_second_lateness_becomes_one_telephone_call(drafted: Apology, hai: User) -> None:
    send(drafted, hai)
    draft_due_apologies(now=moment("2023-09-08 08:00"))
    draft_due_apologies(now=moment("2023-09-08 08:10"))

    task = CounterTask.objects.get()
    assert task.kind == CounterTask.Kind.CALL_LATE
    assert task.due_at == moment("2023-09-11 17:00")
    assert Apology.objects.count() == 1


def test_the_leader_may_apologise_before_anything_is_drafted(forwarded: Dossier, hai: User) -> None:
    extend(dossier=forwarded, cause=CAUSE, extra_days=3, by=hai, at=moment("2023-08-29 15:00"))

    assert Apology.objects.get().status == Apology.Status.SENT


def test_a_result_signed_in_time_withdraws_the_draft(
    drafted: Apology, forwarded: Dossier, minh: User, hai: User
) -> None:
    at = moment("2023-09-05 09:00")
    processing.propose(dossier=forwarded, outcome="granted", text="Đủ điều kiện.", by=minh, at=at)
    decision.sign(dossier=forwarded, by=hai, at=at)

    drafted.refresh_from_db()
    assert (drafted.status, drafted.withdrawn_at) == (Apology.Status.WITHDRAWN, at)


def test_a_stopped_dossier_withdraws_the_draft(drafted: Apology, forwarded: Dossier, hai: User) -> None:
    handover.stop(dossier=forwarded, reason="Theo đề nghị", by=hai, at=moment("2023-09-05 09:00"))

    drafted.refresh_from_db()
    assert drafted.status == Apology.Status.WITHDRAWN


def test_a_withdrawn_draft_cannot_be_sent(drafted: Apology, forwarded: Dossier, hai: User) -> None:
    Apology.objects.update(status=Apology.Status.WITHDRAWN)

    with pytest.raises(WrongMoment):
        send(drafted, hai)


def test_a_pause_withdraws_the_draft_and_a_new_need_brings_a_new_one(
    drafted: Apology, forwarded: Dossier, minh: User, hoa: User
) -> None:
    processing.request_payment(dossier=forwarded, reason="Nộp lệ phí", by=minh, at=moment("2023-08-31 11:10"))
    draft_due_apologies(now=moment("2023-08-31 11:20"))
    drafted.refresh_from_db()
    assert drafted.status == Apology.Status.WITHDRAWN

    processing.confirm_payment(dossier=forwarded, by=hoa, at=moment("2023-08-31 14:00"))
    draft_due_apologies(now=moment("2023-09-05 08:00"))
    assert Apology.objects.filter(status=Apology.Status.DRAFTED).count() == 1


def test_late_without_an_apology_lies_with_the_leader_until_one_is_sent(
    drafted: Apology, hai: User, office: Office
) -> None:
    def unsaid(day: str) -> tuple[int, int]:
        now = moment(f"{day} 08:00")
        counted = leader_desk([office.commune.pk], now=now, soon_until=now).counts()[0]
        return counted["late"], counted["unsaid"]

    assert unsaid("2023-09-08") == (1, 1)

    send(drafted, hai)  # a new appointment on 7/9
    assert unsaid("2023-09-08") == (1, 0)


def test_the_sweep_leaves_a_note_of_itself(forwarded: Dossier) -> None:
    sweep_apologies()

    assert SweepRun.objects.get(name="apologies").last_count == 1


def test_a_dossier_no_date_can_be_found_for_stops_no_other_draft(
    received: MakeDossier, forwarded: Dossier, caplog: pytest.LogCaptureFixture
) -> None:
    other = received("2023-08-29 09:40")
    Dossier.objects.filter(pk=other.pk).update(due_at=moment("2023-08-31 07:00"))
    Leg.objects.filter(dossier=other).update(minutes=60 * 8 * 2000)

    assert draft_due_apologies(now=moment(SLIPPED)) == 1
    assert "CalendarNotEstablished" in caplog.text


def test_when_the_signature_does_not_work_nothing_has_happened(
    drafted: Apology, hai: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object, **_more: object) -> None:
        raise Faults({"": ["The certificate has ended."]})

    monkeypatch.setattr("dossiers.services.apology.sign_document", refused)
    with pytest.raises(Faults):
        send(drafted, hai)

    drafted.refresh_from_db()
    assert drafted.status == Apology.Status.DRAFTED
    assert not IssuedDocument.objects.filter(form=IssuedDocument.Form.APOLOGY).exists()
    assert drafted.dossier.promise_moves.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_sweep_does_not_withdraw_what_a_head_sends_this_moment(drafted: Apology, hai: User) -> None:
    later = moment("2024-01-02 08:00")  # the day the draft proposed has passed, so the sweep wants it gone

    def sweep() -> None:
        try:
            draft_due_apologies(now=later)
        finally:
            connection.close()

    sweeper = threading.Thread(target=sweep)
    with transaction.atomic():
        send(drafted, hai)
        sweeper.start()
        sweeper.join(1)
        assert sweeper.is_alive()
    sweeper.join(20)

    assert Apology.objects.get(pk=drafted.pk).status == Apology.Status.SENT
