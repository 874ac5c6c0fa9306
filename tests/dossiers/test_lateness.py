"""Lateness is stored once, when the result is ready, and shared out exactly."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.lateness import shares_of
from dossiers.models import Dossier, LatenessShare, Leg
from dossiers.services import apology, decision
from staff.models import UnitPolicy, User
from tests.people import SINCE, MakeDossier, Office, moment

units = st.dictionaries(st.integers(1, 9), st.integers(0, 10_000), max_size=6)


@given(st.integers(0, 100_000), units)
def test_the_shares_add_up_exactly(minutes: int, late: dict[int, int]) -> None:
    assert sum(shares_of(minutes, late, handling_unit=99).values()) == minutes


@given(st.integers(0, 100_000), units)
def test_only_units_that_were_late_have_a_part(minutes: int, late: dict[int, int]) -> None:
    shares = shares_of(minutes, late, handling_unit=99)

    assert set(shares) <= ({unit for unit, own in late.items() if own} or {99})


@given(st.integers(1, 100_000), units)
def test_who_was_later_has_no_smaller_part_than_one_minute_less(minutes: int, late: dict[int, int]) -> None:
    shares = shares_of(minutes, late, handling_unit=99)
    ranked = sorted((unit for unit, own in late.items() if own), key=lambda unit: late[unit])

    assert all(shares.get(less, 0) <= shares.get(more, 0) + 1 for less, more in pairwise(ranked))


def test_where_no_leg_was_late_the_handling_unit_answers_for_all() -> None:
    assert shares_of(90, {1: 0, 2: 0}, handling_unit=2) == {2: 90}


def test_the_largest_remainder_gets_the_odd_minute() -> None:
    assert shares_of(100, {1: 1, 2: 2}, handling_unit=1) == {1: 33, 2: 67}


def signed(dossier: Dossier, hai: User, at: str) -> Dossier:
    return decision.sign(dossier=dossier, by=hai, at=moment(at))


def test_lateness_is_told_in_office_minutes(proposed: MakeDossier, hai: User) -> None:
    """Promised for Tue 5/9 17:00, signed on Wed 6/9 at 09:30."""
    dossier = signed(proposed(), hai, "2023-09-06 09:30")

    assert (dossier.verdict, dossier.minutes_late) == ("late", 150)


def test_a_result_in_time_is_no_minute_late(proposed: MakeDossier, hai: User) -> None:
    assert signed(proposed(), hai, "2023-09-05 17:00").minutes_late == 0
    assert not LatenessShare.objects.exists()


def test_units_share_by_how_late_their_own_legs_were(office: Office, proposed: MakeDossier, hai: User) -> None:
    dossier = proposed()
    done = dossier.legs.filter(ended_at__isnull=False).order_by("position").last()
    assert done is not None
    Leg.objects.filter(pk=done.pk).update(unit=office.district, minutes_late=50)
    signed(dossier, hai, "2023-09-06 09:30")

    assert sum(share.minutes for share in dossier.lateness.all()) == 150
    assert {share.unit for share in dossier.lateness.all()} == {office.district, office.commune}


def test_a_new_appointment_does_not_make_a_late_result_punctual(proposed: MakeDossier, hai: User) -> None:
    dossier = proposed()
    apology.extend(dossier=dossier, cause="Phải xác minh.", extra_days=5, by=hai, at=moment("2023-08-31 14:00"))

    assert signed(dossier, hai, "2023-09-06 09:30").verdict == "late"


def test_unless_the_unit_judges_by_the_new_appointment(office: Office, proposed: MakeDossier, hai: User) -> None:
    UnitPolicy.objects.create(unit=office.commune, valid_from=SINCE, extension_rule="extended")
    dossier = proposed()
    apology.extend(dossier=dossier, cause="Phải xác minh.", extra_days=5, by=hai, at=moment("2023-08-31 14:00"))

    assert signed(dossier, hai, "2023-09-06 09:30").verdict == "early"


def test_a_calendar_that_does_not_reach_leaves_the_minutes_unknown(
    proposed: MakeDossier, hai: User, office: Office
) -> None:
    dossier = signed(proposed(), hai, "2028-01-05 09:30")

    assert (dossier.verdict, dossier.minutes_late) == ("late", None)
    assert not dossier.lateness.exists()


@pytest.mark.parametrize("at", ["2023-09-05 17:00:30", "2023-09-05 20:00"])
def test_late_by_no_office_time_is_late_all_the_same(proposed: MakeDossier, hai: User, at: str) -> None:
    dossier = signed(proposed(), hai, at)

    assert (dossier.verdict, dossier.minutes_late) == ("late", 0)
