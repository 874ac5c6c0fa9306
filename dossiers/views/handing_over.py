"""Hand-over by list (bàn giao): the counter gives dossiers, the divisions results; each confirms a slip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.errors import Faults, WrongMoment
from dossiers.forms.batch import wanted_among
from dossiers.forms.handing_over import ReceiveForm, SlipForm
from dossiers.forms.office import add_faults
from dossiers.models import Dossier, HandoverSlip
from dossiers.permissions import unit_ids_seen_by
from dossiers.querysets import whole_code
from dossiers.services.handing_over import Handed, hand_over, may_receive, receive
from dossiers.services.signing import file_of_slip
from dossiers.slips import GIVERS, Kind, slips_of, to_hand_over
from staff import audit
from staff.access import role_required, units_of
from staff.models import Unit
from staff.roles import Role

_PER_PAGE = 25
#: As many codes as one slip may bear.
_MOST_SCANNED = 100


@dataclass(frozen=True)
class Side:
    """One of the two sides, with the page it works on."""

    gives: Kind
    takes: Kind
    page: str
    door: str
    title: Any
    lead: Any

    def units(self, user: Any) -> list[Unit]:
        """Where this person gives."""
        return units_of(user, *GIVERS[self.gives])


COUNTER = Side(
    Kind.DOSSIERS,
    Kind.RESULTS,
    "dossiers:counter_handover",
    "counter",
    gettext_lazy("Hand dossiers over"),
    gettext_lazy("Scan one dossier after another or choose in the list. Each division gets its own slip."),
)
DESK = Side(
    Kind.RESULTS,
    Kind.DOSSIERS,
    "dossiers:desk_handover",
    "specialist",
    gettext_lazy("Hand results over"),
    gettext_lazy("Signed results that go to the counter; each counter gets its own slip."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def counter_handover(request: HttpRequest) -> HttpResponse:
    """Bàn giao hồ sơ cho phòng chuyên môn."""
    return _handover(request, COUNTER)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.SPECIALIST, Role.LEADER)
def desk_handover(request: HttpRequest) -> HttpResponse:
    """Bàn giao kết quả cho bộ phận một cửa."""
    return _handover(request, DESK)


def _handover(request: HttpRequest, side: Side) -> HttpResponse:
    if request.method != "POST":
        tab = request.GET.get("tab", "")
        return _slips(request, side, tab) if tab in ("confirm", "slips") else _give(request, side)
    form = SlipForm(request.POST)
    if not form.is_valid():
        return _give(request, side, form, status=422)
    wanted = wanted_among(request.POST.getlist("chosen"))
    try:
        handed = hand_over(
            kind=side.gives,
            wanted=wanted,
            note=form.cleaned_data["note"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Faults as faults:
        add_faults(form, faults.errors)
        return _give(request, side, form, chosen=[each.name for each in wanted], status=422)
    return _done(request, side, handed)


def _done(request: HttpRequest, side: Side, handed: Handed) -> HttpResponse:
    failed = [each for each in handed.outcomes if not each.is_done]
    context = {
        **_frame(request, side, "give"),
        "slips": handed.slips,
        "done": len(handed.outcomes) - len(failed),
        "failed": [
            {"code": each.dossier.shown_code if each.dossier is not None else each.name, "why": each.why}
            for each in failed
        ],
    }
    return render(request, "dossiers/office/handover_done.html", context)


def _give(
    request: HttpRequest, side: Side, form: SlipForm | None = None, *, chosen: Any = None, status: int = 200
) -> HttpResponse:
    """What lies ready; what was scanned stands first and is ticked."""
    ready = to_hand_over(side.gives, [unit.pk for unit in side.units(request.user)])
    ready = ready.select_related("version", "receiving_unit", "handling_unit")
    scanned, codes, strange = _scanned(ready, chosen or request.GET.getlist("ma"))
    others = ready.exclude(pk__in=[each.pk for each in scanned])
    page = Paginator(others, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_frame(request, side, "give"),
        "form": form or SlipForm(),
        "scanned": scanned,
        "codes": codes,
        "strange": strange,
        "page_obj": page,
    }
    return render(request, "dossiers/office/handover.html", context, status=status)


def _scanned(ready: Any, typed: list[str]) -> tuple[list[Dossier], list[str], list[str]]:
    """The dossiers scanned so far in their order, their codes, and what was scanned but is not ready."""
    names = list(dict.fromkeys(whole_code(each[:200]) or each.strip()[:40] for each in typed if each.strip()))
    names = [name.replace("\x00", "") for name in names[:_MOST_SCANNED]]
    if not names:
        return [], [], []
    rows = {each.pk: each for each in ready.filter(Q(code__in=names) | Q(reference__in=names))}
    by_name = {name: each for each in rows.values() for name in (each.code, str(each.reference)) if name}
    found = {by_name[name].pk: by_name[name] for name in names if name in by_name}
    strange = [name for name in names if name not in by_name]
    return list(found.values()), [each.shown_code for each in found.values()], strange


def _slips(request: HttpRequest, side: Side, tab: str) -> HttpResponse:
    """Slips to be confirmed here, or all of this unit."""
    units = _side_units(request, side)
    found = slips_of(units)
    if tab == "confirm":
        found = found.filter(kind=side.takes, to_unit__in=units, received_at__isnull=True)
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dossiers/office/slips.html", {**_frame(request, side, tab), "page_obj": page})


def _side_units(request: HttpRequest, side: Side) -> list[int]:
    return [unit.pk for unit in side.units(request.user)]


def _frame(request: HttpRequest, side: Side, tab: str) -> dict[str, Any]:
    """What all tabs of a side show."""
    units = _side_units(request, side)
    open_slips = HandoverSlip.objects.filter(kind=side.takes, to_unit__in=units, received_at__isnull=True)
    here = reverse(side.page)
    tabs = [
        ("give", side.title, None),
        ("confirm", _("To confirm"), open_slips.count()),
        ("slips", _("Slips"), None),
    ]
    return {
        "side": side,
        "here": here,
        "tabs": [
            {"label": label, "url": f"{here}?tab={key}", "is_current": key == tab, "count": count}
            for key, label, count in tabs
        ],
    }


def _reachable(request: HttpRequest, pk: int) -> HandoverSlip:
    units = unit_ids_seen_by(request.user)
    return get_object_or_404(slips_of(units), pk=pk)


@require_safe
@login_required
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Phiếu bàn giao: its lines, and the form by which the other side confirms it."""
    return _slip(request, _reachable(request, pk))


