"""`make bench`: the portal measured against its goals, everything in one run on one machine.

BENCH_DOSSIERS (default 50000,1000000) says how full the database is, one measurement after the other, and
BENCH_SECONDS (default 3) how long each act is asked for. Absolute figures differ from machine to machine and by a
third from run to run; the ratios to the bare view, asked in the same run, are what counts. The throw-away database
does not wait for the disk at a commit, so that the program is measured and not the disk; set DATABASE_URL to an
empty database of your own to have both.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from deploy.machine import ROOT, VENV_BIN, Trouble, environment, free_port, say
from deploy.testbed import services

SIZES = [int(size) for size in (os.environ.get("BENCH_DOSSIERS") or "50000,1000000").split(",")]
SECONDS = float(os.environ.get("BENCH_SECONDS") or 3)
OUT = ROOT / "benchmarks" / "out"
#: Procedures beside those of the demo office: as many as all ministries publish together.
CATALOGUE = 10_000
#: What the demo office is seeded with; the rest are copies.
SEEDED = 3000


def manage(*command: str) -> None:
    done = subprocess.run([VENV_BIN / "python", "manage.py", *command], cwd=ROOT, env=environment(), check=False)
    if done.returncode:
        raise Trouble(f"manage.py {command[0]} failed.")


def prepare(folder: Path, urls: dict[str, str]) -> dict[str, str]:
    """An environment of its own, then a migrated and seeded database; returns the tokens of its people."""
    os.environ.update(
        urls,
        DATA_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="benchmarks.settings",
        DEBUG="false",
        STATIC_MANIFEST="true",
        ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
        PUBLIC_BASE_URL="http://localhost",
        LOG_LEVEL="ERROR",
        PYTHONWARNINGS="ignore:::celery.platforms",
    )
    say("Preparing the demo office")
    manage("migrate", "--no-input", "-v0")
    manage("collectstatic", "--no-input", "-v0")
    manage("seed_demo", "--dossiers", str(min(SEEDED, *SIZES)))
    people = json.loads((folder / "demo.json").read_text(encoding="utf-8"))["people"]
    return {person["username"]: person["token"] for person in people}


def measured(size: int, folder: Path, tokens: dict[str, str]) -> None:
    """Fill the database to this size, measure, print and keep."""
    from benchmarks.filling import fill_up
    from benchmarks.measuring import measure_all
    from benchmarks.report import save, table

    began = dt.datetime.now(dt.UTC)
    say(f"Filling up to {size:,} dossiers")
    fill_up(size)
    filled = (dt.datetime.now(dt.UTC) - began).total_seconds()
    load = os.getloadavg()[0]
    lines = measure_all(folder, free_port(), tokens, seconds=SECONDS)
    took = (dt.datetime.now(dt.UTC) - began).total_seconds()
    say(f"\n{table(lines)}\n")
    below = sum(line.ok is False for line in lines)
    say(
        f"{size:,} dossiers, 8 connections, {os.cpu_count()} cores, load {load:.1f} before;"
        f" {filled:.0f} s to fill, {took - filled:.0f} s to measure; {below} below their goal\n"
    )
    about = {"at": began.isoformat(timespec="seconds"), "dossiers": size, "cores": os.cpu_count(), "load": load}
    save(OUT / f"{began:%Y%m%d-%H%M%S}-{size}.json", lines, dict(about))


def main() -> int:
    try:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mot-cua-bench-")))
            tokens = prepare(folder, stack.enter_context(services()))
            import django

            django.setup()
            from benchmarks.large_catalogue import fill_catalogue

            say(f"Filling the catalogue up with {CATALOGUE:,} procedures")
            fill_catalogue(CATALOGUE)
            for size in SIZES:
                measured(size, folder, tokens)
    except Trouble as trouble:
        say(f"\n{trouble}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
