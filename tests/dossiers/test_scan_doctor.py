"""A scan mangled on its way is repaired where that can be proven; otherwise digits and days are kept."""

import datetime as dt
import tracemalloc
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.keyboard_layouts import LAYOUTS
from dossiers.scan_doctor import Ailment, examine
from dossiers.scanning import Card, Kind
from staff.identity_number import Sex
from tests.dossiers import scanned
from tests.dossiers.scanned import CARD, TRACKING, in_code_page, under_layout, with_caps_lock

AN = Card(
    number="035085001234",
    name="Nguyễn Văn An",
    born=dt.date(1985, 3, 5),
    sex=Sex.MALE,
    address="Thôn 3, xã Bình Nghĩa, huyện Bình Lục, tỉnh Hà Nam",
    issued=dt.date(2021, 5, 12),
    old_number="168123456",
)


def test_a_healthy_card_needs_no_cure() -> None:
    found = examine(CARD)

    assert (found.reading.card, found.ailments) == (AN, ())


def test_the_kind_of_code_some_scanners_say_first_is_left_out() -> None:
    assert examine(f"]Q1{CARD}").reading.card == AN


@pytest.mark.parametrize("page", ["cp1252", "cp1258", "cp437", "cp850", "latin-1"])
def test_a_card_read_in_a_wrong_code_page_is_restored(page: str) -> None:
    found = examine(in_code_page(CARD, page))

    assert (found.reading.card, found.ailments) == (AN, (Ailment.CODE_PAGE,))


def test_a_card_read_in_a_wrong_code_page_twice_is_restored() -> None:
    assert examine(in_code_page(in_code_page(CARD, "cp1252"), "cp1252")).reading.card == AN


def test_a_hard_blank_that_became_a_plain_one_is_restored() -> None:
    assert examine(in_code_page(CARD, "cp1252").replace("\xa0", " ")).reading.card == AN


def test_letters_sent_in_pieces_are_put_together() -> None:
    found = examine(unicodedata.normalize("NFD", CARD))

    assert (found.reading.card, found.ailments) == (AN, (Ailment.DECOMPOSED,))


def test_telex_keys_nobody_turned_into_letters_are_read() -> None:
    found = examine(scanned.TELEX)

    assert (found.reading.card, found.ailments) == (AN, (Ailment.TELEX_KEYS,))


def test_vni_keys_nobody_turned_into_letters_are_read() -> None:
    found = examine(scanned.VNI)

    assert (found.reading.card, found.ailments) == (AN, (Ailment.VNI_KEYS,))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_card_typed_under_a_foreign_layout_is_restored(layout: str) -> None:
    found = examine(under_layout(CARD, layout))

    assert (found.reading.card, found.ailments) == (AN, (Ailment.LAYOUT,))


@pytest.mark.parametrize("layout", ["vietnamese", "french", "german", "spanish"])
def test_an_address_on_our_papers_typed_under_a_foreign_layout_is_restored(layout: str) -> None:
    found = examine(under_layout(TRACKING, layout))

    assert (found.reading.codes, found.ailments) == (("H25.12.02-230828-0001",), (Ailment.LAYOUT,))


def test_caps_lock_is_undone() -> None:
    found = examine(with_caps_lock(CARD))

    assert (found.reading.card, found.ailments) == (AN, (Ailment.CAPS_LOCK,))


def test_another_sign_between_the_fields_is_found_out() -> None:
    found = examine(CARD.replace("|", "^"))

    assert (found.reading.card, found.ailments) == (AN, (Ailment.SEPARATOR,))


def test_two_faults_at_once_are_both_told() -> None:
    found = examine(in_code_page(CARD, "cp1252").replace("|", "^"))

    assert found.reading.card == AN
    assert set(found.ailments) == {Ailment.CODE_PAGE, Ailment.SEPARATOR}


@pytest.mark.parametrize("instead", ["?", "", "�"])
def test_lost_letters_leave_number_and_days_and_ask_for_the_name(instead: str) -> None:
    found = examine(scanned.without_accented_letters(CARD, instead))

    card = Card(number=AN.number, born=AN.born, sex=Sex.MALE, issued=AN.issued)
    assert (found.reading.card, found.ailments) == (card, (Ailment.LETTERS_LOST,))
    assert not found.reading.is_certain


def test_a_name_without_its_marks_is_asked_for_and_not_guessed() -> None:
    plain = "035185001234||Tran Thi Nga|05031985|Nu|Thon 3, xa Binh Nghia, tinh Ha Nam|12052021"

    card = examine(plain).reading.card

    assert card is not None
    assert (card.name, card.sex) == ("", Sex.FEMALE)


def test_one_word_that_could_be_telex_proves_nothing() -> None:
    plain = "035085001234||Tran Van Boong|05031985|Nam|Thon 3, xa Binh Nghia, tinh Ha Nam|12052021"

    assert examine(plain).ailments == (Ailment.LETTERS_LOST,)


def test_telex_in_a_code_leaves_only_the_keys_that_give_it() -> None:
    found = examine("https://motcua.example.vn/kiem-tra/7ÁK-9QTD-4XHB/")

    assert found.reading.codes == ("7AKS-9QTD-4XHB", "7ASK-9QTD-4XHB")
    assert found.ailments == (Ailment.INPUT_METHOD,)


def test_vni_in_a_code_leaves_only_the_keys_that_give_it() -> None:
    assert "7A2B-9QTD-4XHB" in examine("7ÀB-9QTD-4XHB").reading.codes


@pytest.mark.parametrize("text", ["nguyễn thị lan", "Đặng Văn Ưng", "tổ dân phố 12, phường An Đổ", "0912 345 678"])
def test_words_typed_to_search_are_left_alone(text: str) -> None:
    found = examine(text)

    assert (found.reading.kind, found.reading.text, found.ailments) == (Kind.TEXT, text, ())


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_doctor(text: str) -> None:
    found = examine(text)

    assert found.reading.is_certain or found.reading.kind in (Kind.TEXT, Kind.CODE, Kind.CARD)


def test_a_code_full_of_doubtful_letters_is_given_up_soon() -> None:
    """Anybody may bring a QR code; each “ư” in it has two origins, so that twenty have a million."""
    tracemalloc.start()
    try:
        examine("1" + "ư" * 20)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2_000_000
