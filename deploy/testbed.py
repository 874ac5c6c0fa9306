"""A throw-away PostgreSQL and Redis on free ports, in a temporary folder, gone when the block ends."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy.machine import Trouble, apt_install, die_with_parent, free_port, is_root

Command = Sequence[str | Path]

POSTGRES_OPTIONS = {"max_connections": "200", "shared_buffers": "128MB", "log_min_messages": "panic"}
# Nothing in a test database outlives the run, so nothing is worth waiting for the disk.
HASTY_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def postgres_programs() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version first."""
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in folders), key=lambda path: int(path.parent.name), default=None)


def install_missing(*, postgres: bool, redis: bool) -> None:
    """Install the Debian packages the tests need and this machine lacks."""
    needed = {
        "postgresql": postgres and postgres_programs() is None,
        "redis-server": redis and shutil.which("redis-server") is None,
        "chromium": shutil.which("chromium") is None,
        "gettext": shutil.which("xgettext") is None,
    }
    if missing := [package for package, is_missing in needed.items() if is_missing]:
        apt_install(*missing)


@contextmanager
def services(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """Yield DATABASE_URL and REDIS_URL: those of the environment where set, else of fresh servers.

    `durable` makes PostgreSQL wait for the disk at each commit, as an office's does.
    """
    urls = {name: os.environ.get(name, "") for name in ("DATABASE_URL", "REDIS_URL")}
    install_missing(postgres=not urls["DATABASE_URL"], redis=not urls["REDIS_URL"])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mot-cua-tests-")))
        if not urls["DATABASE_URL"]:
            urls["DATABASE_URL"] = stack.enter_context(postgres(folder / "postgres", durable=durable))
        if not urls["REDIS_URL"]:
            urls["REDIS_URL"] = stack.enter_context(redis(folder / "redis"))
        yield urls


@contextmanager
def postgres(folder: Path, *, durable: bool = False) -> Iterator[str]:
    programs = postgres_programs()
    if programs is None:
        raise Trouble("PostgreSQL is not installed.")
    owner = "postgres" if is_root() else pwd.getpwuid(os.getuid()).pw_name  # it refuses to run as root
    folder.mkdir()
    if is_root():
        folder.parent.chmod(0o711)
        shutil.chown(folder, owner)
    port = free_port()
    initdb: list[str | Path] = [
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    made = subprocess.run(
        [*initdb, "--locale=C.UTF-8", "--no-sync"],
        user=owner if is_root() else None,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    if made.returncode:
        raise Trouble(f"PostgreSQL could not be set up:\n{made.stderr}")
    chosen = POSTGRES_OPTIONS if durable else POSTGRES_OPTIONS | HASTY_OPTIONS
    options = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    address = ["-p", str(port), "-h", "127.0.0.1"]
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", *address, "-k", folder]
    ready: list[str | Path] = [programs / "pg_isready", "-q", *address]
    with server([*command, *options], ready, folder, owner if is_root() else None, signal.SIGINT):
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    folder.mkdir()
    port = free_port()
    command: list[str | Path] = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
    ready = ["redis-cli", "-p", str(port), "ping"]
    with server([*command, "--save", "", "--appendonly", "no"], ready, folder, None, signal.SIGTERM):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def server(
    command: Command, ready: Command, folder: Path, user: str | None, stop: signal.Signals
) -> Iterator[None]:
    """Run a server until the block ends; raises Trouble with its log when it does not come up."""
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=output,
            user=user,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    try:
        wait_for(lambda: succeeds(ready), process, log)
        yield
    finally:
        process.send_signal(stop)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def succeeds(command: Command) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def wait_for(is_ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise Trouble(f"A test server did not start:\n{log.read_text()}")
        time.sleep(0.05)
