"""What the office of the small world posts: rules in force and coming, news, and its manager's own unit."""

from __future__ import annotations

import datetime as dt

from procedures.models import Announcement, PostedDocument
from staff.models import Unit
from tests.browser.world import World
from tests.people import moment

_ENTERED = moment("2023-08-01 08:00")
_RULES = "1. Lấy số thứ tự.\n2. Giữ trật tự.\n\nGọi 0226 3860 104 hoặc [gửi thư](mailto:ubnd@binhluc.example)."
_COMMITMENTS = "Chúng tôi cam kết:\n\n## 6 biết\n\n- Biết nghe dân nói\n\n## 5 không\n\n- Không né tránh"
_RECEPTION = "| Ngày | Người tiếp |\n|---|---|\n| Thứ Năm | Chủ tịch |"


def rules(world: World) -> PostedDocument:
    """The rules of the district, which the commune shows too, with all else it posts."""
    for kind, body in (
        ("rules", _RULES),
        ("commitments", _COMMITMENTS),
        ("reception", _RECEPTION),
        ("hours", "Thứ Bảy trả kết quả từ 8:00."),
        ("hotlines", "- 0226 3860 105: Lãnh đạo"),
        ("other", "Không hút thuốc."),
    ):
        post(world.office.district, kind, body, dt.date(2023, 1, 1))
    return PostedDocument.objects.get(kind="rules", valid_from=dt.date(2023, 1, 1))


def coming(world: World) -> PostedDocument:
    """Rules that have not begun, and what is shown until then."""
    rules(world)
    return post(world.office.district, "rules", _RULES, dt.date(2090, 1, 1))


def post(unit: Unit, kind: str, body: str, starts: dt.date) -> PostedDocument:
    """One document, once."""
    document, _ = PostedDocument.objects.get_or_create(
        unit=unit,
        kind=kind,
        valid_from=starts,
        defaults={"title": PostedDocument.Kind(kind).label, "body": body, "created_at": _ENTERED},
    )
    return document


def office_with_rules(world: World) -> list[str]:
    """The commune's code, once something is posted."""
    coming(world)
    return [world.office.commune.code]


def announcement(world: World) -> Announcement:
    """A planned maintenance, pinned to each page."""
    made, _ = Announcement.objects.get_or_create(
        unit=world.office.district,
        title="Bảo trì hệ thống tối thứ Sáu",
        defaults={
            "kind": Announcement.Kind.MAINTENANCE,
            "body": "Cổng tạm ngừng. Gọi 0226 3860 000.",
            "is_pinned": True,
            "shown_from": _ENTERED,
            "begins_at": _ENTERED,
            "ends_at": _ENTERED + dt.timedelta(days=365 * 100),
            "created_by": world.people["hoa"],
            "created_at": _ENTERED,
            "updated_at": _ENTERED,
        },
    )
    return made


def coming_announcement(world: World) -> Announcement:
    """One nobody has seen yet."""
    made, _ = Announcement.objects.get_or_create(
        unit=world.office.district,
        title="Tin sắp đăng",
        defaults={
            "shown_from": _ENTERED + dt.timedelta(days=365 * 60),
            "created_by": world.people["hoa"],
            "created_at": _ENTERED,
            "updated_at": _ENTERED,
        },
    )
    return made
