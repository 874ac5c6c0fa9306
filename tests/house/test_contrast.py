"""The colours of the design keep the contrast promised (WCAG 2.2 AA)."""

import re

import pytest

from tests.house.paths import ROOT

SHEET = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
TOKENS = dict(re.findall(r"^  --([\w-]+): (#[0-9a-f]{6});", SHEET, re.M))
GROUNDS = ("ground", "surface", "sunken")
TEXT = 4.5
SHAPE = 3.0
PAIRS = [
    *[
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "link", "red")
        for ground in ("ground", "surface", "sunken")
    ],
    *[
        (f"{meaning}-ink", f"{meaning}-ground", TEXT)
        for meaning in ("red", "gold", "good", "note", "care", "bad", "quiet")
    ],
    *[("ink", f"{meaning}-ground", TEXT) for meaning in ("gold", "good", "note", "care", "bad")],
    ("ink-soft", "gold-ground", TEXT),
    ("ink-on-accent", "red", TEXT),
    ("ink-on-accent", "red-deep", TEXT),
    *[(edge, ground, SHAPE) for edge in ("line-strong", "focus") for ground in GROUNDS],
    *[(f"{meaning}-edge", "surface", SHAPE) for meaning in ("good", "note", "care", "bad", "quiet")],
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_most_there_is() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize(("front", "ground", "least"), PAIRS, ids=lambda value: str(value))
def test_the_pair_can_be_told_apart(front: str, ground: str, least: float) -> None:
    assert contrast(TOKENS[front], TOKENS[ground]) >= least
