"""A pattern that would break every reception is refused where it is entered."""

import pytest
from django.core.exceptions import ValidationError

from staff.code_patterns import is_code_pattern
from staff.models import UnitPolicy


@pytest.mark.parametrize(
    "pattern",
    [
        "{agency}-{yymmdd}-{number:04d}",
        "000.12.05.{agency}-{yymmdd}-{number:04d}",
        "{agency}/{yymmdd}/{number:05d}",
        "{yymmdd}-{number}-{agency}",
    ],
)
def test_patterns_offices_use(pattern: str) -> None:
    assert is_code_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "{agency}-{ngay}-{number:04d}",
        "{agency}-{yymmdd}",
        "{agency}-{number:04d}",
        "{yymmdd}-{number:04d}",
        "{agency}-{yymmdd}-{number:04d",
        "{agency}-{yymmdd}-{}",
        "{agency}-{yymmdd}-{number:.0}",
        "{agency}-{yymmdd}-{number:09999d}",
        "{agency.__class__}-{yymmdd}-{number}",
        "{agency!r}-{yymmdd}-{number}",
        "{agency} {yymmdd} {number}",
        "{agency}-{agency}-{agency}-{yymmdd}-{number}",
        "",
    ],
)
def test_patterns_that_cannot_number(pattern: str) -> None:
    assert not is_code_pattern(pattern)


def test_the_policy_names_the_field_at_fault() -> None:
    with pytest.raises(ValidationError) as caught:
        UnitPolicy(code_pattern="{agency}").clean_fields(exclude=["unit", "valid_from"])

    assert list(caught.value.error_dict) == ["code_pattern"]
