"""Which unit handles what the district's counter receives."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from procedures.models import Field, HandlingRule
from staff.models import Unit

pytestmark = pytest.mark.django_db


def load(*file: Path) -> str:
    said = StringIO()
    call_command("load_handling_rules", *file, stdout=said)
    return said.getvalue()


@pytest.fixture
def offices() -> None:
    call_command("load_office", stdout=StringIO())


@pytest.fixture
def catalogue() -> None:
    file = Path(__file__).parents[2] / "procedures" / "data" / "procedures.yaml"
    call_command("import_procedures", file, stdout=StringIO(), stderr=StringIO())


@pytest.mark.usefixtures("offices", "catalogue")
def test_land_goes_to_the_division_of_resources_and_environment() -> None:
    load()

    rule = HandlingRule.objects.get(receiving_unit__code="352", field__name="Đất đai")
    assert rule.handling_unit.name == "Phòng Tài nguyên và Môi trường"


@pytest.mark.usefixtures("offices", "catalogue")
def test_a_rule_the_office_changed_is_kept() -> None:
    load()
    HandlingRule.objects.filter(field__name="Đất đai").update(handling_unit=Unit.objects.get(code="352-KTHT"))

    assert load() == "0 rules new, 11 kept\n"
    assert HandlingRule.objects.get(field__name="Đất đai").handling_unit.code == "352-KTHT"


@pytest.mark.usefixtures("offices")
def test_unknown_units_and_fields_are_named(tmp_path: Path) -> None:
    Field.objects.create(name="Hộ tịch", slug="ho-tich")
    file = tmp_path / "rules.yaml"
    file.write_text("- receiving_unit: '999'\n  rules: {Hộ tịch: 352-XX, Thủy lợi: 352-TP}\n", encoding="utf-8")

    with pytest.raises(CommandError) as error:
        load(file)
    for fault in ("no unit 999", "no unit 352-XX", "no field Thủy lợi"):
        assert fault in str(error.value)
    assert not HandlingRule.objects.exists()


@pytest.mark.parametrize("content", ["- 1", "rules: [", "{}", "a: b"])
def test_a_file_in_another_form_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=r"rules\.yaml"):
        load(file)
