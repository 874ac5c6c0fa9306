"""Configuration screens of the IT officer: units, policies, hours, calendar, people and roles; the log to read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet, model_to_dict
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .audit_words import ACTS, act_in_words
from .certificate_admin import CertificateAdmin
from .library_admin import PasswordForm
from .models import (
    Assignment,
    AuditEntry,
    CalendarDay,
    Certificate,
    OfficeHours,
    Official,
    Unit,
    UnitPolicy,
    User,
)
from .office_calendar import policy_in_force

# Roles are given by assignment; permission groups would be a second truth.
admin.site.unregister(Group)
admin.site.register(Certificate, CertificateAdmin)


class ReadOnly:
    """What is looked at here but changed elsewhere, or never."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ChangedElsewhere(ReadOnly):
    """What promises are counted by: shown here, changed on the page that shows first which dossiers move."""

    NOTE = _("To be changed at %(address)s, which shows first which dossiers move and tells their applicants.")
    changed_at = ""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        link = format_html('<a href="{0}">{0}</a>', reverse(self.changed_at))
        note = format_html(str(self.NOTE).replace("%(address)s", "{}"), link)
        fields = self.get_fields(request, obj)  # type: ignore[attr-defined]
        return [(None, {"fields": fields, "description": note})]


class PolicyRows(BaseInlineFormSet):
    """Quy chế: what was promised under a policy stays judged by it, so one in force may only be ended."""

    @property
    def empty_form(self) -> Any:
        """A new row begins with what is in force here, also from a unit above: it replaces all of that."""
        form = super().empty_form
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        held = model_to_dict(policy_in_force(self.instance, tomorrow), exclude=("id", "unit", "source_document"))
        form.initial = held | {"valid_from": tomorrow, "valid_to": None}
        return form

    def clean(self) -> None:
        super().clean()
        today = timezone.localdate()
        for form in self.forms:
            if not form.has_changed() or not hasattr(form, "cleaned_data"):
                continue
            begun = form.initial.get("valid_from")
            if begun is not None and begun <= today:
                self._check_ended(form, today)
            elif (start := form.cleaned_data.get("valid_from")) is not None and start <= today:
                told = _("A policy begins after today: dossiers were received under the one before.")
                form.add_error("valid_from", told)

    def _check_ended(self, form: Any, today: dt.date) -> None:
        told = _("A policy that has been in force may only be ended. Add a new row for what is decided now.")
        if form.cleaned_data.get("DELETE"):
            raise ValidationError(told)  # faults of a row marked for deletion are not looked at
        if any(name != "valid_to" for name in form.changed_data):
            form.add_error(None, told)
        last = form.cleaned_data.get("valid_to")
        if last is not None and last < today:
            form.add_error("valid_to", _("A policy ends today at the earliest."))


class UnitPolicyInline(admin.StackedInline):
    model = UnitPolicy
    formset = PolicyRows
    extra = 0
    fieldsets = (
        (None, {"fields": ("valid_from", "valid_to", "source_document")}),
        (
            _("Codes and promises"),
            {"fields": ("code_pattern", "appointment_rule", "online_clock", "early_rule", "extension_rule")},
        ),
        (
            _("Reminders"),
            {
                "fields": (
                    "apology_days",
                    "stuck_hours",
                    "collect_message_days",
                    "collect_call_days",
                    "collect_commune_days",
                )
            },
        ),
        (_("Book a time"), {"fields": ("booking_minutes", "bookings_per_slot", "booking_days")}),
        (_("Rating tablet"), {"fields": ("vote_seconds", "vote_least_seconds")}),
    )


class OfficeHoursInline(ReadOnly, admin.TabularInline):
    model = OfficeHours
    extra = 0
    verbose_name_plural = _("office hours, to be changed at the page “Office hours”")


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "kind", "parent", "receives_dossiers", "valid_from", "valid_to")
    list_filter = ("kind", "receives_dossiers")
    list_select_related = ("parent",)
    search_fields = ("code", "name", "agency_code")
    inlines = (UnitPolicyInline, OfficeHoursInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The place in the tree stays: with it the hours a unit inherits would change, and its promises."""
        return ("parent",) if obj is not None else ()


@admin.register(CalendarDay)
class CalendarDayAdmin(ChangedElsewhere, admin.ModelAdmin):
    list_display = ("day", "kind", "name", "source_document")
    list_filter = ("kind",)
    date_hierarchy = "day"
    changed_at = "dossiers:calendar"


class AssignmentInline(admin.TabularInline):
    model = Assignment
    extra = 0
    autocomplete_fields = ("unit",)


@admin.register(Official)
class OfficialAdmin(admin.ModelAdmin):
    list_display = ("user", "post", "public_phone")
    list_select_related = ("user",)
    search_fields = ("user__full_name", "user__username", "post")
    autocomplete_fields = ("user",)
    inlines = (AssignmentInline,)


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ("username", "full_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("username", "full_name")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Personal info"), {"fields": ("full_name", "phone", "email", "address")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    change_password_form = PasswordForm


class ActFilter(admin.SimpleListFilter):
    """The acts of the log by their names."""

    title = _("action")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(act, str(words)) for act, words in ACTS.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, admin.ModelAdmin):
    """Nhật ký bảo mật: to be read only."""

    list_display = ("at", "actor", "act", "target", "address")
    fields = ("at", "actor", "act", "target", "address", "detail")
    list_filter = (ActFilter,)
    list_select_related = ("actor",)
    search_fields = ("target", "actor__username")
    date_hierarchy = "at"

    @admin.display(description=_("action"), ordering="action")
    def act(self, entry: AuditEntry) -> str:
        """What was done, as people say it."""
        return act_in_words(entry.action)
