"""Observed times as open data: none that might tell of a single person."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from dossiers.models import ObservedTime
from procedures.models import Procedure, ProcedureVersion
from tests.people import moment


def observe(procedure: Procedure, dossiers: int) -> None:
    ObservedTime.objects.create(
        procedure=procedure,
        dossiers=dossiers,
        median_minutes=480,
        ninth_minutes=960,
        reckoned_at=moment("2023-08-29 02:35"),
    )


@pytest.mark.parametrize(("dossiers", "shown"), [(9, []), (10, [480])])
def test_only_what_many_dossiers_say_is_published(
    client: Client, version: ProcedureVersion, dossiers: int, shown: list[int]
) -> None:
    observe(version.procedure, dossiers)
    rows = client.get("/api/v1/observed-times/").json()["results"]
    assert [row["median_minutes"] for row in rows] == shown


def test_they_can_be_taken_away_as_a_file(client: Client, version: ProcedureVersion) -> None:
    observe(version.procedure, 12)
    content = b"".join(client.get("/api/v1/observed-times.csv").streaming_content).decode()
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["procedure"], row["dossiers"], row["ninth_minutes"]) == (version.procedure.code, "12", "960")
