"""Forms and API accept of an applicant what the columns hold, and not a character more."""

from __future__ import annotations

import pytest
from django import forms
from rest_framework import serializers

from dossiers.api.walk_in import PrincipalInput, WalkInInput
from dossiers.forms.citizen import ApplicationForm
from dossiers.forms.intake import IntakeForm
from dossiers.models import Dossier, Principal

APPLICANT = ("applicant_name", "identity_number", "phone", "email", "address", "request")
PRINCIPAL = ("name", "identity_number", "phone", "address", "authorisation")


def column(model: type[Dossier | Principal], name: str) -> int | None:
    return model._meta.get_field(name).max_length


def bound(field: forms.Field | serializers.Field) -> int | None:
    """The longest text a field takes, by the validators that judge it."""
    limits = [each.limit_value for each in field.validators if type(each).__name__ == "MaxLengthValidator"]
    return min(limits, default=None)


@pytest.mark.parametrize("name", APPLICANT)
@pytest.mark.parametrize("form", [ApplicationForm, IntakeForm])
def test_a_form_is_as_wide_as_the_dossier(form: type[forms.Form], name: str) -> None:
    assert bound(form.base_fields[name]) == column(Dossier, name)


@pytest.mark.parametrize("name", [*APPLICANT, "note"])
def test_the_api_is_as_wide_as_the_dossier(name: str) -> None:
    assert WalkInInput().fields[name].max_length == column(Dossier, name)


@pytest.mark.parametrize("name", PRINCIPAL)
def test_form_and_api_are_as_wide_as_the_authorising_person(name: str) -> None:
    assert bound(IntakeForm.base_fields[f"principal_{name}"]) == column(Principal, name)
    assert PrincipalInput().fields[name].max_length == column(Principal, name)
