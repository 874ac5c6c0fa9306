"""The ready-to-bring card: questions, the list, its QR, the day it would be due."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from dossiers import explaining, wording
from procedures.blank_forms.form_files import keep_form_file
from procedures.models import BlankForm, Desk, Fee, ProcedureVersion, RequiredDocument
from tests.people import SINCE, Office, moment

CARD = "/thu-tuc/1.004873/chuan-bi/"
LIST = f"{CARD}?co=1-3&khong=2&pb=1"

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def tuesday() -> object:
    with time_machine.travel(moment("2023-08-29 09:30"), tick=False):
        yield


def next_version(version: ProcedureVersion) -> ProcedureVersion:
    """The version after `version`, in force from today, without papers yet."""
    ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=dt.date(2023, 8, 28), status="superseded")
    return ProcedureVersion.objects.create(
        procedure=version.procedure,
        number=2,
        name=version.name,
        valid_from=dt.date(2023, 8, 29),
        received_at_commune=True,
        limit_mode="working_days",
        limit_value=3,
        source_digest="2",
    )


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def names(lines: tuple[object, ...]) -> list[str]:
    return [line.paper.name for line in lines]  # type: ignore[attr-defined]


def test_the_questions_come_first(client: Client, version: ProcedureVersion) -> None:
    asked = client.get(CARD).context["questions"]

    assert [[paper.name for paper in question.papers] for question in asked] == [["Văn bản ủy quyền"]]


def test_the_answers_lead_to_an_address_of_their_own(client: Client, version: ProcedureVersion) -> None:
    answer = client.get(f"{CARD}?hoi=1&hoi-2=co&nop=2023-09-06")

    assert answer["Location"] == f"{CARD}?co=1-2-3&pb=1&nop=2023-09-06"


def test_what_does_not_apply_is_left_out(client: Client, version: ProcedureVersion) -> None:
    prepared = client.get(LIST).context["prepared"]

    assert (names(prepared.bring), names(prepared.show)) == (["Tờ khai theo mẫu"], ["Giấy tờ tùy thân"])
    assert (names(prepared.perhaps), names(prepared.left_out)) == ([], ["Văn bản ủy quyền"])


def test_the_answers_are_kept_when_they_are_changed(client: Client, version: ProcedureVersion) -> None:
    assert 'value="khong" checked' in client.get(f"{LIST}&sua=1").content.decode()


def test_without_questions_the_list_is_shown_at_once(client: Client, version: ProcedureVersion) -> None:
    later = next_version(version)
    RequiredDocument.objects.create(version=later, position=1, name="Tờ khai")

    assert names(client.get(CARD).context["prepared"].bring) == ["Tờ khai"]


def test_the_code_says_papers_answers_version_and_counter(client: Client, version: ProcedureVersion) -> None:
    assert client.get(LIST).context["address"].endswith(f"{LIST}&don-vi=13504")


def test_a_list_of_an_earlier_version_is_carried_over(client: Client, version: ProcedureVersion) -> None:
    later = next_version(version)
    RequiredDocument.objects.create(version=later, position=1, name="Giấy tờ tùy thân", originals=1)
    RequiredDocument.objects.create(version=later, position=2, name="Văn bản ủy quyền", mandatory=False)

    answer = client.get(LIST)

    assert answer.context["was_other_version"]
    assert names(answer.context["prepared"].left_out) == ["Văn bản ủy quyền"]


def test_the_day_it_would_be_due_if_filed_now(client: Client, version: ProcedureVersion) -> None:
    filing = client.get(LIST).context["prepared"].filing

    assert (filing.is_now, filing.promise.due_at) == (True, moment("2023-09-05 17:00"))


def test_a_chosen_day_is_counted_from_the_opening(client: Client, version: ProcedureVersion) -> None:
    filing = client.get(f"{LIST}&nop=2023-09-06").context["prepared"].filing

    assert (filing.at, filing.promise.due_at) == (moment("2023-09-06 07:00"), moment("2023-09-11 17:00"))


def test_on_a_closed_day_the_next_open_one_is_taken(client: Client, version: ProcedureVersion) -> None:
    filing = client.get(f"{LIST}&nop=2023-09-02").context["prepared"].filing

    assert (filing.wanted, filing.at.date()) == (dt.date(2023, 9, 2), dt.date(2023, 9, 5))


@pytest.mark.parametrize(
    ("asked_at", "opens_at", "wanted"),
    [
        ("2023-08-29 05:10", "2023-08-29 07:00", None),
        ("2023-08-29 12:05", "2023-08-29 13:30", None),
        ("2023-08-29 19:05", "2023-08-30 07:00", None),
        ("2023-09-02 10:20", "2023-09-05 07:00", dt.date(2023, 9, 2)),
    ],
)
def test_while_the_counter_is_closed_papers_are_handed_in_when_it_opens(
    client: Client, version: ProcedureVersion, asked_at: str, opens_at: str, wanted: dt.date | None
) -> None:
    with time_machine.travel(moment(asked_at), tick=False):
        answer = client.get(f"{LIST}&don-vi=13504")
        paper = client.get(answer.context["pdf_address"])

    filing = answer.context["prepared"].filing
    assert (filing.at, filing.is_now, filing.wanted) == (moment(opens_at), False, wanted)
    assert f"Bắt đầu tính thời hạn: {explaining.moment_in_words(filing.at)}" in answer.content.decode()
    assert f"Bắt đầu tính thời hạn: {wording.moment_in_words(filing.at)}" in text_of(paper.content)
    assert asked_at[-5:] not in text_of(paper.content)


@pytest.mark.parametrize("day", ["2023-08-28", "2025-01-01", "hôm nay", ""])
def test_a_day_that_cannot_be_promised_is_taken_as_today(
    client: Client, version: ProcedureVersion, day: str
) -> None:
    assert client.get(f"{LIST}&nop={day}").context["prepared"].filing.is_now


def test_a_year_without_calendar_is_told(client: Client, version: ProcedureVersion) -> None:
    with time_machine.travel(moment("2027-12-29 09:30"), tick=False):
        answer = client.get(f"{LIST}&nop=2028-06-01")
    assert "2028" in answer.context["prepared"].filing.problem.args[0]
    assert answer.status_code == 200


def test_forms_stand_beside_the_paper_they_fill(client: Client, version: ProcedureVersion) -> None:
    file = keep_form_file(name="to-khai.pdf", given=b"%PDF-1.7 to khai", by=None, at=moment("2023-08-01 08:00"))
    BlankForm.objects.create(version=version, position=1, title="Mẫu số 01", file=file, paper=1)

    assert f'href="/bieu-mau/{file.digest}/"' in client.get(LIST).content.decode()


def test_a_form_that_ran_out_is_not_offered(client: Client, version: ProcedureVersion) -> None:
    file = keep_form_file(name="to-khai.pdf", given=b"%PDF-1.7 to khai", by=None, at=moment("2023-08-01 08:00"))
    BlankForm.objects.create(
        version=version, position=1, title="Mẫu cũ", file=file, paper=1, valid_to=dt.date(2023, 8, 1)
    )

    assert "Mẫu cũ" not in client.get(LIST).content.decode()


def test_fees_are_those_of_the_day_of_filing(client: Client, version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=dt.date(2023, 8, 31))
    Fee.objects.create(
        version=version,
        position=2,
        name="Lệ phí",
        amount=20000,
        valid_from=dt.date(2023, 9, 1),
        exemption="Hộ nghèo",
    )

    def amounts(query: str) -> list[int]:
        return [fee.amount for fee, _words in client.get(f"{LIST}{query}").context["fees"]]

    assert (amounts(""), amounts("&nop=2023-09-06")) == ([15000], [20000])


def test_the_desk_that_takes_the_field_is_named(client: Client, version: ProcedureVersion, office: Office) -> None:
    desk = Desk.objects.create(unit=office.commune, number=2, valid_from=SINCE)
    desk.fields.add(version.procedure.field)
    Desk.objects.create(unit=office.other_commune, number=7, valid_from=SINCE)

    assert [each.number for each in client.get(f"{LIST}&don-vi=13504").context["prepared"].desks] == [2]


@pytest.mark.parametrize("query", ["", "?hoi=1", "?co=1"])
def test_a_procedure_that_is_not_in_force_leads_to_its_page(client: Client, office: Office, query: str) -> None:
    answer = client.get(f"/thu-tuc/9.999999/chuan-bi/{query}")
    assert (answer.status_code, answer["Location"]) == (302, "/thu-tuc/9.999999/")


@pytest.mark.parametrize("query", ["", "&chu=to"])
def test_the_card_as_a_paper(client: Client, version: ProcedureVersion, query: str) -> None:
    answer = client.get(f"{CARD}the.pdf?co=1-3&khong=2&don-vi=13504{query}")

    text = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert "Tờ khai theo mẫu" in text
    assert "ủy quyền" not in text


def test_the_paper_of_an_unknown_procedure_is_not_found(client: Client, office: Office) -> None:
    assert client.get("/thu-tuc/9.999999/chuan-bi/the.pdf").status_code == 404


def test_papers_are_not_drawn_without_end(client: Client, version: ProcedureVersion) -> None:
    codes = {client.get("/thu-tuc/9.999999/chuan-bi/the.pdf").status_code for _each in range(40)}
    assert codes == {404, 429}


@pytest.mark.parametrize("count", [1, 20])
def test_as_many_statements_however_long_the_list(
    client: Client, version: ProcedureVersion, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    RequiredDocument.objects.bulk_create(
        RequiredDocument(version=version, position=position, name=f"Giấy {position}", mandatory=False)
        for position in range(4, 4 + count)
    )
    client.get(LIST)  # the calendar is read once per process

    with django_assert_max_num_queries(10):
        client.get(f"{LIST}&nop=2023-09-06")
