import json
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from dossiers import explaining
from dossiers.deadline_facts import SAME_DAY_CUTOFF
from dossiers.deadlines import AfterPause, Facts, FactsError, Mode, Pause, Rule, compute
from staff.office_calendar import calendar_on_hand
from staff.working_time import VIETNAM, CalendarError

OPTION_OF = {
    "received_at": "--received",
    "mode": "--mode",
    "limit": "--limit",
    "fixed_on": "--limit",
    "cutoff": "--cutoff",
    "rule": "--rule",
    "pauses": "--pause",
}


class Command(BaseCommand):
    """Explain a deadline day by day (diễn giải thời hạn), with the function that makes every promise."""

    help = "Explain a deadline day by day. Moments without a time zone are Vietnamese time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--received", required=True, type=_moment, metavar="ISO", help="moment of reception")
        parser.add_argument(
            "--limit", metavar="N", help="number of hours or days; with fixed_date the date itself (YYYY-MM-DD)"
        )
        parser.add_argument("--mode", required=True, choices=[mode.value for mode in Mode])
        parser.add_argument(
            "--cutoff",
            type=_time_of_day,
            metavar="HH:MM",
            help="received after it counts from the next working day; same_day has 15:00 unless told otherwise",
        )
        parser.add_argument(
            "--rule",
            choices=[rule.value for rule in Rule],
            default=Rule.DAY.value,
            help="working days end at the close of business (day, the default) or by the hour",
        )
        parser.add_argument(
            "--pause",
            type=_span,
            nargs="+",
            action="extend",
            default=[],
            metavar="ISO/ISO",
            help="start and end of a wait; leave the end empty while it lasts; may be repeated",
        )
        parser.add_argument(
            "--after-pause",
            choices=[after.value for after in AfterPause],
            default=AfterPause.RESTART.value,
            help="count from zero after a pause (restart, the default) or go on (resume)",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
        parser.add_argument("--language", choices=["vi", "en"], help="language of the sentences")

    def handle(self, *, as_json: bool, language: str | None, **options: Any) -> None:
        calendar, from_rows = calendar_on_hand()
        try:
            promise = compute(_facts(options), calendar)
        except FactsError as error:
            raise CommandError(f"{OPTION_OF[error.field]}: {error.problem}", returncode=2) from None
        except CalendarError as error:
            with translation.override(language or translation.get_language()):
                raise CommandError(explaining.calendar_error_in_words(error)) from None
        source = (
            "calendar: the office's rows"
            if from_rows
            else "calendar: the file shipped with the program (no rows in the database; see load_calendar)"
        )
        with translation.override(language or translation.get_language()):
            if as_json:
                told = json.dumps(explaining.as_json(promise), ensure_ascii=False, indent=2)
            else:
                told = "\n".join(explaining.in_words(promise))
        self.stdout.write(told)
        self.stderr.write(source, self.style.NOTICE)


def _facts(options: dict[str, Any]) -> Facts:
    mode, limit, fixed_on = Mode(options["mode"]), None, None
    text: str | None = options["limit"]
    if mode is Mode.FIXED_DATE:
        if text is None:
            raise FactsError("limit", "give the date of the appointment, YYYY-MM-DD")
        try:
            fixed_on = date.fromisoformat(text)
        except ValueError:
            raise FactsError("limit", f"'{text}' is not a date, YYYY-MM-DD") from None
    elif text is not None:
        try:
            limit = int(text)
        except ValueError:
            raise FactsError("limit", f"'{text[:40]}' is not a whole number") from None
    after = AfterPause(options["after_pause"])
    spans: Sequence[tuple[datetime, datetime | None]] = options["pause"]
    return Facts(
        received_at=options["received"],
        mode=mode,
        limit=limit,
        cutoff=options["cutoff"] or (SAME_DAY_CUTOFF if mode is Mode.SAME_DAY else None),
        rule=Rule(options["rule"]),
        pauses=[Pause(start, end, after) for start, end in spans],
        fixed_on=fixed_on,
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is not a moment such as 2023-08-29T09:30") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=VIETNAM)


def _time_of_day(text: str) -> time:
    try:
        if re.fullmatch(r"\d{1,2}:\d{2}", text, re.ASCII) is None:
            raise ValueError
        hour, minute = text.split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is not a time of day such as 15:00") from None


def _span(text: str) -> tuple[datetime, datetime | None]:
    start, slash, end = text.partition("/")
    if not slash:
        raise ArgumentTypeError(f"'{text}' needs a start and an end with a slash between them")
    return _moment(start), _moment(end) if end else None
