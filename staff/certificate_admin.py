"""Certificates in the settings of the office: who holds which key; the rest is read from the key itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Certificate
from .signing import serial_of
from .signing_keys import NoKey, key_in


class CertificateForm(forms.ModelForm):
    """Chứng thư số: one holder and one key that can be opened now."""

    class Meta:
        model = Certificate
        fields = ("official", "unit", "slot", "revoked_at")
        help_texts = {
            "slot": _("pkcs12: and a file in DATA_DIR/keys, or pkcs11: and the label of the key on the token"),
        }

    def clean(self) -> dict[str, Any]:
        """Open the key and take over what its certificate says."""
        cleaned = super().clean() or {}
        if self.instance.pk is not None:
            return cleaned  # holder and key were settled when it was entered
        if bool(cleaned.get("official")) == bool(cleaned.get("unit")):
            self.add_error("unit", _("Choose either an official or a unit."))
        if "slot" not in cleaned:
            return cleaned
        try:
            certificate = key_in(cleaned["slot"]).signing_cert
        except NoKey as error:
            self.add_error("slot", str(error))
            return cleaned
        if certificate is None:
            self.add_error("slot", _("There is no certificate beside this key."))
            return cleaned
        self.instance.subject = str(certificate.subject.native.get("common_name", ""))
        self.instance.issuer = str(certificate.issuer.native.get("common_name", ""))
        self.instance.serial = serial_of(certificate)
        self.instance.not_before = certificate.not_valid_before
        self.instance.not_after = certificate.not_valid_after
        return cleaned


class CertificateAdmin(admin.ModelAdmin):
    """Entered once, then only withdrawn: signatures point to it by its number."""

    form = CertificateForm
    list_display = ("subject", "issuer", "not_before", "not_after", "revoked_at")
    list_filter = ("issuer",)
    search_fields = ("subject", "serial")
    autocomplete_fields = ("official", "unit")
    readonly_fields = ("subject", "issuer", "serial", "not_before", "not_after")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Holder and key stay."""
        held = ("official", "unit", "slot") if obj is not None else ()
        return (*held, *self.readonly_fields)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Withdrawn, never forgotten."""
        return False
