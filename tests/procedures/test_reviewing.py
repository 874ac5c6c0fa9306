"""From a draft to a version: handed in whole, looked at by another person, published from a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.drafting import drafts, reviewing
from procedures.errors import DraftAtFault, DraftWrongMoment, NotTheirOwn
from procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from staff.models import AuditEntry, Message, User
from staff.roles import Role
from tests.people import Office, make_official, moment
from tests.procedures.conftest import ImportEntries, entry

AT = moment("2026-03-02 09:00")
TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def draft(import_entries: ImportEntries, thu: User) -> ProcedureDraft:
    """Thu has changed the fee of the only procedure."""
    import_entries(entry(valid_from="2021-01-01"))
    draft = drafts.start(Procedure.objects.get(), by=thu, at=AT)
    fees = [{**draft.entry["fees"][0], "kind": "phi", "amount": 10000}]
    return drafts.save(draft, {**draft.entry, "fees": fees}, lock_version=1, by=thu, at=AT)[0]


def handed_in(draft: ProcedureDraft, by: User, **given: Any) -> ProcedureDraft:
    given = {"starts_on": TODAY, "decision": "", "change_summary": "", **given}
    return reviewing.hand_in(draft, lock_version=draft.lock_version, by=by, at=AT, **given)


def faults(raised: pytest.ExceptionInfo[DraftAtFault]) -> list[str]:
    return [fault.path for fault in raised.value.faults]


def test_the_summary_is_written_from_what_differs(draft: ProcedureDraft, thu: User) -> None:
    summary = handed_in(draft, thu).change_summary
    assert "8.000 đồng/bản → 10.000 đồng/bản" in summary


def test_a_draft_that_is_not_whole_is_not_handed_in_and_says_everything(draft: ProcedureDraft, thu: User) -> None:
    broken = {**draft.entry, "name": "", "fees": [{"amount": -1}]}
    draft = drafts.save(draft, broken, lock_version=draft.lock_version, by=thu, at=AT)[0]
    with pytest.raises(DraftAtFault) as raised:
        handed_in(draft, thu, starts_on=dt.date(2026, 3, 1))
    assert faults(raised) == ["name", "fees.1.amount", "starts_on"]


def test_a_draft_that_changes_nothing_is_not_handed_in(import_entries: ImportEntries, thu: User) -> None:
    import_entries(entry(valid_from="2021-01-01"))
    draft = drafts.start(Procedure.objects.get(), by=thu, at=AT)
    with pytest.raises(DraftAtFault):
        handed_in(draft, thu)


def test_one_publication_does_not_read_the_whole_catalogue(draft: ProcedureDraft, thu: User, huong: User) -> None:
    draft = handed_in(draft, thu)
    with CaptureQueriesContext(connection) as asked:
        reviewing.publish(draft, by=huong, at=AT)
    of_versions = [each["sql"] for each in asked if 'FROM "procedures_procedureversion"' in each["sql"]]
    assert of_versions
    assert [sql for sql in of_versions if "WHERE" not in sql] == []


def test_another_person_publishes_it(draft: ProcedureDraft, thu: User, huong: User) -> None:
    version = reviewing.publish(handed_in(draft, thu, decision="QĐ 7/QĐ-UBND"), by=huong, at=AT)
    assert [fee.amount for fee in version.fees.all()] == [10000]
    assert (version.number, version.valid_from, version.decision) == (2, TODAY, "QĐ 7/QĐ-UBND")
    assert (version.prepared_by, version.published_by) == (thu, huong)
    assert ProcedureVersion.objects.get(number=1).valid_to == dt.date(2026, 3, 1)
    assert AuditEntry.objects.filter(action="procedure.published", actor=huong).exists()


def test_nobody_publishes_their_own_words(draft: ProcedureDraft, thu: User) -> None:
    with pytest.raises(NotTheirOwn):
        reviewing.publish(handed_in(draft, thu), by=thu, at=AT)


def test_whoever_wrote_any_of_it_is_an_author(draft: ProcedureDraft, thu: User, huong: User) -> None:
    draft = drafts.save(draft, {**draft.entry, "sets": 2}, lock_version=2, by=huong, at=AT)[0]
    with pytest.raises(NotTheirOwn):
        reviewing.publish(handed_in(draft, thu), by=huong, at=AT)


def test_a_manager_of_another_unit_does_not_publish(draft: ProcedureDraft, thu: User, office: Office) -> None:
    thao = make_official("thao", "Bùi Thị Thảo", office.commune, Role.MANAGER)
    with pytest.raises(NotTheirOwn):
        reviewing.publish(handed_in(draft, thu), by=thao, at=AT)


def test_a_leader_of_the_office_may_publish(draft: ProcedureDraft, thu: User, office: Office) -> None:
    thang = make_official("thang", "Hà Văn Thắng", office.district, Role.LEADER)
    assert reviewing.publish(handed_in(draft, thu), by=thang, at=AT).published_by == thang


def test_a_publication_may_start_later(draft: ProcedureDraft, thu: User, huong: User) -> None:
    version = reviewing.publish(handed_in(draft, thu, starts_on=dt.date(2026, 7, 1)), by=huong, at=AT)
    assert version.valid_from == dt.date(2026, 7, 1)
    assert ProcedureVersion.objects.in_force(TODAY).get().number == 1


def test_a_day_that_has_passed_meanwhile_becomes_today(draft: ProcedureDraft, thu: User, huong: User) -> None:
    version = reviewing.publish(handed_in(draft, thu), by=huong, at=moment("2026-03-09 08:00"))
    assert version.valid_from == dt.date(2026, 3, 9)


def test_a_coming_version_is_not_replaced_by_the_way(draft: ProcedureDraft, thu: User, huong: User) -> None:
    reviewing.publish(handed_in(draft, thu, starts_on=dt.date(2026, 7, 1)), by=huong, at=AT)
    again = drafts.start(Procedure.objects.get(), by=thu, at=AT)
    again = drafts.save(again, {**again.entry, "sets": 2}, lock_version=1, by=thu, at=AT)[0]
    again = handed_in(again, thu)
    with pytest.raises(DraftAtFault) as raised:
        reviewing.publish(again, by=huong, at=AT)
    assert faults(raised) == ["starts_on"]
    assert reviewing.publish(again, by=huong, at=AT, replaces_coming=True).number == 3


def test_a_draft_given_back_says_why_and_to_whom(draft: ProcedureDraft, thu: User, huong: User) -> None:
    back = reviewing.give_back(handed_in(draft, thu), remark="Ghi rõ căn cứ của mức phí", by=huong, at=AT)
    assert (back.status, back.remark) == ("draft", "Ghi rõ căn cứ của mức phí")
    letter = Message.objects.get(recipient=thu.email)
    assert "Ghi rõ căn cứ của mức phí" in letter.body


def test_a_remark_is_needed_to_give_back(draft: ProcedureDraft, thu: User, huong: User) -> None:
    with pytest.raises(DraftAtFault) as raised:
        reviewing.give_back(handed_in(draft, thu), remark=" ", by=huong, at=AT)
    assert faults(raised) == ["remark"]


def test_the_author_takes_it_back_and_goes_on(draft: ProcedureDraft, thu: User) -> None:
    assert reviewing.take_back(handed_in(draft, thu), by=thu, at=AT).status == "draft"


def test_what_is_in_review_is_not_changed(draft: ProcedureDraft, thu: User) -> None:
    draft = handed_in(draft, thu)
    with pytest.raises(DraftWrongMoment):
        drafts.save(draft, {**draft.entry, "sets": 2}, lock_version=draft.lock_version, by=thu, at=AT)


def test_the_reviewer_and_then_the_author_get_a_letter(draft: ProcedureDraft, thu: User, huong: User) -> None:
    reviewing.publish(handed_in(draft, thu), by=huong, at=AT)
    assert list(Message.objects.order_by("pk").values_list("recipient", flat=True)) == [huong.email, thu.email]


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_where_no_manager_can_be_told_the_leaders_are(
    draft: ProcedureDraft, thu: User, huong: User, office: Office, change: dict[str, Any]
) -> None:
    User.objects.filter(pk=huong.pk).update(**change)
    khanh = make_official("khanh", "Vũ Quốc Khánh", office.district, Role.LEADER)
    handed_in(draft, thu)
    assert list(Message.objects.values_list("recipient", flat=True)) == [khanh.email]


def test_a_file_read_before_does_not_undo_a_publication(
    draft: ProcedureDraft, thu: User, huong: User, import_entries: ImportEntries
) -> None:
    reviewing.publish(handed_in(draft, thu), by=huong, at=AT)
    assert import_entries(entry(valid_from="2021-01-01")).last_line.startswith("0 new, 0 changed, 1 unchanged")


def test_a_new_procedure_is_published_under_its_code(office: Office, thu: User, huong: User) -> None:
    draft = drafts.start_from(entry("2.000908"), by=thu, at=AT)
    version = reviewing.publish(handed_in(draft, thu), by=huong, at=AT)
    assert (version.procedure.code, version.number) == ("2.000908", 1)


def test_a_new_procedure_takes_no_code_of_the_catalogue(
    import_entries: ImportEntries, office: Office, thu: User
) -> None:
    draft = drafts.start_from({**entry("2.000908")}, by=thu, at=AT)
    import_entries(entry("2.000908"))
    with pytest.raises(DraftAtFault) as raised:
        handed_in(draft, thu)
    assert faults(raised) == [""]
