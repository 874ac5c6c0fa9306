"""The clerk's queue (gọi số): the desk of this computer, who is there, who waits. Complete without scripts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.booking_days import bookings_of_day
from dossiers.chosen_desk import chosen_desk, keep_desk
from dossiers.errors import Faults, WrongMoment
from dossiers.forms.office import add_faults
from dossiers.forms.queue import DeskForm, TicketForm, TransferForm
from dossiers.models import Booking, Ticket
from dossiers.queue_lines import desks_of, of_today
from dossiers.queue_state import desk_name, desk_state
from dossiers.services import queue as verbs
from procedures.models import Desk
from staff.access import role_required, units_of
from staff.roles import Role

#: The last part of the address of each act that needs nothing but the desk.
_ACTS = {"goi": verbs.call_next, "goi-lai": verbs.recall, "vang": verbs.skip, "xong": verbs.finish}
_SEEING = frozenset({"goi", "vang", "xong"})


@require_safe
@role_required(Role.CLERK)
def queue(request: HttpRequest) -> HttpResponse:
    """Hàng đợi: the desk's own screen; without a desk the choice of one."""
    desk = chosen_desk(request)
    return _desk_choice(request) if desk is None else _screen(request, desk)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def queue_desk(request: HttpRequest) -> HttpResponse:
    """Chọn quầy: once for each computer."""
    if request.method != "POST":
        return _desk_choice(request)
    form = DeskForm(request.POST, desks=_desks(request))
    if not form.is_valid():
        return _desk_choice(request, form)
    desk = form.cleaned_data["desk"]
    answer = redirect("dossiers:queue")
    keep_desk(answer, desk)
    messages.success(request, _("This computer now stands at: %(desk)s.") % {"desk": desk_name(desk)})
    return answer


@require_POST
@role_required(Role.CLERK)
def queue_act(request: HttpRequest, act: str) -> HttpResponse:
    """One act at this computer's desk; what the screen showed is compared, so that a second click calls nobody."""
    desk = chosen_desk(request)
    if desk is None:
        return redirect("dossiers:queue_desk")
    verb = _ACTS.get(act)
    if verb is None:
        raise Http404
    seen = {"seen": request.POST.get("seen", "")[:14]} if act in _SEEING else {}
    found = verb(desk=desk, by=request.user, at=timezone.now(), **seen)
    if found is None:
        messages.info(request, _("Nobody is waiting for this desk."))
    return redirect("dossiers:queue")


@require_POST
@role_required(Role.CLERK)
def queue_transfer(request: HttpRequest) -> HttpResponse:
    """Chuyển quầy."""
    desk = chosen_desk(request)
    if desk is None:
        return redirect("dossiers:queue_desk")
    form = TransferForm(request.POST, desks=_others(desk))
    if not form.is_valid():
        return _screen(request, desk, transfer=form, status=422)
    ticket = verbs.transfer(desk=desk, to=form.cleaned_data["to"], by=request.user, at=timezone.now())
    messages.success(
        request,
        _("Number %(number)s was sent to: %(desk)s.")
        % {"number": ticket, "desk": desk_name(form.cleaned_data["to"])},
    )
    return redirect("dossiers:queue")


@require_POST
@role_required(Role.CLERK)
def queue_serve(request: HttpRequest, token: str) -> HttpResponse:
    """Phục vụ một số: out of turn, or back after being called in vain."""
    desk = chosen_desk(request)
    if desk is None:
        return redirect("dossiers:queue_desk")
    ticket = get_object_or_404(of_today(desk.unit_id, timezone.now()), token=token)
    verbs.serve(ticket=ticket, desk=desk, by=request.user, at=timezone.now())
    return redirect("dossiers:queue")


@require_POST
@role_required(Role.CLERK)
def queue_ticket(request: HttpRequest) -> HttpResponse:
    """Cấp số tại quầy: the number is told and can be printed."""
    desk = chosen_desk(request)
    if desk is None:
        return redirect("dossiers:queue_desk")
    form = TicketForm(request.POST)
    if form.is_valid():
        try:
            ticket = verbs.issue(
                unit=desk.unit,
                source=Ticket.Source.CLERK,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Faults as faults:
            add_faults(form, faults.errors)
        except WrongMoment as error:
            form.add_error(None, error.message)
        else:
            request.session["given_ticket"] = ticket.token
            return redirect("dossiers:queue")
    return _screen(request, desk, give=form, status=422)


@require_POST
@role_required(Role.CLERK)
def queue_booking(request: HttpRequest, code: str) -> HttpResponse:
    """Đã đến: who booked has come to the counter itself; they get their number here."""
    desk = chosen_desk(request)
    if desk is None:
        return redirect("dossiers:queue_desk")
    booking = get_object_or_404(Booking, code=code, unit=desk.unit_id)
    ticket = verbs.issue_for_booking(booking=booking, at=timezone.now())
    request.session["given_ticket"] = ticket.token
    return redirect("dossiers:queue")


def _desks(request: HttpRequest) -> Any:
    units = [unit.pk for unit in units_of(request.user, Role.CLERK)]
    return desks_of(units, timezone.localdate())


def _others(desk: Desk) -> Any:
    return desks_of([desk.unit_id], timezone.localdate()).exclude(pk=desk.pk)


def _desk_choice(request: HttpRequest, form: DeskForm | None = None) -> HttpResponse:
    desks = _desks(request)
    chosen = chosen_desk(request)
    context = {
        "form": form or DeskForm(desks=desks, initial={"desk": chosen}),
        "desks": desks.prefetch_related("fields"),
        "chosen": chosen,
    }
    return render(request, "dossiers/office/queue_desk.html", context, status=422 if form is not None else 200)


def _screen(
    request: HttpRequest,
    desk: Desk,
    *,
    transfer: TransferForm | None = None,
    give: TicketForm | None = None,
    status: int = 200,
) -> HttpResponse:
    token = request.session.pop("given_ticket", "")
    others = _others(desk)
    context = {
        "desk": desk,
        "state": desk_state(desk, timezone.now()),
        "given": Ticket.objects.filter(token=token, unit=desk.unit_id).first() if token else None,
        "transfer": transfer or TransferForm(desks=others),
        "give": give or TicketForm(),
        "has_others": others.exists(),
        "expected": bookings_of_day(desk.unit, timezone.now()),
    }
    return render(request, "dossiers/office/queue.html", context, status=status)


urlpatterns = [
    path("mot-cua/hang-doi/", queue, name="queue"),
    path("mot-cua/hang-doi/quay/", queue_desk, name="queue_desk"),
    path("mot-cua/hang-doi/chuyen/", queue_transfer, name="queue_transfer"),
    path("mot-cua/hang-doi/cap-so/", queue_ticket, name="queue_ticket"),
    path("mot-cua/hang-doi/lich-hen/<str:code>/", queue_booking, name="queue_booking"),
    path("mot-cua/hang-doi/phuc-vu/<str:token>/", queue_serve, name="queue_serve"),
    path("mot-cua/hang-doi/<str:act>/", queue_act, name="queue_act"),
]
