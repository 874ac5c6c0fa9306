"""Signatures drawn on a screen: only the picture is kept, and only when somebody drew."""

import pytest

from dossiers.drawn import MOST_BYTES, Blank, NotDrawn, from_data_url, picture_of
from tests.drawn import data_url, png


def test_a_drawn_picture_is_read_from_what_a_canvas_sends() -> None:
    assert from_data_url(data_url(png())) == png()


def test_what_is_not_picture_is_left_out() -> None:
    kept = picture_of(png(extra=b"Comment\x00gps 20.5,105.9"))
    assert b"gps" not in kept
    assert kept == picture_of(png())


def test_an_empty_frame_is_no_signature() -> None:
    with pytest.raises(Blank):
        picture_of(png(blank=True))


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"%PDF-1.7",
        png()[:-30],
        png()[:60] + b"\x00" + png()[61:],
        png(width=10),
        png() + b"x" * MOST_BYTES,
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_whole_small_picture_is_refused(wrong: bytes) -> None:
    with pytest.raises(NotDrawn):
        picture_of(wrong)


@pytest.mark.parametrize("wrong", ["", "data:image/svg+xml;base64,AAAA", "data:image/png;base64,@@@"])
def test_another_address_is_no_drawing(wrong: str) -> None:
    with pytest.raises(NotDrawn):
        from_data_url(wrong)
