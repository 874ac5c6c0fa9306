"""Accounts for fees (tài khoản thu phí, lệ phí): where citizens pay each counter by transfer."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.errors import Faults
from dossiers.forms.money import AccountForm
from dossiers.forms.office import add_faults
from dossiers.services.accounts import set_account
from dossiers.vietqr import payload
from staff import audit
from staff.access import role_required
from staff.managed_units import managed_unit_ids
from staff.models import BankAccount, Unit
from staff.printing import qr_on_page
from staff.roles import Role

_PER_PAGE = 25


@require_safe
@role_required(Role.MANAGER)
def accounts(request: HttpRequest) -> HttpResponse:
    """Tài khoản của các bộ phận một cửa."""
    today = timezone.localdate()
    in_force = BankAccount.objects.in_force(today)
    counters = Unit.objects.in_force(today).filter(pk__in=managed_unit_ids(request.user), receives_dossiers=True)
    rows = counters.prefetch_related(Prefetch("bank_accounts", in_force, to_attr="accounts_now")).order_by("code")
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dossiers/office/accounts.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def account(request: HttpRequest, code: str) -> HttpResponse:
    """Tài khoản của một đơn vị: the one in use with a code to try, those before and after, and the form."""
    today = timezone.localdate()
    reachable = Unit.objects.filter(pk__in=managed_unit_ids(request.user), receives_dossiers=True)
    unit = get_object_or_404(reachable, code=code)
    form = AccountForm(request.POST if request.method == "POST" else None, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        try:
            made = set_account(unit=unit, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Faults as faults:
            add_faults(form, faults.errors)
        else:
            audit.record(
                "bank_account.set",
                actor=request.user,
                target=unit.code,
                request=request,
                bank=made.bank_bin,
                number=made.number,
                since=made.valid_from.isoformat(),
            )
            messages.success(request, _("The account is saved. Try its code with a bank's app before using it."))
            return redirect("dossiers:bank_account", unit.code)
    rows = list(unit.bank_accounts.order_by("-valid_from"))
    shown = next((row for row in rows if row.is_in_force(today)), rows[0] if rows else None)
    context = {
        "unit": unit,
        "form": form,
        "accounts": rows,
        "shown": shown,
        "qr": qr_on_page(payload(bank_bin=shown.bank_bin, account=shown.number)) if shown else "",
        "today": today,
    }
    return render(request, "dossiers/office/account.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("quan-ly/tai-khoan/", accounts, name="bank_accounts"),
    path("quan-ly/tai-khoan/<str:code>/", account, name="bank_account"),
]
