"""Originals and hand-over slips of the main counter (bản chính, bàn giao) in the demo."""

from __future__ import annotations

import datetime as dt

from dossiers.models import Dossier, HandoverSlip, KeptOriginal
from dossiers.services import custody, handing_over
from dossiers.services.batch import Wanted
from dossiers.services.custody import OriginalLine
from dossiers.workflow import FINAL_STATES, State
from staff.models import Unit, User

#: Originals that stay with the office until the result is returned, by procedure.
_KEPT = {
    "1.004222": "Giấy chứng nhận quyền sử dụng đất",
    "2.001035": "Giấy chứng nhận quyền sở hữu nhà ở",
    "1.010833": "Bằng Tổ quốc ghi công",
    "1.004884": "Giấy khai sinh cấp trước năm 1999",
}
_AFTER = dt.timedelta(minutes=4)


def keep_originals(unit: Unit, *, clerk: User, now: dt.datetime) -> int:
    """Originals on shelves A and B; one of them is with the division. Returns how many there are."""
    held = Dossier.objects.filter(
        receiving_unit=unit, version__procedure__code__in=_KEPT, received_by=clerk.official
    ).exclude(state__in=FINAL_STATES)
    recent = held.filter(received_at__gte=now - dt.timedelta(days=45)).select_related("version__procedure")
    for place, dossier in enumerate(recent.order_by("received_at", "pk")):
        if dossier.received_at is None:
            raise ValueError("a received dossier was received at some moment")
        line = OriginalLine(
            shelf=f"{'AB'[place % 2]}-{place // 2 + 1:02d}", name=_KEPT[dossier.version.procedure.code]
        )
        at = min(dossier.received_at + _AFTER, now)
        custody.keep(dossier=dossier, originals=[line], by=clerk, at=at)
    lent = KeptOriginal.objects.filter(dossier__state=State.PROCESSING).order_by("pk").first()
    if lent is not None:
        custody.lend(
            original=lent, to="Công chức Tư pháp - Hộ tịch", by=clerk, at=min(lent.kept_at + 5 * _AFTER, now)
        )
    return KeptOriginal.objects.count()


def hand_over(unit: Unit, *, clerk: User, specialist: User, now: dt.datetime) -> int:
    """Papers on their way: one slip confirmed with a line missed, one that waits, and results to the counter."""
    waiting = Dossier.objects.filter(receiving_unit=unit, state=State.PROCESSING, specialist=None)
    lying = list(waiting.filter(received_by=clerk.official).order_by("received_at", "pk")[:6])
    for number, part in enumerate((lying[:2], lying[2:])):
        if not part:
            continue
        latest = max(dossier.received_at for dossier in part if dossier.received_at is not None)
        handed_at = min(latest + dt.timedelta(hours=1), now)
        slip = _slip("dossiers", part, by=clerk, at=handed_at)
        if number == 0 and slip is not None:
            line = slip.lines.order_by("-position").first()
            remarks = {line.pk: "Thiếu một bản sao, bộ phận một cửa bổ sung sau."} if line is not None else {}
            handing_over.receive(
                slip=slip, by=specialist, at=min(handed_at + dt.timedelta(minutes=20), now), remarks=remarks
            )
    signed = Dossier.objects.filter(receiving_unit=unit, handling_unit=unit, state=State.RESOLVED)
    ready = list(signed.order_by("-resolved_at", "pk")[:2])
    if ready:
        latest = max(dossier.resolved_at for dossier in ready if dossier.resolved_at is not None)
        _slip("results", ready, by=specialist, at=min(latest + dt.timedelta(minutes=15), now))
    return HandoverSlip.objects.count()


def _slip(kind: str, dossiers: list[Dossier], *, by: User, at: dt.datetime) -> HandoverSlip | None:
    wanted = [Wanted(dossier.reference) for dossier in dossiers]
    slips = handing_over.hand_over(kind=kind, wanted=wanted, by=by, at=at).slips
    return slips[0] if slips else None
