"""Forms of accounts (tài khoản)."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import User
from .phones import is_phone, normal_phone


class CitizenSignupForm(forms.Form):
    """Đăng ký tài khoản: what the portal asks besides what the sign-in library asks."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As on your identity card."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        help_text=_("The counter calls it about your dossier; its last four digits open the tracking page."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    field_order = ("full_name", "phone", "username", "email", "password1", "password2")

    def clean_phone(self) -> str:
        """Digits only, by the same rule as the phone on a dossier; ``+84`` is read as 0."""
        number = normal_phone(self.cleaned_data["phone"])
        if not is_phone(number):
            raise forms.ValidationError(_("Enter a Vietnamese phone number, for example 0912 345 678."))
        return number

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by the sign-in library once the account exists."""
        cleaned: dict[str, Any] = self.cleaned_data
        user.full_name = " ".join(cleaned["full_name"].split())
        user.phone = cleaned["phone"]
        user.save(update_fields=["full_name", "phone"])
