"""Publishing several drafts at once (công bố nhiều dự thảo): each by itself, with what became of each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from procedures.drafting.publishing_several import Outcome, publish_several, waiting_for
from procedures.drafting.reviewing import consequences_of, may_review
from procedures.exchange.exchange_forms import SeveralForm
from procedures.models import ProcedureDraft
from staff.access import role_required
from staff.roles import Role

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER, Role.LEADER)
def publish_drafts(request: HttpRequest) -> HttpResponse:
    """Drafts handed in by others; ticked ones are published together, each on the day it was handed in for."""
    page = Paginator(waiting_for(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    form = SeveralForm(request.POST or None, choices=[draft.pk for draft in page])
    outcomes: list[Outcome] = []
    if request.method == "POST" and form.is_valid():
        chosen = set(form.cleaned_data["drafts"])
        outcomes = publish_several(
            [draft for draft in page if draft.pk in chosen], by=request.user, at=timezone.now()
        )
        page = Paginator(waiting_for(request.user), PAGE_SIZE).get_page(1)
    found = consequences_of(list(page), today=timezone.localdate())
    context: dict[str, Any] = {
        "form": form,
        "page_obj": page,
        "rows": [(draft, found.get(draft.pk, [])) for draft in page],
        "outcomes": outcomes,
        "published": sum(outcome.version is not None for outcome in outcomes),
        "may_review": may_review(request.user),
        "own": ProcedureDraft.objects.filter(
            status=ProcedureDraft.Status.IN_REVIEW, prepared_by=request.user
        ).count(),
    }
    status = 422 if form.errors else 200
    return render(request, "procedures/office/publish_drafts.html", context, status=status)
