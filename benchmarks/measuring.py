"""The order of the measurement and what each figure is held against."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection

from benchmarks import inside
from benchmarks.client import Connection, Measured, measure, prepared
from benchmarks.report import Line
from benchmarks.scenarios import Office, Scenario, at_the_counter, bare, figures, for_the_public, receipt, searches
from benchmarks.servers import WORKER_COMMAND, Process, cpu_seconds, first_answer, memory_mb, running, web_command
from deploy.machine import Trouble, say

MOST_MEMORY_MB, MOST_START_S, MOST_RECEIPT_MS, MOST_DEADLINE_US = 350, 2.0, 30, 100
MOST_SEARCH, MOST_FIGURES = 5, 10
SETTLING_S = 8


@dataclass(frozen=True)
class Compared:
    """What a scenario gave, and its line in the table."""

    result: Measured
    line: Line


class Measurement:
    """One running portal, asked for one thing after another, the bare view before and after each."""

    def __init__(self, port: int, seconds: float, log: Path, web: Process) -> None:
        self.port, self.seconds, self.log = port, seconds, log
        self.pids = [pid for pid in (web.pid, inside.database_pid()) if pid is not None]
        self.bare_view = bare()
        self.bare: list[Measured] = []

    def ask(self, scenario: Scenario, *, connections: int = 8, seconds: float | None = None) -> Measured:
        """Raises Trouble when an answer is not the expected one."""
        before = cpu_seconds(*self.pids)
        result = measure(
            self.port, scenario.raw, seconds=seconds or self.seconds, connections=connections, warm_up=0
        )
        result.cpu_seconds = cpu_seconds(*self.pids) - before
        if set(result.statuses) != {scenario.expected}:
            said = self.log.read_text(errors="replace")[-3000:]
            raise Trouble(
                f"{scenario.name} answered {dict(result.statuses)} instead of {scenario.expected}.\n{said}"
            )
        return result

    def ask_bare(self) -> Measured:
        """The yardstick, now."""
        self.bare.append(self.ask(self.bare_view, seconds=self.seconds / 2))
        return self.bare[-1]

    def compared(self, scenario: Scenario) -> Compared:
        """One scenario beside the bare view asked just before and just after it, so that a busy spell of the
        machine tells on both."""
        say(f"  {scenario.name}")
        self.ask(scenario, seconds=0.5)  # warm
        before = self.bare[-1] if self.bare else self.ask_bare()
        result = self.ask(scenario)
        after = self.ask_bare()
        ratio = result.per_second / statistics.mean((before.per_second, after.per_second))
        cpu_ratio = statistics.mean((before.cpu_ms, after.cpu_ms)) / result.cpu_ms
        statements = inside.statements(scenario)
        goals, met = [], []
        if scenario.ratio is not None:
            goals.append(f"≥ {scenario.ratio:.2f} × bare")
            met.append(ratio >= scenario.ratio)
        if scenario.statements is not None:
            goals.append(f"≤ {scenario.statements} SQL")
            met.append(statements <= scenario.statements)
        line = replace(self.line(scenario, result, ratio, statements), cpu_ratio=cpu_ratio)
        return Compared(result, replace(line, goal=", ".join(goals), ok=all(met) if met else None))

    def line(self, scenario: Scenario, result: Measured, ratio: float, statements: int) -> Line:
        """The figures of one scenario, not yet judged."""
        return Line(
            scenario.name,
            f"{result.per_second:,.0f}/s",
            ratio=ratio,
            statements=statements,
            cpu_ms=result.cpu_ms,
            p50_ms=result.percentile_ms(0.5),
            p95_ms=result.percentile_ms(0.95),
        )

    def bare_line(self) -> Line:
        """The yardstick itself, over the whole run."""
        whole = Measured(
            sum(part.requests for part in self.bare),
            sum(part.seconds for part in self.bare),
            sum(part.cpu_seconds for part in self.bare),
            [latency for part in self.bare for latency in part.latencies],
        )
        return self.line(self.bare_view, whole, 1.0, inside.statements(self.bare_view))

    def etag(self, path: str) -> str:
        """The entity tag of a page now; pages with a promise change with the minute."""
        minute = int(time.time() // 60)
        if getattr(self, "_tag", (None, None, ""))[:2] != (path, minute):
            answer = Connection("127.0.0.1", self.port).ask(prepared("GET", path))
            self._tag = (path, minute, answer.headers["etag"])
        return self._tag[2]

    def wait_for_a_minute_with_room(self) -> None:
        """The ETag scenario is asked within one minute of the clock."""
        if (left := 60 - time.time() % 60) < self.seconds + 2:
            time.sleep(left)


def measure_all(folder: Path, port: int, tokens: Mapping[str, str], *, seconds: float) -> list[Line]:
    """Start the portal and measure; raises Trouble when something answers wrongly."""
    log, env = folder / "log", dict(os.environ)
    settle_database()
    say("Measuring")
    with running(web_command(port), env, log) as web:
        started, loading = first_answer(port, web, log), cpu_seconds(web.pid)
        measurement, office = Measurement(port, seconds, log, web), Office(tokens)
        lines = over_http(measurement, office)
        with running(WORKER_COMMAND, env, log) as worker:
            time.sleep(SETTLING_S)  # its child starts and sends what waits, as in the office
            memory = memory_mb(web, worker)
    return [
        *lines,
        limit("deadline of 30 working days with trace", inside.deadline_us(), "µs", MOST_DEADLINE_US),
        limit("memory (PSS): 2 web workers, task worker, beat", memory, "MB", MOST_MEMORY_MB),
        replace(limit("start to first answer", started, "s", MOST_START_S), cpu_ms=loading * 1000),
    ]


def settle_database() -> None:
    """Statistics and visibility as in an office that has run for a while, not as just after loading."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    connection.close()


