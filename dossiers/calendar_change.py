"""Which promises a change of the calendar would move (mô phỏng thay đổi lịch làm việc), before anybody decides.

Everything is recomputed from rows under the calendars as they would be (`staff.calendar_change.changed`) and
compared with what is stored, because that was printed. Dossiers whose clock stands still are left out: their date
is set when the wait ends.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property

from staff.calendar_change import Change, before, changed
from staff.office_calendar import current_calendars
from staff.working_time import CalendarError

from .explaining import calendar_error_in_words
from .models import Dossier
from .notifications import way_to
from .promising import due_pair

#: Dossiers held in memory at a time; each batch costs the same few statements.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Move:
    """One dossier whose promise a change moves (hạn trả dời từ … đến …); moments as the rows give them."""

    pk: int
    reference: str
    code: str
    procedure: str
    unit_id: int
    unit: str
    old: dt.datetime
    new: dt.datetime
    judged: dt.datetime
    reader: str

    @property
    def is_promise_moved(self) -> bool:
        """Whether the promised moment differs, not only the one by which lateness is judged."""
        return self.old != self.new

    @property
    def is_later(self) -> bool:
        return self.new > self.old


@dataclass(frozen=True, slots=True)
class Unreachable:
    """One dossier no date can be computed for any more, with the calendar's fault in words."""

    code: str
    unit: str
    fault: str


@dataclass(frozen=True, slots=True)
class UnitImpact:
    """How many promises of one unit move, and which way."""

    unit: str
    count: int
    later: int
    earlier: int


@dataclass(frozen=True)
class Impact:
    """What a change does: `moves` are shown and told; `judged_only` move nothing anybody was promised."""

    moves: tuple[Move, ...]
    judged_only: tuple[Move, ...]
    unreachable: tuple[Unreachable, ...]
    examined: int
    digest: str

    @cached_property
    def by_unit(self) -> list[UnitImpact]:
        """Units with the most moved dossiers first."""
        later = Counter(move.unit for move in self.moves if move.is_later)
        count = Counter(move.unit for move in self.moves)
        return [
            UnitImpact(unit, number, later[unit], number - later[unit]) for unit, number in count.most_common()
        ]

    @cached_property
    def letters(self) -> list[list[Move]]:
        """The moves by who is told of them: one message a person and unit."""
        found: dict[tuple[int, str], list[Move]] = defaultdict(list)
        for move in self.moves:
            if move.reader:
                found[move.unit_id, move.reader].append(move)
        return list(found.values())

    def late_at_once(self, now: dt.datetime) -> int:
        """Dossiers that were in time and would be late the moment the change is made."""
        return sum(move.new < now <= move.old for move in self.moves)

    @cached_property
    def untold(self) -> int:
        """Moved dossiers whose applicant left no address or wants no messages."""
        return sum(not move.reader for move in self.moves)


def impact_of(change: Change) -> Impact:
    """Every running dossier's promise under `change`, against what is stored; nothing is written.

    The same few statements for each batch of dossiers, however many move.
    """
    calendars = changed(current_calendars(), change)
    moves: list[Move] = []
    judged_only: list[Move] = []
    unreachable: list[Unreachable] = []
    examined = 0
    for dossier in running_dossiers():
        examined += 1
        try:
            due = due_pair(dossier, calendars=calendars)
        except CalendarError as error:
            fault = calendar_error_in_words(error)
            unreachable.append(Unreachable(dossier.shown_code, dossier.receiving_unit.name, fault))
            continue
        if due.due_at is None or due.judged_due_at is None:
            continue  # a wait that was not taken back yet: the date is set when it ends
        if (due.due_at, due.judged_due_at) == (dossier.due_at, dossier.judged_due_at):
            continue
        move = _move(dossier, due.due_at, due.judged_due_at)
        (moves if move.is_promise_moved else judged_only).append(move)
    return Impact(
        moves=tuple(sorted(moves, key=lambda move: (move.old, move.pk))),
        judged_only=tuple(judged_only),
        unreachable=tuple(unreachable),
        examined=examined,
        digest=_digest(change, (*moves, *judged_only), unreachable),
    )


def running_dossiers() -> Iterator[Dossier]:
    """Received dossiers whose clock runs, with all a promise needs, in batches."""
    found = (
        Dossier.objects.running()
        .filter(received_at__isnull=False)
        .only(
            "pk", "reference", "code", "version", "receiving_unit", "channel", "state", "received_at", "due_at",
            "judged_due_at", "email", "phone", "tell_by", "applicant",
        )
        .prefetch_related("version", "receiving_unit", "applicant", "pauses", "apologies", "overrides")
        .order_by("pk")
    )  # fmt: skip
    yield from found.iterator(chunk_size=BATCH)


def _move(dossier: Dossier, new: dt.datetime, judged: dt.datetime) -> Move:
    return Move(
        pk=dossier.pk,
        reference=dossier.reference,
        code=dossier.shown_code,
        procedure=dossier.version.name,
        unit_id=dossier.receiving_unit_id,
        unit=dossier.receiving_unit.name,
        old=dossier.due_at or new,
        new=new,
        judged=judged,
        reader=_reader(dossier),
    )


def _reader(dossier: Dossier) -> str:
    """Who reads what is sent about the dossier: an address, not a name, so that nobody is written to twice."""
    return ":".join(way_to(dossier) or ()).casefold()


def _digest(change: Change, moves: Iterable[Move], unreachable: Iterable[Unreachable]) -> str:
    """One short word for all a person saw: the change, the rows it replaces, and each date it moves."""
    seen = {
        "change": asdict(change),
        "before": before(change),
        "moves": [(move.pk, move.old, move.new, move.judged) for move in moves],
        "unreachable": [each.code for each in unreachable],
    }
    return hashlib.sha256(json.dumps(seen, default=str, sort_keys=True).encode()).hexdigest()[:32]
