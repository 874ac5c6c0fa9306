"""What the public directory shows of an official (danh bạ công khai): number, e-mail, duties, place in the list.

The official decides on the own details; the manager on those of the own officials and on their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import audit
from .models import Official, User
from .phones import is_phone, normal_phone
from .text import plain_line

CHANGED, ORDERED = "official.public_details", "official.directory_order"
DETAILS = ("is_listed", "public_phone", "public_email", "duties")


class PublicDetailsForm(forms.Form):
    """Thông tin công khai của cán bộ."""

    is_listed = forms.BooleanField(
        label=_("Stand in the public directory"),
        required=False,
        help_text=_("Without it name, number and photo are not shown there."),
    )
    public_phone = forms.CharField(
        label=_("Public phone"),
        max_length=20,
        required=False,
        help_text=_("Everybody can call it. Leave it empty if citizens should call the counter."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    public_email = forms.EmailField(label=_("Public e-mail"), required=False)
    duties = forms.CharField(
        label=_("Answers for"),
        max_length=300,
        required=False,
        help_text=_("In words citizens know, for example: khai sinh, khai tử, kết hôn, chứng thực."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_public_phone(self) -> str:
        typed = plain_line(self.cleaned_data["public_phone"])
        if typed and not is_phone(normal_phone(typed)):
            raise forms.ValidationError(_("Enter a Vietnamese phone number, for example 0912 345 678."))
        return typed

    def clean_duties(self) -> str:
        return plain_line(self.cleaned_data["duties"])


def details_of(official: Official) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(official, name) for name in DETAILS}


@transaction.atomic
def set_public_details(*, official: Official, details: Mapping[str, Any], by: User) -> bool:
    """Say what the directory shows of an official (cập nhật thông tin công khai); False when nothing differs."""
    locked = Official.objects.select_for_update().get(pk=official.pk)
    changed = [name for name in DETAILS if getattr(locked, name) != details[name]]
    if not changed:
        return False
    for name in changed:
        setattr(locked, name, details[name])
    locked.save(update_fields=changed)
    audit.record(CHANGED, actor=by, target=f"official:{locked.pk}", changed=changed)
    return True


@transaction.atomic
def set_order(*, places: Mapping[int, int], by: User) -> int:
    """Put officials in order (sắp thứ tự danh bạ): the place by the key of the official; how many moved."""
    moved = 0
    for official in Official.objects.select_for_update().filter(pk__in=places).order_by("pk"):
        if official.directory_order != places[official.pk]:
            official.directory_order = places[official.pk]
            official.save(update_fields=["directory_order"])
            audit.record(ORDERED, actor=by, target=f"official:{official.pk}", place=official.directory_order)
            moved += 1
    return moved