def over_http(measurement: Measurement, office: Office) -> list[Line]:
    """Everything asked over HTTP."""
    counter = [measurement.compared(scenario) for scenario in at_the_counter(office)]
    public = []
    for scenario in for_the_public(measurement.etag):
        if scenario.expected == 304:
            measurement.wait_for_a_minute_with_room()
        public.append(measurement.compared(scenario))
    found = {name: measurement.compared(scenario) for name, scenario in searches(office).items()}
    alone = measurement.ask(receipt(office), connections=1, seconds=2)
    return [
        measurement.bare_line(),
        *(one.line for one in (*counter, *public)),
        limit("receipt as PDF, one reader", alone.percentile_ms(0.5), "ms", MOST_RECEIPT_MS),
        *searched(found),
        sql_of_figures(figures(office)),
    ]


def searched(found: Mapping[str, Compared]) -> list[Line]:
    """Each search beside the search by key (the code) through the same view."""
    key = found["code"].result.percentile_ms(0.95)
    lines = [found["code"].line]
    for name in (name for name in found if name != "code"):
        times = found[name].result.percentile_ms(0.95) / key
        goal = f"p95 ≤ {MOST_SEARCH} × by code: {times:.1f}"
        lines.append(replace(found[name].line, goal=goal, ok=times <= MOST_SEARCH))
    return lines


def sql_of_figures(scenario: Scenario) -> Line:
    """SQL time of the leader's page beside that of one row by key."""
    page, row = inside.sql_ms(scenario), inside.sql_ms(bare())
    times = page / row
    return Line(
        "leader: SQL time of the figures",
        f"{page:.1f} ms",
        goal=f"≤ {MOST_FIGURES} × one row by key: {times:.1f}",
        ok=times <= MOST_FIGURES,
    )


def limit(what: str, value: float, unit: str, most: float) -> Line:
    """A figure with a bound of its own."""
    digits = 1 if value < 100 else 0
    return Line(what, f"{value:.{digits}f} {unit}", goal=f"≤ {most:g} {unit}", ok=value <= most)
