"""`make run`: the whole portal on this machine: web, task worker and beat, in one readable log."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from deploy.machine import ROOT, VENV_BIN, Trouble, die_with_parent, environment, is_port_taken, say, setting
from deploy.prepare import DATA_DIR, prepare_portal, prepare_tools


class Household:
    """The running processes; when one ends, or a person asks, all end."""

    def __init__(self, grace_seconds: float = 8) -> None:
        self.grace_seconds = grace_seconds
        self.members: dict[str, subprocess.Popen[str]] = {}
        self.stopping = threading.Event()

    def start(self, name: str, command: Sequence[str], env: dict[str, str]) -> None:
        process = subprocess.Popen(
            [str(VENV_BIN / command[0]), *command[1:]],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        self.members[name] = process
        threading.Thread(target=self._relay, args=(name, process), daemon=True).start()

    def _relay(self, name: str, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            say(f"{name:<6} | {line.rstrip()}")

    def fallen(self) -> str | None:
        """The name of a process that has ended."""
        return next((name for name, process in self.members.items() if process.poll() is not None), None)

    def stop(self) -> None:
        for process in self.members.values():
            signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + self.grace_seconds
        for process in self.members.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            signal_group(process, signal.SIGKILL)
            process.wait()


def signal_group(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """Signal a process and whatever it started; its group may be gone already."""
    with contextlib.suppress(ProcessLookupError):
        if number is signal.SIGKILL:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)


def chosen_address() -> tuple[str, int]:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Trouble(f"PORT must be a number between 1 and 65535, not {port!r}.")
    if is_port_taken(host, int(port)):
        raise Trouble(
            f"Port {port} is taken by another program. Stop it, or choose another port:\n\n"
            f"    make run PORT={int(port) + 1}"
        )
    return host, int(port)


def update_demo_file(url: str) -> dict[str, Any]:
    """Write where the portal answers this time into `var/demo.json`, and return its content."""
    path = DATA_DIR / "demo.json"
    demo: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if demo.get("url") != url:
        demo["url"] = url
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(demo, ensure_ascii=False, indent=2), encoding="utf-8")
        fresh.replace(path)
    return demo


def wait_until_it_answers(address: str, household: Household) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not household.stopping.is_set() and not household.fallen():
        try:
            with urllib.request.urlopen(f"{address}/api/v1/health/", timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)


def welcome(url: str, people: list[dict[str, str]], seconds: float) -> None:
    say(f"\nThe portal answers at {url}  ({seconds:.1f} s after the start)\n")
    say(f"  {'role':<11}{'username':<20}{'password':<20}name, unit")
    for person in people:
        where = ", ".join(part for part in (person["name"], person.get("unit") or "") if part)
        say(f"  {person['role']:<11}{person['username']:<20}{person['password']:<20}{where}")
    say("\nThese people are invented; their API tokens are in var/demo.json. Ctrl-C stops everything.\n")


def serve(host: str, port: int, url: str) -> int:
    """Start the processes and stay until one ends or a signal comes; returns the exit code."""
    started = time.monotonic()
    household = Household()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: household.stopping.set())
    env = environment(
        STATIC_MANIFEST="1",
        LOG_LEVEL=setting("LOG_LEVEL", "WARNING"),  # a line for each message sent would bury who can sign in
        PYTHONWARNINGS="ignore:::celery.platforms",  # its advice against root is for servers,
    )
    worker = "-A config worker --beat --concurrency 1 --loglevel INFO --without-gossip --without-mingle"
    try:
        household.start("web", ["python", "-m", "config.server", "--host", host, "--port", str(port)], env)
        household.start("worker", ["celery", "--quiet", *worker.split()], env)
        local = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
        wait_until_it_answers(local, household)
        if not household.stopping.is_set() and not household.fallen():
            welcome(url, update_demo_file(url)["people"], time.monotonic() - started)
        while not household.stopping.wait(0.5):
            if name := household.fallen():
                say(f"\nThe {name} process ended by itself; stopping the rest.")
                return 1
        say("\nStopping …")
        return 0
    finally:
        household.stop()


def main() -> int:
    try:
        host, port = chosen_address()
        url = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104
        # before the demo is built: its papers are issued with the address they can be tracked at
        os.environ["PUBLIC_BASE_URL"] = setting("PUBLIC_BASE_URL", url)
        prepare_tools()
        prepare_portal()
        update_demo_file(url)
        return serve(host, port, url)
    except Trouble as trouble:
        say(f"\n{trouble}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
