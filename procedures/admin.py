"""Read-only look at the catalogue for the IT officer; handling rules can be edited."""

from __future__ import annotations

from django.contrib import admin
from django.db import models

from procedures.models import Fee, Field, HandlingRule, Procedure, ProcedureVersion, RequiredDocument
from staff.admin import ReadOnly


class RequiredDocumentInline(ReadOnly, admin.TabularInline):
    """Papers of a version."""

    model = RequiredDocument
    extra = 0


class FeeInline(ReadOnly, admin.TabularInline):
    """Fees of a version."""

    model = Fee
    extra = 0


@admin.register(ProcedureVersion)
class ProcedureVersionAdmin(ReadOnly, admin.ModelAdmin):
    """Versions (phiên bản thủ tục)."""

    list_display = ("name", "procedure", "number", "valid_from", "valid_to", "limit_mode", "limit_value")
    list_filter = ("status", "limit_mode", "online_level", "procedure__field")
    list_select_related = ("procedure",)
    search_fields = ("search_text", "procedure__code")
    date_hierarchy = "valid_from"
    inlines = (RequiredDocumentInline, FeeInline)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Procedure)
class ProcedureAdmin(ReadOnly, admin.ModelAdmin):
    """Procedures (thủ tục hành chính)."""

    list_display = ("code", "field", "created_at")
    list_filter = ("field",)
    list_select_related = ("field",)
    search_fields = ("code",)


@admin.register(Field)
class FieldAdmin(ReadOnly, admin.ModelAdmin):
    """Fields (lĩnh vực)."""

    list_display = ("name", "slug")
    search_fields = ("name",)


@admin.register(HandlingRule)
class HandlingRuleAdmin(admin.ModelAdmin):
    """Handling rules (đơn vị giải quyết)."""

    list_display = ("receiving_unit", "field", "handling_unit")
    list_filter = ("receiving_unit",)
    list_select_related = ("receiving_unit", "field", "handling_unit")
    autocomplete_fields = ("field",)
