"""The security log says what was done in words; no act is left with its bare name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.test import Client

from staff.audit import record
from staff.audit_words import ACTS, act_in_words
from staff.models import User
from tests.house.paths import APPS, name, python_files

# Of the same subjects, but no acts: a salt, an event of undoing, files.
OTHERS = {"calendar.draft", "announcement.end", "calendar.yaml", "office.yaml"}


def acts_in(source: str) -> Iterator[str]:
    """Texts that name an act: the first value of a call to `record`, and any of a known subject."""
    subjects = {act.split(".")[0] for act in ACTS}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if called == "record" and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            subject, _dot, act = node.value.partition(".")
            if subject in subjects and act.isidentifier():
                yield node.value


def test_every_act_has_a_name() -> None:
    nameless = {
        f"{name(path)}: {act}"
        for path in python_files(*APPS)
        for act in acts_in(path.read_text(encoding="utf-8"))
        if act not in ACTS and act not in OTHERS
    }

    assert nameless == set()


@pytest.mark.parametrize(
    "line", ["audit.record('door.opened', actor=by)", "CHANGED = 'wall.painted'", "record(action or 'term.burnt')"]
)
def test_the_search_for_acts_finds(line: str) -> None:
    assert len(list(acts_in(line))) == 1


def test_the_log_is_read_in_words(hoa: User) -> None:
    record("wall.hung", actor=hoa, target="sheet:1")
    record("draft.handed_in", actor=hoa, target="1.000001")
    client = Client()
    client.force_login(User.objects.create_superuser("tin", password="x", full_name="Ngô Văn Tín"))

    page = client.get("/quan-tri/staff/auditentry/?action=wall.hung")

    assert [row.target for row in page.context["cl"].result_list] == ["sheet:1"]
    assert "wall.hung</td>" not in page.content.decode()
    assert '<td class="field-act">Treo tờ niêm yết</td>' in page.content.decode()


def test_an_act_of_an_older_portal_keeps_its_own_word() -> None:
    assert act_in_words("dossier.whispered") == "dossier.whispered"


def test_what_is_done_no_more_is_named_in_older_logs() -> None:
    assert act_in_words("procedure.limit_set") == "Đặt thời hạn giải quyết của thủ tục"
