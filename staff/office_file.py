"""Reading an office file (tệp đơn vị): the unit tree, office hours and what units decided, checked as a whole."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from datetime import date, time
from pathlib import Path
from typing import Any

import yaml

from staff.code_patterns import is_code_pattern
from staff.models import Unit, UnitPolicy

SHIPPED_OFFICE = Path(__file__).parent / "data" / "office.yaml"


class OfficeFileError(ValueError):
    """An office file that cannot be loaded; `faults` names every entry and key at fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class UnitRow:
    """One unit (đơn vị) as the file states it; `parent` is the code of a unit written above it."""

    code: str
    kind: str
    name: str
    place: str
    parent: str = ""
    agency_code: str = ""
    hotline: str = ""
    email: str = ""
    address: str = ""
    letterhead_parent: str = ""
    letterhead_name: str = ""
    counter_name: str = ""
    receives_dossiers: bool = False


@dataclass(frozen=True)
class PolicyRow:
    """What one unit decided (quy chế áp dụng) where the law leaves a choice."""

    unit: str
    code_pattern: str
    appointment_rule: str
    online_clock: str
    early_rule: str
    source_document: str = ""


@dataclass(frozen=True)
class HoursRow:
    """Office hours (giờ làm việc) of one unit: the same intervals on each of the weekdays, Monday = 0."""

    unit: str
    weekdays: tuple[int, ...]
    intervals: tuple[tuple[time, time], ...]


@dataclass
class OfficeFile:
    """An office file; everything in it is in force from `valid_from`, without end."""

    valid_from: date
    units: list[UnitRow] = field(default_factory=list)
    policies: list[PolicyRow] = field(default_factory=list)
    hours: list[HoursRow] = field(default_factory=list)


def read_office(path: Path = SHIPPED_OFFICE) -> OfficeFile:
    """Read and check an office file. Raises `OfficeFileError` with every fault, `OSError` if unreadable."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise OfficeFileError(["the file is not UTF-8 text"]) from None
    except (yaml.YAMLError, ValueError) as error:
        raise OfficeFileError([f"the file is not valid YAML: {error}"]) from None
    known = {"valid_from", "units", "policies", "hours"}
    if not isinstance(content, dict) or not isinstance(content.get("units"), list):
        raise OfficeFileError(["the file needs a list under the key 'units'"])
    faults = [f"unknown key '{key}'" for key in content if key not in known]
    if type(content.get("valid_from")) is not date:
        faults.append("valid_from: must be a date written YYYY-MM-DD")
    office = OfficeFile(valid_from=content.get("valid_from"))  # type: ignore[arg-type]
    office.units = _rows(content["units"], "unit", UnitRow, faults)
    office.policies = _rows(content.get("policies") or [], "policy", PolicyRow, faults)
    office.hours = [
        row
        for position, entry in enumerate(content.get("hours") or [], start=1)
        if (row := _hours(entry, f"hours {position}", faults)) is not None
    ]
    _check_units(office, faults)
    _check_policies(office, faults)
    if faults:
        raise OfficeFileError(faults)
    return office


def _rows(entries: Any, word: str, kind: type[Any], faults: list[str]) -> list[Any]:
    names = {each.name: each for each in fields(kind)}
    required = [name for name, each in names.items() if each.default is MISSING]
    rows = []
    for position, entry in enumerate(entries, start=1):
        where = f"{word} {position}"
        if not isinstance(entry, dict):
            faults.append(f"{where}: must have the keys {', '.join(required)}")
            continue
        problems = [f"{where}: {name}: missing" for name in required if not entry.get(name)]
        problems += [f"{where}: {key}: unknown key" for key in entry if key not in names]
        for name, value in entry.items():
            wanted = bool if name == "receives_dossiers" else str
            if name in names and not isinstance(value, wanted):
                problems.append(
                    f"{where}: {name}: must be {'true or false' if wanted is bool else 'text (in quotes)'}"
                )
        faults += problems
        if not problems:
            rows.append(kind(**entry))
    return rows


def _hours(entry: Any, where: str, faults: list[str]) -> HoursRow | None:
    try:
        weekdays = tuple(int(day) for day in entry["weekdays"])
        intervals = tuple(
            (time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in entry["intervals"]
        )
        row = HoursRow(str(entry["unit"]), weekdays, intervals)
    except (KeyError, TypeError, ValueError) as error:
        faults.append(f"{where}: needs unit, weekdays (0–6) and intervals such as ['07:00', '11:30'] ({error})")
        return None
    if not all(0 <= day <= 6 for day in weekdays):
        faults.append(f"{where}: weekdays: Monday is 0, Sunday 6")
    if not all(opens < closes for opens, closes in intervals):
        faults.append(f"{where}: intervals: each must close after it opens")
    return row


def _check_units(office: OfficeFile, faults: list[str]) -> None:
    seen: set[str] = set()
    for row in office.units:
        where = f"unit {row.code}"
        if row.code in seen:
            faults.append(f"{where}: code: appears twice")
        if row.parent and row.parent not in seen:
            faults.append(f"{where}: parent: no unit {row.parent} stands above it")
        if row.kind not in Unit.Kind.values:
            faults.append(f"{where}: kind: must be one of {', '.join(Unit.Kind.values)}")
        if row.receives_dossiers and not row.agency_code:
            faults.append(f"{where}: agency_code: needed where dossiers are received")
        seen.add(row.code)
    receivers = [row.agency_code for row in office.units if row.receives_dossiers]
    for code in sorted({code for code in receivers if receivers.count(code) > 1}):
        faults.append(f"agency_code {code}: two counters would give the same dossier codes")
    named = {row.unit for row in office.policies} | {row.unit for row in office.hours}
    faults += [f"no unit {code}, which policies or hours name" for code in sorted(named - seen)]


def _check_policies(office: OfficeFile, faults: list[str]) -> None:
    choices = {
        "appointment_rule": UnitPolicy.AppointmentRule.values,
        "online_clock": UnitPolicy.OnlineClock.values,
        "early_rule": UnitPolicy.EarlyRule.values,
    }
    for row in office.policies:
        where = f"policy of {row.unit}"
        faults += [
            f"{where}: {name}: must be one of {', '.join(values)}"
            for name, values in choices.items()
            if getattr(row, name) not in values
        ]
        if not is_code_pattern(row.code_pattern):
            faults.append(f"{where}: code_pattern: use {{agency}}, {{yymmdd}} and {{number:04d}}")
