"""Keys of the two input methods, and what is a syllable."""

import pytest

from staff.syllables import is_syllable, typed_as_telex, typed_as_vni


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("Nguyeenx", "Nguyễn"),
        ("DDoox", "Đỗ"),
        ("Hoaf", "Hòa"),
        ("Thuys", "Thúy"),
        ("Quys", "Quý"),
        ("Giauf", "Giàu"),
        ("Tuaans", "Tuấn"),
        ("Luowng", "Lương"),
        ("Luongw", "Lương"),
        ("Nguwowif", "Người"),
        ("Thuowr", "Thuở"),
        ("NGUYEENX", "NGUYỄN"),
        ("Ddinhf", "Đình"),
        ("Oanhs", "Oánh"),
        ("Nam", "Nam"),
    ],
)
def test_telex(keys: str, word: str) -> None:
    assert typed_as_telex(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [("Nguye6n4", "Nguyễn"), ("D9o64", "Đỗ"), ("Nu74", "Nữ"), ("Luong7", "Lương"), ("Ha2", "Hà"), ("K2", "K2")],
)
def test_vni(keys: str, word: str) -> None:
    assert typed_as_vni(keys) == word


@pytest.mark.parametrize("word", ["Nguyễn", "nghĩa", "Quốc", "giàu", "yến", "Thuở", "xoong"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Nguyeenx", "Vawn", "aă", "Vn", "Ngu?n", "", "Hoàá", "strength"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
