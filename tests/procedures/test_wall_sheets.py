"""What wall sheets say (tờ niêm yết): facts, their digest, and what differs between two of them in words."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest

from procedures.models import Fee, Field, PostedDocument, PostedSheet, PostingPlace, ProcedureVersion
from procedures.wall.changes import changes
from procedures.wall.current import contents_on
from procedures.wall.press import Proof, pdf_of
from procedures.wall.printed import printed
from procedures.wall.sheets import digest_of
from tests.people import Office, make_version, moment
from tests.procedures.walls import published_again

TODAY = dt.date(2023, 8, 29)
TOMORROW = dt.date(2023, 8, 30)
PAPERS = ["Tờ khai theo mẫu", "Văn bản ủy quyền", "Giấy tờ tùy thân"]


@pytest.fixture
def place(office: Office) -> PostingPlace:
    return PostingPlace(unit=office.commune, name="Bảng tin tầng 1")


def content(place: PostingPlace, kind: str, on: dt.date = TODAY, **about: Any) -> Any:
    sheet = PostedSheet(pk=1, place=place, kind=kind, **about)
    return contents_on([sheet], on)[1]


def with_fee(version: ProcedureVersion, **fee: Any) -> None:
    Fee.objects.create(version=version, position=version.fees.count() + 1, kind="le_phi", **fee)


def test_sheet_of_a_procedure_bears_what_must_be_posted(place: PostingPlace, version: ProcedureVersion) -> None:
    with_fee(version, amount=8000, per="bản", exemption="hộ nghèo")
    said = content(place, "procedure", procedure=version.procedure)
    assert [paper["name"] for paper in said["papers"]] == [
        "Tờ khai theo mẫu",
        "Văn bản ủy quyền",
        "Giấy tờ tùy thân",
    ]
    assert said["limit"]["value"] == 3
    assert said["fees"][0]["amount"] == 8000
    assert said["head"]["phone"] == "0226 3860 104"


def test_fee_that_has_not_begun_is_not_on_the_sheet(place: PostingPlace, version: ProcedureVersion) -> None:
    with_fee(version, amount=8000, valid_to=TODAY)
    with_fee(version, amount=10000, valid_from=TOMORROW)
    said = {day: content(place, "procedure", day, procedure=version.procedure) for day in (TODAY, TOMORROW)}
    assert [said[day]["fees"][0]["amount"] for day in (TODAY, TOMORROW)] == [8000, 10000]


def test_version_that_says_the_same_leaves_the_wall_right(place: PostingPlace, version: ProcedureVersion) -> None:
    before = content(place, "procedure", procedure=version.procedure)
    published_again(version, TODAY)
    assert digest_of(content(place, "procedure", procedure=version.procedure)) == digest_of(before)


def test_a_new_hotline_makes_every_sheet_wrong(place: PostingPlace, version: ProcedureVersion) -> None:
    before = content(place, "procedure", procedure=version.procedure)
    place.unit.hotline = "0226 3860 999"
    after = content(place, "procedure", procedure=version.procedure)
    assert changes(before, after) == ["Điện thoại: 0226 3860 104 → 0226 3860 999"]


def test_procedure_that_is_no_longer_in_force_leaves_nothing_to_post(
    place: PostingPlace, version: ProcedureVersion
) -> None:
    ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=dt.date(2023, 8, 1))
    assert content(place, "procedure", procedure=version.procedure) is None


def test_field_lists_its_procedures_in_the_order_of_the_alphabet(
    place: PostingPlace, version: ProcedureVersion
) -> None:
    make_version("1.000003", "Đăng ký khai tử")
    make_version("1.000002", "Xác nhận thông tin hộ tịch")
    said = content(place, "field", field=Field.objects.get())
    assert [row["name"][:3] for row in said["procedures"]] == ["Cấp", "Đăn", "Xác"]


def test_field_lists_nothing_where_the_counter_receives_nothing_of_it(
    office: Office, version: ProcedureVersion
) -> None:
    place = PostingPlace(unit=office.district, name="Sảnh")
    assert content(place, "field", field=Field.objects.get()) is None


def test_fee_table_names_what_costs_nothing_apart(place: PostingPlace, version: ProcedureVersion) -> None:
    with_fee(version, amount=0)
    with_fee(make_version("1.000002", "Cấp bản sao"), amount=8000, per="bản")
    table = printed(content(place, "fees"))
    assert table["free"] == ["Cấp Giấy xác nhận tình trạng hôn nhân"]
    assert table["groups"][0]["procedures"][0]["fees"][0]["amount"] == "8.000 đồng/bản"


def test_changed_fee_is_said_in_words(place: PostingPlace, version: ProcedureVersion) -> None:
    with_fee(version, amount=8000, per="bản")
    hung = content(place, "procedure", procedure=version.procedure)
    holds = copy.deepcopy(hung)
    holds["fees"][0]["amount"] = 10000
    assert changes(hung, holds) == ["Phí, lệ phí: 8.000 đồng/bản → 10.000 đồng/bản"]


def test_papers_added_and_dropped_are_said_by_name(place: PostingPlace, version: ProcedureVersion) -> None:
    hung = content(place, "procedure", procedure=version.procedure)
    holds = copy.deepcopy(hung)
    holds["papers"][1] |= {"name": "Giấy chứng tử", "condition": "vợ hoặc chồng đã mất"}
    assert changes(hung, holds) == [
        "Thêm “Giấy chứng tử”: 01 bản chính; chỉ khi vợ hoặc chồng đã mất",
        "Bỏ “Văn bản ủy quyền”",
    ]


def test_equal_sheets_have_no_changes(place: PostingPlace, version: ProcedureVersion) -> None:
    said = content(place, "procedure", procedure=version.procedure)
    assert changes(said, copy.deepcopy(said)) == []


def test_limit_of_another_channel_is_said(place: PostingPlace, version: ProcedureVersion) -> None:
    hung = content(place, "procedure", procedure=version.procedure)
    holds = copy.deepcopy(hung)
    holds["limit"]["by_channel"] = {"online": 2}
    assert changes(hung, holds) == ["Thời hạn giải quyết: 03 ngày làm việc → 02 ngày làm việc (nộp trực tuyến)"]


@pytest.mark.parametrize("kind", ["procedure", "field", "fees", "people"])
@pytest.mark.parametrize("size", ["a3", "a4"])
@pytest.mark.usefixtures("hoa", "hai")
def test_every_kind_can_be_printed_on_both_papers(
    place: PostingPlace, version: ProcedureVersion, kind: str, size: str
) -> None:
    with_fee(version, amount=8000)
    about = {"procedure": version.procedure} if kind == "procedure" else {}
    about |= {"field": version.procedure.field} if kind == "field" else {}
    said = content(place, kind, **about)
    assert pdf_of([Proof(said, size, TODAY, unit_code="13504")], at=moment("2023-08-29 09:30")).startswith(
        b"%PDF-"
    )


def test_changed_line_of_posted_rules_is_said_without_its_markup(place: PostingPlace) -> None:
    since = dt.date(2023, 1, 1)
    about = {
        "unit": place.unit,
        "kind": "reception",
        "title": "Lịch tiếp công dân",
        "created_at": moment("2023-01-01 08:00"),
    }
    text = "| Ngày | Người tiếp |\n|---|---|\n| Thứ {day} | **Chủ tịch** |"
    PostedDocument.objects.create(body=text.format(day="Tư"), valid_from=since, valid_to=TODAY, **about)
    PostedDocument.objects.create(body=text.format(day="Năm"), valid_from=TOMORROW, **about)
    hung, holds = (content(place, "rules", day) for day in (TODAY, TOMORROW))
    assert changes(hung, holds) == ["Lịch tiếp công dân: Thứ Tư, Chủ tịch → Thứ Năm, Chủ tịch"]


def test_rules_of_the_unit_above_hang_below_too(place: PostingPlace, office: Office) -> None:
    PostedDocument.objects.create(
        unit=office.district,
        kind="rules",
        title="Nội quy",
        body="1. Giữ trật tự.",
        valid_from=dt.date(2023, 1, 1),
        created_at=moment("2023-01-01 08:00"),
    )
    said = content(place, "rules")
    assert [document["title"] for document in said["documents"]] == ["Nội quy"]
    assert said["hours"] == ["Thứ Hai – thứ Sáu: 07:00–11:30, 13:30–17:00"]
    assert pdf_of([Proof(said, "a3", TODAY, unit_code="13504")], at=moment("2023-08-29 09:30")).startswith(
        b"%PDF-"
    )
