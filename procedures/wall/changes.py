"""What differs between the sheet on the wall and today's, in words (nội dung thay đổi). Pure: no Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from procedures.wall import words
from procedures.wall.sheets import FEES, FIELD, PEOPLE, PROCEDURE, RULES, Content

#: A statement of a sheet: what it is about, and what it says of it.
Statement = tuple[str, str]

_LONGEST = 160


def changes(hung: Content, holds: Content) -> list[str]:
    """Every statement that is new, gone or different, in the order of the sheet; empty for equal sheets."""
    before, after = _keyed(hung), _keyed(holds)
    found = [
        f"{key[1]}: {_short(before[key])} → {_short(text)}" if key in before else _added(key[1], text)
        for key, text in after.items()
        if before.get(key) != text
    ]
    gone = [f"Bỏ “{key[1]}”" for key in before if key not in after]
    return found + gone


def _added(label: str, text: str) -> str:
    return f"Thêm “{label}”: {_short(text)}" if text else f"Thêm “{label}”"


def _short(text: str) -> str:
    text = " ".join(text.split()) or "(để trống)"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _keyed(content: Content) -> dict[tuple[int, str], str]:
    """Statements by what they are about; of several about the same, the second is compared with the second."""
    seen: Counter[str] = Counter()
    keyed = {}
    for label, text in statements(content):
        keyed[seen[label], label] = text
        seen[label] += 1
    return keyed


def statements(content: Content) -> Iterator[Statement]:
    """What the sheet says, one thing after the other."""
    head = content["head"]
    yield "Tên cơ quan", f"{head['letterhead']['upper']} {head['letterhead']['lower']} {head['unit']}"
    yield "Địa chỉ", head["address"]
    yield "Điện thoại", head["phone"]
    yield from _OF_KIND[content["kind"]](content)


def _procedure(content: Content) -> Iterator[Statement]:
    yield "Tên thủ tục", content["name"]
    yield "Lĩnh vực", content["field"]
    yield "Cơ quan giải quyết", content["authority"]
    yield "Đối tượng", words.audience(content)
    yield "Trình tự thực hiện", " – ".join(map(str, content["steps"]))
    yield "Cách thức thực hiện", "; ".join([words.online(content["online"]), *map(str, content["ways"].values())])
    for paper in content["papers"]:
        yield paper["name"], words.paper_line(paper)
    yield "Số bộ hồ sơ", f"{content['sets']:02d} bộ"
    yield "Thời hạn giải quyết", words.limits(content["limit"])
    yield "Giờ nhận trong ngày", words.cutoff(content["limit"])
    yield "Ghi chú về thời hạn", content["limit"]["note"]
    yield from _fees(content["fees"])
    for form in content["forms"]:
        yield form["title"], form["ground"]
    yield "Kết quả", content["result"]
    yield "Yêu cầu, điều kiện", content["conditions"]
    yield "Căn cứ pháp lý", "; ".join(map(str, content["legal_bases"]))
    yield "Quyết định công bố", content["decision"]


def _fees(fees: list[Content], prefix: str = "") -> Iterator[Statement]:
    for fee in fees:
        about = f"{prefix}{words.fee_name(fee)}"
        yield about, words.amount(fee)
        for label, text in (
            ("miễn, giảm", fee["exemption"]),
            ("căn cứ thu", fee["ground"]),
            ("áp dụng", words.fee_period(fee)),
            ("ghi chú", fee["note"]),
        ):
            if text:
                yield f"{about}, {label}", text


def _field(content: Content) -> Iterator[Statement]:
    yield "Lĩnh vực", content["field"]
    for row in content["procedures"]:
        limit, fee = words.limits(row["limit"]), words.fees_in_line(row["fees"])
        parts = (limit, words.cutoff(row["limit"]), fee, words.online(row["online"]))
        yield f"{row['name']} ({row['code']})", "; ".join(part for part in parts if part)


def _fee_table(content: Content) -> Iterator[Statement]:
    for group in content["groups"]:
        for row in group["procedures"]:
            yield from _fees(row["fees"], f"{row['name']} – ")


def _rules(content: Content) -> Iterator[Statement]:
    yield "Giờ làm việc", "; ".join(content["hours"])
    for document in content["documents"]:
        yield document["title"], document["text"]
        yield f"{document['title']}, ban hành kèm theo", document["source"]


def _people(content: Content) -> Iterator[Statement]:
    for person in content["people"]:
        parts = (person["post"], person["duties"], person["phone"], person["email"])
        yield person["name"], "; ".join(part for part in parts if part)
    for desk in content["desks"]:
        yield words.desk(desk), ", ".join(desk["fields"])


_OF_KIND = {PROCEDURE: _procedure, FIELD: _field, FEES: _fee_table, RULES: _rules, PEOPLE: _people}
