"""The order of the measurement and what each figure is held against."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks import inside
from benchmarks.client import Connection, Measured, measure, prepared
from benchmarks.report import Line
from benchmarks.scenarios import Office, Scenario, at_the_counter, bare, for_the_public, searches
from benchmarks.servers import WORKER_COMMAND, first_answer, memory_mb, running, web_command
from deploy.machine import Trouble, say

MOST_MEMORY_MB, MOST_START_S, MOST_RECEIPT_MS, MOST_DEADLINE_US = 350, 2.0, 30, 100
MOST_SEARCH, MOST_FIGURES = 5, 10
SETTLING_S = 8


class Measurement:
    """One running portal, asked for one thing after another."""

    def __init__(self, port: int, seconds: float, log: Path) -> None:
        self.port, self.seconds, self.log = port, seconds, log
        self.bare: list[float] = []

    def ask(self, scenario: Scenario, *, connections: int = 8, seconds: float | None = None) -> Measured:
        """Raises Trouble when an answer is not the expected one."""
        say(f"  {scenario.name}")
        result = measure(self.port, scenario.raw, seconds=seconds or self.seconds, connections=connections)
        if set(result.statuses) != {scenario.expected}:
            said = self.log.read_text(errors="replace")[-3000:]
            raise Trouble(
                f"{scenario.name} answered {dict(result.statuses)} instead of {scenario.expected}.\n{said}"
            )
        return result

    def ask_bare(self) -> Measured:
        result = self.ask(bare())
        self.bare.append(result.per_second)
        return result

    def compared(self, scenario: Scenario, result: Measured) -> Line:
        """A line with its ratio to the bare view of this run."""
        ratio = result.per_second / statistics.mean(self.bare)
        statements = inside.statements(scenario)
        goals, met = [], []
        if scenario.ratio is not None:
            goals.append(f"≥ {scenario.ratio:.2f} × bare")
            met.append(ratio >= scenario.ratio)
        if scenario.statements is not None:
            goals.append(f"≤ {scenario.statements} SQL")
            met.append(statements <= scenario.statements)
        return Line(
            scenario.name,
            f"{result.per_second:,.0f}/s",
            ratio=ratio,
            statements=statements,
            p50_ms=result.percentile_ms(0.5),
            p95_ms=result.percentile_ms(0.95),
            goal=", ".join(goals),
            ok=all(met) if met else None,
        )

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
    say("Measuring")
    with running(web_command(port), env, log) as web:
        started = first_answer(port, web, log)
        measurement, office = Measurement(port, seconds, log), Office(tokens)
        lines = over_http(measurement, office)
        with running(WORKER_COMMAND, env, log) as worker:
            time.sleep(SETTLING_S)  # its child starts and sends what waits, as in the office
            memory = memory_mb(web, worker)
    return [
        *lines,
        limit("deadline of 30 working days with trace", inside.deadline_us(), "µs", MOST_DEADLINE_US),
        limit("memory (PSS): 2 web workers, task worker, beat", memory, "MB", MOST_MEMORY_MB),
        limit("start to first answer", started, "s", MOST_START_S),
    ]


def over_http(measurement: Measurement, office: Office) -> list[Line]:
    """The bare view first, in the middle and last: its mean is the yardstick."""
    first = measurement.ask_bare()
    results: list[tuple[Scenario, Measured]] = []
    for scenario in at_the_counter(office):
        results.append((scenario, measurement.ask(scenario)))
    measurement.ask_bare()
    for scenario in for_the_public(measurement.etag):
        if scenario.expected == 304:
            measurement.wait_for_a_minute_with_room()
        results.append((scenario, measurement.ask(scenario)))
    found = {name: measurement.ask(scenario) for name, scenario in searches(office).items()}
    receipt = next(scenario for scenario, _ in results if "PDF" in scenario.name)
    alone = measurement.ask(receipt, connections=1, seconds=2)
    measurement.ask_bare()
    bare_line = Line(
        bare().name,
        f"{statistics.mean(measurement.bare):,.0f}/s",
        ratio=1.0,
        statements=inside.statements(bare()),
        p50_ms=first.percentile_ms(0.5),
        p95_ms=first.percentile_ms(0.95),
    )
    return [
        bare_line,
        *(measurement.compared(scenario, result) for scenario, result in results),
        limit("receipt as PDF, one reader", alone.percentile_ms(0.5), "ms", MOST_RECEIPT_MS),
        *searched(measurement, searches(office), found),
        figures(next(scenario for scenario, _ in results if scenario.name.startswith("leader"))),
    ]


def searched(measurement: Measurement, asked: dict[str, Scenario], found: dict[str, Measured]) -> list[Line]:
    """Each search beside the search by key (the code) through the same view."""
    key = found["code"].percentile_ms(0.95)
    lines = []
    for name, scenario in asked.items():
        line = measurement.compared(scenario, found[name])
        times = found[name].percentile_ms(0.95) / key
        goal = "" if name == "code" else f"p95 ≤ {MOST_SEARCH} × by code: {times:.1f}"
        ok = None if name == "code" else times <= MOST_SEARCH
        lines.append(Line(**{**vars(line), "goal": goal, "ok": ok}))
    return lines


def figures(scenario: Scenario) -> Line:
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
