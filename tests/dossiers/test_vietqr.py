"""VietQR payloads against examples that NAPAS and users of the format have published."""

from __future__ import annotations

import pytest

from dossiers import vietqr

#: Both examples of the NAPAS specification; the second has a bill number, which we do not send.
NAPAS_STATIC = "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
NAPAS_DYNAMIC = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
    "530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E"
)


def test_static_example_of_napas_is_made_to_the_letter() -> None:
    assert vietqr.payload(bank_bin="970403", account="0011012345678") == NAPAS_STATIC


@pytest.mark.parametrize(
    ("given", "published"),
    [
        (
            ("970415", "0011001932418", 120_000, "ủng hộ lũ lụt"),
            "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA"
            "530370454061200005802VN62170813ung ho lu lut6304C15C",
        ),
        (
            ("970436", "1234567890", 50_000, "TEST MEMO"),
            "00020101021238540010A00000072701240006970436011012345678900208QRIBFTTA"
            "53037045405500005802VN62130809TEST MEMO6304DBA4",
        ),
        (
            ("970416", "257678859", 10_000, "Chuyen tien"),
            "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA"
            "53037045405100005802VN62150811Chuyen tien630453E6",
        ),
    ],
)
def test_published_transfers_are_made_to_the_letter(given: tuple[str, str, int, str], published: str) -> None:
    bank_bin, account, amount, text = given

    assert vietqr.payload(bank_bin=bank_bin, account=account, amount=amount, text=text) == published


@pytest.mark.parametrize("published", [NAPAS_STATIC, NAPAS_DYNAMIC])
def test_sum_of_published_payloads(published: str) -> None:
    assert f"{vietqr.crc16(published[:-4].encode()):04X}" == published[-4:]


def test_sum_of_the_standard_check_string() -> None:
    assert vietqr.crc16(b"123456789") == 0x29B1


@pytest.mark.parametrize(
    ("bank_bin", "account", "amount"),
    [("97040", "1234", 1), ("970403", "12 34", 1), ("970403", "1" * 20, 1), ("970403", "1234", 0)],
)
def test_what_no_bank_reads_is_refused(bank_bin: str, account: str, amount: int) -> None:
    with pytest.raises(ValueError, match=r"has|number"):
        vietqr.payload(bank_bin=bank_bin, account=account, amount=amount)


def test_code_of_a_dossier_stays_readable_in_a_transfer() -> None:
    assert vietqr.transfer_text("H25.12.02-230830-0001") == "LP H25 12 02 230830 0001"


def test_long_code_is_written_without_spaces() -> None:
    assert vietqr.transfer_text("000.00.12.H25-230830-0001") == "LP 0000012H252308300001"


def test_text_is_cut_where_banks_cut_it() -> None:
    assert vietqr.plain("Đóng lệ phí đăng ký kết hôn") == "Dong le phi dang ky ket h"
