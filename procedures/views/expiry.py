"""What runs out (sắp hết hiệu lực): the manager's list of everything posted that ends soon or has ended."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procedures.expiring.expiry import RunningOut, running_out
from procedures.expiring.running_out import DAYS_AHEAD
from procedures.models import Procedure
from staff.access import role_required
from staff.managed_units import managed_unit_ids
from staff.roles import Role

_PAGE_SIZE = 30


@require_safe
@role_required(Role.MANAGER)
def expiring(request: HttpRequest) -> HttpResponse:
    """Things with their last day, the earliest first; all, or those the manager answers for (``?cua=toi``)."""
    today = timezone.localdate()
    is_own = request.GET.get("cua") == "toi"
    within = managed_unit_ids(request.user)
    things = [each for each in running_out(today) if each.unit is None or each.unit.pk in within]
    own = _own_codes(request)
    mine = [each for each in things if own.intersection(each.procedures)]
    page = Paginator(mine if is_own else things, _PAGE_SIZE).get_page(request.GET.get("page"))
    owners = _owners(list(page))
    context = {
        "page_obj": page,
        "rows": [_row(each, owners, today) for each in page],
        "days": DAYS_AHEAD,
        "is_own": is_own,
        "count": len(things),
        "own_count": len(mine),
    }
    return render(request, "procedures/managing/expiring.html", context)


def _own_codes(request: HttpRequest) -> set[str]:
    return set(Procedure.objects.filter(owner__user=request.user.pk).values_list("code", flat=True))


def _owners(things: list[RunningOut]) -> dict[str, str]:
    """The names of those who answer, by the code of a procedure only one thing names."""
    codes = [each.procedures[0] for each in things if len(each.procedures) == 1]
    rows = Procedure.objects.filter(code__in=codes, owner__isnull=False).select_related("owner__user")
    return {row.code: str(row.owner) for row in rows}


def _row(thing: RunningOut, owners: dict[str, str], today: Any) -> dict[str, Any]:
    left = thing.days_left(today)
    return {
        "thing": thing,
        "left": left,
        "is_over": left < 0,
        "owner": owners.get(thing.procedures[0], "") if len(thing.procedures) == 1 else "",
    }
