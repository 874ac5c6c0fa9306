"""Pages anybody may open, on a phone and at a desk."""

from __future__ import annotations

import pytest

from tests.browser.addresses import PUBLIC
from tests.browser.conftest import Desks
from tests.browser.walking import walk
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def test_public_pages_have_no_faults(desks: Desks, world: World) -> None:
    assert walk(desks, desks.open(), world, PUBLIC) == []


def test_public_pages_in_english_have_no_faults(desks: Desks, world: World) -> None:
    assert walk(desks, desks.open(language="en"), world, PUBLIC[:9]) == []
