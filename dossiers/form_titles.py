"""Titles of the statutory forms by date (tên biểu mẫu). Pure: imports no Django.

The titles changed between Circular 01/2018/TT-VPCP and Circular 03/2025/TT-VPCP and differ in local practice,
so a paper bears the title in force on the day it is issued. A form that had no title then bears its first one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_TT_2018 = "Thông tư 01/2018/TT-VPCP"
_TT_2025 = "Thông tư 03/2025/TT-VPCP"
_FROM_2018 = dt.date(2019, 1, 6)
_UNTIL_2025 = dt.date(2025, 9, 14)
_FROM_2025 = dt.date(2025, 9, 15)


@dataclass(frozen=True, slots=True)
class FormTitle:
    """Tên biểu mẫu: title and form mark (``Mẫu số 01``, empty when no circular numbers it), both ends included."""

    title: str
    mark: str
    valid_from: dt.date
    valid_to: dt.date | None
    source: str

    def is_in_force(self, on: dt.date) -> bool:
        """Whether a paper issued on day `on` bears this title."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


FORM_TITLES: dict[str, tuple[FormTitle, ...]] = {
    "01": (
        FormTitle("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mẫu số 01", _FROM_2018, _UNTIL_2025, _TT_2018),
        FormTitle("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mẫu số 01", _FROM_2025, None, _TT_2025),
    ),
    "02": (
        FormTitle("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Mẫu số 02", _FROM_2018, _UNTIL_2025, _TT_2018),
        FormTitle("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Mẫu số 02", _FROM_2025, None, _TT_2025),
    ),
    "03": (
        FormTitle("Phiếu từ chối giải quyết hồ sơ", "Mẫu số 03", _FROM_2018, _UNTIL_2025, _TT_2018),
        FormTitle("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Mẫu số 03", _FROM_2025, None, _TT_2025),
    ),
    "04": (
        FormTitle("Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Mẫu số 04", _FROM_2018, _UNTIL_2025, _TT_2018),
        FormTitle(
            "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "Mẫu số 04", _FROM_2025, None, _TT_2025
        ),
    ),
    "05": (
        # Form 05 of the 2018 set was another paper, so an earlier notice bears no mark.
        FormTitle("Thông báo dừng giải quyết hồ sơ", "", _FROM_2018, _UNTIL_2025, "thực tiễn trước 2025"),
        FormTitle("Thông báo dừng giải quyết hồ sơ", "Mẫu số 05", _FROM_2025, None, _TT_2025),
    ),
    "06": (
        FormTitle("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Mẫu số 05", _FROM_2018, _UNTIL_2025, _TT_2018),
        FormTitle("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Mẫu số 06", _FROM_2025, None, _TT_2025),
    ),
    "07": (
        FormTitle("Sổ theo dõi hồ sơ", "Mẫu số 06", _FROM_2018, _UNTIL_2025, _TT_2018),
        FormTitle("Sổ theo dõi hồ sơ", "Mẫu số 07", _FROM_2025, None, _TT_2025),
    ),
    "kq": (FormTitle("Kết quả giải quyết thủ tục hành chính", "", _FROM_2018, None, "biểu mẫu nội bộ"),),
    "slip": (FormTitle("Phiếu trả kết quả giải quyết hồ sơ", "", _FROM_2018, None, "biểu mẫu nội bộ"),),
}


def form_set(on: dt.date) -> str:
    """Which set of forms a paper of day `on` belongs to, by the year of its circular: ``2018`` or ``2025``."""
    return "2018" if on <= _UNTIL_2025 else "2025"


def form_title(form: str, on: dt.date) -> FormTitle:
    """The title of `form` on day `on`; before the first known title, that first one."""
    titles = FORM_TITLES[form]
    return next((title for title in titles if title.is_in_force(on)), titles[0])
