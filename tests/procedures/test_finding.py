"""Finding procedures as people type: without marks, by ear, with slips, in whole sentences."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.models import ProcedureVersion
from procedures.search.finding import AS_TYPED, BY_SOUND, NEAREST, SOME_WORDS, Search, look
from tests.procedures.conftest import ImportEntries, entry

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)
BIRTH = entry("1.001193", name="Đăng ký khai sinh", everyday_words=["giấy khai sinh", "sinh con"])
AGAIN = entry("1.004884", name="Đăng ký lại khai sinh", everyday_words=["mất giấy khai sinh"])
COPY = entry("2.000635", name="Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh")
LAND = entry("1.013978", name="Đăng ký đất đai, cấp Giấy chứng nhận lần đầu", everyday_words=["sổ đỏ", "sổ hồng"])
SHOP = entry("1.001612", name="Đăng ký thành lập hộ kinh doanh", everyday_words=["mở quán", "mở tiệm"])
DEATH = entry(
    "1.000656",
    name="Đăng ký khai tử",
    everyday_words=["bố mất", "xóa tên người mất", "cắt khẩu người chết", "sổ tang", "giấy qua đời"],
)
WINE = entry("2.000633", name="Cấp Giấy phép sản xuất rượu thủ công", field="Công Thương")


@pytest.fixture(autouse=True)
def some_entries(import_entries: ImportEntries) -> None:
    import_entries(BIRTH, AGAIN, COPY, LAND, SHOP, DEATH, WINE, options=("--valid-from=2021-01-01",))


def found(q: str) -> tuple[Search, list[str]]:
    versions: Any = ProcedureVersion.objects.in_force(TODAY)
    search = look(versions, q)
    return search, list(search.within(versions).values_list("procedure__code", flat=True))


@pytest.mark.parametrize(
    ("q", "how", "first"),
    [
        ("Đăng ký khai sinh", AS_TYPED, "1.001193"),
        ("dang ky khai sinh", AS_TYPED, "1.001193"),
        ("sổ đỏ", AS_TYPED, "1.013978"),
        ("so do", AS_TYPED, "1.013978"),
        ("mo quan", AS_TYPED, "1.001612"),
        ("1.001612", AS_TYPED, "1.001612"),
        ("001612", AS_TYPED, "1.001612"),
        ("dang ky khai si", AS_TYPED, "1.001193"),
        ("xổ đỏ", BY_SOUND, "1.013978"),
        ("đăng kí khai xinh", BY_SOUND, "1.001193"),
        ("riệu", BY_SOUND, "2.000633"),
        ("giaays khai sinh", BY_SOUND, "1.001193"),
        ("so ddor", BY_SOUND, "1.013978"),
        ("dang ky khai sihn", NEAREST, "1.001193"),
        ("dangky khaisinh", NEAREST, "1.001193"),
        ("tôi muốn mở quán", NEAREST, "1.001612"),
        ("mở quán bánh tráng nướng", SOME_WORDS, "1.001612"),
        ("giấy khai sinh bị rách", NEAREST, "1.004884"),
        ("tôi bị mất giấy khai sinh thì làm thế nào", NEAREST, "1.004884"),
        ("mất sổ đỏ", NEAREST, "1.013978"),
        ("mat so do", NEAREST, "1.013978"),
        ("bố tôi mới mất", NEAREST, "1.000656"),
        ("tôi muốn làm giấy khai sinh cho cháu thì cần những giấy tờ gì", NEAREST, "1.001193"),
    ],
)
def test_people_find_what_they_mean(q: str, how: str, first: str) -> None:
    search, codes = found(q)
    assert (search.how, codes[0]) == (how, first)


def test_the_exact_name_comes_before_everyday_words_and_these_before_names_that_hold_it() -> None:
    _search, codes = found("giấy khai sinh")
    assert codes == ["1.001193", "2.000635", "1.004884"]


@pytest.mark.parametrize(
    "q",
    [
        "xyzxyz",
        "??",
        "không có thủ tục này",
        "bán vé số",
        "chứng minh thư",
        "mất thẻ căn cước",
        "nhẫn vàng sổ xanh",
    ],
)
def test_what_is_not_there_is_not_made_up(q: str) -> None:
    assert found(q)[1] == []


def test_a_word_only_begun_stands_beside_the_one_before_it() -> None:
    assert found("cắt khẩu người ch")[0].how == AS_TYPED
    assert found("cắt khẩu người ta")[0].how != AS_TYPED  # “tang” stands elsewhere


def test_of_as_many_words_those_side_by_side_come_first(import_entries: ImportEntries) -> None:
    apart = entry("1.000011", name="Trông xe", everyday_words=["giữ xe", "xe của trẻ"])
    beside = entry("1.000012", name="Mở nhóm trẻ", everyday_words=["giữ trẻ ban ngày"])
    import_entries(apart, beside, options=("--valid-from=2021-01-01",))
    assert found("giữ trẻ buổi tối")[1] == ["1.000012"]


def test_without_words_all_are_there_by_name() -> None:
    assert found(" ")[1][0] == "2.000635"
    assert len(found("")[1]) == 7


def test_only_as_typed_guesses_nothing() -> None:
    versions: Any = ProcedureVersion.objects.in_force(TODAY)
    search = look(versions, "xổ đỏ", only_as_typed=True)
    assert (search.how, search.within(versions).count()) == (AS_TYPED, 0)


@pytest.mark.parametrize(
    ("q", "most"), [("sổ đỏ", 1), ("xổ đỏ", 2), ("khai sihn", 4), ("giấy khai sinh bị rách", 5), ("xyzxyz", 3)]
)
def test_looking_takes_a_handful_of_statements(q: str, most: int) -> None:
    versions: Any = ProcedureVersion.objects.in_force(TODAY)
    with CaptureQueriesContext(connection) as captured:
        look(versions, q)
    assert len(captured) <= most


def test_endless_text_is_cut(import_entries: ImportEntries) -> None:
    search, _codes = found("khai sinh " * 100)
    assert len(search.words) <= 12
