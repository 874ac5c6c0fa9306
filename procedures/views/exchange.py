"""The catalogue in and out as files (nhập, xuất danh mục): what a file would change is looked at first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from procedures.exchange import exporting, uploads
from procedures.exchange.exchange_forms import XLSX, ExportForm, RowsForm, UploadForm
from procedures.importing.reading import UnreadableFile
from procedures.models import CatalogueUpload
from procedures.spreadsheet import workbook_of
from staff.access import role_required
from staff.audit import record
from staff.context import site_unit
from staff.roles import Role

PAGE_SIZE = 25
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YAML_TYPE = "application/yaml; charset=utf-8"
_TABS = {
    uploads.CHANGED: lambda: _("Changed"),
    uploads.NEW: lambda: _("New"),
    uploads.FAULTY: lambda: _("With faults"),
    uploads.UNCHANGED: lambda: _("Unchanged"),
}


@require_safe
@role_required(Role.MANAGER)
def export(request: HttpRequest) -> HttpResponseBase:
    """Xuất danh mục: all or the filtered part of what was published last, as a workbook or as YAML."""
    if "format" not in request.GET:
        return render(request, "procedures/office/export.html", {"form": ExportForm()})
    form = ExportForm(request.GET)
    if not form.is_valid():
        return render(request, "procedures/office/export.html", {"form": form}, status=422)
    today = timezone.localdate()
    versions = form.versions(today)
    chosen = form.cleaned_data["format"]
    record("catalogue.exported", actor=request.user, request=request, format=chosen, rows=versions.count())
    name = f"danh-muc-{today:%Y-%m-%d}.{chosen}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    entries = exporting.entries_of(versions)
    if chosen == XLSX:
        return HttpResponse(workbook_of(entries), content_type=XLSX_TYPE, headers=headers)
    unit = site_unit()
    text = exporting.yaml_of(entries, on=today, unit=unit.name if unit is not None else "")
    return StreamingHttpResponse(text, content_type=YAML_TYPE, headers=headers)


@require_safe
@role_required(Role.MANAGER)
def blank_workbook(request: HttpRequest) -> HttpResponse:
    """A workbook with headings and explanations only, to be filled in."""
    headers = {"Content-Disposition": 'attachment; filename="danh-muc-mau.xlsx"'}
    return HttpResponse(workbook_of([]), content_type=XLSX_TYPE, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def import_file(request: HttpRequest) -> HttpResponse:
    """Nhập danh mục: choose a file; it is read and checked, and shown before anything changes."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            upload = uploads.take_in(name=given.name, content=given.read(), by=request.user, at=timezone.now())
        except UnreadableFile as error:
            form.add_error("file", _("This file cannot be taken in: %(reason)s.") % {"reason": error})
        else:
            return redirect("procedures:upload", upload.pk)
    recent = _own(request).defer("rows", "remarks")[:10]
    context = {"form": form, "uploads": recent, "days": uploads.KEPT_FOR.days}
    return render(request, "procedures/office/import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would change: new, changed, with faults, unchanged; ticked rows are handed in for review."""
    found = get_object_or_404(_own(request), pk=pk)
    today = timezone.localdate()
    takeable = [row["position"] for row in found.rows if row["outcome"] in (uploads.NEW, uploads.CHANGED)]
    form = RowsForm(request.POST or None, positions=takeable, today=today, initial={"starts_on": today})
    if request.method == "POST" and form.is_valid():
        count = uploads.take_over(
            found,
            positions=set(form.cleaned_data["rows"]),
            starts_on=form.cleaned_data["starts_on"],
            decision=form.cleaned_data["decision"],
            by=request.user,
            at=timezone.now(),
        )
        _tell(request, count, asked=len(form.cleaned_data["rows"]))
        return redirect(request.get_full_path())
    return render(request, "procedures/office/upload.html", _shown(request, found, form), status=_status(form))


def _shown(request: HttpRequest, found: CatalogueUpload, form: RowsForm) -> dict[str, Any]:
    counts = uploads.count_of(found)
    asked = request.GET.get("tab", "")
    tab = asked if asked in _TABS else next((each for each in _TABS if counts[each]), uploads.CHANGED)
    rows = [row for row in found.rows if row["outcome"] == tab]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    ticked = set(form.data.getlist("rows")) if form.is_bound else None
    here = reverse("procedures:upload", args=[found.pk])
    looked = uploads.looked_at(page, today=timezone.localdate())
    return {
        "upload": found,
        "form": form,
        "page_obj": page,
        "rows": [(each, ticked is None or str(each.row["position"]) in ticked) for each in looked],
        "has_takeable": any(each.can_be_taken for each in looked),
        "tab": tab,
        "tabs": [
            {"label": label(), "url": f"{here}?tab={each}", "is_current": each == tab, "count": counts[each]}
            for each, label in _TABS.items()
        ],
    }


def _own(request: HttpRequest) -> Any:
    return CatalogueUpload.objects.filter(uploaded_by=request.user)


def _status(form: RowsForm) -> int:
    return 422 if form.errors else 200


def _tell(request: HttpRequest, count: int, *, asked: int) -> None:
    if count:
        words = ngettext(
            "%(count)d draft was handed in for review; another person publishes it.",
            "%(count)d drafts were handed in for review; another person publishes them.",
            count,
        )
        messages.success(request, words % {"count": count})
    if count < asked:
        left = asked - count
        words = ngettext(
            "%(count)d row was left alone; the reason stands beside it.",
            "%(count)d rows were left alone; the reason stands beside each.",
            left,
        )
        messages.warning(request, words % {"count": left})
