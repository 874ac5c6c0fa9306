"""Whole sentences people type (câu hỏi): which of their words say what is wanted. Pure.

Words are compared with their marks where somebody writes them: “cần” belongs to the sentence, “căn” to the card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from staff.text import fold

#: Words of a sentence, not of a procedure; left out where a whole sentence finds nothing.
SMALL_WORDS = frozenset(
    (
        *("tôi", "em", "mình", "muốn", "cần", "xin", "hỏi", "biết", "giúp", "làm", "cho", "của", "và", "với"),
        *("về", "ở", "đâu", "như", "nào", "gì", "thì", "là", "bị", "được", "phải", "khi", "có", "không", "này"),
        *("thủ", "tục", "cháu", "vừa", "mới"),
    )
)
_SMALL_WITHOUT_MARKS = frozenset(map(fold, SMALL_WORDS))

#: “… cần những giấy tờ gì?”, “… thế nào?” ask about a procedure; their words are not what it is called.
_QUESTION = re.compile(r"\b(?P<taken>(?:nhung |cac )?giay (?:to )?(?:gi|nao)|the nao|(?:lam|ra) sao)\b")
#: Words that look small without marks, and are not: chứng minh thư, căn cước.
_NOT_SMALL = re.compile(r"\b(?P<taken>chung minh(?: thu)?|can cuoc)\b")

#: What the papers people lose are called, in their first words.
_PAPER = (
    r"(?:giay(?! to (?:gi|nao))|so|the(?! nao)|bia|ban|bang|chung minh|can cuoc|cmnd|cmt|cccd"
    r"|ho khau|ho chieu|ho so|hon thu|gia thu|khai sinh|khai sanh|trich luc|hop dong)"
)
_LOST = r"(?:that lac|mat|lac|rach|nat|hong)"
#: With their marks these are neither: mặt bằng, mật độ; the friend (bạn) who lost a licence.
_NO_LOSS = frozenset(("mặt", "mật", "mắt", "mát", "hồng", "bạn", "bàn", "bán"))
#: “mất sổ đỏ”, “giấy khai sinh bị rách”: what befell a paper. The same word said of people means that they died.
_LOST_BEFORE = re.compile(rf"\b(?P<taken>{_LOST}) (?={_PAPER}\b)(?=(?P<paper>\w+))")
_LOST_AFTER = re.compile(rf"\b(?=(?P<paper>\w+)){_PAPER} (?:\w+ )*?(?P<taken>(?:bi|da|lam|danh) {_LOST})\b")


def losses(words: Sequence[str]) -> list[str]:
    """Return each “mất giấy …” of the words, told by their marks where they bear any: what befell, and the paper.

    The two count side by side only. Apart they would mean something else: a paper, and a person who died.
    """
    return [f"{match['taken']} {match['paper']}" for match in _LOST_BEFORE.finditer(_line(words))]


def lost_papers(words: Sequence[str]) -> list[str]:
    """Return the same in the word most people use, however it is said: “sổ hộ khẩu bị rách” → “mat so”."""
    line = _line(words)
    return [f"mat {match['paper']}" for each in (_LOST_BEFORE, _LOST_AFTER) for match in each.finditer(line)]


def telling_words(words: Sequence[str]) -> list[str]:
    """Return those of the words, as somebody typed them, that say what is wanted; none where all are small.

    Left out are small words, questions, and what befell a paper.
    """
    line = _line(words)
    left_out = _words_at(line, _QUESTION, _LOST_BEFORE, _LOST_AFTER)
    kept = _words_at(line, _NOT_SMALL)
    return [word for at, word in enumerate(words) if at not in left_out and (at in kept or not _is_small(word))]


def _line(words: Sequence[str]) -> str:
    return " ".join(word if word in _NO_LOSS else fold(word) for word in words)


def _is_small(word: str) -> bool:
    return word in (_SMALL_WITHOUT_MARKS if word.isascii() else SMALL_WORDS)


def _words_at(line: str, *patterns: re.Pattern[str]) -> set[int]:
    """Return the numbers of the words, from 0, that one of the patterns takes."""
    taken: set[int] = set()
    for pattern in patterns:
        for match in pattern.finditer(line):
            first = line.count(" ", 0, match.start("taken"))
            taken.update(range(first, first + len(match["taken"].split())))
    return taken
