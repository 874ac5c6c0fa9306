"""What an office writes at the head of its papers (phần đầu văn bản). Vietnamese only, as papers are."""

from __future__ import annotations

from .models import Unit

# Names of counters inside a sentence; the letterhead has them in capitals.
COUNTERS = (
    "Bộ phận Tiếp nhận và Trả kết quả",
    "Trung tâm Phục vụ hành chính công",
    "Bộ phận Một cửa",
)


def counter_letterhead(unit: Unit) -> dict[str, str]:
    """Two lines: the agency, and its counter below."""
    return {
        "upper": unit.letterhead_name or unit.letterhead_parent or unit.name,
        "lower": unit.counter_name or COUNTERS[0],
    }