@require_POST
@login_required
def confirm_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Xác nhận bàn giao: what was missing, and a signature."""
    found = _reachable(request, pk)
    form = ReceiveForm(_lines(found), request.POST)
    if not form.is_valid():
        return _slip(request, found, form, status=422)
    try:
        receive(
            slip=found,
            missing=form.missing(),
            remarks=form.remarks(),
            drawn=form.cleaned_data["signature"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Faults as faults:
        add_faults(form, faults.errors)
        return _slip(request, found, form, status=422)
    except WrongMoment as wrong:
        messages.error(request, wrong.message)
        return _slip(request, _reachable(request, pk), status=409)
    messages.success(request, _("Slip %(number)s is confirmed.") % {"number": found})
    return redirect("dossiers:slip", pk)


def _lines(found: HandoverSlip) -> list[Any]:
    return list(found.lines.select_related("dossier__version"))


def _slip(
    request: HttpRequest, found: HandoverSlip, form: ReceiveForm | None = None, *, status: int = 200
) -> HttpResponse:
    audit.record("slip.viewed", actor=request.user, target=str(found.pk), request=request)  # type: ignore[arg-type]
    lines = _lines(found)
    can_confirm = found.received_at is None and may_receive(request.user, found)  # type: ignore[arg-type]
    side = COUNTER if units_of(request.user, Role.CLERK) else DESK
    context = {
        "slip": found,
        "lines": lines,
        "form": (form or ReceiveForm(lines)) if can_confirm else None,
        "side": side,
        "here": reverse(side.page),
    }
    return render(request, "dossiers/office/slip.html", context, status=status)


@require_safe
@login_required
def slip_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """In phiếu bàn giao: the signed file where there is one."""
    found = _reachable(request, pk)
    audit.record("slip.printed", actor=request.user, target=str(found.pk), request=request)  # type: ignore[arg-type]
    headers = {
        "Content-Disposition": f'inline; filename="phieu-ban-giao-{found.number}-{found.year}.pdf"',
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(file_of_slip(found), content_type="application/pdf", headers=headers)


urlpatterns = [
    path("mot-cua/ban-giao/", counter_handover, name="counter_handover"),
    path("xu-ly/ban-giao/", desk_handover, name="desk_handover"),
    path("ban-giao/<int:pk>/", slip, name="slip"),
    path("ban-giao/<int:pk>/nhan/", confirm_slip, name="confirm_slip"),
    path("ban-giao/<int:pk>.pdf", slip_pdf, name="slip_pdf"),
]
