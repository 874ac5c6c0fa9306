"""The manager's pages: procedures published without a time limit, and setting one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from procedures import wording
from procedures.errors import LimitAlreadyPublished, StaleVersion
from procedures.forms import TimeLimitForm
from procedures.models import ProcedureVersion
from procedures.services import set_time_limit
from staff.access import role_required
from staff.roles import Role


@require_safe
@role_required(Role.MANAGER)
def manage(request: HttpRequest) -> HttpResponse:
    """Time limits to set (thời hạn chưa xác lập), and those the office has set."""
    today = timezone.localdate()
    versions = ProcedureVersion.objects.in_force(today).select_related("procedure__field", "limit_set_by")
    by_office = versions.filter(limit_set_by__isnull=False).order_by("-valid_from", "name")
    context = {
        "open_versions": versions.not_established().order_by("name"),
        "set_versions": [
            (version, wording.limit_in_words(version.limit_mode, version.limit_value)) for version in by_office
        ],
        "established_count": versions.receivable().count(),
    }
    return render(request, "procedures/office/manage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def set_limit(request: HttpRequest, code: str) -> HttpResponse:
    """Set the time limit of one procedure, which makes a new version of it."""
    version = get_object_or_404(
        ProcedureVersion.objects.in_force(timezone.localdate()).select_related("procedure__field"),
        procedure__code=code,
    )
    if version.is_receivable and version.limit_set_by_id is None:
        return _wrong_moment(request, _already_published())
    initial = {
        "version": version.pk,
        "mode": version.limit_mode,
        "value": version.limit_value or None,
        "cutoff": version.cutoff,
        "ground": version.limit_ground,
    }
    form = TimeLimitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["version"].pk != version.pk:
                raise StaleVersion(version.pk)
            set_time_limit(version, **form.limit(), by=request.user, at=timezone.now())
        except StaleVersion:
            return _wrong_moment(
                request, _("Someone published a newer version of this procedure in the meantime.")
            )
        except LimitAlreadyPublished:
            return _wrong_moment(request, _already_published())
        messages.success(request, _("Time limit set. The procedure can be received from now on."))
        return redirect("procedures:manage")
    status = 422 if form.errors else 200
    context = {"form": form, "version": version}
    return render(request, "procedures/office/set_limit.html", context, status=status)


def _already_published() -> str:
    return _("This procedure has a published time limit. Only a new publication, imported as a file, changes it.")


def _wrong_moment(request: HttpRequest, message: str) -> HttpResponse:
    context = {"message": message, "back": reverse("procedures:manage"), "back_words": _("Time limits to set")}
    return render(request, "409.html", context, status=409)
