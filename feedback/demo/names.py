"""Invented people (người giả định): names put together from common parts, numbers no one holds."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

FAMILY = (
    ("Nguyễn", 38), ("Trần", 14), ("Lê", 9), ("Phạm", 8), ("Hoàng", 4), ("Vũ", 6), ("Đỗ", 4), ("Bùi", 3),
    ("Đặng", 3), ("Ngô", 2), ("Dương", 2), ("Trương", 2), ("Đinh", 2), ("Lại", 2), ("Chu", 1),
)  # fmt: skip
MIDDLE_MALE = ("Văn", "Văn", "Văn", "Đức", "Quang", "Hữu", "Minh", "Xuân", "Ngọc", "Thanh", "Công", "Đình")
MIDDLE_FEMALE = ("Thị", "Thị", "Thị", "Thị", "Thu", "Ngọc", "Thanh", "Minh", "Kim", "Bích")
GIVEN_MALE = (
    "An", "Bình", "Chiến", "Cường", "Dũng", "Duy", "Đạt", "Đông", "Giang", "Hiếu", "Hòa", "Hùng", "Hưng", "Khánh",
    "Kiên", "Lâm", "Long", "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Quyết", "Sơn", "Tài", "Thành",
    "Thắng", "Thịnh", "Tiến", "Toàn", "Trung", "Tuấn", "Tùng", "Việt", "Vinh",
)  # fmt: skip
GIVEN_FEMALE = (
    "An", "Anh", "Bích", "Chi", "Dung", "Duyên", "Hà", "Hạnh", "Hằng", "Hiền", "Hoài", "Hồng", "Huệ", "Hương",
    "Huyền", "Khánh", "Lan", "Liên", "Linh", "Loan", "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Quyên",
    "Tâm", "Thảo", "Thoa", "Thu", "Thủy", "Trang", "Tuyết", "Vân", "Xuân", "Yến",
)  # fmt: skip
COMPANIES = ("Công ty TNHH", "Hợp tác xã", "Công ty Cổ phần", "Doanh nghiệp tư nhân")
COMPANY_WORDS = ("Đồng Xanh", "Sông Châu", "Hưng Phát", "An Lộc", "Thành Công", "Minh Đạt", "Tân Tiến", "Phú Bình")


@dataclass(frozen=True)
class Person:
    """An invented applicant (người nộp hồ sơ giả định)."""

    name: str
    identity_number: str
    phone: str
    address: str
    email: str = ""
    kind: str = "person"


def full_name(rng: Random, *, female: bool) -> str:
    """Họ và tên put together from common parts."""
    family = rng.choices([name for name, _ in FAMILY], [weight for _, weight in FAMILY])[0]
    middle = rng.choice(MIDDLE_FEMALE if female else MIDDLE_MALE)
    return f"{family} {middle} {rng.choice(GIVEN_FEMALE if female else GIVEN_MALE)}"


def phone(rng: Random) -> str:
    """A mobile number of ten digits in the range 095, which no operator has given out since 2012."""
    return f"095{rng.randrange(10**7):07d}"


def person(rng: Random, *, place: str) -> Person:
    """An invented adult who lives in `place` (such as "xã Bình Nghĩa")."""
    female = rng.random() < 0.52
    born = rng.randint(1948, 2004)
    century_and_sex = (2 if born >= 2000 else 0) + int(female)
    return Person(
        name=full_name(rng, female=female),
        identity_number=f"035{century_and_sex}{born % 100:02d}{rng.randrange(10**6):06d}",
        phone=phone(rng),
        address=f"Thôn {rng.randint(1, 12)}, {place}, huyện Bình Lục, tỉnh Hà Nam",
    )


def organisation(rng: Random, *, place: str) -> Person:
    """An invented business, with a tax code of ten digits in a range not given out."""
    return Person(
        name=f"{rng.choice(COMPANIES)} {rng.choice(COMPANY_WORDS)} {rng.randint(2, 99)}",
        identity_number=f"0799{rng.randrange(10**6):06d}",
        phone=phone(rng),
        address=f"{place[:1].upper()}{place[1:]}, huyện Bình Lục, tỉnh Hà Nam",
        kind="organisation",
    )
