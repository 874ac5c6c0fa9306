"""Hand-over by list: a slip for each unit, numbered by the year, confirmed by the other side."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from dossiers import slips
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier, HandoverSlip
from dossiers.services import decision, handing, processing
from dossiers.services.batch import Wanted
from dossiers.services.handing_over import Handed, hand_over, receive
from dossiers.workflow import State
from staff.models import User
from tests.drawn import png
from tests.people import MakeDossier, moment

NOW = moment("2023-08-29 16:00")
LATER = moment("2023-08-30 07:30")


def _wanted(*dossiers: Dossier) -> list[Wanted]:
    return [Wanted(str(each.reference), each.lock_version) for each in dossiers]


def _given(*dossiers: Dossier, by: User, kind: str = "dossiers") -> Handed:
    return hand_over(kind=kind, wanted=_wanted(*dossiers), by=by, at=NOW)


def test_dossiers_are_forwarded_and_stand_on_one_slip(received: MakeDossier, hoa: User) -> None:
    first, second = received(), received("2023-08-29 09:40")

    (slip,) = _given(first, second, by=hoa).slips

    for dossier in (first, second):
        dossier.refresh_from_db()
        assert dossier.state == State.PROCESSING
    assert [line.dossier for line in slip.lines.all()] == [first, second]
    assert (slip.number, slip.year, slip.handed_by) == (1, 2023, hoa.official)


def test_the_slip_prints_what_it_froze(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    (slip,) = _given(dossier, by=hoa).slips
    before = slips.pdf(slip)
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="Người khác")
    assert slips.pdf(HandoverSlip.objects.get(pk=slip.pk)) == before
    assert slip.content["lines"][0]["code"] == dossier.code


def test_slips_are_numbered_by_unit_and_year(received: MakeDossier, hoa: User) -> None:
    numbers = [_given(received(f"2023-08-29 09:{minute}"), by=hoa).slips[0].number for minute in (30, 40, 50)]
    assert numbers == [1, 2, 3]


def test_what_was_forwarded_in_the_portal_still_gets_its_slip(received: MakeDossier, hoa: User) -> None:
    dossier = processing.forward(dossier=received(), by=hoa, at=NOW)
    (slip,) = _given(dossier, by=hoa).slips
    assert [line.dossier for line in slip.lines.all()] == [dossier]


def test_one_that_cannot_go_says_why_and_leaves_the_others_alone(received: MakeDossier, hoa: User) -> None:
    good, stale = received(), received("2023-08-29 09:40")
    wanted = [*_wanted(good), Wanted(str(stale.reference), 0), Wanted("K7M2-9QTD-4XHB")]

    handed = hand_over(kind="dossiers", wanted=wanted, by=hoa, at=NOW)

    assert [each.is_done for each in handed.outcomes] == [True, False, False]
    assert [line.dossier for line in handed.slips[0].lines.all()] == [good]


def test_nothing_stands_on_two_slips(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    _given(dossier, by=hoa)
    again = _given(dossier, by=hoa)
    assert again.slips == []
    assert not again.outcomes[0].is_done


def test_what_the_division_gave_back_is_handed_over_anew(received: MakeDossier, hoa: User, minh: User) -> None:
    dossier = received()
    _given(dossier, by=hoa)
    processing.take(dossier=dossier, by=minh, at=LATER)
    dossier = handing.give_back(dossier=dossier, reason="Thiếu chữ ký của người nộp.", by=minh, at=LATER)

    handed = hand_over(kind="dossiers", wanted=_wanted(dossier), by=hoa, at=moment("2023-08-30 09:00"))

    assert len(handed.slips) == 1


def test_a_dossier_named_twice_stands_on_its_slip_once(received: MakeDossier, hoa: User) -> None:
    dossier = processing.forward(dossier=received(), by=hoa, at=NOW)
    twice = [Wanted(str(dossier.reference)), Wanted(str(dossier.code))]
    (slip,) = hand_over(kind="dossiers", wanted=twice, by=hoa, at=NOW).slips
    assert slip.lines.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_make_one_slip(received: MakeDossier, hoa: User) -> None:
    dossier = processing.forward(dossier=received(), by=hoa, at=NOW)
    together = threading.Barrier(2)

    def give() -> int:
        try:
            together.wait(timeout=10)
            return len(_given(dossier, by=User.objects.get(pk=hoa.pk)).slips)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(give) for _ in range(2)]
        assert sorted(each.result(timeout=20) for each in made) == [0, 1]


def test_results_go_to_the_counter(proposed: MakeDossier, minh: User, hai: User) -> None:
    dossier = decision.sign(dossier=proposed(), by=hai, at=NOW)
    (slip,) = _given(dossier, by=minh, kind="results").slips
    assert slip.to_unit == dossier.receiving_unit
    assert slip.content["title"] == "Phiếu bàn giao kết quả giải quyết hồ sơ"


def test_an_electronic_result_needs_no_slip(proposed: MakeDossier, minh: User, hai: User) -> None:
    dossier = decision.sign(dossier=proposed(delivery="online"), by=hai, at=NOW)
    assert _given(dossier, by=minh, kind="results").slips == []


def test_an_unsigned_result_is_not_handed_over(proposed: MakeDossier, minh: User) -> None:
    assert _given(proposed(), by=minh, kind="results").slips == []


def test_a_citizen_hands_nothing_over(received: MakeDossier, lan: User) -> None:
    with pytest.raises(NotPermitted):
        _given(received(), by=lan)


def test_another_counter_finds_nothing_to_hand_over(received: MakeDossier, tu: User) -> None:
    handed = _given(received(), by=tu)
    assert handed.slips == []
    assert handed.outcomes[0].dossier is None


def test_all_faults_come_together(office: object, hoa: User) -> None:
    with pytest.raises(Faults) as raised:
        hand_over(kind="dossiers", wanted=[], by=hoa, at=NOW, note="x" * 501)
    assert set(raised.value.errors) == {"dossiers", "note"}


@pytest.fixture
def slip(received: MakeDossier, hoa: User) -> HandoverSlip:
    """Two dossiers on their way to the division."""
    return _given(received(), received("2023-08-29 09:40"), by=hoa).slips[0]


def test_the_other_side_confirms_with_what_is_missing(slip: HandoverSlip, minh: User) -> None:
    _first, second = slip.lines.all()
    receive(
        slip=slip, missing=[second.pk], remarks={second.pk: "Không có bì hồ sơ"}, by=minh, at=LATER, drawn=png()
    )

    slip.refresh_from_db()
    assert (slip.received_by, slip.received_at) == (minh.official, LATER)
    assert slip.received_signature is not None
    assert list(slip.lines.values_list("is_missing", "remark")) == [(False, ""), (True, "Không có bì hồ sơ")]


def test_what_was_not_found_may_be_handed_over_again(slip: HandoverSlip, hoa: User, minh: User) -> None:
    _first, second = slip.lines.all()
    receive(slip=slip, missing=[second.pk], by=minh, at=LATER)
    second.dossier.refresh_from_db()

    handed = hand_over(kind="dossiers", wanted=_wanted(second.dossier), by=hoa, at=LATER)

    assert len(handed.slips) == 1


def test_a_slip_is_confirmed_once(slip: HandoverSlip, minh: User) -> None:
    receive(slip=slip, by=minh, at=LATER)
    with pytest.raises(WrongMoment):
        receive(slip=slip, by=minh, at=LATER)


def test_only_the_unit_it_goes_to_confirms(slip: HandoverSlip, tu: User) -> None:
    with pytest.raises(NotPermitted):
        receive(slip=slip, by=tu, at=LATER)


def test_a_line_of_another_slip_is_no_line_here(slip: HandoverSlip, minh: User) -> None:
    with pytest.raises(Faults) as raised:
        receive(slip=slip, missing=[0], by=minh, at=LATER)
    assert set(raised.value.errors) == {"missing"}
