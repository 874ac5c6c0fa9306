"""Figures as official papers write them (Decree 30/2020/NĐ-CP)."""

import datetime as dt
import itertools

import pytest

from dossiers.form_titles import FORM_TITLES, form_title
from dossiers.wording import day_in_words, limit_in_words, moment_in_words, money, money_in_words
from procedures.limits import Limit


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2023, 9, 5), "ngày 05 tháng 9 năm 2023"),
        (dt.date(2024, 2, 10), "ngày 10 tháng 02 năm 2024"),
        (dt.date(2025, 1, 1), "ngày 01 tháng 01 năm 2025"),
        (dt.date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days(day: dt.date, words: str) -> None:
    assert day_in_words(day) == words


def test_moment() -> None:
    assert moment_in_words(dt.datetime(2023, 9, 5, 7, 5)) == "07 giờ 05 phút, ngày 05 tháng 9 năm 2023"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit("working_days", 3), "03 ngày làm việc"),
        (Limit("working_hours", 4), "04 giờ làm việc"),
        (Limit("calendar_days", 15), "15 ngày"),
        (Limit("same_day", 0), "trong ngày làm việc"),
        (
            Limit("same_day", 0, dt.time(15)),
            "trong ngày làm việc; nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo",
        ),
        (
            Limit("same_day", 0, dt.time(15, 30)),
            "trong ngày làm việc; nhận sau 15 giờ 30 thì trả kết quả trong ngày làm việc tiếp theo",
        ),
    ],
)
def test_limits_keep_their_own_unit(limit: Limit, words: str) -> None:
    assert limit_in_words(limit) == words


@pytest.mark.parametrize(
    ("amount", "figure", "words"),
    [
        (0, "0 đồng", "Không đồng"),
        (8_000, "8.000 đồng", "Tám nghìn đồng"),
        (15_000, "15.000 đồng", "Mười lăm nghìn đồng"),
        (21_000, "21.000 đồng", "Hai mươi mốt nghìn đồng"),
        (105_000, "105.000 đồng", "Một trăm linh năm nghìn đồng"),
        (1_005_000, "1.005.000 đồng", "Một triệu không trăm linh năm nghìn đồng"),
        (2_000_110, "2.000.110 đồng", "Hai triệu một trăm mười đồng"),
        (3_000_000_000, "3.000.000.000 đồng", "Ba tỷ đồng"),
        (31_005, "31.005 đồng", "Ba mươi mốt nghìn không trăm linh năm đồng"),
    ],
)
def test_money(amount: int, figure: str, words: str) -> None:
    assert (money(amount), money_in_words(amount)) == (figure, words)


@pytest.mark.parametrize(
    ("form", "on", "title", "mark"),
    [
        ("03", dt.date(2023, 8, 15), "Phiếu từ chối giải quyết hồ sơ", "Mẫu số 03"),
        ("03", dt.date(2025, 9, 14), "Phiếu từ chối giải quyết hồ sơ", "Mẫu số 03"),
        ("03", dt.date(2025, 9, 15), "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Mẫu số 03"),
        ("05", dt.date(2023, 8, 15), "Thông báo dừng giải quyết hồ sơ", ""),
        ("05", dt.date(2026, 8, 15), "Thông báo dừng giải quyết hồ sơ", "Mẫu số 05"),
        ("01", dt.date(2001, 1, 1), "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mẫu số 01"),
    ],
)
def test_title_in_force(form: str, on: dt.date, title: str, mark: str) -> None:
    found = form_title(form, on)
    assert (found.title, found.mark) == (title, mark)


@pytest.mark.parametrize("form", FORM_TITLES)
def test_titles_follow_each_other_without_gap(form: str) -> None:
    titles = FORM_TITLES[form]
    for earlier, later in itertools.pairwise(titles):
        assert earlier.valid_to is not None
        assert later.valid_from == earlier.valid_to + dt.timedelta(days=1)
    assert titles[-1].valid_to is None
