"""The intake page (phiếu tiếp nhận), with or without a procedure: what it shows, and the choice of one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.bring import of_today
from dossiers.forms.asking import AskingPart, asking_part
from dossiers.forms.charging import IntakeFees
from dossiers.forms.intake import IntakeForm
from dossiers.models import Dossier, IntakeDraft
from dossiers.permissions import visible_to
from dossiers.promising import promise_for
from dossiers.services.charging import open_shift_of, owed
from dossiers.services.intake_drafts import drafts_of
from procedures.bring.bring_card import READY, answers
from procedures.errors import LimitNotSet
from procedures.models import ProcedureVersion
from procedures.querysets import ProcedureVersionQuerySet
from procedures.search.finding import look
from procedures.search.listing import understood_by
from staff import audit
from staff.access import role_required
from staff.models import Unit
from staff.roles import Role
from staff.working_time import CalendarError

from .counter import counters_of

_SHORT_LIST = 5
_FOUND = 30
_RECENT = dt.timedelta(days=30)


@require_safe
@role_required(Role.CLERK)
def pick(request: HttpRequest) -> HttpResponse:
    """Tiếp nhận hồ sơ: no procedure yet; what was received last and most often today comes first."""
    unit, units = counters_of(request.user, request.GET.get("unit", ""))
    context = intake_context(request, unit, units, version=None, draft=wanted_draft(request, unit))
    return render(request, "dossiers/office/intake.html", context)


def wanted_draft(request: HttpRequest, unit: Unit) -> IntakeDraft | None:
    """The unfinished intake named in the address, whose personal data are now seen; 404 for one of elsewhere."""
    key = request.GET.get("draft", "")
    if not key:
        return None
    draft = get_object_or_404(drafts_of(unit), key=key)
    audit.record("intake_draft.opened", actor=request.user, target=str(draft.pk), request=request)  # type: ignore[arg-type]
    return draft


def intake_context(
    request: HttpRequest,
    unit: Unit,
    units: list[Unit],
    *,
    version: ProcedureVersion | None,
    form: IntakeForm | None = None,
    fees: IntakeFees | None = None,
    asking: AskingPart | None = None,
    draft: IntakeDraft | None = None,
    channel: str = "",
) -> dict[str, Any]:
    """What the page shows; parts that were sent are given, the others are empty."""
    if form is None:
        form = IntakeForm(version, draft=draft)
        form.fields["draft"].initial = draft.key if draft is not None else ""
        if version is not None and READY in request.GET:
            card = answers(version.procedure.code, dict(request.GET.lists()))
            form.take_card(of_today(card, version, form.documents))
    context = {
        "form": form,
        "version": version,
        "unit": unit,
        "units": units,
        "asking": asking or asking_part(draft.content if draft is not None else None),
        "draft": draft,
        "done": _just_done(request),
        **_choices(request, unit, is_chosen=version is not None),
    }
    if version is not None:
        given = draft.content if draft is not None else None
        has_shift = open_shift_of(request.user, unit.pk) is not None  # type: ignore[arg-type]
        context["fees"] = fees or IntakeFees(version, channel, given, unit_id=unit.pk, has_shift=has_shift)
        context |= _preview(version, unit, channel)
    return context


def _just_done(request: HttpRequest) -> dict[str, Any] | None:
    """The dossier that was just received (``?done=``), with the paper to hand out, above the next empty sheet."""
    code = request.GET.get("done", "")
    dossier = visible_to(request.user).named(code).select_related("version").first() if code else None
    if dossier is None:
        return None
    return {
        "dossier": dossier,
        "document": dossier.issued_documents.order_by("-issued_at", "-pk").first(),
        "fee_receipt": dossier.fee_receipts.filter(voided_at=None).first(),
        "owed": owed(dossier),
    }


def _choices(request: HttpRequest, unit: Unit, *, is_chosen: bool) -> dict[str, Any]:
    """Procedures to choose from: those searched for, else what was received last, most, and all."""
    q = request.GET.get("q", "").strip()[:200]
    if is_chosen:
        return {"q": ""}
    versions = (
        ProcedureVersion.objects.in_force(timezone.localdate()).received_by(unit).select_related("procedure")
    )
    if q:
        return {"q": q, **_found(versions, q)}
    return {
        "q": "",
        "mine": _in_order(versions, _received_by_me(request, unit)),
        "often": _in_order(versions, _received_most(unit)),
        "rest": versions.order_by("name", "pk"),
    }


def _found(versions: ProcedureVersionQuerySet, q: str) -> dict[str, Any]:
    """What was searched for, and as what it was understood where it is not written so."""
    search = look(versions, q)
    found = list(search.within(versions).select_related("procedure__field")[:_FOUND])
    is_other = bool(found) and search.is_other_than_typed
    return {"found": found, "understood": understood_by(search, found[0]) if is_other else ""}


def _received_by_me(request: HttpRequest, unit: Unit) -> list[int]:
    """Procedures this clerk received last."""
    mine = Dossier.objects.filter(
        receiving_unit=unit,
        received_by__user=request.user.pk,
        received_at__gte=timezone.now() - _RECENT,
    )
    last = mine.order_by().values("version__procedure").annotate(last=Max("received_at")).order_by("-last")
    return list(last.values_list("version__procedure", flat=True)[:_SHORT_LIST])


def _received_most(unit: Unit) -> list[int]:
    """Procedures this counter received most today; early in the morning, in the last month."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    found: list[int] = []
    for since in (today, timezone.now() - _RECENT):
        recent = Dossier.objects.filter(receiving_unit=unit, received_at__gte=since)
        most = (
            recent.order_by()
            .values("version__procedure")
            .annotate(n=Count("pk"))
            .order_by("-n", "version__procedure")
        )
        found += [pk for pk in most.values_list("version__procedure", flat=True)[:_SHORT_LIST] if pk not in found]
    return found[:_SHORT_LIST]


def _in_order(versions: ProcedureVersionQuerySet, procedure_ids: list[int]) -> list[ProcedureVersion]:
    found: QuerySet[ProcedureVersion] = versions.filter(procedure__in=procedure_ids)
    by_procedure = {version.procedure_id: version for version in found}
    return [by_procedure[pk] for pk in procedure_ids if pk in by_procedure]


def _preview(version: ProcedureVersion, unit: Unit, channel: str) -> dict[str, Any]:
    """The promise as it would be printed now, or why there is none."""
    now = timezone.now()
    try:
        promise = promise_for(version=version, unit=unit, received_at=now, channel=channel)
    except LimitNotSet:
        return {"promise": None, "no_limit": True, "now": now}
    except CalendarError:
        return {"promise": None, "no_calendar": True, "now": now}
    return {"promise": promise, "now": now}


urlpatterns = [path("mot-cua/tiep-nhan/", pick, name="counter_pick")]
