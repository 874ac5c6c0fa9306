"""People and places of the tests: Lan (citizen), Hoa (clerk), Minh (specialist), Hải (leader), Tú (elsewhere)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from dossiers.models import Dossier
from dossiers.rules import Applicant, HandedIn
from dossiers.services import decision, handover, intake, processing
from procedures.models import Field, Procedure, ProcedureVersion, RequiredDocument
from procedures.publishing import write_search
from staff.models import Assignment, OfficeHours, Official, Unit, User
from staff.roles import Role

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SINCE = dt.date(2016, 1, 1)
PASSWORD = "mot-cua-2023"


def moment(text: str) -> dt.datetime:
    """``moment("2023-08-29 09:30")`` on the Vietnamese clock."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=HANOI)


@dataclass
class Office:
    """Huyện Bình Lục with two communes, office hours 7:00–11:30 and 13:30–17:00, and the real calendar."""

    province: Unit
    district: Unit
    commune: Unit
    other_commune: Unit


@pytest.fixture
def office(db: None) -> Office:
    call_command("load_calendar", verbosity=0)
    province = Unit.objects.create(
        code="35", agency_code="H25", kind="province", name="Tỉnh Hà Nam", place="Hà Nam", valid_from=SINCE
    )
    district = Unit.objects.create(
        parent=province,
        code="352",
        agency_code="H25.12",
        kind="district",
        name="Huyện Bình Lục",
        place="Bình Lục",
        letterhead_parent="ỦY BAN NHÂN DÂN HUYỆN BÌNH LỤC",
        counter_name="BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        hotline="0226 3860 000",
        receives_dossiers=True,
        valid_from=SINCE,
    )

    def commune(code: str, agency: str, name: str) -> Unit:
        return Unit.objects.create(
            parent=district,
            code=code,
            agency_code=agency,
            kind="commune",
            name=f"Xã {name}",
            place=name,
            letterhead_parent=f"ỦY BAN NHÂN DÂN XÃ {name.upper()}",
            counter_name="BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
            hotline="0226 3860 104",
            address=f"Xã {name}, huyện Bình Lục, tỉnh Hà Nam",
            receives_dossiers=True,
            valid_from=SINCE,
        )

    for weekday in range(5):
        for opens, closes in ((dt.time(7), dt.time(11, 30)), (dt.time(13, 30), dt.time(17))):
            OfficeHours.objects.get_or_create(
                unit=province, weekday=weekday, opens=opens, closes=closes, valid_from=SINCE
            )
    return Office(
        province=province,
        district=district,
        commune=commune("13504", "H25.12.02", "Bình Nghĩa"),
        other_commune=commune("13510", "H25.12.03", "Tràng An"),
    )


def make_person(username: str, full_name: str, **fields: Any) -> User:
    """An account that can sign in with PASSWORD."""
    return User.objects.create_user(username, password=PASSWORD, full_name=full_name, **fields)


def make_official(username: str, full_name: str, unit: Unit, *roles: Role) -> User:
    """An official with these roles at `unit`."""
    user = make_person(username, full_name, email=f"{username}@binhluc.example")
    official = Official.objects.create(user=user, post="Công chức", public_phone="0226 3860 104")
    for role in roles:
        Assignment.objects.create(official=official, unit=unit, role=role, valid_from=SINCE)
    return user


@pytest.fixture
def lan(db: None) -> User:
    return make_person(
        "lan",
        "Nguyễn Thị Lan",
        phone="0912345678",
        email="lan@example.com",
        identity_number="035185001234",
        address="Thôn 3, xã Bình Nghĩa, huyện Bình Lục, tỉnh Hà Nam",
    )


@pytest.fixture
def hoa(office: Office) -> User:
    return make_official("hoa", "Trần Thị Hoa", office.commune, Role.CLERK)


@pytest.fixture
def minh(office: Office) -> User:
    return make_official("minh", "Lê Văn Minh", office.commune, Role.SPECIALIST)


@pytest.fixture
def hai(office: Office) -> User:
    return make_official("hai", "Phạm Văn Hải", office.commune, Role.LEADER)


@pytest.fixture
def thu(office: Office) -> User:
    return make_official("thu", "Đỗ Thị Thu", office.district, Role.MANAGER)


