"""The manager's page of how a procedure is found: everyday words, life events, and a trial of both."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from procedures.drafting.drafts import latest_version
from procedures.models import LifeEvent, Procedure
from procedures.search.everyday import Trial, places_of, set_findable, tried
from procedures.search.everyday_form import EverydayForm
from staff.access import role_required
from staff.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def findable(request: HttpRequest, code: str) -> HttpResponse:
    """Từ ngữ tìm kiếm of one procedure: try out, then save; it holds at once and makes no new version."""
    procedure = get_object_or_404(Procedure.objects.prefetch_related("life_events"), code=code)
    events = list(LifeEvent.objects.all())
    form = EverydayForm(request.POST or None, initial=_initial(procedure), events=events)
    if request.method == "POST" and form.is_valid():
        words: list[str] = form.cleaned_data["words"]
        if request.POST.get("act") == "try":
            return _page(request, procedure, form, trials=_trials(procedure, words, form.cleaned_data["typed"]))
        set_findable(procedure, words=words, events=form.chosen_events(), by=request.user)
        messages.success(request, _("Saved. The procedure is found so from now on."))
        return redirect("procedures:managed", code)
    return _page(request, procedure, form, status=422 if form.errors else 200)


def _initial(procedure: Procedure) -> dict[str, Any]:
    initial: dict[str, Any] = {"words": "\n".join(procedure.everyday_words)}
    for slug, place in places_of(procedure).items():
        initial |= {f"event_{slug}": True, f"place_{slug}": place}
    return initial


def _trials(procedure: Procedure, words: list[str], typed: str) -> list[Trial]:
    wanted = [*([typed.strip()] if typed.strip() else []), *words]
    return tried(procedure, words=words, typed=wanted, on=timezone.localdate())


def _page(
    request: HttpRequest,
    procedure: Procedure,
    form: EverydayForm,
    *,
    trials: list[Trial] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "procedure": procedure,
        "version": latest_version(procedure),
        "form": form,
        "trials": trials,
    }
    return render(request, "procedures/managing/findable.html", context, status=status)
