"""What the house tests read: the project's own files, without what libraries brought."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("staff", "procedures", "dossiers", "feedback")


def python_files(*folders: str) -> list[Path]:
    """Python files of these folders, without migrations."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts and "__pycache__" not in path.parts]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