@pytest.fixture
def tu(office: Office) -> User:
    return make_official("tu", "Vũ Văn Tú", office.other_commune, Role.CLERK)


def make_version(
    code: str = "1.004873",
    name: str = "Cấp Giấy xác nhận tình trạng hôn nhân",
    *,
    mode: str = "working_days",
    value: int | None = 3,
    cutoff: dt.time | None = None,
    online: bool = True,
    **fields: Any,
) -> ProcedureVersion:
    """A published procedure with one paper to hand in, one optional and one to show."""
    field, _ = Field.objects.get_or_create(name="Hộ tịch", slug="ho-tich")
    procedure = Procedure.objects.create(code=code, field=field)
    version = ProcedureVersion(
        procedure=procedure,
        number=1,
        name=name,
        valid_from=dt.date(2020, 1, 1),
        level_2023="xã",
        level_now="xã",
        received_at_commune=True,
        limit_mode=mode,
        limit_value=value,
        cutoff=cutoff,
        accepts_online=online,
        result="Giấy xác nhận tình trạng hôn nhân",
        source_digest=code,
        **fields,
    )
    write_search(version)
    version.save()
    RequiredDocument.objects.create(version=version, position=1, name="Tờ khai theo mẫu", originals=1)
    RequiredDocument.objects.create(
        version=version, position=2, name="Văn bản ủy quyền", originals=1, mandatory=False
    )
    RequiredDocument.objects.create(
        version=version, position=3, name="Giấy tờ tùy thân", kind="present", originals=1
    )
    return version


@pytest.fixture
def version(office: Office) -> ProcedureVersion:
    return make_version()


@pytest.fixture
def same_day_version(office: Office) -> ProcedureVersion:
    return make_version("1.001193", "Đăng ký khai sinh", mode="same_day", value=0, cutoff=dt.time(15))


LAN = Applicant(
    name="Nguyễn Thị Lan",
    identity_number="035185001234",
    phone="0912345678",
    email="lan@example.com",
    address="Thôn 3, xã Bình Nghĩa, huyện Bình Lục, tỉnh Hà Nam",
)


def all_papers(version: ProcedureVersion) -> list[HandedIn]:
    """Every mandatory paper, one original each."""
    return [
        HandedIn(document_id=document.pk, originals=1) for document in version.documents.filter(mandatory=True)
    ]


MakeDossier = Callable[..., Dossier]


@pytest.fixture
def received(office: Office, hoa: User, version: ProcedureVersion) -> MakeDossier:
    """Make a dossier Hoa received: ``received(at="2023-08-29 09:30", version=…)``."""

    def make(at: str = "2023-08-29 09:30", version: ProcedureVersion = version, **given: Any) -> Dossier:
        given.setdefault("applicant", LAN)
        given.setdefault("papers", all_papers(version))
        given.setdefault("unit", office.commune)
        return intake.receive_walk_in(version=version, by=given.pop("by", hoa), at=moment(at), **given)

    return make


@pytest.fixture
def processing_dossier(received: MakeDossier, hoa: User, minh: User) -> MakeDossier:
    """Make a dossier that Minh works on."""

    def make(at: str = "2023-08-29 09:30", **given: Any) -> Dossier:
        dossier = received(at, **given)
        processing.forward(dossier=dossier, by=hoa, at=moment(at))
        return processing.take(dossier=dossier, by=minh, at=moment(at))

    return make


@pytest.fixture
def proposed(processing_dossier: MakeDossier, minh: User) -> MakeDossier:
    """Make a dossier that waits for Hải's signature."""

    def make(at: str = "2023-08-29 09:30", **given: Any) -> Dossier:
        dossier = processing_dossier(at, **given)
        return processing.propose(
            dossier=dossier, outcome="granted", text="Đủ điều kiện, đề nghị cấp.", by=minh, at=moment(at)
        )

    return make


@pytest.fixture
def returned(proposed: MakeDossier, hoa: User, hai: User) -> MakeDossier:
    """Make a dossier whose result was returned."""

    def make(at: str = "2023-08-29 09:30", signed: str = "2023-08-31 10:00", **given: Any) -> Dossier:
        dossier = proposed(at, **given)
        decision.sign(dossier=dossier, by=hai, at=moment(signed))
        return handover.return_result(dossier=dossier, by=hoa, at=moment(signed))

    return make
