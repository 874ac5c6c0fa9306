"""The administration keeps to the content security policy: every list, and every form to add a row."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from tests.browser.conftest import Desks
from tests.browser.test_page_list import names
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def admin_paths() -> list[str]:
    """Every page of the administration that needs no row of its own."""
    every = set(names(get_resolver().url_patterns))
    lists = sorted(name for name in every if name.startswith("admin:") and name.endswith(("_changelist", "_add")))
    return [reverse(name) for name in ("admin:index", "admin:password_change", *lists)]


def test_administration_keeps_to_the_policy(desks: Desks, world: World) -> None:
    page = desks.open(world.people["admin"])
    broken = []
    for path in admin_paths():
        answer = page.goto(path)
        # Some lists may not be added to by hand: that is 403 and well.
        if answer is None or answer.status not in (200, 403):
            broken.append(f"{path}: {answer and answer.status}")
    assert broken + desks.complaints() == []


def test_administration_forms_of_rows_keep_to_the_policy(desks: Desks, world: World) -> None:
    page = desks.open(world.people["admin"])
    for name, pk in (
        ("procedures_procedureversion", world.version.pk),
        ("procedures_procedure", world.version.procedure_id),
    ):
        answer = page.goto(reverse(f"admin:{name}_change", args=[pk]))
        assert answer is not None
        assert answer.status == 200, name
    assert desks.complaints() == []
