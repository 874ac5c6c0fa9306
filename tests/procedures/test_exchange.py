"""The catalogue in and out as files: looked at first, handed in as drafts, published by somebody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from procedures.blank_forms.form_files import keep_form_file
from procedures.entries import entry_of
from procedures.exchange import uploads
from procedures.importing.checking import check
from procedures.importing.storing import Store
from procedures.models import BlankForm, CatalogueUpload, ProcedureDraft, ProcedureVersion
from procedures.spreadsheet import read_workbook, workbook_of
from staff.models import Message, User
from tests.people import moment
from tests.procedures.conftest import ImportEntries, entry
from tests.procedures.reading import body

NOW = moment("2023-08-29 09:30")
IMPORT, EXPORT, PUBLISH = (f"/quan-ly/danh-muc/{each}/" for each in ("nhap", "xuat", "cong-bo"))

pytestmark = pytest.mark.usefixtures("tuesday_morning")


@pytest.fixture
def published(import_entries: ImportEntries) -> None:
    """Three procedures, in force since 2021."""
    with time_machine.travel("2021-01-01T08:00:00+07:00", tick=False):
        import_entries(*(entry(f"1.00000{number}", name=f"Thủ tục {number}") for number in (1, 2, 3)))


@pytest.fixture
def manager(client: Client, thu: User) -> Client:
    """Thu, manager of the commune, at her computer."""
    client.force_login(thu)
    return client


def file_of(*entries: Any, name: str = "danh-muc.yaml") -> SimpleUploadedFile:
    text = yaml.safe_dump({"procedures": list(entries)}, allow_unicode=True, sort_keys=False)
    return SimpleUploadedFile(name, text.encode())


MIXED = (
    entry("1.000001", name="Thủ tục 1"),
    entry("1.000002", name="Thủ tục 2", fee={"amount": 10000, "unit": "VND", "per": "bản"}),
    entry("1.000009", name="Thủ tục mới"),
    entry("1.000003", name="Thủ tục 3", sets=0, fee={"amount": "8.000"}),
    entry(1.001193, name="Mã gõ thiếu ngoặc"),
)


def uploaded(client: Client, *entries: Any) -> CatalogueUpload:
    response = client.post(IMPORT, {"file": file_of(*entries)})
    assert response.status_code == 302
    found = CatalogueUpload.objects.latest("pk")
    assert response["Location"] == f"{IMPORT}{found.pk}/"
    return found


def handed_in(client: Client, upload: CatalogueUpload, *positions: int, **more: str) -> Any:
    given = {"rows": list(positions), "starts_on": "2023-09-15", "decision": "QĐ 12/QĐ-UBND", **more}
    return client.post(f"{IMPORT}{upload.pk}/", given, follow=True)


def test_only_a_manager_brings_files_in(client: Client, published: None, hoa: User, lan: User) -> None:
    for person in (hoa, lan):
        client.force_login(person)
        assert {client.get(each).status_code for each in (IMPORT, EXPORT, PUBLISH)} == {403}


def test_each_row_is_sorted_by_what_it_would_do(manager: Client, published: None) -> None:
    found = uploaded(manager, *MIXED)
    assert [row["outcome"] for row in found.rows] == ["unchanged", "changed", "new", "faulty", "faulty"]
    assert ProcedureVersion.objects.count() == 3


def test_differences_are_told_in_words(manager: Client, published: None) -> None:
    found = uploaded(manager, *MIXED)
    page = body(manager.get(f"{IMPORT}{found.pk}/?tab=changed"))
    assert "8.000 đồng/bản → 10.000 đồng/bản" in page


def test_every_fault_stands_with_its_line_and_key(manager: Client, published: None) -> None:
    found = uploaded(manager, *MIXED)
    faults = {fault["path"]: fault for row in found.rows for fault in row["faults"]}
    assert {fault["key"] for fault in faults.values()} == {"sets", "fee.amount", "code"}
    text = yaml.safe_dump({"procedures": list(MIXED)}, allow_unicode=True, sort_keys=False).splitlines()
    line = next(
        number for number, each in enumerate(text, start=1) if "amount: 8.000" in each or "'8.000'" in each
    )
    assert str(line) in faults["fee.amount"]["place"]
    page = body(manager.get(f"{IMPORT}{found.pk}/?tab=faulty"))
    assert "fee.amount" in page


def test_keys_nobody_interprets_are_told(manager: Client, published: None) -> None:
    found = uploaded(manager, entry("1.000001", sets=2, colour="xanh"), entry("1.000009", colour="đỏ"))
    assert "colour (2)" in body(manager.get(f"{IMPORT}{found.pk}/"))


def test_what_is_taken_over_waits_for_another_person(manager: Client, published: None, huong: User) -> None:
    found = uploaded(manager, *MIXED)
    handed_in(manager, found, 2, 3)
    drafts = ProcedureDraft.objects.order_by("code")
    assert [(draft.code, draft.status, draft.decision) for draft in drafts] == [
        ("1.000002", "in_review", "QĐ 12/QĐ-UBND"),
        ("1.000009", "in_review", "QĐ 12/QĐ-UBND"),
    ]
    assert {draft.starts_on for draft in drafts} == {dt.date(2023, 9, 15)}
    assert ProcedureVersion.objects.count() == 3


def test_the_reviewer_gets_one_letter_for_all(manager: Client, published: None, huong: User) -> None:
    handed_in(manager, uploaded(manager, *MIXED), 2, 3)
    (letter,) = Message.objects.filter(recipient=huong.email)
    assert "1.000002" in letter.body
    assert "1.000009" in letter.body


def test_an_open_draft_is_named_and_not_overwritten(
    manager: Client, published: None, thu: User, huong: User
) -> None:
    handed_in(manager, uploaded(manager, MIXED[1]), 1)
    again = uploaded(manager, entry("1.000002", name="Tên khác"))
    page = body(manager.get(f"{IMPORT}{again.pk}/"))
    assert "đang soạn một dự thảo" in page
    handed_in(manager, again, 1)
    assert ProcedureDraft.objects.get().entry["name"] == "Thủ tục 2"


def test_an_open_draft_is_no_news_beside_a_row_that_changes_nothing(
    manager: Client, published: None, thu: User
) -> None:
    handed_in(manager, uploaded(manager, MIXED[1]), 1)
    faulty = uploaded(manager, entry("1.000002", sets=0))
    page = body(manager.get(f"{IMPORT}{faulty.pk}/"))
    assert "1.000002" in page
    assert "đang soạn một dự thảo" not in page


def test_a_row_with_faults_cannot_be_handed_in(manager: Client, published: None) -> None:
    found = uploaded(manager, *MIXED)
    response = handed_in(manager, found, 4)
    assert response.status_code == 422
    assert not ProcedureDraft.objects.exists()


def test_nothing_ticked_and_a_day_gone_by_are_told_together(manager: Client, published: None) -> None:
    found = uploaded(manager, *MIXED)
    response = manager.post(f"{IMPORT}{found.pk}/", {"starts_on": "2023-08-01", "decision": "QĐ 5"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"rows", "starts_on"}
    assert "QĐ 5" in response.content.decode()


def test_several_are_published_with_what_became_of_each(
    manager: Client, published: None, huong: User, import_entries: ImportEntries
) -> None:
    handed_in(manager, uploaded(manager, *MIXED), 2, 3)
    import_entries(MIXED[1] | {"name": "Công bố khác"})
    reviewer = Client()
    reviewer.force_login(huong)
    response = reviewer.post(PUBLISH, {"drafts": list(ProcedureDraft.objects.values_list("pk", flat=True))})
    outcomes = {each.draft.code: each for each in response.context["outcomes"]}
    assert outcomes["1.000009"].version.valid_from == dt.date(2023, 9, 15)
    assert outcomes["1.000002"].version is None
    assert outcomes["1.000002"].reason
    assert (
        f'href="/quan-ly/thu-tuc/du-thao/{outcomes["1.000002"].draft.pk}/">Thủ tục 2' in response.content.decode()
    )
    assert ProcedureDraft.objects.get(code="1.000002").status == "in_review"


def test_nobody_publishes_what_they_handed_in(client: Client, published: None, huong: User) -> None:
    client.force_login(huong)
    handed_in(client, uploaded(client, MIXED[1]), 1)
    assert list(client.get(PUBLISH).context["page_obj"]) == []
    response = client.post(PUBLISH, {"drafts": [ProcedureDraft.objects.get().pk]})
    assert response.status_code == 422
    assert ProcedureDraft.objects.get().status == "in_review"


def test_the_upload_of_another_manager_is_not_there(manager: Client, published: None, huong: User) -> None:
    found = uploaded(manager, *MIXED)
    other = Client()
    other.force_login(huong)
    assert other.get(f"{IMPORT}{found.pk}/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"xin chao", b"PK\x03\x04rubbish", b"procedures: []\n", b"\xff\xfe\x00"])
def test_what_is_no_catalogue_is_refused_beside_the_field(manager: Client, content: bytes) -> None:
    response = manager.post(IMPORT, {"file": SimpleUploadedFile("danh-muc.xlsx", content)})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["file"]
    assert not CatalogueUpload.objects.exists()


def test_a_file_too_large_is_not_even_read(manager: Client) -> None:
    given = SimpleUploadedFile("lon.yaml", b"#" * (uploads.LARGEST_UPLOAD + 1))
    assert manager.post(IMPORT, {"file": given}).status_code == 422


def test_the_own_export_brings_nothing_new(manager: Client, published: None) -> None:
    content = manager.get(EXPORT, {"format": "xlsx"}).content
    response = manager.post(IMPORT, {"file": SimpleUploadedFile("danh-muc.xlsx", content)})
    assert response.status_code == 302
    assert {row["outcome"] for row in CatalogueUpload.objects.get().rows} == {"unchanged"}


def test_the_export_keeps_what_only_starts_later(manager: Client, published: None) -> None:
    coming = entry("1.000001", name="Thủ tục 1", fee={"amount": 10000}, valid_from="2023-10-01")
    procedure = ProcedureVersion.objects.get(procedure__code="1.000001").procedure
    facts, _faults = check(coming)
    assert facts is not None
    Store(today=dt.date(2023, 8, 29), first_day=None).put(facts, starts_on=dt.date(2023, 10, 1))
    assert procedure.versions.count() == 2
    content = manager.get(EXPORT, {"format": "xlsx"}).content
    manager.post(IMPORT, {"file": SimpleUploadedFile("danh-muc.xlsx", content)})
    assert {row["outcome"] for row in CatalogueUpload.objects.get().rows} == {"unchanged"}


def test_a_file_that_knows_no_forms_keeps_those_of_the_office(manager: Client, published: None) -> None:
    version = ProcedureVersion.objects.get(procedure__code="1.000001")
    file = keep_form_file(name="a.pdf", given=b"%PDF-1.7 a", by=None, at=NOW)
    BlankForm.objects.create(version=version, position=1, title="Mẫu số 01", file=file, paper=1)
    upload = uploaded(manager, entry("1.000001", name="Thủ tục 1", result="Bản trích lục"))
    assert [form["title"] for form in upload.rows[0]["entry"]["forms"]] == ["Mẫu số 01"]
    handed_in(manager, upload, 1)
    assert ProcedureDraft.objects.get().change_summary == "Kết quả: Trích lục hộ tịch → Bản trích lục"


def test_a_workbook_changed_by_hand_shows_the_change(manager: Client, published: None) -> None:
    entries = [entry_of(version) for version in ProcedureVersion.objects.order_by("pk")]
    entries[0]["result"] = "Trích lục điện tử"
    given = SimpleUploadedFile("sua.xlsx", workbook_of(entries))
    manager.post(IMPORT, {"file": given})
    rows = CatalogueUpload.objects.get().rows
    assert [row["outcome"] for row in rows] == ["changed", "unchanged", "unchanged"]


def test_the_export_is_all_or_the_filtered_part(manager: Client, published: None) -> None:
    everything = b"".join(manager.get(EXPORT, {"format": "yaml"}).streaming_content).decode()
    assert [each["code"] for each in yaml.safe_load(everything)["procedures"]] == [
        "1.000001",
        "1.000002",
        "1.000003",
    ]
    some = manager.get(EXPORT, {"format": "xlsx", "q": "thu tuc 2"})
    assert [each.value["code"] for each in read_workbook(some.content).entries] == ["1.000002"]
    assert manager.get(EXPORT, {"format": "pdf"}).status_code == 422


def test_the_blank_workbook_has_no_rows(manager: Client) -> None:
    assert read_workbook(manager.get(f"{IMPORT}mau.xlsx").content).entries == []


@pytest.mark.parametrize("count", [1, 20])
def test_a_preview_takes_the_same_statements_for_one_row_and_twenty(
    manager: Client, published: None, count: int, django_assert_max_num_queries: Any
) -> None:
    many = [entry(f"2.{number:06d}", name=f"Mới {number}") for number in range(count - 1)]
    found = uploaded(manager, MIXED[1], *many)
    address = f"{IMPORT}{found.pk}/?tab=new" if many else f"{IMPORT}{found.pk}/"
    manager.get(address)
    with django_assert_max_num_queries(14):
        assert manager.get(address).status_code == 200


def test_uploads_are_forgotten_after_a_week(manager: Client, published: None) -> None:
    found = uploaded(manager, *MIXED)
    assert uploads.sweep(at=NOW + dt.timedelta(days=6)) == 0
    assert uploads.sweep(at=NOW + dt.timedelta(days=8)) == 1
    assert not CatalogueUpload.objects.filter(pk=found.pk).exists()
