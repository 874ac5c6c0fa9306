"""Trang kiểm tra văn bản: anybody enters the code, scans the QR or sends the file; nothing is stored."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dossiers import verification
from dossiers.forms.verifying import CodeForm, FileForm
from dossiers.verification import Finding, Standing

_STATUS = {Standing.UNKNOWN: 404, Standing.UNREADABLE: 422}


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page itself; a code leads on to its own address, a file is answered here."""
    if request.method == "POST":
        return _verify_file(request)
    if "code" not in request.GET:
        return _page(request)
    form = CodeForm(request.GET)
    if not form.is_valid():
        return _page(request, code_form=form, status=422)
    return redirect("dossiers:verification", code=form.cleaned_data["code"])


@require_safe
def verification_of(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR of a paper leads."""
    form = CodeForm(initial={"code": code})
    if verification.tried_too_often(request):
        return _refused(request, code_form=form)
    finding = verification.by_code(code)
    return _page(request, finding=finding, code_form=form, status=_STATUS.get(finding.standing, 200))


def _verify_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if verification.tried_too_often(request):
        return _refused(request)
    if not form.is_valid():
        return _page(request, file_form=form, status=422)
    finding = verification.by_file(form.cleaned_data["file"].read())
    return _page(request, finding=finding, status=_STATUS.get(finding.standing, 200))


def _refused(request: HttpRequest, code_form: CodeForm | None = None) -> HttpResponse:
    return _page(
        request, code_form=code_form, fault=_("Too many tries. Wait a minute, then try again."), status=429
    )


def _page(
    request: HttpRequest,
    *,
    finding: Finding | None = None,
    code_form: CodeForm | None = None,
    file_form: FileForm | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "finding": finding,
        "code_form": code_form or CodeForm(),
        "file_form": file_form or FileForm(),
        "failed": next((form for form in (code_form, file_form) if form is not None and form.errors), None),
        "fault": fault,
    }
    response = render(request, "dossiers/public/verify.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


urlpatterns = [
    path("kiem-tra/", verify, name="verify"),
    path("kiem-tra/<str:code>/", verification_of, name="verification"),
]
