"""Hands on the keyboard: every key pressed is counted, what a scanner types is not, and the seconds run."""

from __future__ import annotations

import time

from playwright.sync_api import Page


class Typist:
    """Types at a page from `start`; `keys` and `seconds` say how much it took."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def press(self, *keys: str) -> None:
        """One key, or one with Alt, after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        """Each letter is a key."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def scan(self, text: str) -> None:
        """The scanner types by itself, faster than anybody, and ends with Enter."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def says(self, name: str) -> str:
        """The figures of this journey, for the reader of the test's output."""
        return f"{name}: {self.keys} keys, {self.seconds:.1f} s"
