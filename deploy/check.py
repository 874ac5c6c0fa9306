"""`make test`, `make check` and `make bench`: what is run, in which order, and with which servers."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from types import FrameType

from deploy.machine import ROOT, VENV_BIN, Trouble, die_with_parent, environment, say
from deploy.prepare import prepare_tools
from deploy.testbed import services

STATIC_CHECKS: dict[str, list[str]] = {
    "style": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "types": ["mypy"],
    "import contracts": ["lint-imports"],
}
LATER_CHECKS: dict[str, list[str]] = {
    "templates": ["djlint", "templates", "--lint", "--quiet"],
    "settings": ["python", "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
}
# In the order of the files: else those with the fewest tests come last, and these are the walks over all pages.
WORKERS = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
ON_SQLITE = ["pytest", "-q", *WORKERS, "-m", "not browser and not postgres"]
FAST_ON_SQLITE = ["pytest", "-q", *WORKERS, "-m", "not browser and not postgres and not slow"]
# The tests of the house read the code and ask no database: once is enough.
ON_POSTGRES = ["pytest", "-q", *WORKERS, "--ignore", "tests/house"]


class Failed(Exception):
    """A check failed; it has said why itself."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def step(name: str, command: Sequence[str], env: dict[str, str]) -> None:
    """Run one check with its output shown; raises Failed."""
    say(f"── {name}")
    process = subprocess.Popen(
        [str(VENV_BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=env,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )
    try:
        code = process.wait()
    except BaseException:
        process.send_signal(signal.SIGINT)  # pytest then ends its own workers and browsers
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    if code:
        raise Failed(code)


def steps(checks: dict[str, list[str]], env: dict[str, str]) -> None:
    for name, command in checks.items():
        step(name, command, env)


def on_sqlite(folder: str) -> dict[str, str]:
    return environment(DATABASE_URL="", REDIS_URL="", DATA_DIR=f"{folder}/sqlite")


def check_fast() -> None:
    with tempfile.TemporaryDirectory(prefix="mot-cua-tests-") as folder:
        steps(STATIC_CHECKS, on_sqlite(folder))
        step("tests on SQLite", FAST_ON_SQLITE, on_sqlite(folder))


def check_all() -> None:
    """The whole: cheap checks first, then the tests on both engines; pytest has the last word."""
    with tempfile.TemporaryDirectory(prefix="mot-cua-tests-") as folder, services() as urls:
        steps({**STATIC_CHECKS, **LATER_CHECKS}, on_sqlite(folder))
        step("tests on SQLite", ON_SQLITE, on_sqlite(folder))
        step("tests on PostgreSQL and Redis", ON_POSTGRES, environment(**urls, DATA_DIR=f"{folder}/postgres"))


def bench() -> None:
    """The benchmarks start servers of their own."""
    step("benchmarks", ["python", "-m", "benchmarks.run"], environment())


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main(target: str) -> int:
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)
    try:
        prepare_tools(for_tests=True)
        {"all": check_all, "fast": check_fast, "bench": bench}[target]()
    except Failed as failed:
        return failed.code
    except Trouble as trouble:
        say(f"\n{trouble}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
