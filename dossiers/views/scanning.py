"""The scan box without scripts, and the test card of a counter's PC (quét mã, thử máy quét)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.scan_doctor import examine
from dossiers.scan_targets import target_of
from dossiers.scan_test import SLOWEST_PACE, judge
from dossiers.scan_words import CURES
from dossiers.scanning import LONGEST, TEST_TEXT
from staff.access import role_required
from staff.printing import qr_on_page
from staff.roles import Role


class ScanForm(forms.Form):
    """What the scanner typed."""

    text = forms.CharField(label=_("What was scanned"), max_length=LONGEST, strip=False)


class TestForm(ScanForm):
    """What the scanner made of the test card, and how fast."""

    pace = forms.IntegerField(required=False, min_value=0, max_value=60_000, widget=forms.HiddenInput)


@require_POST
@role_required(Role.CLERK)
def scan(request: HttpRequest) -> HttpResponse:
    """Ô quét mã: leads to whatever was scanned; with scripts static/js/counter/scan-box.js does it."""
    form = ScanForm(request.POST)
    if not form.is_valid():
        return redirect("dossiers:counter")
    found = target_of(examine(form.cleaned_data["text"]), by=request.user, at=timezone.now())
    for remark in found.remarks:
        messages.info(request, remark)
    if found.is_act or not found.address:
        messages.info(request, found.words)
    return redirect("dossiers:queue" if found.is_act else found.address or "dossiers:counter")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def scan_test(request: HttpRequest) -> HttpResponse:
    """Thử máy quét: a QR to scan, what arrived, what is wrong and how to set it right."""
    form = TestForm(request.POST or None)
    verdict = None
    if form.is_bound and form.is_valid():
        verdict = judge(form.cleaned_data["text"], pace=form.cleaned_data["pace"])
        form = TestForm()
    context = {
        "form": form,
        "qr": qr_on_page(TEST_TEXT),
        "expected": TEST_TEXT,
        "verdict": verdict,
        "cures": [CURES[ailment] for ailment in verdict.ailments] if verdict is not None else [],
        "slowest": SLOWEST_PACE,
    }
    return render(request, "dossiers/office/scan_test.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("mot-cua/quet/", scan, name="scan_box"),
    path("mot-cua/may-quet/", scan_test, name="scan_test"),
]
