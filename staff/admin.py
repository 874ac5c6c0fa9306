"""Configuration screens of the IT officer: units, policies, hours, calendar, people and roles; the log to read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

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


class UnitPolicyInline(admin.TabularInline):
    model = UnitPolicy
    extra = 0


class OfficeHoursInline(admin.TabularInline):
    model = OfficeHours
    extra = 0


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "kind", "parent", "receives_dossiers", "valid_from", "valid_to")
    list_filter = ("kind", "receives_dossiers")
    list_select_related = ("parent",)
    search_fields = ("code", "name", "agency_code")
    inlines = (UnitPolicyInline, OfficeHoursInline)


@admin.register(CalendarDay)
class CalendarDayAdmin(admin.ModelAdmin):
    list_display = ("day", "kind", "name", "source_document")
    list_filter = ("kind",)
    date_hierarchy = "day"


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
