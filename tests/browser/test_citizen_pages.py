"""The citizen's pages, with a dossier in every situation, on a phone and at a desk."""

from __future__ import annotations

import pytest

from tests.browser.addresses import CITIZEN
from tests.browser.conftest import Desks
from tests.browser.walking import walk
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def test_citizen_pages_have_no_faults(desks: Desks, world: World) -> None:
    assert walk(desks, desks.open(world.people["lan"]), world, CITIZEN) == []
