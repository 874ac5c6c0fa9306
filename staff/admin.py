"""Configuration screens of the IT officer: units, policies, hours, calendar, people and roles; the log to read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import audit
from .models import (
    Assignment,
    AuditEntry,
    CalendarDay,
    OfficeHours,
    Official,
    Unit,
    UnitPolicy,
    User,
)

# Roles are given by assignment; permission groups would be a second truth.
admin.site.unregister(Group)


class ReadOnly:
    """What is looked at here but changed elsewhere, or never."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TellsThatPromisesStay:
    """The working calendar is edited here; what was promised by the old one stands on paper."""

    NOTE = _(
        "A change applies to promises made from now on. The dates already promised for open dossiers, and the "
        "receipts that show them, stay as they are."
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = self.get_fields(request, obj)  # type: ignore[attr-defined]
        return [(None, {"fields": fields, "description": self.NOTE})]


def _note_change(request: HttpRequest, target: object, **detail: Any) -> None:
    audit.record("calendar.changed", actor=request.user, target=str(target), request=request, **detail)  # type: ignore[arg-type]


class UnitPolicyInline(admin.TabularInline):
    model = UnitPolicy
    extra = 0


class OfficeHoursInline(admin.TabularInline):
    model = OfficeHours
    extra = 0


@admin.register(Unit)
class UnitAdmin(TellsThatPromisesStay, admin.ModelAdmin):
    list_display = ("code", "name", "kind", "parent", "receives_dossiers", "valid_from", "valid_to")
    list_filter = ("kind", "receives_dossiers")
    list_select_related = ("parent",)
    search_fields = ("code", "name", "agency_code")
    inlines = (UnitPolicyInline, OfficeHoursInline)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is OfficeHours and formset.has_changed():
            _note_change(
                request,
                f"unit {formset.instance.code}",
                added=[str(row) for row in formset.new_objects],
                changed=[str(row) for row, _names in formset.changed_objects],
                deleted=[str(row) for row in formset.deleted_objects],
            )


@admin.register(CalendarDay)
class CalendarDayAdmin(TellsThatPromisesStay, admin.ModelAdmin):
    list_display = ("day", "kind", "name", "source_document")
    list_filter = ("kind",)
    date_hierarchy = "day"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data:
            _note_change(request, obj, act="changed" if change else "added", fields=form.changed_data)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        _note_change(request, obj, act="deleted")

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        days = list(queryset)
        super().delete_queryset(request, queryset)
        for day in days:
            _note_change(request, day, act="deleted")


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


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, admin.ModelAdmin):
    """Nhật ký bảo mật: to be read only."""

    list_display = ("at", "actor", "action", "target", "address")
    list_filter = ("action",)
    list_select_related = ("actor",)
    search_fields = ("target", "actor__username")
    date_hierarchy = "at"
