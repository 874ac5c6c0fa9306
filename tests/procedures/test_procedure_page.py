"""The page of a procedure: every part that is published, and what it says of what is not in force."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from procedures.blank_forms.form_files import keep_form_file
from procedures.importing.checking import check
from procedures.models import FormFile, LegalDocument, Procedure, ProcedureQuestion, ProcedureVersion, Term
from procedures.page.procedure_page import parts, unsaved
from tests.people import Office, moment
from tests.procedures.conftest import ImportEntries, entry
from tests.procedures.reading import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "tuesday_morning")]

PAGE = "/thu-tuc/1.000001/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
COPY = {"name": "Bản sao trích lục", "kind": "phi", "amount": 8000, "per": "bản"}


def page_of(client: Client, import_entries: ImportEntries, **said: Any) -> str:
    if "fees" in said:
        said["fee"] = None
    assert import_entries(entry(**said)).code == 0
    return body(client.get(PAGE))


@pytest.fixture
def form(db: None) -> FormFile:
    return keep_form_file(name="to-khai.pdf", given=PDF, by=None, at=moment("2023-08-01 08:00"))


def test_a_fee_is_a_row_with_all_its_parts(client: Client, import_entries: ImportEntries) -> None:
    fee = {**COPY, "channel": "truc_tuyen", "exemption": "hộ nghèo", "ground": "TT 281/2016/TT-BTC"}
    text = page_of(client, import_entries, fees=[fee])
    assert "Bản sao trích lục Fee 8,000 đồng/bản Online Hộ nghèo TT 281/2016/TT-BTC" in text


def test_a_column_without_anything_to_say_is_left_out(client: Client, import_entries: ImportEntries) -> None:
    assert "Who pays less or nothing" not in page_of(client, import_entries, fees=[COPY])


def test_a_fee_to_come_stands_apart_from_what_is_paid_today(client: Client, import_entries: ImportEntries) -> None:
    dearer = {**COPY, "amount": 10000, "valid_from": "2023-10-01"}
    text = page_of(client, import_entries, fees=[{**COPY, "valid_to": "2023-09-30"}, dearer])
    assert "8,000 đồng/bản until 30/09/2023" in text
    assert "1 fee that comes into force Bản sao trích lục : 10,000 đồng/bản, from 01/10/2023" in text


def test_a_fee_that_ended_is_not_asked_for_any_more(client: Client, import_entries: ImportEntries) -> None:
    text = page_of(client, import_entries, fees=[{**COPY, "valid_to": "2023-06-30"}])
    assert "No fee is published for this procedure." in text
    assert "1 fee that is no longer in force" in text


def test_a_paper_says_in_which_case_it_is_asked_for(client: Client, import_entries: ImportEntries) -> None:
    paper = {"name": "Văn bản ủy quyền", "mandatory": False, "condition": "người khác nộp thay", "original": 1}
    assert "Only if: người khác nộp thay" in page_of(client, import_entries, papers=[paper])


def test_a_paper_says_which_database_spares_it(client: Client, import_entries: ImportEntries) -> None:
    paper = {"name": "Giấy tờ cư trú", "database": "CSDL quốc gia về dân cư", "original": 1}
    text = page_of(client, import_entries, papers=[paper])
    assert "Not needed if the office can look it up in: CSDL quốc gia về dân cư" in text


def test_steps_ways_and_conditions_are_told(client: Client, import_entries: ImportEntries) -> None:
    text = page_of(
        client,
        import_entries,
        steps=["Nộp hồ sơ.", "Nhận kết quả."],
        ways={"buu_chinh": "qua bưu điện"},
        conditions="Đủ 18 tuổi.",
    )
    for words in ("Nộp hồ sơ. Nhận kết quả.", "Filing by post Qua bưu điện", "Requirements and conditions Đủ 18"):
        assert words in text


def test_a_text_of_law_that_ended_is_marked(client: Client, import_entries: ImportEntries) -> None:
    LegalDocument.objects.create(
        title="TT 04/2020/TT-BTP", valid_to=dt.date(2023, 6, 30), replaced_by="TT 08/2023/TT-BTP"
    )
    text = page_of(client, import_entries, legal_basis=["TT 04/2020/TT-BTP (biểu mẫu)"])
    assert "no longer in force until 30/06/2023, replaced by TT 08/2023/TT-BTP" in text


def test_the_blank_form_stands_beside_its_paper(
    client: Client, import_entries: ImportEntries, form: FormFile
) -> None:
    import_entries(entry(forms=[{"title": "Mẫu tờ khai", "file": form.digest, "paper": 1}]))
    page = client.get(PAGE).content.decode()
    assert page.count(f'href="/bieu-mau/{form.digest}/"') == 2
    assert "Blank form to fill in" in page


def test_questions_are_answered(client: Client, import_entries: ImportEntries) -> None:
    import_entries(entry())
    ProcedureQuestion.objects.create(
        procedure=Procedure.objects.get(), question="Có mất tiền không?", answer="Miễn phí."
    )
    assert "Questions and answers Có mất tiền không? Miễn phí." in body(client.get(PAGE))


def test_a_term_is_explained_once_where_it_is_used(client: Client, import_entries: ImportEntries) -> None:
    Term.objects.create(name="trích lục", meaning="Bản chép từ <sổ> gốc.")
    import_entries(entry(result="Trích lục hộ tịch", notes="trích lục"))
    page = client.get(PAGE).content.decode()
    assert page.count('class="term"') == 1
    assert "Bản chép từ &lt;sổ&gt; gốc." in page


def test_search_engines_read_what_it_is(client: Client, office: Office, import_entries: ImportEntries) -> None:
    ended = {**COPY, "name": "Bản sao cũ", "amount": 5000, "valid_to": "2023-06-30"}
    import_entries(entry(name="Cấp bản sao</script><b>", fees=[ended, COPY], fee=None))
    page = client.get(PAGE).content.decode()
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert data["@type"] == "GovernmentService"
    assert data["name"] == "Cấp bản sao</script><b>"
    assert [offer["price"] for offer in data["offers"]] == [8000]
    assert {"Xã Bình Nghĩa", "Xã Tràng An"} == {unit["name"] for unit in data["provider"]}


def test_the_page_has_one_address_whatever_counter_is_chosen(
    client: Client, office: Office, import_entries: ImportEntries
) -> None:
    import_entries(entry())
    page = client.get(PAGE, {"don-vi": office.commune.code}).content.decode()
    assert re.findall(r'<link rel="canonical" href="([^"]+)"', page) == ["http://testserver/thu-tuc/1.000001/"]


def test_what_is_only_written_is_shown_without_being_stored(client: Client, form: FormFile) -> None:
    facts, faults = check(entry(forms=[{"title": "Mẫu", "file": form.digest, "paper": 1}]))
    assert facts is not None, faults
    shown = parts(unsaved(facts, dt.date(2023, 8, 29)), dt.date(2023, 8, 29))
    assert [row.document.name for row in shown["papers"]["always"]] == ["Tờ khai"]
    assert [row.amount for row in shown["fees"]] == ["8.000 đồng/bản"]
    assert ProcedureVersion.objects.count() == 0


def test_a_long_posting_takes_no_more_statements_than_a_short_one(
    client: Client, office: Office, import_entries: ImportEntries
) -> None:
    def statements(rows: int) -> int:
        number = f"2.{rows:06d}"
        papers = [{"name": f"Giấy {each}", "original": 1} for each in range(rows)]
        fees = [{**COPY, "name": f"Khoản {each}", "ground": f"TT {each}"} for each in range(rows)]
        import_entries(
            entry(number, papers=papers, fees=fees, fee=None, legal_basis=[f"TT {e}" for e in range(rows)])
        )
        client.get(f"/thu-tuc/{number}/")
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/thu-tuc/{number}/")
        return len(captured)

    assert statements(1) == statements(20) <= 24
