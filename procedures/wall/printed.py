"""A sheet as the press takes it (bản in tờ niêm yết): facts in words for `templates/print/niem_yet*.typ`. Pure."""

from __future__ import annotations

from typing import Any

from procedures.board.marked_text import blocks_of
from procedures.wall import words
from procedures.wall.sheets import FEES, FIELD, PEOPLE, PROCEDURE, RULES, Content
from staff.text import fold

_CHANNELS = {"counter": "Trực tiếp", "online": "Trực tuyến", "post": "Qua bưu chính", "vneid": "Qua VNeID"}

Printed = dict[str, Any]


def printed(content: Content) -> Printed:
    """What the sheet says, ready to be set; the press adds paper, day, address and QR code."""
    head = content["head"]
    return {"kind": content["kind"], "head": head, "title": title_of(content)} | _OF_KIND[content["kind"]](content)


def title_of(content: Content) -> str:
    """The heading of the sheet."""
    match content["kind"]:
        case "procedure":
            return str(content["name"])
        case "field":
            return f"Thủ tục hành chính lĩnh vực {content['field']}"
        case "fees":
            return f"Bảng phí, lệ phí lĩnh vực {content['field']}" if content["field"] else "Bảng phí, lệ phí"
        case "rules":
            return "Quy định tại bộ phận một cửa"
    return "Cán bộ, công chức và số điện thoại"


def _procedure(content: Content) -> Printed:
    limit = content["limit"]
    return {
        "code": content["code"],
        "field": content["field"],
        "audience": words.audience(content).capitalize(),
        "authority": content["authority"],
        "key": [
            {"label": "Thời hạn giải quyết", "text": words.limit(limit)},
            {"label": "Phí, lệ phí", "text": _fees_at_a_glance(content["fees"])},
            {"label": "Cách nộp", "text": words.online(content["online"])},
        ],
        "papers": [
            {"name": paper["name"], "count": _count(paper), "when": _when(paper), "more": _more(paper)}
            for paper in content["papers"]
        ],
        "sets": f"{content['sets']:02d} bộ",
        "limits": words.limits(limit) if words.limits(limit) != words.limit(limit) else "",
        "limit_note": _sentence(limit["note"] or words.cutoff(limit)),
        "fees": _fees(content["fees"]),
        "steps": [str(step) for step in content["steps"]],
        "ways": [{"name": _CHANNELS[channel], "text": str(text)} for channel, text in content["ways"].items()],
        "result": content["result"],
        "conditions": content["conditions"],
        "forms": [
            f"{form['title']} ({form['ground']})" if form["ground"] else form["title"] for form in content["forms"]
        ],
        "legal_bases": [str(basis) for basis in content["legal_bases"]],
        "decision": content["decision"],
    }


def _form(form: Content) -> str:
    return f"{form['title']} ({form['ground']})" if form["ground"] else str(form["title"])


def _field(content: Content) -> Printed:
    cutoffs = sorted({words.cutoff(row["limit"]) for row in content["procedures"]} - {""})
    return {
        "cutoff": _sentence(cutoffs[0]) if len(cutoffs) == 1 else "",
        "rows": [
            {
                "code": row["code"],
                "name": row["name"],
                "limit": _limit_in_list(row["limit"], one_cutoff=len(cutoffs) == 1),
                "fee": words.fees_in_line(row["fees"]),
                "online": {"full": "toàn trình", "partial": "một phần"}.get(row["online"], "–"),
            }
            for row in content["procedures"]
        ],
    }


def _limit_in_list(limit: Content, *, one_cutoff: bool) -> str:
    """With a star where the line below the table says until when."""
    cutoff = words.cutoff(limit)
    if not cutoff:
        return words.limits(limit)
    return f"{words.limits(limit)}*" if one_cutoff else f"{words.limits(limit)}; {cutoff}"


def _fee_table(content: Content) -> Printed:
    """Procedures with something to pay or to look up as rows; those without as one list of names."""
    groups = [
        {
            "field": group["field"],
            "procedures": [
                {"name": row["name"], "fees": _fees(row["fees"])}
                for row in group["procedures"]
                if not _is_free(row)
            ],
        }
        for group in content["groups"]
    ]
    free = [row["name"] for group in content["groups"] for row in group["procedures"] if _is_free(row)]
    return {"groups": [group for group in groups if group["procedures"]], "free": free}


def _priced(row: Content) -> Printed:
    return {"name": row["name"], "fees": _fees(row["fees"])}


def _is_free(row: Content) -> bool:
    return all(fee["amount"] == 0 for fee in row["fees"])


def _rules(content: Content) -> Printed:
    documents = [
        {"kind": each["kind"], "title": each["title"], "source": each["source"], "blocks": blocks_of(each["text"])}
        for each in content["documents"]
    ]
    return {"documents": documents, "hours": content["hours"]}


def _people(content: Content) -> Printed:
    desks = [{"name": words.desk(desk), "fields": ", ".join(desk["fields"])} for desk in content["desks"]]
    return {"people": content["people"], "desks": desks}


def _fees(fees: list[Content]) -> list[Printed]:
    return [
        {
            "name": words.fee_name(fee),
            "kind": words.fee_kind(fee),
            "amount": words.amount(fee),
            "exemption": fee["exemption"],
            "more": "; ".join(part for part in _details(fee) if part),
        }
        for fee in fees
    ]


def _details(fee: Content) -> tuple[str, str, str]:
    """Period, ground and remark; a remark that only says the amount again is left out."""
    says_more = fold(fee["note"]) != fold(words.amount(fee))
    return words.fee_period(fee), fee["ground"], fee["note"] if says_more else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fees_at_a_glance(fees: list[Content]) -> str:
    """One amount, or from which to which; the table below says the rest."""
    amounts = [fee["amount"] for fee in fees]
    if fees and not any(amounts) and None not in amounts:
        return words.amount(fees[0])
    if len({(fee["amount"], fee["by_province"], fee["per"]) for fee in fees}) == 1:
        return words.amount(fees[0])
    if not fees or None in amounts:
        return "xem bảng dưới đây" if fees else "chưa công bố"
    return f"từ {words.money(min(amounts))} đến {words.money(max(amounts))}"


def _count(paper: Content) -> str:
    return words.paper_count(paper) or "–"


def _when(paper: Content) -> str:
    shown = "chỉ xuất trình" if words.is_shown_only(paper) else ""
    return _sentence(", ".join(part for part in (shown, words.paper_when(paper)) if part))


def _more(paper: Content) -> str:
    return _sentence("; ".join(part for part in (words.paper_spared(paper), paper["note"]) if part))


_OF_KIND = {PROCEDURE: _procedure, FIELD: _field, FEES: _fee_table, RULES: _rules, PEOPLE: _people}
