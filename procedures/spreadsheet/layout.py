"""The workbook of the catalogue (bảng tính danh mục): its sheets and columns. Pure: imports no Django.

Headings and words are Vietnamese whatever language the page has, because a workbook travels between offices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """How a cell is written and read."""

    TEXT = "text"
    WHOLE = "whole"
    TRUTH = "truth"
    DAY = "day"
    CLOCK = "clock"
    WORD = "word"
    TEXTS = "texts"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the key of the entry it holds (dotted below a mapping), and what to type."""

    key: str
    heading: str
    explanation: str
    kind: Kind = Kind.TEXT
    width: int = 20
    words: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `key` is the list of the entry whose rows it holds, empty for the entries themselves.

    A list of plain texts has a single column with an empty key.
    """

    key: str
    title: str
    columns: tuple[Column, ...]

    @property
    def holds_texts(self) -> bool:
        """Whether each row is one text of a list."""
        return bool(self.key) and not self.columns[-1].key


CODE: Final = Column("code", "Mã thủ tục", "Mã quốc gia, gõ dạng chữ, ví dụ 1.001193", width=14)

#: The unit of a limit says also how it is counted.
MODES: Final = {
    "same_day": "trong ngày",
    "working_hours": "giờ làm việc",
    "working_days": "ngày làm việc",
    "calendar_days": "ngày",
}
_ONLINE: Final = {
    word: word for word in ("toàn trình", "một phần", "trực tiếp", "trực tiếp, bưu chính", "không nhận qua mạng")
}
_AFTER: Final = {"restart": "tính lại từ đầu", "resume": "tính tiếp"}
_PAPERS: Final = {"nop": "nộp", "xuat_trinh": "xuất trình"}
_FEES: Final = {"phi": "phí", "le_phi": "lệ phí", "unspecified": "chưa rõ"}
_CHANNELS: Final = {
    "truc_tiep": "trực tiếp",
    "truc_tuyen": "trực tuyến",
    "buu_chinh": "bưu chính",
    "vneid": "VNeID",
}
_ROLES: Final = {"clerk": "một cửa", "specialist": "chuyên viên", "leader": "lãnh đạo"}
_PLACES: Final = {"counter": "đơn vị tiếp nhận", "handling": "đơn vị giải quyết", "unit": "đơn vị khác"}
_FROM: Final = Column("valid_from", "Từ ngày", "ngày/tháng/năm; để trống nếu không nêu", Kind.DAY, 13)
_TO: Final = Column("valid_to", "Đến ngày", "Ngày cuối cùng còn hiệu lực", Kind.DAY, 13)


def _one_of(words: Mapping[str, str]) -> str:
    return "Một trong: " + "; ".join(words.values())


def _by_channel(key: str, heading: str, explanation: str, kind: Kind, width: int) -> tuple[Column, ...]:
    return tuple(
        Column(f"{key}.{source}", f"{heading} {words}", explanation, kind, width)
        for source, words in _CHANNELS.items()
    )


def _after(key: str, heading: str) -> Column:
    return Column(f"after_{key}", heading, _one_of(_AFTER), Kind.WORD, 18, _AFTER)


PROCEDURES: Final = Sheet(
    "",
    "Thủ tục",
    (
        CODE,
        Column("name", "Tên thủ tục", "Bắt buộc", width=50),
        Column("full_name", "Tên đầy đủ", "Chỉ khi khác tên thủ tục", width=30),
        Column("field", "Lĩnh vực", "Bắt buộc, ví dụ Hộ tịch"),
        Column("level_2023", "Cấp thực hiện trước 01/7/2025", "xã; huyện; tỉnh; bộ"),
        Column("level_now", "Cấp thực hiện từ 01/7/2025", "xã; tỉnh; bộ"),
        Column("authority_2023", "Cơ quan giải quyết trước 01/7/2025", "Tên cơ quan"),
        Column("authority_now", "Cơ quan giải quyết từ 01/7/2025", "Tên cơ quan"),
        Column("target", "Đối tượng", "Mỗi dòng một: cá nhân; tổ chức", Kind.TEXTS, 14),
        Column("time_limit.value", "Thời hạn", "Số nguyên; 0 nếu trong ngày", Kind.WHOLE, 10),
        Column("time_limit.mode", "Đơn vị thời hạn", _one_of(MODES), Kind.WORD, 16, MODES),
        *_by_channel("time_limit.by_channel", "Thời hạn", "Chỉ khi kênh này có thời hạn riêng", Kind.WHOLE, 12),
        Column("time_limit.cutoff", "Giờ chốt", "Nhận sau giờ này tính sang hôm sau, như 15:00", Kind.CLOCK, 10),
        Column("time_limit.note", "Ghi chú thời hạn", "Lời văn", width=30),
        Column("sets", "Số bộ hồ sơ", "Số nguyên", Kind.WHOLE, 10),
        Column("result", "Kết quả", "Giấy tờ người dân nhận được", width=30),
        Column("online_level.level", "Dịch vụ công trực tuyến", _one_of(_ONLINE), Kind.WORD, 20, _ONLINE),
        *_by_channel("ways", "Cách thức", "Nộp qua kênh này như thế nào", Kind.TEXT, 24),
        Column("conditions", "Yêu cầu, điều kiện", "Lời văn", width=30),
        Column("notes", "Ghi chú", "Lời văn", width=30),
        Column("decision", "Quyết định công bố", "Số, ngày, cơ quan ban hành", width=24),
        Column("valid_from", "Có hiệu lực từ", "ngày/tháng/năm", Kind.DAY, 13),
        Column("everyday_words", "Từ thường gọi", "Mỗi dòng một từ người dân hay dùng", Kind.TEXTS, 24),
        Column("life_events", "Sự kiện trong đời", "Mỗi dòng một mã, ví dụ sinh-con; ket-hon", Kind.TEXTS, 18),
        _after("supplement", "Sau khi bổ sung hồ sơ"),
        _after("payment", "Sau khi thực hiện nghĩa vụ tài chính"),
        _after("withdrawal", "Sau khi không cho rút hồ sơ"),
        Column("url", "Trang công bố", "Địa chỉ bắt đầu bằng https://", width=30),
        Column("", "Phần khác", "Do hệ thống ghi, xin không sửa", Kind.REST, 14),
    ),
)
PAPERS: Final = Sheet(
    "papers",
    "Giấy tờ",
    (
        CODE,
        Column("name", "Tên giấy tờ", "Bắt buộc; mỗi giấy tờ một hàng, theo thứ tự", width=50),
        Column("kind", "Nộp hay xuất trình", _one_of(_PAPERS), Kind.WORD, 14, _PAPERS),
        Column("original", "Bản chính", "Số bản", Kind.WHOLE, 10),
        Column("copy", "Bản sao", "Số bản", Kind.WHOLE, 10),
        Column("mandatory", "Luôn phải có", "có hoặc không", Kind.TRUTH, 12),
        Column("condition", "Chỉ khi", "Trường hợp phải có giấy tờ này", width=30),
        Column("database", "Thay bằng cơ sở dữ liệu", "Tra được ở đó thì không phải nộp", width=30),
        Column("note", "Ghi chú", "Lời văn", width=30),
    ),
)
FEES: Final = Sheet(
    "fees",
    "Phí lệ phí",
    (
        CODE,
        Column("name", "Nội dung thu", "Ví dụ: bản sao trích lục", width=30),
        Column("kind", "Phí hay lệ phí", _one_of(_FEES), Kind.WORD, 14, _FEES),
        Column("amount", "Mức thu (đồng)", "Số nguyên; 0 là miễn phí; trống là chưa nêu", Kind.WHOLE, 14),
        Column("by_province", "HĐND cấp tỉnh quy định", "có hoặc để trống", Kind.TRUTH, 14),
        Column("channel", "Kênh nộp", _one_of(_CHANNELS) + "; trống là mọi kênh", Kind.WORD, 14, _CHANNELS),
        Column("per", "Đơn vị tính", "Ví dụ: bản, trang, hồ sơ", width=14),
        Column("exemption", "Miễn, giảm", "Ai được miễn hoặc giảm", width=30),
        Column("ground", "Căn cứ", "Văn bản quy định mức thu", width=30),
        _FROM,
        _TO,
        Column("note", "Ghi chú", "Lời văn", width=30),
    ),
)
FORMS: Final = Sheet(
    "forms",
    "Biểu mẫu",
    (
        CODE,
        Column("title", "Tên biểu mẫu", "Bắt buộc", width=40),
        Column("file", "Tệp (SHA-256)", "Mã của tệp đã tải lên cổng", width=30),
        Column("paper", "Cho giấy tờ số", "Thứ tự trong bảng Giấy tờ", Kind.WHOLE, 12),
        Column("ground", "Ban hành kèm", "Văn bản ban hành mẫu", width=30),
        _FROM,
        _TO,
    ),
)
GROUNDS: Final = Sheet(
    "legal_basis", "Căn cứ", (CODE, Column("", "Căn cứ pháp lý", "Mỗi văn bản một hàng, theo thứ tự", width=70))
)
STEPS: Final = Sheet(
    "steps", "Bước", (CODE, Column("", "Nội dung bước", "Mỗi bước một hàng, theo thứ tự", width=90))
)
ROUTE: Final = Sheet(
    "route",
    "Quy trình nội bộ",
    (
        CODE,
        Column("name", "Việc làm", "Bắt buộc; mỗi bước một hàng, theo thứ tự", width=40),
        Column("role", "Ai làm", _one_of(_ROLES), Kind.WORD, 14, _ROLES),
        Column("place", "Ở đâu", _one_of(_PLACES), Kind.WORD, 18, _PLACES),
        Column("unit", "Mã đơn vị khác", "Chỉ khi làm ở đơn vị khác", width=14),
        Column("minutes", "Số phút làm việc", "480 phút là một ngày làm việc", Kind.WHOLE, 14),
    ),
)

SHEETS: Final = (PROCEDURES, PAPERS, FEES, FORMS, GROUNDS, STEPS, ROUTE)
LISTS: Final = SHEETS[1:]
TRUTHS: Final = {True: "có", False: "không"}
#: Row 1 holds the headings, row 2 explains them.
FIRST_ROW: Final = 3
