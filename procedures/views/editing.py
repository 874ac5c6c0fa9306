"""The draft editor (soạn thảo phiên bản): section by section, each save a step that can be taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from procedures.blank_forms.form_files import keep_form_file
from procedures.comparing.difference_rows import ROWS
from procedures.comparing.differences import Difference, differences
from procedures.drafting import SECTIONS, Bound, Section, bound_of, drafts, read
from procedures.drafting.sections import MOST_ROWS
from procedures.errors import DraftAtFault, DraftChanged, DraftWrongMoment, FormFileRefused
from procedures.importing.checking import check
from procedures.models import Field, ProcedureDraft
from procedures.views.draft_acts import seen_version
from procedures.views.draft_pages import draft_or_404, wrong_moment
from staff.access import role_required
from staff.roles import Role
from staff.text import whole_number

_ORDER = list(SECTIONS)
#: So many rows stand open by themselves.
_FEW_ROWS = 2


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def edit_section(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One section of a draft: filled in, saved whole or not; adding and moving rows are saves too."""
    draft = draft_or_404(pk)
    section = SECTIONS.get(slug)
    if section is None:
        raise Http404
    if request.method == "POST":
        return _given(request, draft, section)
    if draft.status != ProcedureDraft.Status.DRAFT:
        return wrong_moment(request, draft, _("This draft is not being written any more."))
    return _page(request, draft, _filled(draft, section))


def _given(request: HttpRequest, draft: ProcedureDraft, section: Section) -> HttpResponse:
    bound = read(section, draft.entry, request.POST, request.FILES, has_code=draft.procedure_id is not None)
    if draft.status != ProcedureDraft.Status.DRAFT:
        return _page(request, draft, bound, status=409)
    if not bound.is_valid or not _files_kept(bound, request):
        return _page(request, draft, bound, status=422)
    act, _colon, place = request.POST.get("act", "save").partition(":")
    entry = bound.written(keep_blank=act in ("up", "down", "remove"))
    anchor = ""
    if section.rows:
        entry, anchor = _rearranged(entry, section.rows, act, place)
    try:
        draft, changed = drafts.save(
            draft, entry, lock_version=seen_version(request), by=request.user, at=timezone.now()
        )
    except DraftChanged as error:
        return _page(request, error.draft, bound, status=409, theirs=differences(error.draft.entry, entry))
    except DraftAtFault as error:
        bound.show(error.faults)
        return _page(request, draft, bound, status=422)
    except DraftWrongMoment:  # handed in or put away since this request began
        return _page(request, draft_or_404(draft.pk), bound, status=409)
    if act in ("save", "next"):
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    if act == "next":
        return redirect(_next(draft, section))
    opened = f"?dong={anchor.rpartition('-')[2]}{anchor}" if anchor else ""
    return redirect(reverse("procedures:draft_section", args=[draft.pk, section.slug]) + opened)


def _filled(draft: ProcedureDraft, section: Section) -> Bound:
    bound = bound_of(section, draft.entry, has_code=draft.procedure_id is not None)
    if draft.step > 1 or draft.base_id is not None:
        bound.show(check(draft.entry)[1])
    return bound


def _page(
    request: HttpRequest,
    draft: ProcedureDraft,
    bound: Bound,
    *,
    status: int = 200,
    theirs: list[Difference] | None = None,
) -> HttpResponse:
    last = draft.history.select_related("by").first()
    faulty = {fault.path.partition(".")[0] for fault in check(draft.entry)[1]}
    context: dict[str, Any] = {
        "draft": draft,
        "section": bound.section,
        "bound": bound,
        "faults": bound.fault_list(),
        "sections": [(each, bool(faulty.intersection(each.keys))) for each in SECTIONS.values()],
        "theirs": theirs,
        "rows": _rows(bound, request.GET.get("dong", "")),
        "is_refused": status != 200,
        "is_written": draft.status == ProcedureDraft.Status.DRAFT,
        "last": last,
        "may_undo": draft.history.filter(number=draft.step - 1).exists(),
        "may_redo": draft.history.filter(number=draft.step + 1).exists(),
        "may_add": len(bound.rows) < MOST_ROWS,
        "fields": Field.objects.values_list("name", flat=True) if bound.section.slug == "chung" else (),
        "is_last": bound.section.slug == _ORDER[-1],
    }
    return render(request, "procedures/managing/section.html", context, status=status)


def _rows(bound: Bound, opened: str) -> list[tuple[Any, str, bool]]:
    """Each row with what it says; closed where there are many and nothing asks for a look."""
    if not bound.section.rows:
        return []
    found = []
    kind = ROWS[bound.section.rows]
    kept = kind.rows(bound.entry)
    for number, row in enumerate(bound.rows, start=1):
        is_blank = row.says_nothing()
        heading = kind.summary(kept[number - 1]) if number <= len(kept) and not is_blank else ""
        is_open = is_blank or bool(row.errors) or str(number) == opened or len(bound.rows) <= _FEW_ROWS
        found.append((row, heading, is_open))
    return found


def _rearranged(entry: dict[str, Any], key: str, act: str, place: str) -> tuple[dict[str, Any], str]:
    """Add, move or remove a row; returns the entry and the anchor of the row it was about."""
    rows = list(entry.get(key, []))
    number = whole_number(place, most=len(rows)) or 0
    there = number > 0
    if act == "add" and len(rows) < MOST_ROWS:
        rows.append({})
        number = len(rows)
    elif act == "up" and there and number > 1:
        rows[number - 2], rows[number - 1] = rows[number - 1], rows[number - 2]
        number -= 1
    elif act == "down" and there and number < len(rows):
        rows[number], rows[number - 1] = rows[number - 1], rows[number]
        number += 1
    elif act == "remove" and there:
        del rows[number - 1]
        number = min(number, len(rows))
    else:
        return entry, ""
    return {**entry, key: rows}, f"#row-{number}" if number else ""


def _files_kept(bound: Bound, request: HttpRequest) -> bool:
    """Keep the files that came with the rows; False when one of them is none we take."""
    for row in bound.rows:
        upload = row.cleaned_data.get("upload")
        if not upload:
            continue
        try:
            kept = keep_form_file(name=upload.name, given=upload, by=request.user, at=timezone.now())
        except FormFileRefused as error:
            row.add_error("upload", str(error))
            continue
        row.cleaned_data["file"] = kept.digest
        row.cleaned_data["title"] = row.cleaned_data["title"] or kept.name.rpartition(".")[0]
    return all(not row.errors for row in bound.rows)


def _next(draft: ProcedureDraft, section: Section) -> str:
    after = _ORDER.index(section.slug) + 1
    if after < len(_ORDER):
        return reverse("procedures:draft_section", args=[draft.pk, _ORDER[after]])
    return reverse("procedures:draft", args=[draft.pk])
