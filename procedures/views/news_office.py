"""The manager's pages of announcements (tin tức, thông báo): list, write with a preview, end now with undo."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procedures.board.notice_acts import NoticeMoment, change, end_now, is_shown, remove, show_again, write
from procedures.board.notice_forms import AnnouncementForm
from procedures.board.notices import shown
from procedures.models import Announcement
from staff.access import role_required
from staff.managed_units import chosen_unit, managed_unit_ids
from staff.models import Unit
from staff.roles import Role
from staff.undo import in_time, offer_undo
from staff.wrong_moment import wrong_moment_page

PAGE_SIZE = 25
_SALT = "announcement.end"
_NAMES = ("kind", "title", "body", "begins_at", "ends_at", "shown_from", "shown_to", "is_pinned")

TAB_LABELS = {"now": gettext_lazy("Shown now"), "ahead": gettext_lazy("Coming"), "over": gettext_lazy("Ended")}


@require_safe
@role_required(Role.MANAGER)
def announcements(request: HttpRequest) -> HttpResponse:
    """Announcements of the managed units, by whether they are shown."""
    at = timezone.now()
    own = _own(request)
    tabs: dict[str, QuerySet[Announcement]] = {
        "now": own.filter(pk__in=shown(at).values("pk")),
        "ahead": own.filter(shown_from__gt=at),
        "over": own.filter(Q(shown_to__lte=at), shown_from__lte=at),
    }
    current = request.GET.get("tab", "")
    current = current if current in tabs else "now"
    context = {
        "page_obj": Paginator(tabs[current], PAGE_SIZE).get_page(request.GET.get("page")),
        "tab": current,
        "tabs": [
            {"label": label, "url": f"?tab={key}", "is_current": key == current, "count": tabs[key].count()}
            for key, label in TAB_LABELS.items()
        ],
    }
    return render(request, "procedures/office/announcements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def announcement_new(request: HttpRequest) -> HttpResponse:
    """Đăng thông báo."""
    unit, units = chosen_unit(request)
    initial = {"unit": unit.code, "shown_from": timezone.localtime().replace(second=0, microsecond=0)}
    return _edit(request, units, initial, None)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def announcement_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa thông báo; also where it is ended or removed."""
    row = get_object_or_404(_own(request), pk=pk)
    return _edit(request, [row.unit], {name: getattr(row, name) for name in _NAMES}, row)


@require_POST
@role_required(Role.MANAGER)
def announcement_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Gỡ ngay, with ten seconds to take it back."""
    row = get_object_or_404(_own(request), pk=pk)
    try:
        end_now(announcement=row, by=request.user, at=timezone.now())
    except NoticeMoment as moment:
        return _wrong_moment(request, str(moment))
    until = row.shown_to.isoformat() if row.shown_to else ""
    token = signing.dumps({"pk": row.pk, "until": until}, salt=_SALT)
    offer_undo(request, _("Taken off all pages."), reverse("procedures:announcement_again", args=[token]))
    return redirect("procedures:announcements")


@require_POST
@role_required(Role.MANAGER)
def announcement_again(request: HttpRequest, token: str) -> HttpResponse:
    """Hoàn tác."""
    try:
        said = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise Http404 from None
    row = get_object_or_404(_own(request), pk=said["pk"])
    if not in_time(row.updated_at, timezone.now()):
        return _wrong_moment(request, _("The time to take it back is over. Change the announcement instead."))
    until = parse_datetime(said["until"]) if said["until"] else None
    show_again(announcement=row, shown_to=until, by=request.user, at=timezone.now())
    messages.success(request, _("It is shown again."))
    return redirect("procedures:announcements")


@require_POST
@role_required(Role.MANAGER)
def announcement_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Bỏ thông báo nobody has seen."""
    row = get_object_or_404(_own(request), pk=pk)
    try:
        remove(announcement=row, by=request.user, at=timezone.now())
    except NoticeMoment as moment:
        return _wrong_moment(request, str(moment))
    messages.success(request, _("Removed. Nobody has seen it."))
    return redirect("procedures:announcements")


def _edit(
    request: HttpRequest, units: list[Unit], initial: dict[str, object], row: Announcement | None
) -> HttpResponse:
    form = AnnouncementForm(request.POST or None, initial=initial, units=units)
    is_sent = request.method == "POST" and form.is_valid()
    at = timezone.now()
    if is_sent and "preview" not in request.POST:
        if row is None:
            new = write(unit=form.chosen, notice=form.notice(), by=request.user, at=at)
        else:
            new = change(announcement=row, notice=form.notice(), by=request.user, at=at)
        messages.success(request, _said(new, at))
        return redirect(f"{reverse('procedures:announcements')}?{urlencode({'tab': _tab(new, at)})}")
    context = {
        "form": form,
        "announcement": row,
        "preview": form.notice() if is_sent else None,
        "preview_kind": Announcement.Kind(form.cleaned_data["kind"]).label if is_sent else "",
        "can_end": row is not None and is_shown(row, at),
        "can_remove": row is not None and row.shown_from > at,
    }
    status = 422 if form.errors else 200
    return render(request, "procedures/office/announcement_edit.html", context, status=status)


def _own(request: HttpRequest) -> QuerySet[Announcement]:
    own = Announcement.objects.filter(unit__in=managed_unit_ids(request.user))
    return own.select_related("unit", "created_by")


def _tab(row: Announcement, at: datetime) -> str:
    return "ahead" if row.shown_from > at else "now" if is_shown(row, at) else "over"


def _said(row: Announcement, at: datetime) -> str:
    if row.shown_from > at:
        return _("Saved. It is shown from the moment you chose.")
    return _("Citizens see it now.")


def _wrong_moment(request: HttpRequest, message: str) -> HttpResponse:
    back = reverse("procedures:announcements")
    return wrong_moment_page(request, message, back=back, back_words=_("Back to the announcements"))
