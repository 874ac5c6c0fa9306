"""The public directory (danh bạ cán bộ), and the pages on which officials and managers decide what it shows."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import condition, require_http_methods, require_safe

from procedures.board.directory import desks_of, found_people, people_of
from procedures.board.posting import documents_for
from procedures.freshness import kept_for_a_minute, page_etag
from procedures.views.posting import unit_of, units_page
from staff.access import role_required
from staff.managed_units import chosen_unit
from staff.models import Assignment, Official
from staff.official_photo import officials_managed_by
from staff.public_details import PublicDetailsForm, details_of, set_order, set_public_details
from staff.roles import OFFICE_ROLES, Role
from staff.text import whole_number

PAGE_SIZE = 25
OFFICE_PAGE_SIZE = 50
LARGEST_PLACE = 999
LONGEST_SEARCH = 100


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def directory(request: HttpRequest) -> HttpResponse:
    """Search by name, post or duties over all units; without words the units."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    context = {"q": words}
    if words:
        found = found_people(words, timezone.localdate())
        context["page_obj"] = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    else:
        context["page_obj"] = units_page(request)
    return render(request, "procedures/public/directory.html", context)


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def people(request: HttpRequest, code: str) -> HttpResponse:
    """The officials of one unit, and which desk takes which field."""
    unit = unit_of(code)
    today = timezone.localdate()
    found = people_of(unit, today)
    context = {
        "unit": unit,
        "today": today,
        "leaders": [person for person in found if person.is_leader],
        "officials": [person for person in found if not person.is_leader],
        "desks": desks_of(unit, today) if unit.receives_dossiers else [],
        "hotlines": [each for each in documents_for(unit, today) if each.document.kind == "hotlines"],
    }
    return render(request, "procedures/public/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*OFFICE_ROLES)
def own_details(request: HttpRequest) -> HttpResponse:
    """What the directory shows of oneself."""
    return _edit(request, request.user.official, "procedures:own_details")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def directory_order(request: HttpRequest) -> HttpResponse:
    """The officials of one managed unit with what is shown of them, and their order."""
    unit, units = chosen_unit(request)
    at_work = Assignment.objects.in_force(timezone.localdate()).filter(unit=unit)
    found = Official.objects.filter(pk__in=at_work.values("official"), user__is_active=True).select_related("user")
    leaders = set(at_work.filter(role=Role.LEADER.value).values_list("official", flat=True))
    found = found.order_by("directory_order", "user__full_name", "pk")
    page = Paginator(found, OFFICE_PAGE_SIZE).get_page(request.GET.get("page"))
    faulty: list[int] = []
    if request.method == "POST":
        typed = {official.pk: request.POST.get(f"order-{official.pk}", "") for official in page}
        places = {pk: whole_number(text, most=LARGEST_PLACE) for pk, text in typed.items()}
        faulty = [pk for pk, place in places.items() if place is None]
        if not faulty:
            moved = set_order(places=places, by=request.user)
            words = ngettext("%(n)d official moved.", "%(n)d officials moved.", moved) % {"n": moved}
            messages.success(request, words if moved else _("The order stays as it is."))
            return redirect(request.get_full_path())
        for official in page:
            official.directory_order = typed[official.pk]
    context = {
        "page_obj": page,
        "faulty": faulty,
        "largest": LARGEST_PLACE,
        "leaders": leaders,
        "unit": unit,
        "units": units,
    }
    return render(request, "procedures/office/directory_order.html", context, status=422 if faulty else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def details_of_official(request: HttpRequest, pk: int) -> HttpResponse:
    """What the directory shows of an official of the managed units."""
    official = get_object_or_404(officials_managed_by(request.user), pk=pk)
    return _edit(request, official, "procedures:directory_order")


def _edit(request: HttpRequest, official: Official, back: str) -> HttpResponse:
    form = PublicDetailsForm(request.POST or None, initial=details_of(official))
    if request.method == "POST" and form.is_valid():
        if set_public_details(official=official, details=form.cleaned_data, by=request.user):
            messages.success(request, _("The directory shows it from now on."))
        else:
            messages.info(request, _("Nothing was changed."))
        return redirect(back)
    context = {"form": form, "official": official, "is_own": back == "procedures:own_details"}
    return render(request, "procedures/office/public_details.html", context, status=422 if form.errors else 200)
