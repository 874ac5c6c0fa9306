"""The manager's page that sets the limit of a procedure published without one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from procedures.errors import LimitAlreadyPublished, StaleVersion
from procedures.forms import TimeLimitForm
from procedures.models import ProcedureVersion
from procedures.services import set_time_limit
from staff.access import role_required
from staff.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def set_limit(request: HttpRequest, code: str) -> HttpResponse:
    """Set the time limit of one procedure, which makes a new version of it."""
    version = get_object_or_404(
        ProcedureVersion.objects.in_force(timezone.localdate()).select_related("procedure__field"),
        procedure__code=code,
    )
    if version.is_receivable and version.limit_set_by_id is None:
        return _wrong_moment(request, code, _already_published())
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
                request, code, _("Someone published a newer version of this procedure in the meantime.")
            )
        except LimitAlreadyPublished:
            return _wrong_moment(request, code, _already_published())
        messages.success(request, _("Time limit set. The procedure can be received from now on."))
        return redirect("procedures:managed", code)
    status = 422 if form.errors else 200
    context = {"form": form, "version": version}
    return render(request, "procedures/office/set_limit.html", context, status=status)


def _already_published() -> str:
    return _("This procedure has a published time limit. Only a new publication changes it: draft one.")


def _wrong_moment(request: HttpRequest, code: str, message: str) -> HttpResponse:
    context = {
        "message": message,
        "back": reverse("procedures:managed", args=[code]),
        "back_words": _("To the procedure"),
    }
    return render(request, "409.html", context, status=409)
