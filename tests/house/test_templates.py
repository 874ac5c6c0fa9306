"""Rules of the house about templates: used, free of inline code, loading only what they need."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.library import Library
from django.utils.module_loading import import_string

from tests.house.paths import APPS, ROOT, name, python_files, templates

INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "script without nonce": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*\bnonce=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.I
    ),
    "style without nonce": re.compile(r"<style(?![^>]*\bnonce=)[^>]*>", re.I),
    "script address": re.compile(r"javascript:", re.I),
}
BARE_KEY = re.compile(r"{{\s*(?!form\.)(?:[\w.]+\.)?(?:pk|lock_version|(?!auto_id)\w+_id)\s*}}")
# Called by Django or a library by these names.
KNOWN_TO_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def without_comments(text: str) -> str:
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", "", text, flags=re.S)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("style attribute", '<p class="a" style="color: red">'),
        ("event handler", '<button onclick="go()">'),
        ("script without nonce", "<script>go()</script>"),
        ("style without nonce", "<style>p {}</style>"),
        ("script address", '<a href="javascript:go()">'),
    ],
)
def test_the_search_for_inline_code_finds(kind: str, line: str) -> None:
    assert INLINE[kind].search(line)


@pytest.mark.parametrize("path", templates(), ids=name)
def test_no_inline_script_style_or_handler(path: Path) -> None:
    text = without_comments(path.read_text(encoding="utf-8"))

    assert [kind for kind, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", templates(), ids=name)
def test_keys_are_written_as_plain_digits(path: Path) -> None:
    """Numbers for people are grouped (“1.234”); a key is for machines and says so with `|stringformat:"d"`."""
    assert BARE_KEY.findall(without_comments(path.read_text(encoding="utf-8"))) == []


def test_the_search_for_bare_keys_finds() -> None:
    assert [bool(BARE_KEY.search(text)) for text in ("{{ row.pk }}", '{{ row.pk|stringformat:"d" }}')] == [
        True,
        False,
    ]


def test_every_template_is_used() -> None:
    sources = [*templates(), *python_files(*APPS, "config"), *(ROOT / "templates").rglob("*.typ")]
    everything = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    unused = [
        name(path)
        for path in templates()
        if not (
            f"{path.relative_to(ROOT / 'templates').as_posix()}" in everything
            or path.name in KNOWN_TO_DJANGO
            or overrides_a_library(path)
        )
    ]

    assert unused == []


def overrides_a_library(path: Path) -> bool:
    """Does a library ship a template of the same name, which this one replaces?"""
    inner = path.relative_to(ROOT / "templates")
    folders = engines["django"].template_dirs
    return any(
        (Path(folder) / inner).exists()
        for folder in folders
        if not Path(folder).is_relative_to(ROOT / "templates")
    )


@pytest.mark.parametrize("path", templates(), ids=name)
def test_every_loaded_tag_library_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    loads = re.findall(r"{%\s*load\s+([\w ]+?)\s*%}", text)
    whole = [library for names in loads if " from " not in names for library in names.split()]
    single = [tag for names in loads if " from " in names for tag in names.partition(" from ")[0].split()]

    assert [library for library in whole if not uses(text, library)] == []
    assert [tag for tag in single if not re.search(rf"(?:{{%|\|)\s*{tag}\b", text)] == []


def uses(text: str, library_name: str) -> bool:
    library: Library = import_string(f"{engines['django'].engine.libraries[library_name]}.register")
    tags = "|".join(re.escape(tag) for tag in library.tags)
    filters = "|".join(re.escape(filter_name) for filter_name in library.filters)
    return bool(
        (tags and re.search(rf"{{%\s*(?:{tags})\b", text))
        or (filters and re.search(rf"\|\s*(?:{filters})\b", text))
    )
