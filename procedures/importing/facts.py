"""What one checked entry of a catalogue file says."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from procedures.routing import PlannedStep


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in an entry: where (dotted key path, empty for the entry itself) and what."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class LimitFacts:
    """Time limit (thời hạn giải quyết); an empty mode means that none is established."""

    mode: str = ""
    value: int | None = None
    by_channel: dict[str, int] = field(default_factory=dict)
    cutoff: time | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """One fee or charge row (phí, lệ phí); amounts in whole đồng."""

    kind: str
    amount: int | None
    by_province: bool
    channel: str
    per: str
    note: str
    name: str = ""
    exemption: str = ""
    ground: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class FormFacts:
    """One blank form (biểu mẫu); `file` is the SHA-256 of a file the portal keeps."""

    title: str
    file: str
    paper: int | None
    ground: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One required document (thành phần hồ sơ)."""

    name: str
    kind: str
    originals: int
    copies: int
    mandatory: bool
    note: str
    condition: str
    database: str


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """A whole entry, complete and valid; everyday words and life events are None where it says nothing of them."""

    code: str
    field_name: str
    valid_from: date | None
    name: str
    full_name: str
    level_2023: str
    level_now: str
    authority_2023: str
    authority_now: str
    for_individuals: bool
    for_organisations: bool
    limit: LimitFacts
    fees: list[FeeFacts]
    papers: list[PaperFacts]
    sets: int
    result: str
    online_level: str
    accepts_online: bool
    legal_bases: list[str]
    notes: str
    sequence: list[str]
    ways: dict[str, str]
    conditions: str
    decision: str
    forms: list[FormFacts]
    everyday_words: list[str] | None
    life_events: list[str] | None
    after_supplement: str
    after_payment: str
    after_withdrawal: str
    source_url: str
    route: list[PlannedStep]
    digest: str
    source: dict[str, Any]
    kept_keys: frozenset[str]
