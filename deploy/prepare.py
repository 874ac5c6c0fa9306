"""Everything between a bare machine with Python 3.11 and a portal ready to start; what is done is skipped."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from deploy.machine import ROOT, VENV_BIN, Trouble, apt_install, environment, is_root, run, say, setting

DATA_DIR = Path(setting("DATA_DIR", str(ROOT / "var"))).resolve()
PYTHON = VENV_BIN / "python"
DEMO_DOSSIERS = "3000"


def prepare_tools(*, for_tests: bool = False) -> None:
    """The virtual environment, the npm parts and the compiled translations."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place an older Python still gets to
        raise Trouble(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    make_venv()
    prepare_python_parts(for_tests)
    prepare_npm_parts(for_tests)
    compile_messages()


def prepare_portal() -> None:
    """Collected static files, an up-to-date database, the calendar and the demo office."""
    statics = (path for path in (ROOT / "static").rglob("*") if path.is_file())
    once(
        DATA_DIR / "static.stamp",
        digest([*statics, ROOT / "package-lock.json", ROOT / "uv.lock"]),
        collect_static,
        present=(DATA_DIR / "static").exists(),
    )
    prepare_database()


def prepare_database() -> None:
    """Migrate, load the calendar and build the demo office; in the embedded database only what is missing."""
    if setting("DATABASE_URL"):
        migrate()
        load_calendar()
        seed_demo()
        return
    database, begun = DATA_DIR / "db.sqlite3", DATA_DIR / "seeding.begun"
    if begun.exists():
        say("The demo office was left half built; building it afresh.")
        for leftover in DATA_DIR.glob("db.sqlite3*"):
            leftover.unlink()
    is_new = not database.exists()
    if is_new:
        begun.touch()  # only a database made here may be thrown away
    migrations = digest([*ROOT.glob("*/migrations/*.py"), ROOT / "uv.lock"])
    once(DATA_DIR / "migrations.stamp", migrations, migrate, present=not is_new)
    once(DATA_DIR / "calendar.stamp", digest(ROOT.glob("staff/data/*")), load_calendar, present=not is_new)
    if is_new or not (DATA_DIR / "demo.json").exists():
        seed_demo()
        begun.unlink(missing_ok=True)


def migrate() -> None:
    say("Bringing the database up to date")
    run([PYTHON, "manage.py", "migrate", "--no-input"])


def load_calendar() -> None:
    say("Loading the working calendar")
    run([PYTHON, "manage.py", "load_calendar"])


def seed_demo() -> None:
    """Build the demo office with its progress shown; the command keeps one that is there."""
    say("Building the demo office …")
    command = [str(PYTHON), "manage.py", "seed_demo", "--dossiers", DEMO_DOSSIERS]
    if subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode:
        raise Trouble("manage.py seed_demo failed; what it said stands above.")


def make_venv() -> None:
    """Make `.venv` with uv in it, by whichever way this machine offers."""
    if (VENV_BIN / "uv").exists() and works(PYTHON):
        return
    if not works(PYTHON):
        say("Making the virtual environment .venv")
        made = works(sys.executable, "-m", "venv", "--clear", ROOT / ".venv")
        if not made and is_root() and shutil.which("apt-get"):
            apt_install("python3-venv")
            made = works(sys.executable, "-m", "venv", "--clear", ROOT / ".venv")
        if not made:
            run([sys.executable, "-m", "venv", "--clear", "--without-pip", ROOT / ".venv"])
    if works(PYTHON, "-m", "pip", "--version"):
        run([PYTHON, "-m", "pip", "install", "--quiet", "uv"])
    elif works(sys.executable, "-m", "pip", "--version"):
        run([sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "uv"])
    elif outer := shutil.which("uv"):
        run([outer, "pip", "install", "--quiet", "--python", PYTHON, "uv"])
    else:
        raise Trouble(
            "Python has no pip here. Please install it first: sudo apt-get install python3-venv, then try again."
        )


def prepare_python_parts(for_tests: bool) -> None:
    """The locked packages; a run is content with what the tests installed."""
    state = digest([ROOT / "uv.lock", ROOT / "pyproject.toml"])
    for_run, for_all = ROOT / ".venv" / "run.stamp", ROOT / ".venv" / "tests.stamp"
    if not for_tests and is_stamped(for_all, state):
        return
    groups = ["--group", "dev"] if for_tests else ["--no-dev"]
    if not shutil.which("npm"):
        groups += ["--group", "node"]

    def install() -> None:
        say("Installing the Python parts from uv.lock")
        env = environment(VIRTUAL_ENV=str(ROOT / ".venv"), UV_PYTHON_DOWNLOADS="never")
        run([VENV_BIN / "uv", "sync", "--frozen", "--inexact", "--quiet", *groups], env=env)

    once(for_all if for_tests else for_run, state, install)


def prepare_npm_parts(for_tests: bool) -> None:
    """The locked front-end parts, by the machine's npm or the one `prepare_python_parts` brought."""
    state = digest([ROOT / "package-lock.json"])
    for_run, for_all = ROOT / "node_modules" / "run.stamp", ROOT / "node_modules" / "tests.stamp"
    if not for_tests and is_stamped(for_all, state):
        return
    options = [] if for_tests else ["--omit=dev"]

    def install() -> None:
        say("Installing the front-end parts from package-lock.json")
        npm = shutil.which("npm") or VENV_BIN / "npm"
        run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", *options])

    once(for_all if for_tests else for_run, state, install)


def compile_messages() -> None:
    """Compile each catalogue that is newer than its compiled form."""
    for source in ROOT.glob("locale/**/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            run([VENV_BIN / "pybabel", "compile", "-i", source, "-o", compiled])


def collect_static() -> None:
    say("Collecting static files")
    env = environment(STATIC_MANIFEST="1")
    run([PYTHON, "manage.py", "collectstatic", "--no-input", "--clear", "-v0"], env=env)


def works(*command: str | Path) -> bool:
    """Does this command run without error? A lone program is asked to run as a Python would."""
    arguments = [str(part) for part in command] + (["-c", ""] if len(command) == 1 else [])
    try:
        return subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def once(stamp: Path, state: str, act: Callable[[], None], *, present: bool = True) -> None:
    """Act unless the stamp says it was done in exactly this state, and stamp it."""
    if present and is_stamped(stamp, state):
        return
    act()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def is_stamped(stamp: Path, state: str) -> bool:
    return stamp.exists() and stamp.read_text() == state


def digest(paths: Iterable[Path]) -> str:
    """One fingerprint of these files' names and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
