"""Foreign keyboard layouts (bố trí bàn phím): what a scanner set to the US layout gives under them. Pure.

A scanner sends places of keys; the machine's layout makes signs of them. Each layout is written in the order of
the US keys, so that a sign leads back to its place. Accented letters sent by Alt and a number stay untouched.
"""

from __future__ import annotations

import re
import unicodedata

from staff.syllables import TONES, is_syllable, split_tone

_US = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = tuple(TONES)
_SIGNS = {
    "vietnamese": f"`ăâêô{_GRAVE}{_HOOK}{_TILDE}{_ACUTE}{_DOT}đ-₫qwertyuiopươ\\asdfghjkl;'zxcvbnm,./"
    '~ĂÂÊÔ%^&*(Đ_+QWERTYUIOPƯƠ|ASDFGHJKL:"ZXCVBNM<>?',
    "french": "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§",
    "german": "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
    "spanish": "º1234567890'¡qwertyuiop`+çasdfghjklñ´zxcvbnm,.-ª!\"·$%&/()=?¿QWERTYUIOP^*ÇASDFGHJKLÑ¨ZXCVBNM;:_",
    "british": "`1234567890-=qwertyuiop[]#asdfghjkl;'zxcvbnm,./¬!\"£$%^&*()_+QWERTYUIOP{}~ASDFGHJKL:@ZXCVBNM<>?",
}
_TABLES = {name: dict(zip(signs, _US, strict=True)) for name, signs in _SIGNS.items()}
LAYOUTS = tuple(_TABLES)

_TOKEN = re.compile(r"\S+")


def typed_under(layout: str, text: str) -> str:
    """The text a scanner meant that came out as `text` under this layout."""
    table = _TABLES[layout]
    return "".join(_meant(table, char) for char in text)


def can_come_from(layout: str, text: str) -> bool:
    """Whether each plain sign of `text` is on this layout; the Vietnamese one has no key for a digit."""
    return all(char in _TABLES[layout] for char in text if char.isascii() and not char.isspace())


def words_typed_under(layout: str, text: str) -> str:
    """The same for words: letters with marks stand as they are, numbers and plain signs are led back."""
    table = _TABLES[layout]

    def word(found: re.Match[str]) -> str:
        whole = typed_under(layout, found[0])
        said = unicodedata.normalize("NFC", found[0].strip(".,;:"))
        # a letter by itself is a digit, Đỗ and đê are words
        if whole.isascii() and (len(said) == 1 or not is_syllable(said)):
            return whole
        return "".join(table.get(char, char) if char.isascii() else char for char in found[0])

    return _TOKEN.sub(word, text)


def separator_under(layout: str) -> str:
    """The sign this layout gives for the stroke between the fields of a card."""
    return next(sign for sign, meant in _TABLES[layout].items() if meant == "|")


def _meant(table: dict[str, str], char: str) -> str:
    if char in table:
        return table[char]
    # a letter with a tone was two keys under the Vietnamese layout: ề is 3 and 5
    bare, tones = split_tone(char)
    return "".join(table.get(part, part) for part in bare + tones)
