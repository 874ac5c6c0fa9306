"""How facts of a sheet are written (câu chữ trên tờ niêm yết). Vietnamese only, as papers are. Pure: no Django."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from procedures import channels
from procedures.limits import LimitMode

_LIMIT_UNITS = {
    LimitMode.WORKING_HOURS: "giờ làm việc",
    LimitMode.WORKING_DAYS: "ngày làm việc",
    LimitMode.CALENDAR_DAYS: "ngày",
}
CHANNELS = {
    channels.COUNTER: "nộp trực tiếp",
    channels.ONLINE: "nộp trực tuyến",
    channels.POST: "nộp qua bưu chính",
    channels.VNEID: "nộp qua VNeID",
}
_FEE_KINDS = {"phi": "Phí", "le_phi": "Lệ phí"}
_ONLINE = {"full": "Nộp trực tuyến toàn trình", "partial": "Nộp trực tuyến một phần"}
_ALREADY_IF = ("chỉ khi", "khi ", "nếu ", "trường hợp ", "đối với ")

Facts = Mapping[str, Any]


def day(iso: str) -> str:
    """``2026-12-01`` → ``01/12/2026``."""
    return f"{dt.date.fromisoformat(iso):%d/%m/%Y}"


def money(amount: int) -> str:
    """``8.000 đồng``."""
    return f"{amount:,} đồng".replace(",", ".")


def limit(facts: Facts, channel: str = "") -> str:
    """The limit in its own unit; by `channel` where the channels differ."""
    mode, value = facts["mode"], facts["by_channel"].get(channel, facts["value"])
    if not mode:
        return "chưa công bố"
    if mode == LimitMode.SAME_DAY:
        return "trong ngày làm việc"
    return f"{value:02d} {_LIMIT_UNITS[LimitMode(mode)]}"


def limits(facts: Facts) -> str:
    """One limit, or one a channel where they differ."""
    if set(facts["by_channel"].values()) <= {facts["value"]}:
        return limit(facts)
    each = [f"{limit(facts, channel)} ({CHANNELS[channel]})" for channel in facts["by_channel"]]
    return "; ".join(each)


def cutoff(facts: Facts) -> str:
    """Until when a paper of the same day has to be handed in; empty where nothing is said of it."""
    if not facts["cutoff"]:
        return ""
    hour, minute = facts["cutoff"].split(":")
    moment = f"{hour} giờ" + (f" {minute}" if minute != "00" else "")
    return f"nhận sau {moment} thì trả kết quả trong ngày làm việc tiếp theo"


def fee_kind(fee: Facts) -> str:
    """Phí and lệ phí are two things and never one word."""
    return _FEE_KINDS.get(fee["kind"], "Phí, lệ phí")


def fee_name(fee: Facts) -> str:
    """What is paid for, and through which channel it is filed where that matters."""
    name = fee["name"] or fee_kind(fee)
    return f"{name} ({CHANNELS[fee['channel']]})" if fee["channel"] else name


def fee_label(fee: Facts) -> str:
    """What a fee is called where two sheets are compared: a change of its kind makes no other fee of it."""
    return fee_name({**fee, "name": fee["name"] or "Phí, lệ phí"})


def amount(fee: Facts) -> str:
    """Free, an amount, or who sets it."""
    if fee["amount"] is None:
        return "theo nghị quyết của HĐND tỉnh" if fee["by_province"] else "chưa công bố mức thu"
    if fee["amount"] == 0:
        return "không thu"
    return f"{money(fee['amount'])}/{fee['per']}" if fee["per"] else money(fee["amount"])


def fee_period(fee: Facts) -> str:
    """From which day to which, where the row says so."""
    parts = [f"từ {day(fee['valid_from'])}"] if fee["valid_from"] else []
    return " ".join([*parts, f"đến hết {day(fee['valid_to'])}"] if fee["valid_to"] else parts)


def fees_in_line(fees: list[Any]) -> str:
    """All fees of a procedure in a cell of a list."""
    if not fees:
        return "chưa công bố"
    if len(fees) == 1 and not fees[0]["channel"]:
        return amount(fees[0])
    return "; ".join(
        f"{amount(fee)} ({CHANNELS[fee['channel']] if fee['channel'] else fee_name(fee)})" for fee in fees
    )


def paper_count(paper: Facts) -> str:
    """``01 bản chính, 02 bản sao``; nothing where the source gives no count."""
    counts = [f"{paper['originals']:02d} bản chính"] if paper["originals"] else []
    return ", ".join([*counts, f"{paper['copies']:02d} bản sao"] if paper["copies"] else counts)


def paper_when(paper: Facts) -> str:
    """In which case it is asked for; empty for a paper everybody brings."""
    if paper["mandatory"]:
        return ""
    condition: str = paper["condition"].strip()
    if not condition:
        return "nếu có"
    plain = condition[:1].lower() + condition[1:]
    return plain if plain.startswith(_ALREADY_IF) else f"chỉ khi {condition}"


def paper_spared(paper: Facts) -> str:
    """Which database makes the paper needless; a paper only shown need not be shown then."""
    if not paper["database"]:
        return ""
    verb = "xuất trình" if is_shown_only(paper) else "nộp"
    return f"không phải {verb} nếu tra được trong {paper['database']}"


def is_shown_only(paper: Facts) -> bool:
    """Whether the office gives it back at once."""
    return bool(paper["kind"] == "present")


def paper_parts(paper: Facts) -> list[str]:
    """All about one paper but its name, part by part."""
    shown = "chỉ xuất trình" if is_shown_only(paper) else ""
    return [shown, paper_count(paper), paper_when(paper), paper_spared(paper), paper["note"]]


def audience(content: Facts) -> str:
    """Cá nhân, tổ chức or both."""
    names = [word for word, key in (("cá nhân", "individuals"), ("tổ chức", "organisations")) if content[key]]
    return ", ".join(names)


def online(level: str) -> str:
    """Whether it can be filed over the network."""
    return _ONLINE.get(level, "Nộp trực tiếp hoặc qua bưu chính")


def desk(facts: Facts) -> str:
    """``Quầy 2 – Hộ tịch``."""
    return f"Quầy {facts['number']} – {facts['name']}" if facts["name"] else f"Quầy {facts['number']}"
