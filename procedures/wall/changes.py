"""What differs between the sheet on the wall and today's, in words (nội dung thay đổi). Pure: no Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from procedures.wall import words
from procedures.wall.sheets import FEES, FIELD, PEOPLE, PROCEDURE, RULES, Content

#: A statement of a sheet: what it is about, and what it says of it, part by part.
Statement = tuple[str, list[str]]

_LONGEST = 160


def changes(hung: Content, holds: Content) -> list[str]:
    """Every statement that is new, gone or different, in the order of the sheet; empty for equal sheets."""
    before, after = _keyed(hung), _keyed(holds)
    found = [
        _differs(key[1], before[key], parts) if key in before else _added(key[1], parts)
        for key, parts in after.items()
        if before.get(key) != parts
    ]
    return found + [f"Bỏ “{key[1]}”" for key in before if key not in after]


def _differs(label: str, before: list[str], after: list[str]) -> str:
    """Only the parts that differ; a part that was not there comes with “thêm”, one that goes with “bỏ”."""
    gone = "; ".join(part for part in before if part not in after)
    new = "; ".join(part for part in after if part not in before)
    if gone and new:
        return f"{label}: {_short(gone)} → {_short(new)}"
    if gone or new:
        return f"{label}: thêm {_short(new)}" if new else f"{label}: bỏ {_short(gone)}"
    return f"{label}: {_short('; '.join(before))} → {_short('; '.join(after))}"


def _added(label: str, parts: list[str]) -> str:
    return f"Thêm “{label}”: {_short('; '.join(parts))}" if parts else f"Thêm “{label}”"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _keyed(content: Content) -> dict[tuple[int, str], list[str]]:
    """Statements by what they are about; of several about the same, the second is compared with the second."""
    seen: Counter[str] = Counter()
    keyed = {}
    for label, parts in statements(content):
        keyed[seen[label], label] = [part for part in parts if part]
        seen[label] += 1
    return keyed


def statements(content: Content) -> Iterator[Statement]:
    """What the sheet says, one thing after the other."""
    head = content["head"]
    yield "Tên cơ quan", [head["letterhead"]["upper"], head["letterhead"]["lower"], head["unit"]]
    yield "Địa chỉ", [head["address"]]
    yield "Điện thoại", [head["phone"]]
    yield from _OF_KIND[content["kind"]](content)


def _procedure(content: Content) -> Iterator[Statement]:
    limit = content["limit"]
    yield "Tên thủ tục", [content["name"]]
    yield "Lĩnh vực", [content["field"]]
    yield "Cơ quan giải quyết", [content["authority"]]
    yield "Đối tượng", [words.audience(content)]
    yield "Trình tự thực hiện", [str(step) for step in content["steps"]]
    ways = [f"{words.CHANNELS[channel]}: {text}" for channel, text in content["ways"].items()]
    yield "Cách thức thực hiện", [words.online(content["online"]), *ways]
    for paper in content["papers"]:
        yield paper["name"], words.paper_parts(paper)
    yield "Số bộ hồ sơ", [f"{content['sets']:02d} bộ"]
    yield "Thời hạn giải quyết", [words.limits(limit), words.cutoff(limit), limit["note"]]
    yield from _fees(content["fees"])
    for form in content["forms"]:
        yield form["title"], [form["ground"]]
    yield "Kết quả", [content["result"]]
    yield "Yêu cầu, điều kiện", [content["conditions"]]
    yield "Căn cứ pháp lý", [str(basis) for basis in content["legal_bases"]]
    yield "Quyết định công bố", [content["decision"]]


def _fees(fees: list[Content], prefix: str = "") -> Iterator[Statement]:
    for fee in fees:
        about = f"{prefix}{words.fee_label(fee)}"
        kind = words.fee_kind(fee) if fee["kind"] != "unspecified" else ""
        yield about, [kind.lower(), words.amount(fee), words.fee_period(fee), fee["note"]]
        if fee["exemption"]:
            yield f"{about}, miễn, giảm", [fee["exemption"]]
        if fee["ground"]:
            yield f"{about}, căn cứ thu", [fee["ground"]]


def _field(content: Content) -> Iterator[Statement]:
    yield "Lĩnh vực", [content["field"]]
    for row in content["procedures"]:
        limit, fee = words.limits(row["limit"]), words.fees_in_line(row["fees"])
        yield (
            f"{row['name']} ({row['code']})",
            [limit, words.cutoff(row["limit"]), fee, words.online(row["online"])],
        )


def _fee_table(content: Content) -> Iterator[Statement]:
    for group in content["groups"]:
        for row in group["procedures"]:
            yield from _fees(row["fees"], f"{row['name']} – ")


def _rules(content: Content) -> Iterator[Statement]:
    yield "Giờ làm việc", content["hours"]
    for document in content["documents"]:
        yield document["title"], [_without_markup(line) for line in document["text"].splitlines()]
        yield f"{document['title']}, ban hành kèm theo", [document["source"]]


def _without_markup(line: str) -> str:
    """A line of a posted document as it is read: cells of a table follow each other."""
    cells = [cell.strip(" #*_>-:") for cell in line.split("|")]
    return ", ".join(cell for cell in cells if cell)


def _people(content: Content) -> Iterator[Statement]:
    for person in content["people"]:
        yield person["name"], [person["post"], person["duties"], person["phone"], person["email"]]
    for desk in content["desks"]:
        yield words.desk(desk), desk["fields"]


_OF_KIND = {PROCEDURE: _procedure, FIELD: _field, FEES: _fee_table, RULES: _rules, PEOPLE: _people}
