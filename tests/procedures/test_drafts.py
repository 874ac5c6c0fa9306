"""Drafts: begun, changed step by step, gone back and forth, set upon a newer version."""

from __future__ import annotations

from typing import Any

import pytest

from procedures.drafting import drafts, reviewing
from procedures.errors import DraftAtFault, DraftChanged, DraftExists, DraftWrongMoment
from procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from staff.models import AuditEntry, User
from tests.people import moment
from tests.procedures.conftest import ImportEntries, entry

AT = moment("2026-03-02 09:00")


@pytest.fixture
def draft(import_entries: ImportEntries, thu: User) -> ProcedureDraft:
    """Thu begins to change the only procedure."""
    import_entries(entry(valid_from="2021-01-01"))
    return drafts.start(Procedure.objects.get(), by=thu, at=AT)


def saved(draft: ProcedureDraft, by: User, **changes: Any) -> ProcedureDraft:
    draft, _changes = drafts.save(draft, {**draft.entry, **changes}, lock_version=draft.lock_version, by=by, at=AT)
    return draft


def test_a_draft_begins_as_the_latest_version_says(draft: ProcedureDraft) -> None:
    assert draft.entry["name"] == "Cấp bản sao Trích lục hộ tịch"
    assert (draft.code, draft.base) == ("1.000001", ProcedureVersion.objects.get())
    assert drafts.changes_of(draft) == []


def test_of_a_procedure_only_one_draft_is_open(draft: ProcedureDraft, thu: User) -> None:
    with pytest.raises(DraftExists) as raised:
        drafts.start(Procedure.objects.get(), by=thu, at=AT)
    assert raised.value.draft == draft


def test_a_change_is_kept_and_told(draft: ProcedureDraft, thu: User) -> None:
    draft = saved(draft, thu, result="Bản sao trích lục")
    assert [str(each) for each in drafts.changes_of(draft)] == ["Kết quả: Trích lục hộ tịch → Bản sao trích lục"]


def test_a_draft_may_be_kept_before_it_is_whole(draft: ProcedureDraft, thu: User) -> None:
    assert saved(draft, thu, name="").entry["name"] == ""


def test_each_save_can_be_taken_back_and_made_again(draft: ProcedureDraft, thu: User) -> None:
    draft = saved(saved(draft, thu, sets=2), thu, sets=3)
    draft = drafts.undo(draft, lock_version=draft.lock_version, by=thu, at=AT)
    assert draft.entry["sets"] == 2
    draft = drafts.undo(draft, lock_version=draft.lock_version, by=thu, at=AT)
    assert draft.entry["sets"] == 1
    draft = drafts.redo(draft, lock_version=draft.lock_version, by=thu, at=AT)
    assert draft.entry["sets"] == 2


def test_a_change_after_going_back_ends_what_lay_ahead(draft: ProcedureDraft, thu: User) -> None:
    draft = saved(saved(draft, thu, sets=2), thu, sets=3)
    draft = drafts.undo(draft, lock_version=draft.lock_version, by=thu, at=AT)
    draft = saved(draft, thu, sets=9)
    with pytest.raises(DraftWrongMoment):
        drafts.redo(draft, lock_version=draft.lock_version, by=thu, at=AT)


def test_saving_what_stands_there_already_is_no_step(draft: ProcedureDraft, thu: User) -> None:
    assert saved(draft, thu).lock_version == draft.lock_version


def test_the_history_is_bounded(draft: ProcedureDraft, thu: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_STEPS", 3)
    for number in range(2, 8):
        draft = saved(draft, thu, sets=number)
    assert [state.entry["sets"] for state in draft.history.all()] == [7, 6, 5, 1]


def test_who_wrote_first_stays_an_author_however_many_steps_follow(
    draft: ProcedureDraft, thu: User, huong: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_STEPS", 3)
    for number in range(2, 8):
        draft = saved(draft, huong, sets=number)
    draft.prepared_by = huong  # as handing it in does
    assert reviewing.is_author(draft, thu)


def test_what_is_taken_back_of_an_author_leaves_what_stands(
    draft: ProcedureDraft, thu: User, huong: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_STEPS", 3)
    for number in range(2, 8):
        draft = saved(draft, huong, sets=number)
    draft = saved(draft, thu, sets=8)
    draft = drafts.undo(draft, lock_version=draft.lock_version, by=huong, at=AT)
    draft = saved(draft, huong, sets=9)
    draft.prepared_by = huong
    assert reviewing.is_author(draft, thu)


def test_two_managers_do_not_overwrite_each_other(draft: ProcedureDraft, thu: User, hai: User) -> None:
    saved(draft, thu, sets=2)
    with pytest.raises(DraftChanged) as raised:
        drafts.save(draft, {**draft.entry, "sets": 3}, lock_version=draft.lock_version, by=hai, at=AT)
    assert raised.value.draft.entry["sets"] == 2


def test_the_code_of_a_procedure_stays(draft: ProcedureDraft, thu: User) -> None:
    assert saved(draft, thu, code="9.999").entry["code"] == "1.000001"


def test_a_new_procedure_takes_no_code_that_is_being_drafted(draft: ProcedureDraft, thu: User) -> None:
    other = drafts.start_from({"name": "Mới"}, by=thu, at=AT)
    with pytest.raises(DraftAtFault) as raised:
        saved(other, thu, code="1.000001")
    assert [fault.path for fault in raised.value.faults] == ["code"]


def test_a_copy_begins_without_what_belongs_to_the_original(draft: ProcedureDraft, thu: User) -> None:
    copied = drafts.copy(ProcedureVersion.objects.get(), by=thu, at=AT)
    assert "code" not in copied.entry
    assert copied.entry["papers"] == draft.entry["papers"]
    assert copied.base is None


def test_an_entry_of_a_known_code_changes_that_procedure(import_entries: ImportEntries, thu: User) -> None:
    import_entries(entry())
    draft = drafts.start_from(entry(result="Khác"), by=thu, at=AT)
    assert draft.base == ProcedureVersion.objects.get()


def test_a_draft_put_away_can_be_taken_up_again(draft: ProcedureDraft, thu: User) -> None:
    drafts.discard(draft, lock_version=draft.lock_version, by=thu, at=AT)
    assert drafts.restore(draft, by=thu, at=AT).status == "draft"
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {"draft.discarded", "draft.restored"}


def test_it_is_not_taken_up_beside_another_one(draft: ProcedureDraft, thu: User) -> None:
    drafts.discard(draft, lock_version=draft.lock_version, by=thu, at=AT)
    drafts.start(Procedure.objects.get(), by=thu, at=AT)
    with pytest.raises(DraftExists):
        drafts.restore(draft, by=thu, at=AT)


def test_a_draft_is_set_upon_the_version_published_meanwhile(import_entries: ImportEntries, thu: User) -> None:
    import_entries(entry(valid_from="2021-01-01", time_limit=None))
    draft = drafts.start(Procedure.objects.get(), by=thu, at=AT)
    draft = saved(draft, thu, result="Bản sao")
    import_entries(entry(valid_from="2026-03-01", time_limit={"mode": "working_days", "value": 5}))
    assert drafts.is_outdated(draft)
    draft = drafts.bring_up_to_date(draft, lock_version=draft.lock_version, by=thu, at=AT)
    assert not drafts.is_outdated(draft)
    assert (draft.entry["result"], draft.entry["time_limit"]["value"]) == ("Bản sao", 5)
