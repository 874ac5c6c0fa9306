"""The manager's catalogue (quản lý danh mục thủ tục): every procedure, and the page of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from procedures import wording
from procedures.drafting import managed
from procedures.drafting.drafts import latest_version
from procedures.drafting.reviewing import may_review
from procedures.models import Field, Procedure, ProcedureDraft, ProcedureVersion
from staff.access import role_required, roles_of
from staff.roles import Role

_PAGE_SIZE = 30
_MOST_VERSIONS = 50
_STATES = [
    ("", _("All")),
    (managed.DRAFT, _("With a draft")),
    (managed.IN_REVIEW, _("In review")),
    (managed.COMING, _("In force later")),
    (managed.EXPIRING, _("Something runs out within 30 days")),
    (managed.WITHOUT_LIMIT, _("Without a time limit")),
    (managed.CLOSED, _("Closed or ended")),
]


class ManagedFilter(forms.Form):
    """Search and filters of the manager's catalogue."""

    q = forms.CharField(label=_("Name, code or everyday word"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=_STATES)
    field = forms.ChoiceField(label=_("Field"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", _("All")), *Field.objects.values_list("slug", "name")]


@require_safe
@role_required(Role.MANAGER, Role.LEADER)
def manage(request: HttpRequest) -> HttpResponse:
    """Every procedure with its state; a filter with a fault counts as empty."""
    today = timezone.localdate()
    form = ManagedFilter(request.GET)
    form.full_clean()
    asked = form.cleaned_data
    versions = managed.latest_versions().narrowed(field=asked.get("field", ""))
    versions = managed.narrowed(versions, asked.get("state", ""), today)
    found = versions.select_related("procedure__field", "procedure__owner__user").search(asked.get("q", ""))
    page = Paginator(found, _PAGE_SIZE).get_page(request.GET.get("page"))
    drafts = managed.open_drafts([version.procedure_id for version in page])
    rows = [_row(version, drafts.get(version.procedure_id), today) for version in page]
    context = {
        "form": form,
        "page_obj": page,
        "rows": rows,
        "is_narrowed": any(asked.values()),
        "without_limit": managed.narrowed(managed.latest_versions(), managed.WITHOUT_LIMIT, today).count(),
        "waiting": managed.waiting_drafts().count(),
        "is_manager": Role.MANAGER in roles_of(request.user),
    }
    return render(request, "procedures/managing/list.html", context)


@require_safe
@role_required(Role.MANAGER, Role.LEADER)
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Page of one procedure: its versions, its drafts, and what can be done."""
    found = get_object_or_404(Procedure.objects.select_related("field", "owner__user", "replaced_by"), code=code)
    today = timezone.localdate()
    latest = latest_version(found)
    if latest is None:
        return render(request, "404.html", status=404)
    versions = found.versions.select_related("prepared_by", "published_by").order_by("-number")[:_MOST_VERSIONS]
    drafts = found.drafts.select_related("prepared_by", "decided_by").defer("entry").order_by("-updated_at")
    now = found.versions.in_force(today).first() or latest
    context = {
        "procedure": found,
        "latest": latest,
        "now": now,
        "state": state_of(now, today),
        "limit": wording.limit_in_words(now.limit_mode, now.limit_value),
        "versions": [(version, state_of(version, today)) for version in versions],
        "drafts": drafts.filter(status__in=ProcedureDraft.OPEN),
        "put_away": drafts.filter(status=ProcedureDraft.Status.DISCARDED)[:5],
        "question_count": found.questions.count(),
        "step_count": now.steps.count(),
        "is_manager": Role.MANAGER in roles_of(request.user),
        "may_review": may_review(request.user),
    }
    return render(request, "procedures/managing/procedure.html", context)


def state_of(version: ProcedureVersion, today: date) -> dict[str, str]:
    """How a version stands today: a word for the reader and the tone of its tag."""
    if version.valid_from > today:
        if version.valid_to is not None and version.valid_to < version.valid_from:
            return {"word": str(_("never came into force")), "tone": "", "key": "past"}
        return {"word": str(_("in force later")), "tone": "note", "key": "coming"}
    if version.is_in_force(today):
        return {"word": str(_("in force")), "tone": "good", "key": "current"}
    return {"word": str(_("ended")), "tone": "", "key": "past"}


def _row(version: ProcedureVersion, draft: ProcedureDraft | None, today: date) -> dict[str, Any]:
    return {
        "version": version,
        "limit": wording.limit_in_words(version.limit_mode, version.limit_value),
        "state": state_of(version, today),
        "draft": draft,
    }
