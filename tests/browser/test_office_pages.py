"""The office's pages, each opened by whom it is for, on a phone and at a desk."""

from __future__ import annotations

import pytest

from tests.browser.address import Address
from tests.browser.addresses import CLERK, LEADER, MANAGER, SPECIALIST
from tests.browser.conftest import Desks
from tests.browser.walking import walk
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


@pytest.mark.parametrize(
    ("person", "addresses"),
    [("hoa", CLERK), ("minh", SPECIALIST), ("hai", LEADER), ("thu", MANAGER)],
    ids=["counter", "specialist", "leader", "manager"],
)
def test_office_pages_have_no_faults(
    desks: Desks, world: World, person: str, addresses: tuple[Address, ...]
) -> None:
    assert walk(desks, desks.open(world.people[person]), world, addresses) == []
