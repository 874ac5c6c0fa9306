"""`make bench`: the portal measured against its goals, everything in one run on one machine.

BENCH_DOSSIERS (default 5,000) says how full the database is, BENCH_SECONDS (default 3) how long each act is asked
for. Absolute figures differ from machine to machine and by a third from run to run; the ratios to the bare view,
asked in the same run, are what counts. The throw-away PostgreSQL does not wait for the disk at a commit, so that
the program is measured and not the disk; set DATABASE_URL to an empty database of your own to have both.
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

DOSSIERS = int(os.environ.get("BENCH_DOSSIERS") or 5000)
SECONDS = float(os.environ.get("BENCH_SECONDS") or 3)
OUT = ROOT / "benchmarks" / "out"


def manage(*command: str) -> None:
    done = subprocess.run([VENV_BIN / "python", "manage.py", *command], cwd=ROOT, env=environment(), check=False)
    if done.returncode:
        raise Trouble(f"manage.py {command[0]} failed.")


def prepare(folder: Path, urls: dict[str, str]) -> None:
    """An environment of its own, then a migrated and seeded database."""
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
    say(f"Preparing {DOSSIERS:,} dossiers")
    manage("migrate", "--no-input", "-v0")
    manage("collectstatic", "--no-input", "-v0")
    manage("seed_demo", "--dossiers", str(DOSSIERS))


def main() -> int:
    began = dt.datetime.now(dt.UTC)
    try:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mot-cua-bench-")))
            prepare(folder, stack.enter_context(services()))
            import django

            django.setup()
            from benchmarks.measuring import measure_all

            tokens = {
                person["username"]: person["token"]
                for person in json.loads((folder / "demo.json").read_text(encoding="utf-8"))["people"]
            }
            from benchmarks.report import save, table

            lines = measure_all(folder, free_port(), tokens, seconds=SECONDS)
    except Trouble as trouble:
        say(f"\n{trouble}\n")
        return 1
    took = (dt.datetime.now(dt.UTC) - began).total_seconds()
    say(f"\n{table(lines)}\n")
    below = sum(line.ok is False for line in lines)
    say(f"{DOSSIERS:,} dossiers, 8 connections, {os.cpu_count()} cores, {took:.0f} s; {below} below their goal")
    about = {"at": began.isoformat(timespec="seconds"), "dossiers": DOSSIERS, "cores": os.cpu_count()}
    save(OUT / f"{began:%Y%m%d-%H%M%S}.json", lines, dict(about))
    return 0


if __name__ == "__main__":
    sys.exit(main())
