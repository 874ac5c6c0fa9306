"""One page of the portal in the list of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.browser.world import World


@dataclass(frozen=True)
class Address:
    """One page: name, arguments, query, and the status it answers with."""

    name: str
    args: Callable[[World], Sequence[Any]] = lambda world: ()
    query: Callable[[World], str] = lambda world: ""
    status: int = 200
    lands_on: str = ""

    def path(self, world: World) -> str:
        """The address in this world."""
        return reverse(self.name, args=list(self.args(world))) + self.query(world)
