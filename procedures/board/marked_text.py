"""Texts with light markup (văn bản Markdown): to safe HTML for pages and to plain blocks for printed sheets.

Pure: no Django. HTML typed into a text is shown as typed; links lead to https, tel and mailto only; pictures are
not shown; a Vietnamese phone number becomes a link to call it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from staff.phones import normal_phone

Block = dict[str, Any]

LINK_BEGINS = ("https://", "tel:", "mailto:")
#: The page has an h1 and each document an h2 of its own.
_FIRST_HEADING, _LAST_HEADING = 3, 4
_PHONE = re.compile(r"(?<![\d/.\-])(?:(?:\+84|0)(?:[ .]?\d){9,10}|1[89]00(?:[ .]?\d){4,6})(?![\d/])")


@dataclass(frozen=True)
class Part:
    """A heading with what follows it, up to the next; the words before the first heading have none."""

    heading: str
    html: str

    @property
    def figure(self) -> str:
        """The number a heading begins with: of “6 biết” 6, shown large; empty for none."""
        first = self.heading.split(" ")[0]
        return first if first.isdigit() else ""

    @property
    def rest(self) -> str:
        """The heading without that number."""
        return self.heading.removeprefix(self.figure).strip()


class _Reader(MarkdownIt):
    """Reads our markup and nothing that could run or lead astray."""

    def validateLink(self, url: str) -> bool:
        return url.lower().startswith(LINK_BEGINS)


def html_of(text: str) -> str:
    """The text as HTML that may be put into a page as it is."""
    tokens = _READER.parse(text)
    return str(_READER.renderer.render(tokens, _READER.options, {}))


def parts_of(text: str) -> list[Part]:
    """The text cut at its headings, for posters."""
    parts: list[tuple[str, list[Token]]] = [("", [])]
    tokens = _READER.parse(text)
    skip = 0
    for position, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            parts.append((_plain(tokens[position + 1].children or []), []))
            skip = 3
        if skip:
            skip -= 1
            continue
        parts[-1][1].append(token)
    render = _READER.renderer.render
    found = [Part(heading, str(render(inner, _READER.options, {}))) for heading, inner in parts]
    return [part for part in found if part.heading or part.html.strip()]


def blocks_of(text: str) -> list[Block]:
    """The text as blocks a typesetter understands: heading, paragraph, list, quote, table, rule.

    Words stand in ``runs`` of ``text``, ``bold`` and ``italic``.
    """
    tokens = _READER.parse(text)
    blocks, _rest = _blocks(tokens, 0, "")
    return blocks


def _numbers_to_call(state: StateCore) -> None:
    """A rule of the reader: phone numbers outside links become links to call them."""
    for token in state.tokens:
        if token.type != "inline" or not token.children:
            continue
        depth = 0
        children: list[Token] = []
        for child in token.children:
            depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            children += [child] if depth or child.type != "text" else _with_numbers(child)
        token.children = children


def _with_numbers(text: Token) -> list[Token]:
    found: list[Token] = []
    end = 0
    for match in _PHONE.finditer(text.content):
        opening = Token("link_open", "a", 1, attrs={"href": f"tel:{normal_phone(match[0])}"})
        found += [_text(text.content[end : match.start()]), opening, _text(match[0])]
        found.append(Token("link_close", "a", -1))
        end = match.end()
    return [*found, _text(text.content[end:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _headings_below_the_title(state: StateCore) -> None:
    """A rule of the reader: the highest heading of a text stands below that of its document."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:])
            token.tag = f"h{min(level + _FIRST_HEADING - 1, _LAST_HEADING)}"


def _reader() -> _Reader:
    reader = _Reader("commonmark", {"html": False, "breaks": True})
    reader.enable("table").disable("image")
    reader.core.ruler.push("numbers_to_call", _numbers_to_call)
    reader.core.ruler.push("headings_below_the_title", _headings_below_the_title)
    return reader


_READER = _reader()


def _blocks(tokens: Sequence[Token], position: int, until: str) -> tuple[list[Block], int]:
    """Blocks from `position` up to the closing token `until`, and the position behind it."""
    blocks: list[Block] = []
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token.type == until:
            return blocks, position
        if token.type == "heading_open":
            level = int(token.tag[1:]) - _FIRST_HEADING + 1
            blocks.append({"kind": "heading", "level": level, "runs": _runs(tokens[position])})
        elif token.type == "paragraph_open":
            blocks.append({"kind": "paragraph", "runs": _runs(tokens[position])})
        elif token.type in ("fence", "code_block"):
            blocks.append({"kind": "paragraph", "runs": [_run(token.content.strip(), bold=0, italic=0)]})
        elif token.type == "hr":
            blocks.append({"kind": "rule"})
        elif token.type == "blockquote_open":
            inner, position = _blocks(tokens, position, "blockquote_close")
            blocks.append({"kind": "quote", "blocks": inner})
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            is_ordered = token.type == "ordered_list_open"
            items, position = _items(tokens, position, token.type.replace("_open", "_close"))
            start = int(token.attrGet("start") or 1)
            blocks.append({"kind": "list", "ordered": is_ordered, "start": start, "items": items})
        elif token.type == "table_open":
            table, position = _table(tokens, position)
            blocks.append(table)
    return blocks, position


def _items(tokens: Sequence[Token], position: int, until: str) -> tuple[list[list[Block]], int]:
    items: list[list[Block]] = []
    while tokens[position].type != until:
        inner, position = _blocks(tokens, position + 1, "list_item_close")
        items.append(inner)
    return items, position + 1


def _table(tokens: Sequence[Token], position: int) -> tuple[Block, int]:
    rows: list[list[list[Block]]] = []
    while tokens[position].type != "table_close":
        token = tokens[position]
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_runs(token))
        position += 1
    return {"kind": "table", "head": rows[0], "rows": rows[1:]}, position + 1


def _runs(inline: Token) -> list[Block]:
    runs: list[Block] = []
    bold = italic = 0
    for token in inline.children or []:
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if words := _words(token):
            runs.append(_run(words, bold=bold, italic=italic))
    return runs


def _run(text: str, *, bold: int, italic: int) -> Block:
    return {"text": text, "bold": bold > 0, "italic": italic > 0}


def _words(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def _plain(children: Sequence[Token]) -> str:
    return "".join(_words(child) for child in children)
