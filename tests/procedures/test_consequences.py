"""What publishing brings about beside what differs is said in the same words wherever somebody decides on it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from procedures.drafting import closing, drafts, reviewing
from procedures.exchange import uploads
from procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from procedures.services import set_route
from staff.models import User
from tests.people import moment
from tests.procedures.conftest import ImportEntries, entry
from tests.procedures.test_draft_pages import ROUTE
from tests.procedures.test_exchange import file_of

AT = moment("2023-08-29 09:30")
CODE = "1.000001"
TWO_HOURS = {"mode": "working_hours", "value": 2, "unit": "giờ làm việc"}
FOUR_HOURS = {"mode": "working_hours", "value": 4, "unit": "giờ làm việc"}
ENDS = "Quy trình nội bộ không còn phù hợp"
LAST_DAY = dt.date(2023, 12, 31)

pytestmark = pytest.mark.usefixtures("tuesday_morning")


@pytest.fixture
def with_route(posted: None, thu: User) -> ProcedureVersion:
    """The only procedure has a route of three hours."""
    return set_route(ProcedureVersion.objects.get(), ROUTE, ground="QĐ 12/QĐ-UBND", by=thu, at=AT)


@pytest.fixture
def closed(posted: None, thu: User) -> Procedure:
    """The only procedure ends with the year."""
    procedure = Procedure.objects.get()
    closing.close(procedure, last_day=LAST_DAY, ground="QĐ 7/QĐ-UBND", replaced_by=None, by=thu, at=AT)
    return procedure


def handed_in(by: User, **changes: object) -> ProcedureDraft:
    draft = drafts.start(Procedure.objects.get(code=CODE), by=by, at=AT)
    draft, _ = drafts.save(draft, {**draft.entry, **changes}, lock_version=draft.lock_version, by=by, at=AT)
    lock = draft.lock_version
    return reviewing.hand_in(
        draft, lock_version=lock, starts_on=AT.date(), decision="", change_summary="", by=by, at=AT
    )


def looked_at(by: User, **changes: object) -> uploads.Looked:
    content = file_of(entry(**changes)).read()
    upload = uploads.take_in(name="danh-muc.yaml", content=content, by=by, at=AT)
    return uploads.looked_at(upload.rows, today=AT.date())[0]


@pytest.mark.parametrize(("limit", "is_said"), [(TWO_HOURS, True), (FOUR_HOURS, False)])
def test_the_end_of_the_route_stands_beside_each_of_several(
    client: Client, with_route: ProcedureVersion, thu: User, huong: User, limit: object, is_said: bool
) -> None:
    handed_in(thu, time_limit=limit)
    client.force_login(huong)
    assert (ENDS in client.get("/quan-ly/danh-muc/cong-bo/").content.decode()) is is_said


@pytest.mark.parametrize(("limit", "is_said"), [(TWO_HOURS, True), (FOUR_HOURS, False)])
def test_the_end_of_the_route_stands_beside_the_row_of_a_file(
    client: Client, with_route: ProcedureVersion, thu: User, limit: object, is_said: bool
) -> None:
    client.force_login(thu)
    page = client.post("/quan-ly/danh-muc/nhap/", {"file": file_of(entry(time_limit=limit))}, follow=True)
    assert (ENDS in page.content.decode()) is is_said


@pytest.mark.parametrize(("limit", "is_said"), [(TWO_HOURS, True), (FOUR_HOURS, False)])
def test_the_command_names_whose_route_ends(
    with_route: ProcedureVersion, import_entries: ImportEntries, limit: object, is_said: bool
) -> None:
    said = import_entries(entry(time_limit=limit), options=("--dry-run",)).err
    assert (f"The route no longer holds: {CODE}. The steps set by the office" in said) is is_said


def test_a_route_makes_no_file_an_entry_of_the_office(
    with_route: ProcedureVersion, import_entries: ImportEntries
) -> None:
    first, second = entry(valid_from="2021-01-01"), entry(valid_from="2021-01-01", result="Bản sao")
    assert import_entries(first).last_line == "0 new, 0 changed, 1 unchanged, 0 rejected"
    for each in (second, first, second):
        assert import_entries(each).last_line == "0 new, 1 changed, 0 unchanged, 0 rejected"


def test_a_file_changes_a_procedure_closed_ahead_and_says_that_it_ends(closed: Procedure, thu: User) -> None:
    looked = looked_at(thu, result="Bản sao")
    assert looked.row["outcome"] == uploads.CHANGED
    assert [str(each) for each in looked.changes] == ["Kết quả: Trích lục hộ tịch → Bản sao"]
    assert ["31/12/2023" in each.text for each in looked.consequences] == [True]


def test_a_procedure_closed_ahead_is_not_new_in_the_words_it_has(closed: Procedure, thu: User) -> None:
    assert looked_at(thu).row["outcome"] == uploads.UNCHANGED


def test_what_is_published_before_the_last_day_ends_with_it(closed: Procedure, thu: User, huong: User) -> None:
    draft = handed_in(thu, result="Bản sao")
    said = reviewing.consequences_of([draft], today=AT.date())[draft.pk]
    assert [each.title for each in said] == ["Thủ tục đã định ngày bãi bỏ"]
    assert reviewing.publish(draft, by=huong, at=AT).valid_to == LAST_DAY


def test_the_command_lets_a_closing_stand_and_says_so(closed: Procedure, import_entries: ImportEntries) -> None:
    answer = import_entries(entry(result="Bản sao"))
    assert answer.last_line == "0 new, 1 changed, 0 unchanged, 0 rejected"
    assert f"closed from a day on: {CODE}. Its last day is 31/12/2023" in answer.err
    assert ProcedureVersion.objects.order_by("-number")[0].valid_to == LAST_DAY


def test_what_is_published_after_the_last_day_opens_it_again(closed: Procedure, thu: User, huong: User) -> None:
    other = Procedure.objects.create(code="2.000002", field=closed.field)
    Procedure.objects.filter(pk=closed.pk).update(replaced_by=other)
    later = dt.datetime.combine(LAST_DAY, AT.timetz()) + dt.timedelta(days=10)
    draft = handed_in(thu, result="Bản sao")
    said = reviewing.consequences_of([draft], today=later.date())[draft.pk]
    assert [each.title for each in said] == ["Thủ tục đã bị bãi bỏ"]
    version = reviewing.publish(draft, by=huong, at=later)
    closed.refresh_from_db()
    assert (version.valid_to, closed.replaced_by) == (None, None)


def test_the_command_leaves_alone_what_the_office_published_and_is_about_to_close(
    posted: None, thu: User, huong: User, import_entries: ImportEntries
) -> None:
    draft = handed_in(thu, result="Bản sao có dấu")
    published = reviewing.publish(draft, by=huong, at=AT)
    closing.close(published.procedure, last_day=LAST_DAY, ground="QĐ 7/QĐ-UBND", replaced_by=None, by=thu, at=AT)
    import_entries(draft.entry)
    assert published.procedure.versions.latest("number") == published
