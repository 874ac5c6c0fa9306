"""Reading a calendar file (tệp lịch làm việc): days off and days made up, each with its source document."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from staff.working_time import DayKind

SHIPPED_CALENDAR = Path(__file__).parent / "data" / "calendar.yaml"
KEYS = ("day", "kind", "name", "source")


class CalendarFileError(ValueError):
    """A calendar file that cannot be loaded; `faults` names every entry and key at fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One day off or day made up (ngày nghỉ, ngày làm bù), as the file states it."""

    day: date
    kind: DayKind
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar file: its rows, and the days it names as deliberately not loaded, with the reason."""

    rows: tuple[CalendarRow, ...]
    not_loaded: tuple[str, ...]


def read_calendar(path: Path = SHIPPED_CALENDAR) -> CalendarFile:
    """Read and check a calendar file. Raises `CalendarFileError` with every fault, `OSError` if unreadable."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise CalendarFileError(["the file is not UTF-8 text"]) from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: an impossible date such as 2023-02-30
        raise CalendarFileError([f"the file is not valid YAML: {error}"]) from None
    if not isinstance(content, dict) or not isinstance(content.get("days"), list):
        raise CalendarFileError(["the file needs a list under the key 'days'"])
    faults = [f"unknown key '{key}'" for key in content if key not in ("days", "not_loaded")]
    rows: list[CalendarRow] = []
    seen: set[date] = set()
    for number, entry in enumerate(content["days"], start=1):
        problems = _problems(entry)
        if not problems and entry["day"] in seen:
            problems = ["day: appears twice"]
        if problems:
            faults += [f"day {number}: {problem}" for problem in problems]
            continue
        seen.add(entry["day"])
        rows.append(CalendarRow(entry["day"], DayKind(entry["kind"]), entry["name"], entry["source"]))
    not_loaded = content.get("not_loaded") or []
    if not isinstance(not_loaded, list) or not all(isinstance(entry, dict) for entry in not_loaded):
        faults.append("'not_loaded' must be a list of entries")
        not_loaded = []
    if faults:
        raise CalendarFileError(faults)
    told = tuple(f"{entry.get('day')} {entry.get('name')}: {entry.get('reason')}" for entry in not_loaded)
    return CalendarFile(tuple(rows), told)


def _problems(entry: Any) -> list[str]:
    if not isinstance(entry, dict):
        return ["must have the keys " + ", ".join(KEYS)]
    problems = [f"{key}: missing" for key in KEYS if not entry.get(key)]
    problems += [f"{key}: unknown key" for key in entry if key not in KEYS]
    if entry.get("day") and type(entry["day"]) is not date:
        problems.append("day: must be a date written YYYY-MM-DD")
    if entry.get("kind") and entry["kind"] not in list(DayKind):
        problems.append("kind: must be one of " + ", ".join(DayKind))
    for key, longest in (("name", 120), ("source", 200)):
        text = entry.get(key)
        if text and not isinstance(text, str):
            problems.append(f"{key}: must be text")
        elif text and len(text) > longest:
            problems.append(f"{key}: at most {longest} characters")
    return problems
