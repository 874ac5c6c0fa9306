"""Every text of the portal has its Vietnamese translation."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.paths import APPS, ROOT

CATALOGUE = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All texts found in the source, by Django's own extraction in a copy of the tree."""
    copy = tmp_path_factory.mktemp("source")
    for folder in (*APPS, "config", "templates"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    (copy / "locale").mkdir()
    done = subprocess.run(
        [ROOT / ".venv/bin/django-admin", "makemessages", "--locale", "vi", "--no-location", "--no-obsolete"],
        cwd=copy,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return catalogue(copy / "locale" / "vi" / "LC_MESSAGES" / "django.po")


def test_every_text_is_translated(extracted: Catalog) -> None:
    translated = {message.id for message in catalogue(CATALOGUE) if is_whole(message.string)}

    assert [message.id for message in extracted if message.id and message.id not in translated] == []


def is_whole(translation: str | tuple[str, ...]) -> bool:
    return bool(translation) if isinstance(translation, str) else all(translation)


def test_no_translation_is_left_unsure() -> None:
    assert [message.id for message in catalogue(CATALOGUE) if message.id and message.fuzzy] == []


def test_translations_keep_the_placeholders() -> None:
    def placeholders(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text))

    wrong = [
        message.id
        for message in catalogue(CATALOGUE)
        if isinstance(message.id, str)
        and message.string
        and placeholders(message.id) != placeholders(message.string)
    ]

    assert wrong == []


def test_no_translation_is_for_a_text_that_is_gone(extracted: Catalog) -> None:
    known = {message.id for message in extracted}

    assert [message.id for message in catalogue(CATALOGUE) if message.id and message.id not in known] == []
