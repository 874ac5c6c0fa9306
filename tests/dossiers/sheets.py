"""The intake form as a browser sends it."""

from __future__ import annotations

from typing import Any

from procedures.models import ProcedureVersion


def typed(version: ProcedureVersion, **changes: Any) -> dict[str, Any]:
    """The intake form filled in completely, all mandatory papers ticked."""
    papers: dict[str, Any] = {}
    for document in version.documents.filter(mandatory=True):
        papers |= {f"paper_{document.pk}": "on", f"originals_{document.pk}": "1", f"copies_{document.pk}": "0"}
    return {
        "key": "a1b2c3",
        "act": "receive",
        "channel": "counter",
        "applicant_kind": "person",
        "applicant_name": "Nguyễn Thị Lan",
        "identity_number": "035185001234",
        "phone": "0912 345 678",
        "address": "Thôn 3, xã Bình Nghĩa",
        "request": "Xác nhận tình trạng hôn nhân",
        "sets": "1",
        "delivery": "counter",
        **papers,
        **changes,
    }
