"""The manager's pages of posted documents (văn bản niêm yết): what hangs, the next version, withdraw, end."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procedures.board.posting import documents_for
from procedures.board.posting_acts import (
    PostingFaults,
    PostingMoment,
    end,
    is_ahead,
    issue,
    issue_instead,
    withdraw,
)
from procedures.board.posting_forms import EndForm, PostedDocumentForm
from procedures.models import PostedDocument
from staff.access import role_required
from staff.managed_units import chosen_unit, managed_unit_ids
from staff.models import Unit
from staff.roles import Role
from staff.templatetags.office_ui import vn_date
from staff.wrong_moment import wrong_moment_page

Kind = PostedDocument.Kind
#: Earlier documents listed of a unit; all of them stand on the public page as of a date.
MOST_EARLIER = 50


@require_safe
@role_required(Role.MANAGER)
def posted_rules(request: HttpRequest) -> HttpResponse:
    """Every kind with what the unit shows of it today, what is coming, and what it showed before."""
    unit, units = chosen_unit(request)
    today = timezone.localdate()
    posted = documents_for(unit, today)
    own = _documents(request).filter(unit=unit)
    ahead = own.filter(valid_from__gt=today, withdrawn_at__isnull=True).order_by("valid_from")
    context = {
        "unit": unit,
        "units": units,
        "kinds": [
            {
                "kind": kind,
                "shown": [each for each in posted if each.document.kind == kind],
                "ahead": [each for each in ahead if each.kind == kind],
            }
            for kind in Kind
        ],
        "earlier": own.exclude(pk__in=[each.document.pk for each in posted])
        .exclude(valid_from__gt=today, withdrawn_at__isnull=True)
        .order_by("-valid_from", "-pk")[:MOST_EARLIER],
    }
    return render(request, "procedures/office/posted_rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def rules_new(request: HttpRequest, unit: str, kind: str) -> HttpResponse:
    """Write the next document of a kind; the form begins with what is shown today."""
    place, _units = chosen_unit(request, unit)
    if kind not in Kind.values:
        raise Http404
    initial: dict[str, object] = {"valid_from": timezone.localdate() + timedelta(days=1)}
    source = _begin_with(request, place, kind)
    if source is not None:
        initial |= {"title": source.title, "body": source.body}
    elif kind != Kind.OTHER:
        initial["title"] = str(Kind(kind).label)
    return _edit(request, place, kind, initial, None)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def rules_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a document anew that has not begun; 409 when it has."""
    document = get_object_or_404(_documents(request), pk=pk)
    if not is_ahead(document, timezone.localdate()):
        return _wrong_moment(request, document, _("This document has begun or was withdrawn."))
    names = ("title", "body", "source_document", "valid_from")
    initial = {name: getattr(document, name) for name in names}
    return _edit(request, document.unit, document.kind, initial, document)


@require_safe
@role_required(Role.MANAGER)
def rules_document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document as it is shown, and what may be done with it."""
    return _show(request, get_object_or_404(_documents(request), pk=pk), EndForm())


@require_POST
@role_required(Role.MANAGER)
def rules_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Rút lại before the first day."""
    document = get_object_or_404(_documents(request), pk=pk)
    try:
        withdraw(document=document, by=request.user, at=timezone.now())
    except PostingMoment as moment:
        return _wrong_moment(request, document, str(moment))
    messages.success(request, _("Withdrawn. It is never shown."))
    return redirect(_list_of(document.unit))


@require_POST
@role_required(Role.MANAGER)
def rules_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Kết thúc after a last day."""
    document = get_object_or_404(_documents(request), pk=pk)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            end(document=document, last_day=form.cleaned_data["last_day"], by=request.user, at=timezone.now())
        except PostingMoment as moment:
            return _wrong_moment(request, document, str(moment))
        except PostingFaults as faults:
            _add(form, faults)
        else:
            day = vn_date(form.cleaned_data["last_day"])
            messages.success(request, _("Shown for the last time on %(day)s.") % {"day": day})
            return redirect(_list_of(document.unit))
    return _show(request, document, form, status=422)


def _edit(
    request: HttpRequest, unit: Unit, kind: str, initial: dict[str, object], document: PostedDocument | None
) -> HttpResponse:
    """The editor: preview, then post; `document` is the coming one that is worded anew."""
    form = PostedDocumentForm(request.POST or None, initial=initial, kind=kind)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            new = _carry_out(request, unit, form, document)
        except PostingMoment as moment:
            return _wrong_moment(request, document, str(moment))
        except PostingFaults as faults:
            _add(form, faults)
        else:
            messages.success(request, _("Posted from %(day)s on.") % {"day": vn_date(new.valid_from)})
            return redirect(_list_of(unit))
    context = {
        "form": form,
        "unit": unit,
        "kind": Kind(kind),
        "document": document,
        "preview": form.wording() if request.method == "POST" and form.is_valid() else None,
        "back": _list_of(unit),
        "below": unit.children.in_force(timezone.localdate()).exists(),
    }
    return render(request, "procedures/office/posted_rules_edit.html", context, status=422 if form.errors else 200)


def _carry_out(
    request: HttpRequest, unit: Unit, form: PostedDocumentForm, document: PostedDocument | None
) -> PostedDocument:
    by, at, wording = request.user, timezone.now(), form.wording()
    if document is None:
        return issue(unit=unit, wording=wording, by=by, at=at)
    return issue_instead(document=document, wording=wording, by=by, at=at)


def _add(form: PostedDocumentForm | EndForm, faults: PostingFaults) -> None:
    for name, text in faults.errors.items():
        form.add_error(name, text)


def _begin_with(request: HttpRequest, unit: Unit, kind: str) -> PostedDocument | None:
    """What the next document starts from: the one named in the address, else the one shown today."""
    posted = [each.document for each in documents_for(unit, timezone.localdate()) if each.document.kind == kind]
    if kind == Kind.OTHER:
        return next((each for each in posted if str(each.pk) == request.GET.get("tu")), None)
    return posted[0] if posted else None


def _documents(request: HttpRequest) -> QuerySet[PostedDocument]:
    own = PostedDocument.objects.filter(unit__in=managed_unit_ids(request.user))
    return own.select_related("unit", "created_by")


def _show(request: HttpRequest, document: PostedDocument, form: EndForm, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "document": document,
        "form": form,
        "is_ahead": is_ahead(document, today),
        "is_in_force": document.withdrawn_at is None and document.is_in_force(today),
        "back": _list_of(document.unit),
    }
    return render(request, "procedures/office/posted_rules_document.html", context, status=status)


def _wrong_moment(request: HttpRequest, document: PostedDocument, message: str) -> HttpResponse:
    back = _list_of(document.unit)
    return wrong_moment_page(request, message, back=back, back_words=_("Back to the posted rules"))


def _list_of(unit: Unit) -> str:
    return f"{reverse('procedures:posted_rules')}?{urlencode({'unit': unit.code})}"
