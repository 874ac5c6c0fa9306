"""Dossiers from before there were legs are given the one they lie on."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from dossiers.models import Dossier, Leg
from dossiers.services import processing
from staff.models import User
from tests.people import MakeDossier, moment

pytestmark = pytest.mark.django_db

fill = importlib.import_module("dossiers.migrations.0011_legs_of_open_dossiers").fill


def test_an_open_dossier_gets_the_leg_its_state_speaks_of(
    received: MakeDossier, processing_dossier: MakeDossier, proposed: MakeDossier, returned: MakeDossier
) -> None:
    dossiers = received(), processing_dossier(), proposed(), returned()
    Leg.objects.all().delete()
    fill(apps, connection.schema_editor())
    fill(apps, connection.schema_editor())  # a second run adds nothing
    found = [list(each.legs.values_list("role", "due_at")) for each in dossiers]
    due = dossiers[0].due_at
    assert found == [[("clerk", due)], [("specialist", due)], [("leader", due)], []]


def test_such_a_dossier_goes_on(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    Leg.objects.all().delete()
    fill(apps, connection.schema_editor())
    dossier = processing.forward(dossier=Dossier.objects.get(), by=hoa, at=moment("2023-08-29 10:00"))
    assert list(dossier.legs.values_list("role", "ending")) == [("clerk", "done"), ("specialist", "")]
