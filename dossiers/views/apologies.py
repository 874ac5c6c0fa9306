"""The head's apologies (xin lỗi và hẹn lại): what was drafted, what was sent; nothing leaves without a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dossiers.apologies import apologies_of
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.forms.office import add_faults
from dossiers.forms.promise import ApologyForm
from dossiers.legs import shown_name
from dossiers.models import Apology, Dossier, Leg
from dossiers.rules import FaultList, reason_faults
from dossiers.services.apology import preview, preview_paper, send_apology
from dossiers.workflow import RUNNING_STATES
from dossiers.worklists import PAGE_SIZE, Badge, badge_of
from staff.access import role_required, units_of
from staff.office_calendar import Calendars, current_calendars
from staff.roles import Role
from staff.text import whole_number

_BADGE_COLUMNS = ("state", "submitted_at", "received_at", "due_at", "verdict", "receiving_unit_id")


@dataclass
class DraftRow:
    """One draft as the page shows it: the dossier, where it lies, the form, and the day that would be promised."""

    apology: Apology
    dossier: Dossier
    form: ApologyForm
    badge: Badge
    where: str
    since: dt.datetime | None
    is_chosen: bool = False
    new_due_at: dt.datetime | None = None
    faults: FaultList = field(default_factory=FaultList)

    def judge(self, *, now: dt.datetime, calendars: Calendars, wholly: bool) -> None:
        """Work out the new day; `wholly` also what else is wrong. Faults stand at their fields."""
        if not self.form.is_valid():
            return
        given = self.form.cleaned_data
        if wholly:
            reason_faults(given["cause"], self.faults, name="cause")
        self.new_due_at = preview(
            self.dossier, extra_days=given["extra_days"], at=now, faults=self.faults, calendars=calendars
        )
        add_faults(self.form, self.faults.errors)


@dataclass(frozen=True)
class Outcome:
    """What became of one apology of several."""

    code: str
    is_sent: bool
    text: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.LEADER)
def apologies(request: HttpRequest) -> HttpResponse:
    """Văn bản xin lỗi: look, change, check, send."""
    if request.method != "POST":
        return _sent_page(request) if request.GET.get("tab") == "sent" else _drafts_page(request)
    what = request.POST.get("do", "")
    if what == "check" or what.startswith("only-"):
        return _check(request, what)
    if what.startswith("paper-"):
        return _paper(request, what.removeprefix("paper-"))
    return _send(request) if what == "send" else _drafts_page(request, rows=_typed_rows(request))


def _scope(request: HttpRequest) -> QuerySet[Apology]:
    units = [unit.pk for unit in units_of(request.user, Role.LEADER)]
    return apologies_of(units).select_related(
        "dossier__version__procedure", "dossier__receiving_unit", "dossier__handling_unit"
    )


def _drafts(request: HttpRequest) -> QuerySet[Apology]:
    """Drafts still needed, the most pressing first, with what their rows show."""
    open_leg = Leg.objects.filter(ended_at=None).select_related("unit", "holder__user")
    running = [state.value for state in RUNNING_STATES]
    return (
        _scope(request)
        .filter(status=Apology.Status.DRAFTED, dossier__state__in=running)
        .prefetch_related(
            "dossier__pauses", "dossier__overrides", Prefetch("dossier__legs", open_leg, to_attr="open_legs")
        )
        .order_by("due_at", "pk")
    )


def _rows(drafts: Iterable[Apology], data: QueryDict | None = None) -> list[DraftRow]:
    """Rows with their forms, as drafted or as typed; each with the day its own days would make."""
    now, calendars = timezone.now(), current_calendars()
    rows = []
    for apology in drafts:
        initial = {"cause": apology.cause, "extra_days": apology.extra_days}
        prefix = f"a{apology.pk}"
        dossier, legs = apology.dossier, apology.dossier.open_legs
        typed = data if data is not None and f"{prefix}-cause" in data else None
        row = DraftRow(
            apology=apology,
            dossier=dossier,
            form=ApologyForm(typed, prefix=prefix, initial=initial),
            badge=badge_of(
                {name: getattr(dossier, name) for name in _BADGE_COLUMNS}, now=now, calendars=calendars
            ),
            where=_where(legs[0]) if legs else dossier.handling_unit.name,
            since=legs[0].given_at if legs else None,
            is_chosen=data is not None and str(apology.pk) in data.getlist("chosen"),
        )
        if typed is not None:
            row.judge(now=now, calendars=calendars, wholly=False)
        else:
            days = FaultList()
            row.new_due_at = preview(
                dossier, extra_days=apology.extra_days, at=now, faults=days, calendars=calendars
            )
        rows.append(row)
    return rows


def _where(leg: Leg) -> str:
    holder = str(leg.holder.user) if leg.holder is not None else ""
    return " · ".join(part for part in (leg.unit.name, shown_name(leg), holder) if part)


def _typed_rows(request: HttpRequest) -> list[DraftRow]:
    """The drafts that stood on the page, with what was typed."""
    shown = map(whole_number, request.POST.getlist("shown")[:PAGE_SIZE])
    ids = [pk for pk in shown if pk is not None]
    return _rows(_drafts(request).filter(pk__in=ids), request.POST)


def _drafts_page(
    request: HttpRequest,
    *,
    rows: list[DraftRow] | None = None,
    outcomes: list[Outcome] | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    page_obj = Paginator(_drafts(request), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "tabs": _tabs(request, "drafts", drafts=page_obj.paginator.count),
        "page_obj": page_obj,
        "rows": _rows(page_obj) if rows is None else rows,
        "outcomes": outcomes or [],
        "fault": fault,
    }
    return render(request, "dossiers/office/apologies.html", context, status=status)


def _sent_page(request: HttpRequest) -> HttpResponse:
    sent = _scope(request).filter(status=Apology.Status.SENT).select_related("sent_by", "document")
    page_obj = Paginator(sent.order_by("-sent_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"tabs": _tabs(request, "sent"), "page_obj": page_obj}
    return render(request, "dossiers/office/apologies_sent.html", context)


def _tabs(request: HttpRequest, current: str, drafts: int | None = None) -> list[dict[str, Any]]:
    waiting = _drafts(request).count() if drafts is None else drafts
    return [
        {"label": _("To send"), "url": "?", "is_current": current == "drafts", "count": waiting},
        {"label": _("Sent"), "url": "?tab=sent", "is_current": current == "sent", "count": None},
    ]


def _check(request: HttpRequest, what: str) -> HttpResponse:
    """What would be sent, once more in full: the last look before it leaves."""
    rows = _typed_rows(request)
    if what.startswith("only-"):
        for row in rows:
            row.is_chosen = what == f"only-{row.apology.pk}"
    chosen = [row for row in rows if row.is_chosen]
    if not chosen:
        return _drafts_page(
            request, rows=rows, fault=_("Choose at least one apology that still waits."), status=422
        )
    if not _judged(request, chosen):
        return _faulty(request, rows)
    return render(request, "dossiers/office/apologies_check.html", {"rows": chosen})


def _judged(request: HttpRequest, chosen: list[DraftRow]) -> bool:
    """Judge the chosen ones wholly; whether nothing is wrong with any."""
    now, calendars = timezone.now(), current_calendars()
    for row in chosen:
        row.faults = FaultList()
        row.form = ApologyForm(request.POST, prefix=f"a{row.apology.pk}")
        row.judge(now=now, calendars=calendars, wholly=True)
    return not any(row.form.errors for row in chosen)


def _faulty(request: HttpRequest, rows: list[DraftRow]) -> HttpResponse:
    fault = _("Some apologies cannot be sent like this; the faults stand beside them.")
    return _drafts_page(request, rows=rows, fault=fault, status=422)


def _paper(request: HttpRequest, wanted: str) -> HttpResponse:
    """One of them as it would be printed."""
    rows = _typed_rows(request)
    row = next((each for each in rows if str(each.apology.pk) == wanted), None)
    if row is None:
        raise Http404
    if not _judged(request, [row]) or row.new_due_at is None:
        return _faulty(request, rows)
    given = row.form.cleaned_data
    pdf = preview_paper(
        row.dossier,
        cause=given["cause"],
        extra_days=given["extra_days"],
        new_due_at=row.new_due_at,
        by=request.user,
        at=timezone.now(),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response


def _send(request: HttpRequest) -> HttpResponse:
    """Send each chosen apology by itself; what could not be sent stays, with what was typed."""
    rows = [row for row in _typed_rows(request) if row.is_chosen]
    outcomes = [_send_one(request, row) for row in rows]
    wanted = len(set(request.POST.getlist("chosen")))
    if wanted > len(rows):
        gone = ngettext(
            "%(count)d apology was no longer needed or was sent by somebody else.",
            "%(count)d apologies were no longer needed or were sent by somebody else.",
            wanted - len(rows),
        ) % {"count": wanted - len(rows)}
        outcomes.append(Outcome("", False, gone))
    if all(outcome.is_sent for outcome in outcomes) and outcomes:
        count = len(outcomes)
        messages.success(
            request,
            ngettext("%(count)d apology was sent: %(codes)s.", "%(count)d apologies were sent: %(codes)s.", count)
            % {"count": count, "codes": ", ".join(outcome.code for outcome in outcomes)},
        )
        return redirect("dossiers:apologies")
    left = [row for row in _typed_rows(request) if row.is_chosen]
    return _drafts_page(request, rows=left or None, outcomes=outcomes, status=422)


def _send_one(request: HttpRequest, row: DraftRow) -> Outcome:
    code = row.dossier.shown_code
    if not row.form.is_valid():
        return Outcome(code, False, _("Cause or days are not in order."))
    given = row.form.cleaned_data
    try:
        send_apology(
            row.apology,
            cause=given["cause"],
            extra_days=given["extra_days"],
            by=request.user,
            at=timezone.now(),
        )
    except Faults as faults:
        return Outcome(code, False, " ".join(text for texts in faults.errors.values() for text in texts))
    except (WrongMoment, NotPermitted) as refused:
        return Outcome(code, False, refused.message)
    return Outcome(code, True, _("sent"))


urlpatterns = [path("lanh-dao/xin-loi/", apologies, name="apologies")]
