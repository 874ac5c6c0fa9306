"""What a text is made of: placeholders, letters, parts, and the way it goes."""

from __future__ import annotations

import pytest

from staff.message_placeholders import MEANINGS, OFFERED, WordingFault, check_wording, fill, placeholders_of
from staff.sms_length import sms_length
from staff.telling_rule import channel_for
from staff.text import without_marks

EVERY_CHANNEL = {"email", "sms", "zalo"}
PHONE, LANDLINE, MAIL = "0912345678", "02263860104", "lan@example.com"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{tuoi}", ["tuoi"]),
        ("{code} {a} {b} {a}", ["a", "b"]),
        ("{code.__class__}", ["code.__class__"]),
        ("{code!r}", ["code!r"]),
        ("{code:>99999999}", ["code:>99999999"]),
        ("{0}", ["0"]),
        ("{}", [""]),
        ("{ code }", [" code "]),
        ("mở { mãi", []),
        ("đóng }", []),
        ("{{code}}", []),
    ],
)
def test_only_offered_placeholders_are_taken_and_the_others_named(text: str, names: list[str]) -> None:
    with pytest.raises(WordingFault) as caught:
        check_wording(text, {"code"})

    assert caught.value.names == names


def test_what_is_put_in_is_not_read_again() -> None:
    assert fill("Vì {reason}.", {"reason": "{code}", "code": "x"}, {"reason", "code"}) == "Vì {code}."


def test_every_offered_placeholder_is_explained() -> None:
    assert {name for event in OFFERED for name in placeholders_of(event)} <= set(MEANINGS)
    assert set(placeholders_of("an event of tomorrow")) <= set(MEANINGS)


@pytest.mark.parametrize(
    ("text", "letters", "parts", "is_plain"),
    [
        ("", 0, 0, True),
        ("a" * 160, 160, 1, True),
        ("a" * 161, 161, 2, True),
        ("a" * 306, 306, 2, True),
        ("a" * 307, 307, 3, True),
        ("[" * 80, 160, 1, True),
        ("[" * 81, 162, 2, True),
        ("đ" * 70, 70, 1, False),
        ("đ" * 71, 71, 2, False),
        ("đ" * 134, 134, 2, False),
        ("đ" * 135, 135, 3, False),
        ("🙂" * 35, 70, 1, False),
    ],
)
def test_parts_are_counted_as_networks_do(text: str, letters: int, parts: int, is_plain: bool) -> None:
    length = sms_length(text)

    assert (length.letters, length.parts, length.is_plain) == (letters, parts, is_plain)


def test_vietnamese_without_marks_fits_the_plain_alphabet() -> None:
    plain = without_marks("Đã tiếp nhận hồ sơ “Đăng ký khai sinh” – hẹn ngày 05/09…")

    assert plain == 'Da tiep nhan ho so "Dang ky khai sinh" - hen ngay 05/09...'
    assert sms_length(plain).is_plain


@pytest.mark.parametrize(
    ("wishes", "email", "phone", "channels", "expected"),
    [
        ([], MAIL, PHONE, EVERY_CHANNEL, ("email", MAIL)),
        ([], "", PHONE, EVERY_CHANNEL, ("sms", PHONE)),
        ([], "", PHONE, {"email"}, None),
        ([], "", LANDLINE, EVERY_CHANNEL, None),
        ([], "", PHONE, {"email", "zalo"}, None),
        (["sms"], MAIL, PHONE, EVERY_CHANNEL, ("sms", PHONE)),
        (["sms"], MAIL, PHONE, {"email"}, ("email", MAIL)),
        (["sms"], MAIL, LANDLINE, EVERY_CHANNEL, ("email", MAIL)),
        (["zalo"], MAIL, PHONE, EVERY_CHANNEL, ("zalo", PHONE)),
        (["email"], "", PHONE, EVERY_CHANNEL, ("sms", PHONE)),
        (["", "zalo"], MAIL, PHONE, EVERY_CHANNEL, ("zalo", PHONE)),
        (["email", "zalo"], MAIL, PHONE, EVERY_CHANNEL, ("email", MAIL)),
        (["", "none"], MAIL, PHONE, EVERY_CHANNEL, None),
        (["none", "sms"], MAIL, PHONE, EVERY_CHANNEL, None),
        (["sms", "none"], MAIL, PHONE, EVERY_CHANNEL, ("sms", PHONE)),
    ],
)
def test_the_nearest_wish_counts_then_what_is_known(
    wishes: list[str], email: str, phone: str, channels: set[str], expected: tuple[str, str] | None
) -> None:
    assert channel_for(wishes=wishes, email=email, phone=phone, channels=channels) == expected
