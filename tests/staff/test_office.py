"""The demo office as rows: the tree of Bình Lục, its codes, hours, policies; and files that cannot be loaded."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from dossiers.references import dossier_code
from staff.models import OfficeHours, Unit
from staff.office_calendar import calendar_for, policy_in_force
from staff.office_file import SHIPPED_OFFICE

COMMUNES = {
    "13501": "Bình Mỹ", "13504": "Bình Nghĩa", "13510": "Tràng An", "13516": "Đồng Du", "13519": "Ngọc Lũ",
    "13522": "Hưng Công", "13525": "Đồn Xá", "13528": "An Ninh", "13531": "Bồ Đề", "13534": "Bối Cầu",
    "13540": "An Nội", "13543": "Vũ Bản", "13546": "Trung Lương", "13552": "An Đổ", "13555": "La Sơn",
    "13558": "Tiêu Động", "13561": "An Lão",
}  # fmt: skip


def load(file: Path = SHIPPED_OFFICE) -> str:
    said = StringIO()
    call_command("load_office", file, stdout=said)
    return said.getvalue()


@pytest.fixture
def binh_luc(db: None) -> Unit:
    load()
    return Unit.objects.get(code="352")


def test_the_district_has_its_seventeen_communes(binh_luc: Unit) -> None:
    communes = binh_luc.children.exclude(kind=Unit.Kind.DIVISION)

    assert dict(communes.values_list("code", "place")) == COMMUNES
    assert [unit.code for unit in communes if unit.kind == Unit.Kind.TOWNSHIP] == ["13501"]
    assert all(unit.receives_dossiers and unit.is_commune_level for unit in communes)


def test_the_district_hangs_below_the_province(binh_luc: Unit) -> None:
    assert (binh_luc.code, binh_luc.parent and binh_luc.parent.code) == ("352", "35")
    assert binh_luc.children.filter(kind=Unit.Kind.DIVISION, receives_dossiers=False).count() >= 8


def test_counters_have_what_their_papers_print(binh_luc: Unit) -> None:
    for unit in Unit.objects.filter(receives_dossiers=True):
        assert unit.letterhead_parent
        assert unit.letterhead_name.startswith("ỦY BAN NHÂN DÂN")
        assert unit.counter_name == "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ"
        assert unit.hotline.startswith("0226 000 ")
        assert unit.address
        assert unit.email.endswith(".example")


def test_agency_codes_of_counters_differ(binh_luc: Unit) -> None:
    codes = list(Unit.objects.filter(receives_dossiers=True).values_list("agency_code", flat=True))

    assert len(codes) == 18
    assert len(set(codes)) == 18
    assert all(code.startswith("H25.12") for code in codes)


def test_communes_give_codes_by_the_policy_of_the_district(binh_luc: Unit) -> None:
    unit, day = Unit.objects.get(code="13510"), dt.date(2023, 8, 15)
    code = dossier_code(1, unit=unit, policy=policy_in_force(unit, day), on=day)

    assert code == "H25.12.03-230815-0001"


def test_communes_keep_the_hours_of_the_province(binh_luc: Unit) -> None:
    call_command("load_calendar", verbosity=0)
    monday = calendar_for(Unit.objects.get(code="13504")).day(dt.date(2023, 8, 14))

    assert [(opens.strftime("%H:%M"), closes.strftime("%H:%M")) for opens, closes in monday.intervals] == [
        ("07:00", "11:30"),
        ("13:30", "17:00"),
    ]
    assert OfficeHours.objects.count() == 10


@pytest.mark.django_db
def test_a_second_run_leaves_the_office_as_it_is_kept() -> None:
    load()
    Unit.objects.filter(code="13504").update(hotline="0226 123 4567")

    assert load().startswith("0 units new, 30 kept; 0 office hours and 0 policies new")
    assert Unit.objects.get(code="13504").hotline == "0226 123 4567"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"valid_from": "soon"}, "valid_from: must be a date"),
        ({"unknown": 1}, "unknown key 'unknown'"),
        ({"units": "none"}, "needs a list under the key 'units'"),
        ({"units": [{"code": "1"}]}, "unit 1: kind: missing"),
        ({"units": [{"code": 1, "kind": "commune", "name": "A", "place": "A"}]}, "code: must be text"),
        ({"units": [{"code": "1", "kind": "town", "name": "A", "place": "A"}]}, "unit 1: kind: must be one of"),
        (
            {"units": [{"code": "1", "kind": "commune", "name": "A", "place": "A", "parent": "9"}]},
            "no unit 9 stands above it",
        ),
        (
            {"units": [{"code": "1", "kind": "commune", "name": "A", "place": "A", "receives_dossiers": True}]},
            "unit 1: agency_code: needed",
        ),
        ({"hours": [{"unit": "35", "weekdays": [7], "intervals": []}]}, "Monday is 0"),
        ({"hours": [{"unit": "35", "weekdays": [1], "intervals": [["11:00", "7:00"]]}]}, "hours 1"),
        ({"hours": [{"unit": "99", "weekdays": [1], "intervals": []}]}, "no unit 99"),
        (
            {
                "policies": [
                    {
                        "unit": "352",
                        "code_pattern": "{agency}",
                        "appointment_rule": "week",
                        "online_clock": "acceptance",
                        "early_rule": "day",
                    }
                ]
            },
            "appointment_rule: must be one of",
        ),
    ],
)
def test_a_faulty_file_is_refused_by_name_and_loads_nothing(tmp_path: Path, change: dict, fault: str) -> None:
    content = yaml.safe_load(SHIPPED_OFFICE.read_text(encoding="utf-8")) | change
    file = tmp_path / "office.yaml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    with pytest.raises(CommandError, match=fault):
        load(file)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_missing_file_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.yaml"):
        load(Path("nowhere.yaml"))
