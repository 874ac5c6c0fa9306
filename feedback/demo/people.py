"""The people of the demo office (nhân sự giả định): who sits where, and the file that lists how they sign in."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from knox.models import AuthToken

from procedures.models import HandlingRule
from staff.models import Assignment, Official, Unit, User
from staff.roles import Role

from . import names
from .names import Person

PASSWORD = "motcua-2023"  # noqa: S105  the published password of invented people

MAIN_UNIT = "13504"
DISTRICT = "352"
DIVISION = "352-TP"

# username, full name, role, unit code, post
CAST = (
    ("lan", "Nguyễn Thị Lan", Role.CITIZEN, "", ""),
    ("hoa", "Trần Thị Hoa", Role.CLERK, MAIN_UNIT, "Công chức tiếp nhận và trả kết quả"),
    ("minh", "Phạm Văn Minh", Role.SPECIALIST, MAIN_UNIT, "Công chức Tư pháp - Hộ tịch"),
    ("hai", "Lê Quang Hải", Role.LEADER, MAIN_UNIT, "Chủ tịch UBND xã"),
    ("thao", "Vũ Thị Thảo", Role.MANAGER, MAIN_UNIT, "Công chức Văn phòng - Thống kê"),
    ("tu", "Đỗ Anh Tú", Role.CLERK, "13510", "Công chức tiếp nhận và trả kết quả"),
    ("nga", "Ngô Thúy Nga", Role.CLERK, DISTRICT, "Chuyên viên Bộ phận Một cửa"),
    ("dung", "Trương Đức Dũng", Role.SPECIALIST, "352-TP", "Chuyên viên Phòng Tư pháp"),
    ("thang", "Đinh Hữu Thắng", Role.LEADER, DISTRICT, "Phó Chủ tịch UBND huyện"),
    ("huong", "Lại Thu Hương", Role.MANAGER, DISTRICT, "Phó Chánh Văn phòng HĐND và UBND huyện"),
    ("son", "Bùi Xuân Sơn", Role.ADMIN, DISTRICT, "Chuyên viên công nghệ thông tin"),
)
LAN = Person(
    name="Nguyễn Thị Lan",
    identity_number="035190004512",
    phone="0950004512",
    address="Thôn 3, xã Bình Nghĩa, huyện Bình Lục, tỉnh Hà Nam",
    email="lan@dan.example",
)

# What every other counter has, so that its history has hands: username, role, post, how many
_COMMUNE_STAFF = (
    ("tiepnhan", Role.CLERK, "Công chức tiếp nhận và trả kết quả", 1),
    ("chuyenmon", Role.SPECIALIST, "Công chức chuyên môn", 2),
    ("lanhdao", Role.LEADER, "Chủ tịch UBND xã", 1),
)


@dataclass
class Desk:
    """A counter and the people behind it; specialists by the unit that handles the field."""

    unit: Unit
    place: str
    clerks: list[User] = field(default_factory=list)
    leaders: list[User] = field(default_factory=list)
    specialists: dict[int, list[User]] = field(default_factory=lambda: defaultdict(list))
    handlers: dict[int, Unit] = field(default_factory=dict)

    def handling_unit(self, field_id: int) -> Unit:
        return self.handlers.get(field_id, self.unit)


class Cast:
    """Everyone of the demo: officials with their desks, and citizens with accounts."""

    def __init__(self, rng: Random, *, citizens: int) -> None:
        self._rng = rng
        self._password = make_password(PASSWORD)
        units = {unit.code: unit for unit in Unit.objects.select_related("parent__parent").order_by("code")}
        self._units = units
        self.by_username: dict[str, User] = {}
        for username, name, role, unit_code, post in CAST:
            if role is Role.CITIZEN:
                self._citizen(username, LAN)
            else:
                self._official(username, name, role, units[unit_code], post)
        for unit in units.values():
            if unit.is_commune_level:
                self._staff(unit, _COMMUNE_STAFF)
            elif unit.kind == Unit.Kind.DIVISION:
                self._staff(unit, (("chuyenvien", Role.SPECIALIST, "Chuyên viên", 1),))
        for code in ("13501", "13510"):
            self._staff(units[code], (("quanly", Role.MANAGER, "Công chức Văn phòng - Thống kê", 1),))
        self.desks = self._desks()
        self.citizens = [self._invented_citizen(number) for number in range(1, citizens + 1)]

    @property
    def main(self) -> Desk:
        return next(desk for desk in self.desks if desk.unit.code == MAIN_UNIT)

    @property
    def lan(self) -> User:
        return self.by_username["lan"]

    def _staff(self, unit: Unit, wanted: tuple[tuple[str, Role, str, int], ...]) -> None:
        for word, role, post, count in wanted:
            have = Assignment.objects.filter(unit=unit, role=role.value).count()
            for number in range(have + 1, count + 1):
                username = f"{word}{number if count > 1 else ''}.{unit.email.split('@')[0] or unit.code.lower()}"
                name = names.full_name(self._rng, female=self._rng.random() < 0.5)
                self._official(username, name, role, unit, post)

    def _official(self, username: str, name: str, role: Role, unit: Unit, post: str) -> None:
        user = User.objects.create(
            username=username,
            password=self._password,
            full_name=name,
            email=f"{username}@binhluc.example",
            is_staff=role is Role.ADMIN,
            is_superuser=role is Role.ADMIN,
        )
        official = Official.objects.create(user=user, post=post, public_phone=unit.hotline)
        Assignment.objects.create(official=official, unit=unit, role=role.value, valid_from=unit.valid_from)
        self.by_username[username] = user

    def _citizen(self, username: str, person: Person) -> tuple[User, Person]:
        user = User.objects.create(
            username=username,
            password=self._password if username == "lan" else make_password(None),
            full_name=person.name,
            email=person.email,
            phone=person.phone,
            identity_number=person.identity_number,
            address=person.address,
        )
        self.by_username[username] = user
        return user, person

    def _invented_citizen(self, number: int) -> tuple[User, Person]:
        desk = self._rng.choice(self.desks)
        return self._citizen(f"congdan{number}", names.person(self._rng, place=desk.place))

    def _desks(self) -> list[Desk]:
        desks = {
            unit.pk: Desk(unit, unit.name.removeprefix("UBND "))
            for unit in self._units.values()
            if unit.receives_dossiers
        }
        desks[self._units[DISTRICT].pk].place = "thị trấn Bình Mỹ"
        for rule in HandlingRule.objects.select_related("handling_unit"):
            desks[rule.receiving_unit_id].handlers[rule.field_id] = rule.handling_unit
        for assignment in Assignment.objects.select_related("official__user").order_by("pk"):
            user = assignment.official.user
            if assignment.role == Role.SPECIALIST:
                for desk in desks.values():
                    desk.specialists[assignment.unit_id].append(user)
            elif assignment.role == Role.CLERK:
                desks[assignment.unit_id].clerks.append(user)
            elif assignment.role == Role.LEADER:
                desks[assignment.unit_id].leaders.append(user)
        return list(desks.values())


def demo_file() -> Path:
    """Where the list of demo people stands."""
    return Path(settings.DATA_DIR) / "demo.json"


def write_demo_file() -> Path:
    """Write who can sign in and how, with fresh API tokens; readable by the owner of the process only."""
    users = {user.username: user for user in User.objects.filter(username__in=[row[0] for row in CAST])}
    units = {unit.code: unit.name for unit in Unit.objects.all()}
    people: list[dict[str, Any]] = [
        {
            "role": role.value,
            "unit": units.get(unit_code, ""),
            "name": name,
            "username": username,
            "password": PASSWORD,
            "token": AuthToken.objects.create(users[username], expiry=dt.timedelta(days=3650))[1],
        }
        for username, name, role, unit_code, _post in CAST
    ]
    path = demo_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    content = {"url": settings.PUBLIC_BASE_URL, "people": people}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path
