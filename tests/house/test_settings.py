"""The environment's variables and the page that explains them name the same things."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from config.env import Env
from tests.house.paths import ROOT

READ_OUTSIDE_DJANGO = {"HOST", "PORT", "POSTGRES_PASSWORD"}


def explained() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = [re.fullmatch(r"([A-Z0-9_]+)=(.*)", line) for line in lines]
    return {pair[1]: pair[2].strip('"') for pair in pairs if pair}


def test_every_variable_is_explained_and_no_other() -> None:
    assert set(explained()) == {field.upper() for field in Env.model_fields} | READ_OUTSIDE_DJANGO


def test_the_example_values_are_accepted(tmp_path_factory: pytest.TempPathFactory) -> None:
    Env(_env_file=ROOT / ".env.example")


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())
