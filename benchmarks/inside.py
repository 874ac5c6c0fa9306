"""What is measured inside one process: statements of a request, time in the database, the deadline itself."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.scenarios import Scenario
from benchmarks.servers import parent_of
from dossiers.deadlines import Facts, Mode, Rule, compute
from staff.office_calendar import shipped_calendar

_TRANSACTION_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK")


def statements(scenario: Scenario) -> int:
    """SQL statements of one warm request, sign-in included, BEGIN and COMMIT left out."""
    client = Client()
    checked(scenario, client)
    with CaptureQueriesContext(connection) as captured:
        checked(scenario, client)
    return sum(not query["sql"].startswith(_TRANSACTION_CONTROL) for query in captured)


def sql_ms(scenario: Scenario, *, times: int = 15) -> float:
    """Milliseconds a warm request spends in its statements, the median of some."""
    client, spent = Client(), [0.0]
    checked(scenario, client)

    def timed(execute: Callable[..., Any], *args: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*args)
        finally:
            spent[-1] += time.perf_counter() - began

    with connection.execute_wrapper(timed):
        for number in range(times):
            checked(scenario, client, number)
            spent.append(0.0)
    return statistics.median(spent[:-1]) * 1000


def checked(scenario: Scenario, client: Client, number: int = 0) -> None:
    answer = scenario.call(client, number)
    if answer.status_code != scenario.expected:
        raise AssertionError(f"{scenario.name}: {answer.status_code} {answer.content[:500]!r}")


def database_pid() -> int | None:
    """The database server's first process, where it runs on this machine."""
    if connection.vendor != "postgresql" or connection.settings_dict["HOST"] not in ("127.0.0.1", "localhost"):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent_of(cursor.fetchone()[0])


def deadline_us(*, rounds: int = 7, times: int = 300) -> float:
    """Microseconds of one promise of 30 working days with its trace, the best round."""
    calendar = shipped_calendar()
    facts = Facts(
        received_at=dt.datetime.fromisoformat("2023-08-15T09:30:00+07:00"),
        mode=Mode.WORKING_DAYS,
        limit=30,
        rule=Rule.DAY,
    )
    best = float("inf")
    for _round in range(rounds):
        began = time.perf_counter()
        for _time in range(times):
            compute(facts, calendar)
        best = min(best, (time.perf_counter() - began) / times)
    return best * 1e6
