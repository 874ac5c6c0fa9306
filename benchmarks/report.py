"""The one table at the end, and the same as JSON."""

import json
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One measured thing beside its goal; `ok` is None where there is none."""

    what: str
    measured: str
    ratio: float | None = None
    statements: int | None = None
    cpu_ms: float | None = None
    cpu_ratio: float | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    goal: str = ""
    ok: bool | None = None

    def cells(self) -> list[str]:
        mark = {True: "pass", False: "below", None: ""}[self.ok]
        return [
            self.what,
            self.measured,
            "" if self.p50_ms is None else f"{self.p50_ms:.1f}",
            "" if self.p95_ms is None else f"{self.p95_ms:.1f}",
            "" if self.statements is None else str(self.statements),
            "" if self.cpu_ms is None else f"{self.cpu_ms:.1f}",
            "" if self.cpu_ratio is None else f"{self.cpu_ratio:.2f}",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self.goal,
            mark,
        ]


HEAD = ["", "measured", "p50 ms", "p95 ms", "SQL", "CPU ms", "by CPU", "× bare", "goal", ""]


def table(lines: list[Line]) -> str:
    """Aligned columns: words left, numbers right."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(width(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(padded(cell, widths[i], left=i in (0, 8, 9)) for i, cell in enumerate(row)).rstrip()
        for row in rows
    )


def width(text: str) -> int:
    return sum(not unicodedata.combining(letter) for letter in text)


def padded(text: str, to: int, *, left: bool) -> str:
    gap = " " * (to - width(text))
    return text + gap if left else gap + text


def save(path: Path, lines: list[Line], about: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {**about, "lines": [asdict(line) for line in lines]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
