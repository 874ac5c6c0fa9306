"""Every text of the portal has its Vietnamese translation, and no Vietnamese stands where English is chosen."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

from tests.house.paths import APPS, ROOT, name, python_files, templates

OURS = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
OF_LIBRARIES = ROOT / "locale" / "libraries" / "vi" / "LC_MESSAGES" / "django.po"
OF_SCRIPTS = OF_LIBRARIES.with_name("djangojs.po")
each = pytest.mark.parametrize("path", [OURS, OF_LIBRARIES, OF_SCRIPTS], ids=["ours", "libraries", "scripts"])

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd](?!\w)|\{\w+[^}]*\}")
TAG = re.compile(r"</?\w+")
TONED = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
# Written alike in both languages.
SAME_IN_BOTH = {"VNeID", "%(amount)s đồng", "IPv4", "IPv6", "SMS"}
# The switch names each language in that language.
OWN_NAME_OF_A_LANGUAGE = {"templates/components/language_switch.html"}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def messages(path: Path) -> list[Message]:
    return [message for message in catalogue(path) if message.id]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    """A text, or its singular and plural."""
    return [text] if isinstance(text, str) else list(text)


def key(message: Message) -> tuple[str | None, str]:
    return message.context, forms(message.id)[0]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str | None, str]]:
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
    return {key(message) for message in messages(copy / "locale" / "vi" / "LC_MESSAGES" / "django.po")}


def test_every_text_is_translated(extracted: set[tuple[str | None, str]]) -> None:
    translated = {key(message) for message in messages(OURS) if all(forms(message.string))}

    assert extracted - translated == set()


def test_no_translation_is_for_a_text_that_is_gone(extracted: set[tuple[str | None, str]]) -> None:
    assert {key(message) for message in messages(OURS)} - extracted == set()


def test_no_text_hides_from_extraction_in_an_f_string() -> None:
    hidden = re.compile(r"""f["'].*\{n?p?(gettext|_)\(""")

    assert [name(path) for path in python_files(*APPS, "config") if hidden.search(path.read_text())] == []


@each
def test_no_translation_is_left_unsure(path: Path) -> None:
    assert [message.id for message in messages(path) if message.fuzzy] == []


@each
def test_translations_keep_placeholders_and_markup(path: Path) -> None:
    def parts(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text) + TAG.findall(text))

    assert [
        message.id for message in messages(path) if parts(forms(message.id)[-1]) != parts(forms(message.string)[0])
    ] == []


@each
def test_translations_are_not_the_english_text(path: Path) -> None:
    same = {forms(message.id)[0] for message in messages(path) if message.id == message.string}

    assert {text for text in same - SAME_IN_BOTH if re.search(r"[A-Za-z]{3}", PLACEHOLDER.sub("", text))} == set()


@each
def test_readers_are_addressed_as_an_office_does(path: Path) -> None:
    casual = re.compile(r"\b(bạn|chúng tôi|ông/bà|Ông/bà)\b")

    assert [message.string for message in messages(path) if casual.search(forms(message.string)[0])] == []


@pytest.mark.parametrize(
    ("text", "words"), [("Sign In", "Đăng nhập"), ("This field is required.", "Vui lòng nhập mục này.")]
)
def test_the_words_of_libraries_reach_the_page(text: str, words: str) -> None:
    with override("vi"):
        assert gettext(text) == words


@pytest.mark.parametrize("path", templates(), ids=name)
def test_templates_hold_no_vietnamese_words(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"))

    assert name(path) in OWN_NAME_OF_A_LANGUAGE or not TONED.findall(text)
