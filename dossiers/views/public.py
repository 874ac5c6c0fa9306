"""What anybody may ask without signing in (tra cứu hồ sơ)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers import tracking
from dossiers.forms.citizen import TrackingForm


@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """Code and four digits → state, steps and dates; never a name. Guessing is slowed down."""
    if "phone" not in request.GET:
        # the page itself, or the link of a receipt or message, which names the code only
        form = TrackingForm(initial={"code": request.GET.get("code", "")})
        return render(request, "dossiers/citizen/track.html", {"form": form})
    form = TrackingForm(request.GET)
    if tracking.tried_too_often(request):
        form.is_valid()
        form.add_error(None, _("Too many tries. Wait a minute, then try again."))
        return render(request, "dossiers/citizen/track.html", {"form": form}, status=429)
    if not form.is_valid():
        return render(request, "dossiers/citizen/track.html", {"form": form}, status=422)
    dossier = tracking.find(form.cleaned_data["code"], form.cleaned_data["phone"])
    if dossier is None:
        form.add_error(
            None,
            _("No dossier fits this code and phone. Check both on the receipt, or call the office."),
        )
        return render(request, "dossiers/citizen/track.html", {"form": form}, status=404)
    progress = tracking.progress(dossier, now=timezone.now())
    return render(request, "dossiers/citizen/track.html", {"form": form, "progress": progress})


urlpatterns = [path("tra-cuu/", track, name="track")]
