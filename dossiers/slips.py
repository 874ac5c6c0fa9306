"""Hand-over slips (phiếu bàn giao): what may stand on one, what is printed on it, and who sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from procedures.channels import ONLINE, VNEID
from staff.letterheads import counter_letterhead
from staff.models import Unit
from staff.printing import render_pdf
from staff.roles import Role

from .document_heading import agency_letterhead, agency_of, counter_of, local
from .models import Dossier, HandoverLine, HandoverSlip, Leg
from .querysets import DossierQuerySet
from .references import Series
from .wording import day_in_words, two_digits
from .workflow import State

Kind = HandoverSlip.Kind

#: Who may give and who confirms, by what is handed over.
GIVERS = {Kind.DOSSIERS: (Role.CLERK,), Kind.RESULTS: (Role.SPECIALIST, Role.LEADER)}
TAKERS = {Kind.DOSSIERS: (Role.SPECIALIST, Role.LEADER), Kind.RESULTS: (Role.CLERK,)}
_TITLES = {Kind.DOSSIERS: "Phiếu bàn giao hồ sơ", Kind.RESULTS: "Phiếu bàn giao kết quả giải quyết hồ sơ"}


def slip_series(on: dt.date) -> Series:
    """Slips are counted by the year."""
    return Series("bg", on.replace(month=1, day=1))


def on_a_slip(kind: str) -> Exists:
    """Whether a dossier stands on a slip of this kind since it last changed hands, and was found there."""
    lines = HandoverLine.objects.filter(dossier=OuterRef("pk"), slip__kind=kind, is_missing=False)
    if kind == Kind.DOSSIERS:
        # given back by the division, it is handed over once more
        before = Leg.objects.filter(
            dossier=OuterRef("dossier"), role=Role.CLERK.value, given_at__gt=OuterRef("slip__handed_at")
        )
        lines = lines.exclude(Exists(before))
    return Exists(lines)


def to_hand_over(kind: str, unit_ids: Iterable[int]) -> DossierQuerySet:
    """What lies ready at these units to be handed over, the longest waiting first.

    Dossiers received and not forwarded, those forwarded in the portal whose papers are still here; signed results
    that are fetched or posted. What is electronic alone needs no slip.
    """
    ids = list(unit_ids)
    if kind == Kind.RESULTS:
        here = Q(handling_unit__in=ids) | Q(handling_unit=None, receiving_unit__in=ids)
        found = Dossier.objects.filter(here, state=State.RESOLVED).exclude(delivery=Dossier.Delivery.ONLINE)
        return found.exclude(on_a_slip(kind)).order_by("resolved_at", "pk")
    waiting = Leg.objects.filter(dossier=OuterRef("pk"), ended_at=None, accepted_at=None).exclude(
        role=Role.CLERK.value
    )
    forwarded = Q(Exists(waiting), state=State.PROCESSING) & ~Q(channel__in=(ONLINE, VNEID))
    found = Dossier.objects.filter(Q(state=State.RECEIVED) | forwarded, receiving_unit__in=ids)
    return found.exclude(on_a_slip(kind)).order_by("received_at", "pk")


def slips_of(unit_ids: Sequence[int]) -> QuerySet[HandoverSlip]:
    """Slips given or taken by these units, newest first, with the number of lines and of those missed."""
    found = HandoverSlip.objects.filter(Q(from_unit__in=unit_ids) | Q(to_unit__in=unit_ids))
    return (
        found.select_related("from_unit", "to_unit", "handed_by__user", "received_by__user")
        .annotate(count=Count("lines"), missing=Count("lines", filter=Q(lines__is_missing=True)))
        .order_by("-handed_at", "-pk")
    )


def content_of(slip: HandoverSlip, dossiers: Sequence[Dossier]) -> dict[str, Any]:
    """All that is printed on a slip, as text; `slip` has everything but its content."""
    is_dossiers = slip.kind == Kind.DOSSIERS
    giver, taker = slip.from_unit, slip.to_unit
    return {
        "title": _TITLES[Kind(slip.kind)],
        "mark": "",
        "letterhead": counter_letterhead(giver) if is_dossiers else agency_letterhead(giver),
        "place_and_day": f"{giver.place or giver.name}, {day_in_words(timezone.localdate(slip.handed_at))}",
        "number": f"{slip.number}/PBG",
        "code": "",
        "giver": counter_of(giver) if is_dossiers else agency_of(giver),
        "taker": agency_of(taker) if is_dossiers else counter_of(taker),
        "official": str(slip.handed_by.user),
        "at": local(slip.handed_at),
        "note": slip.note,
        "is_results": not is_dossiers,
        "lines": _lines(dossiers, is_dossiers=is_dossiers),
    }


def _lines(dossiers: Sequence[Dossier], *, is_dossiers: bool) -> list[dict[str, str]]:
    counted = dict(
        Dossier.objects.filter(pk__in=[each.pk for each in dossiers])
        .annotate(sheets=Sum("papers__originals") + Sum("papers__copies"))
        .values_list("pk", "sheets")
    )
    return [
        {
            "code": each.shown_code,
            "applicant": each.applicant_name,
            "procedure": each.version.name,
            "papers": two_digits(counted[each.pk] or 0) if is_dossiers else each.version.result,
            "due": _short(each.due_at),
        }
        for each in dossiers
    ]


def _short(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment is not None else ""


def pdf(slip: HandoverSlip, *, sealed: dict[str, str] | None = None) -> bytes:
    """The slip as PDF, from its frozen content alone; `sealed` as for other papers signed digitally."""
    data = {
        **slip.content,
        "paper": "a4",
        "sealed": sealed,
        "qr_svg": "",
        "verification": {"code": "", "url": ""},
    }
    return render_pdf("phieu_ban_giao", data, at=timezone.localtime(slip.handed_at))


def destination(dossier: Dossier, kind: str) -> Unit:
    """Where a dossier or its result goes next."""
    if kind == Kind.RESULTS:
        return dossier.receiving_unit
    leg = dossier.open_leg
    return leg.unit if leg is not None else dossier.handling_unit or dossier.receiving_unit
