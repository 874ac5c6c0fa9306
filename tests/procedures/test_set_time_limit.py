"""The office sets a limit where none was published, and an import does not take it away."""

from __future__ import annotations

import datetime as dt

import pytest

from procedures.errors import LimitAlreadyPublished, LimitNotSet, StaleVersion
from procedures.models import ProcedureVersion
from procedures.services import set_time_limit
from staff.models import AuditEntry, User
from tests.people import moment
from tests.procedures.conftest import ImportEntries, entry

NOTHING = {"mode": None, "value": None, "unit": None, "note": "chưa xác lập"}
NOON = moment("2026-03-04 12:00")


@pytest.fixture
def without_limit(import_entries: ImportEntries) -> ProcedureVersion:
    import_entries(entry(time_limit=NOTHING, valid_from="2026-01-01"))
    return ProcedureVersion.objects.get()


def set_five_days(version: ProcedureVersion, by: User) -> ProcedureVersion:
    return set_time_limit(version, mode="working_days", value=5, ground="QĐ 12/QĐ-UBND", by=by, at=NOON)


def current() -> ProcedureVersion:
    return ProcedureVersion.objects.get(valid_to__isnull=True)


def test_without_a_limit_nothing_can_be_promised(without_limit: ProcedureVersion) -> None:
    assert not without_limit.is_receivable
    with pytest.raises(LimitNotSet):
        without_limit.limit_for("counter")


def test_a_limit_makes_the_next_version(without_limit: ProcedureVersion, thu: User) -> None:
    new = set_five_days(without_limit, thu)
    without_limit.refresh_from_db()
    assert (without_limit.valid_to, without_limit.status) == (dt.date(2026, 3, 3), "superseded")
    assert (new.number, new.valid_from, new.limit_mode, new.limit_value) == (2, NOON.date(), "working_days", 5)
    assert (new.limit_ground, new.limit_set_by) == ("QĐ 12/QĐ-UBND", thu)
    assert new.is_receivable


def test_the_new_version_carries_everything_else(without_limit: ProcedureVersion, thu: User) -> None:
    new = set_five_days(without_limit, thu)
    assert new.name == without_limit.name
    assert new.search_text == without_limit.search_text
    assert [paper.name for paper in new.documents.all()] == [paper.name for paper in without_limit.documents.all()]
    assert [fee.amount for fee in new.fees.all()] == [8000]


def test_who_set_it_is_in_the_security_trail(without_limit: ProcedureVersion, thu: User) -> None:
    set_five_days(without_limit, thu)
    row = AuditEntry.objects.get(action="procedure.limit_set")
    assert (row.actor, row.target, row.detail["value"]) == (thu, "1.000001", 5)


def test_the_limit_survives_importing_the_unchanged_entry(
    without_limit: ProcedureVersion, thu: User, import_entries: ImportEntries
) -> None:
    set_five_days(without_limit, thu)
    again = import_entries(entry(time_limit=NOTHING, valid_from="2026-01-01"))
    assert again.last_line == "0 new, 0 changed, 1 unchanged, 0 rejected"
    assert current().limit_value == 5


def test_the_limit_survives_a_change_elsewhere_in_the_entry(
    without_limit: ProcedureVersion, thu: User, import_entries: ImportEntries
) -> None:
    set_five_days(without_limit, thu)
    again = import_entries(entry(time_limit=NOTHING, valid_from="2026-01-01", result="Bản sao"))
    assert again.last_line == "0 new, 1 changed, 0 unchanged, 0 rejected"
    assert "carried into the new version: 1.000001" in again.err
    assert (current().result, current().limit_value, current().limit_set_by) == ("Bản sao", 5, thu)


def test_a_published_limit_replaces_the_one_of_the_office(
    without_limit: ProcedureVersion, thu: User, import_entries: ImportEntries
) -> None:
    set_five_days(without_limit, thu)
    import_entries(entry(valid_from="2026-01-01"))
    assert (current().limit_value, current().limit_set_by) == (3, None)


def test_the_office_may_correct_its_own_limit(without_limit: ProcedureVersion, thu: User) -> None:
    first = set_five_days(without_limit, thu)
    second = set_time_limit(first, mode="calendar_days", value=7, ground="QĐ 15/QĐ-UBND", by=thu, at=NOON)
    assert (second.number, second.limit_mode, second.limit_value) == (3, "calendar_days", 7)
    assert ProcedureVersion.objects.in_force(NOON.date()).get() == second


def test_a_published_limit_is_not_the_offices_to_change(import_entries: ImportEntries, thu: User) -> None:
    import_entries(entry(valid_from="2026-01-01"))
    with pytest.raises(LimitAlreadyPublished):
        set_five_days(ProcedureVersion.objects.get(), thu)


def test_a_replaced_version_cannot_be_given_a_limit(without_limit: ProcedureVersion, thu: User) -> None:
    set_five_days(without_limit, thu)
    with pytest.raises(StaleVersion):
        set_five_days(without_limit, thu)


@pytest.mark.parametrize(("mode", "value"), [("working_days", 0), ("working_days", -1), ("same_day", 1), ("x", 1)])
def test_a_value_out_of_range_is_refused(
    without_limit: ProcedureVersion, thu: User, mode: str, value: int
) -> None:
    with pytest.raises(ValueError, match=mode):
        set_time_limit(without_limit, mode=mode, value=value, ground="QĐ", by=thu, at=NOON)
    assert ProcedureVersion.objects.count() == 1
