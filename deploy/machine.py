"""Small dealings with the machine: telling, running, finding, installing."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV_BIN = ROOT / ".venv" / "bin"
PR_SET_PDEATHSIG = 1


class Trouble(Exception):
    """Something the person at the keyboard must mend; the message says what and how."""


def say(text: str) -> None:
    print(text, flush=True)


def setting(name: str, default: str = "") -> str:
    """A setting as the portal will read it: the environment first, then the `.env` file."""
    if value := os.environ.get(name):
        return value
    env_file = ROOT / ".env"
    lines = env_file.read_text(encoding="utf-8").splitlines() if env_file.exists() else []
    for line in lines:
        key, _, value = line.partition("=")
        if key.strip().upper() == name and value.strip():
            return value.strip().strip("'\"")
    return default


def environment(**more: str) -> dict[str, str]:
    """This process's environment with the project's own programs first on the path."""
    path = f"{VENV_BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1", **more}


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Run a command to its end, quiet unless it fails; raises Trouble with its output."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=env or environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        shown = " ".join(str(part) for part in command)
        raise Trouble(f"{done.stdout.rstrip()}\n\nThis command failed: {shown}")


def die_with_parent() -> None:
    """Called in a child before it starts: it ends when this process is killed, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def is_root() -> bool:
    return os.geteuid() == 0


def apt_install(*packages: str) -> None:
    """Install Debian packages as root; raises Trouble telling an ordinary user what to install."""
    names = " ".join(packages)
    if not shutil.which("apt-get") or not is_root():
        raise Trouble(f"Please install first: {names}  (on Debian: sudo apt-get install {names})")
    say(f"Installing with apt-get: {names}")
    env = environment(DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update", "-q"], env=env)
    run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages], env=env)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_port_taken(host: str, port: int) -> bool:
    """Would listening there fail? Tried by listening, so that a closed old connection does not count."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return True
    return False
