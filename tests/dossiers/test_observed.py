"""How long it really took: office time without pauses, of twelve months, told only where there are enough."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from dossiers.models import Dossier, ObservedTime, Pause
from dossiers.observed import at_share, reckon
from dossiers.tasks import sweep_observed_times
from dossiers.templatetags.observed import office_time_in_words
from procedures.models import ProcedureVersion
from tests.people import MakeDossier, Office, moment
from tests.procedures.reading import body

NIGHT = moment("2023-09-10 02:35")


@pytest.mark.parametrize(
    ("values", "half", "nine"),
    [([5], 5, 5), ([1, 2], 1, 2), (list(range(1, 11)), 5, 9), (list(range(1, 12)), 6, 10)],
)
def test_so_many_lie_within_the_value(values: list[int], half: int, nine: int) -> None:
    assert (at_share(values, 5), at_share(values, 9)) == (half, nine)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "1 working hour"),
        (61, "2 working hours"),
        (480, "8 working hours"),
        (481, "2 working days"),
        (1440, "3 working days"),
    ],
)
def test_office_time_is_rounded_up(minutes: int, words: str) -> None:
    with translation.override("en"):
        assert office_time_in_words(minutes) == words


@pytest.mark.django_db
class TestReckoning:
    """Lan's dossier of Tuesday 8:00 is ready on Thursday at 8:00: two days of eight hours."""

    def ready(self, make: MakeDossier, signed: str = "2023-08-31 08:00") -> Dossier:
        return make("2023-08-29 08:00", signed=signed)

    def test_office_hours_are_counted(self, returned: MakeDossier) -> None:
        self.ready(returned)
        assert reckon(at=NIGHT) == 1
        found = ObservedTime.objects.get()
        assert (found.dossiers, found.median_minutes, found.ninth_minutes) == (1, 960, 960)

    @pytest.mark.parametrize("after", ["restart", "resume"])
    def test_waiting_for_somebody_else_does_not_count(self, returned: MakeDossier, after: str) -> None:
        Pause.objects.create(
            dossier=self.ready(returned),
            ground="supplement",
            after=after,
            started_at=moment("2023-08-30 08:00"),
            ended_at=moment("2023-08-31 08:00"),
        )
        reckon(at=NIGHT)
        assert ObservedTime.objects.get().median_minutes == 480

    def test_what_is_older_than_a_year_does_not_count(self, returned: MakeDossier) -> None:
        self.ready(returned)
        assert reckon(at=NIGHT + dt.timedelta(days=365)) == 0

    def test_what_is_not_ready_does_not_count(self, proposed: MakeDossier) -> None:
        proposed("2023-08-29 08:00")
        assert reckon(at=NIGHT) == 0

    def test_a_procedure_without_dossiers_is_told_of_no_longer(self, returned: MakeDossier) -> None:
        self.ready(returned)
        reckon(at=NIGHT)
        reckon(at=NIGHT + dt.timedelta(days=365))
        assert not ObservedTime.objects.exists()

    def test_doing_it_twice_does_no_harm(self, returned: MakeDossier) -> None:
        self.ready(returned)
        reckon(at=NIGHT)
        reckon(at=NIGHT + dt.timedelta(days=1))
        assert ObservedTime.objects.get().reckoned_at == NIGHT + dt.timedelta(days=1)

    def test_the_sweep_does_it_each_night(self, returned: MakeDossier) -> None:
        self.ready(returned)
        with time_machine.travel(NIGHT, tick=False):
            assert sweep_observed_times() == 1

    def test_many_dossiers_take_no_more_statements_than_one(self, returned: MakeDossier) -> None:
        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                reckon(at=NIGHT)
            return len(captured)

        self.ready(returned)
        statements()
        one = statements()
        for _ in range(6):
            self.ready(returned)
        assert statements() == one


def observed(version: ProcedureVersion, dossiers: int) -> None:
    ObservedTime.objects.create(
        procedure=version.procedure, dossiers=dossiers, median_minutes=300, ninth_minutes=960, reckoned_at=NIGHT
    )


@pytest.mark.django_db
def test_a_citizen_reads_both_numbers_and_that_they_are_no_promise(
    client: Client, office: Office, version: ProcedureVersion
) -> None:
    client.cookies["django_language"] = "en"
    observed(version, 10)
    text = body(client.get(version.procedure.get_absolute_url()))
    assert "Half of the dossiers were ready within 5 working hours" in text
    assert "Nine in ten were ready within 2 working days" in text
    assert "From 10 dossiers of the last 12 months" in text
    assert "not a promise" in text


@pytest.mark.django_db
def test_of_few_dossiers_nothing_is_told(client: Client, office: Office, version: ProcedureVersion) -> None:
    client.cookies["django_language"] = "en"
    observed(version, 9)
    cache.clear()
    assert "ready within" not in body(client.get(version.procedure.get_absolute_url()))
