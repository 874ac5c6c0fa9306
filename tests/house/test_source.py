"""Rules of the house about Python files that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.paths import APPS, ROOT, name, python_files

STATE_WRITER = "dossiers/services/_step.py"
#: Writes another state: that of a ticket of the queue.
TICKET_WRITER = "dossiers/services/queue.py"
VAGUE_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "data.py", "info.py"}


def state_writes(source: str) -> Iterator[int]:
    """Lines that change a dossier's state: by assignment, setattr, an update, or at creation."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                yield node.lineno
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = {keyword.arg for keyword in node.keywords}
            if called in ("update", "create", "get_or_create", "Dossier") and "state" in given:
                yield node.lineno
            if called == "setattr" and "'state'" in ast.unparse(node):
                yield node.lineno
            if called == "bulk_update" and "'state'" in ast.unparse(node):
                yield node.lineno


@pytest.mark.parametrize(
    "line",
    [
        "dossier.state = State.RETURNED",
        "Dossier.objects.filter(pk=1).update(state=10)",
        "Dossier(state=State.RECEIVED)",
        "setattr(dossier, 'state', 4)",
        "Dossier.objects.bulk_update(found, ['state'])",
    ],
)
def test_the_search_for_state_writers_finds(line: str) -> None:
    assert list(state_writes(line)) == [1]


def test_only_the_step_changes_a_dossiers_state() -> None:
    writers = [
        f"{name(path)}:{line}"
        for path in python_files("procedures", "dossiers", "feedback")
        for line in state_writes(path.read_text(encoding="utf-8"))
        if name(path) not in (STATE_WRITER, TICKET_WRITER)
    ]

    assert writers == []


def test_no_file_grows_past_what_one_reads_at_once() -> None:
    kinds = {".py", ".html", ".css", ".js", ".typ"}
    folders = (*APPS, "config", "deploy", "templates", "static", "tests", "benchmarks")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    long = {name(path): lines for path in files if (lines := line_count(path)) > 300}

    assert {path: lines for path, lines in long.items() if "/migrations/" not in path} == {}


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_named_after_nothing() -> None:
    vague = [name(path) for path in python_files(*APPS, "config", "deploy", "tests") if path.name in VAGUE_NAMES]

    assert vague == []


def test_nothing_is_left_for_later() -> None:
    marks = ("TODO", "FIXME", "XXX", "raise NotImplementedError")
    left = [
        f"{name(path)}: {mark}"
        for path in python_files(*APPS, "config", "deploy")
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]

    assert left == []
