"""What a scanned text is, told by its content alone."""

import pytest

from dossiers.scanning import TEST_TEXT, Kind, fee_receipt_number, read
from procedures.bring.bring_card import BringCard, read_card, write_card
from tests.dossiers.scanned import CARD, TRACKING


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TRACKING, "H25.12.02-230828-0001"),
        ("H25.12.02-230828-0001", "H25.12.02-230828-0001"),
        (" h25.12.02-230828-0001\r", "H25.12.02-230828-0001"),
        ("H25/12-230828_0001", "H25/12-230828_0001"),
        ("K7M2-9QTD-4XHB", "K7M2-9QTD-4XHB"),
        ("http://192.168.1.5:8000/kiem-tra/K7M2-9QTD-4XHB/", "K7M2-9QTD-4XHB"),
        ("https://motcua.example.vn/mot-cua/ho-so/K7M2-9QTD-4XHB/?in=01", "K7M2-9QTD-4XHB"),
        ("HTTPS://MOTCUA.EXAMPLE.VN/TRA-CUU/?CODE=H25.12.02-230828-0001", "H25.12.02-230828-0001"),
    ],
)
def test_codes_and_the_addresses_on_our_papers(text: str, code: str) -> None:
    assert (read(text).kind, read(text).codes) == (Kind.CODE, (code,))


def test_a_number_of_a_fee_receipt() -> None:
    assert (read("BL-000012/2026").kind, fee_receipt_number("BL-000012/2026")) == (Kind.FEE_RECEIPT, (12, 2026))


def test_the_rating_address_of_a_result_slip_keeps_its_token_as_it_is() -> None:
    assert read("https://motcua.example.vn/danh-gia/MTI:aB_c-9/").token == "MTI:aB_c-9"


def test_a_ready_to_bring_card() -> None:
    found = read("https://motcua.example.vn/thu-tuc/1.004873/chuan-bi/?co=1-3")

    assert found.bring_card == BringCard("1.004873", (1, 3))


def test_a_bring_card_is_read_as_it_was_written() -> None:
    assert read_card(write_card("1.004873", [3, 1, 3])) == BringCard("1.004873", (1, 3))


def test_positions_that_are_none_are_left_out_of_a_bring_card() -> None:
    assert read_card("/thu-tuc/1.004873/chuan-bi/?co=0-2-x-٣-100") == BringCard("1.004873", (2,))


def test_the_test_card() -> None:
    assert read(TEST_TEXT).kind is Kind.TEST


@pytest.mark.parametrize(
    "text", ["", "nguyễn văn an", "0912345678", "https://example.com/", "http://[", "|||||||"]
)
def test_everything_else_is_text_to_search_for(text: str) -> None:
    assert (read(text).kind, read(text).is_certain) == (Kind.TEXT, False)


def test_the_second_field_of_a_card_may_be_empty() -> None:
    card = read(CARD.replace("168123456", "")).card

    assert card is not None
    assert (card.old_number, card.name) == ("", "Nguyễn Văn An")


def test_further_fields_of_a_newer_card_are_let_pass() -> None:
    card = read(f"{CARD}||Nguyễn Văn Bình|Trần Thị Hoa").card

    assert card is not None
    assert card.name == "Nguyễn Văn An"
