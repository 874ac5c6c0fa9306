"""The portal's processes for the measurement, and what memory they hold."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.client import Connection, prepared
from deploy.machine import ROOT, VENV_BIN, Trouble, die_with_parent

Process = subprocess.Popen[bytes]


@contextmanager
def running(command: list[str], env: dict[str, str], log: Path) -> Iterator[Process]:
    """A process of the portal until the block ends."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(VENV_BIN / command[0]), *command[1:]],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=die_with_parent,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def web_command(port: int) -> list[str]:
    """As `make run` and the container start it: two workers."""
    return ["python", "-m", "config.server", "--host", "127.0.0.1", "--port", str(port)]


_WORKER_OPTIONS = "--beat --concurrency 1 --loglevel WARNING --without-gossip --without-mingle"
WORKER_COMMAND = ["celery", "-A", "config", "worker", *_WORKER_OPTIONS.split()]


def first_answer(port: int, process: Process, log: Path, *, seconds: float = 60) -> float:
    """Seconds until the home page answers, from now; raises Trouble with the log when it does not."""
    began = time.perf_counter()
    while time.perf_counter() - began < seconds and process.poll() is None:
        try:
            answer = Connection("127.0.0.1", port).ask(prepared("GET", "/"))
        except OSError:
            time.sleep(0.01)
            continue
        if answer.status == 200:
            return time.perf_counter() - began
        raise Trouble(f"The home page answered {answer.status}:\n{log.read_text(errors='replace')}")
    raise Trouble(f"The web server did not answer:\n{log.read_text(errors='replace')}")


def memory_mb(*processes: Process) -> float:
    """Proportional set size (PSS) of these processes and all they started, in MB."""
    return sum(_pss_kb(pid) for process in processes for pid in _family(process.pid)) / 1024


def cpu_seconds(*pids: int) -> float:
    """Processor time used so far by these processes and all they started; unlike time by the clock it hardly
    depends on what else the machine does."""
    ticks = 0
    for member in (member for pid in pids for member in _family(pid)):
        fields = _told(f"/proc/{member}/stat").rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def parent_of(pid: int) -> int | None:
    """The process that started this one, if it runs here."""
    lines = _told(f"/proc/{pid}/status").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("PPid:")), None)


def _told(path: str | Path) -> str:
    """What the system tells of a process; nothing of one that has just ended, as the database's helpers do."""
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def _family(pid: int) -> list[int]:
    family = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _told(task).split():
            family += _family(int(child))
    return family


def _pss_kb(pid: int) -> int:
    for line in _told(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
