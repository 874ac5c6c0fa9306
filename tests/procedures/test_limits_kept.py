"""A limit comes into force as everything posted does, and a file that names none takes none away."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml

from procedures.drafting import drafts, reviewing
from procedures.errors import LimitNotSet, NotTheirOwn
from procedures.exchange import uploads
from procedures.importing.checking import check
from procedures.importing.storing import Store
from procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from staff.models import User
from tests.people import make_version, moment
from tests.procedures.conftest import ImportEntries, entry

NOTHING = {"mode": None, "value": None, "unit": None, "note": "chưa xác lập"}
FIVE_DAYS = {"mode": "working_days", "value": 5, "unit": "ngày làm việc", "note": "QĐ 12/QĐ-UBND"}
NOON = moment("2026-03-04 12:00")


@pytest.fixture
def without_limit(import_entries: ImportEntries) -> ProcedureVersion:
    import_entries(entry(time_limit=NOTHING, valid_from="2026-01-01"))
    return ProcedureVersion.objects.get()


@pytest.fixture
def handed_in(without_limit: ProcedureVersion, thu: User) -> ProcedureDraft:
    """Thu has handed in five working days for the only procedure."""
    draft = drafts.start(Procedure.objects.get(), by=thu, at=NOON)
    changed = {**draft.entry, "time_limit": FIVE_DAYS}
    draft, _changes = drafts.save(draft, changed, lock_version=draft.lock_version, by=thu, at=NOON)
    lock = draft.lock_version
    day = NOON.date()
    return reviewing.hand_in(
        draft, lock_version=lock, starts_on=day, decision="", change_summary="", by=thu, at=NOON
    )


@pytest.fixture
def five_days(handed_in: ProcedureDraft, huong: User) -> ProcedureVersion:
    return reviewing.publish(handed_in, by=huong, at=NOON)


def current() -> ProcedureVersion:
    return ProcedureVersion.objects.get(valid_to__isnull=True)


def test_without_a_limit_nothing_can_be_promised(without_limit: ProcedureVersion) -> None:
    assert not without_limit.is_receivable
    with pytest.raises(LimitNotSet):
        without_limit.limit_for("counter")


def test_who_drafts_a_limit_does_not_publish_it(handed_in: ProcedureDraft, thu: User) -> None:
    with pytest.raises(NotTheirOwn):
        reviewing.publish(handed_in, by=thu, at=NOON)
    assert not current().is_receivable


def test_a_second_person_publishes_it(five_days: ProcedureVersion, without_limit: ProcedureVersion) -> None:
    without_limit.refresh_from_db()
    assert (without_limit.valid_to, without_limit.status) == (dt.date(2026, 3, 3), "superseded")
    assert (five_days.limit_mode, five_days.limit_value, five_days.limit_note) == (
        "working_days",
        5,
        "QĐ 12/QĐ-UBND",
    )
    assert five_days.is_receivable


def test_the_limit_survives_importing_the_unchanged_entry(
    five_days: ProcedureVersion, import_entries: ImportEntries
) -> None:
    again = import_entries(entry(time_limit=NOTHING, valid_from="2026-01-01"))
    assert again.last_line == "0 new, 0 changed, 1 unchanged, 0 rejected"
    assert current() == five_days


def test_the_limit_survives_a_change_elsewhere_in_the_entry(
    five_days: ProcedureVersion, import_entries: ImportEntries
) -> None:
    again = import_entries(entry(time_limit=NOTHING, valid_from="2026-01-01", result="Bản sao"))
    assert again.last_line == "0 new, 1 changed, 0 unchanged, 0 rejected"
    assert "the one that is published was kept: 1.000001" in again.err
    assert (current().result, current().limit_value) == ("Bản sao", 5)


def test_a_limit_of_the_file_replaces_the_published_one(
    five_days: ProcedureVersion, import_entries: ImportEntries
) -> None:
    import_entries(entry(valid_from="2026-01-01"))
    assert current().limit_value == 3


def test_a_file_looked_at_first_shows_no_limit_taken_away(five_days: ProcedureVersion, thu: User) -> None:
    content = yaml.safe_dump({"procedures": [entry(time_limit=NOTHING, result="Bản sao")]}).encode()
    upload = uploads.take_in(name="danh-muc.yaml", content=content, by=thu, at=NOON)
    [looked] = uploads.looked_at(upload.rows, today=NOON.date())
    assert [str(each) for each in looked.changes] == ["Kết quả: Trích lục hộ tịch → Bản sao"]


@pytest.mark.parametrize(
    ("limit", "ground"),
    [({}, "QĐ 9/QĐ-UBND"), ({"value": 7}, ""), ({"by_channel": {"buu_chinh": 9}}, "")],
)
def test_the_ground_of_a_limit_goes_with_that_limit_only(db: None, limit: dict[str, Any], ground: str) -> None:
    old = make_version(limit_ground="QĐ 9/QĐ-UBND")
    was = drafts.draft_entry(old)
    facts, faults = check({**was, "result": "Khác", "time_limit": {**was["time_limit"], **limit}})
    assert facts is not None, faults
    new = Store(today=NOON.date(), first_day=None).put(facts, starts_on=NOON.date()).version
    assert new is not None
    assert (new.limit_ground, new.limit_by_channel.get("post")) == (
        ground,
        limit.get("by_channel", {}).get("buu_chinh"),
    )
