"""How the applicant is told (cách nhận thông báo): fields of application and intake, and the account's form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier
from staff.telling import offered_ways


def tell_by_field(**attrs: Any) -> forms.ChoiceField:
    """The ways this office offers; none is chosen beforehand."""
    return forms.ChoiceField(
        label=_("News about the dossier"), choices=offered_ways, required=False, widget=forms.Select(attrs=attrs)
    )


def language_field(**attrs: Any) -> forms.ChoiceField:
    """The language of messages."""
    return forms.ChoiceField(
        label=_("Language of messages"),
        choices=Dossier.LANGUAGES,
        initial="vi",
        required=False,
        widget=forms.Select(attrs=attrs),
    )


class TellingForm(forms.Form):
    """Cách nhận thông báo của tài khoản."""

    way = forms.ChoiceField(
        label=_("News about my dossiers"), choices=offered_ways, required=False, widget=forms.RadioSelect
    )
