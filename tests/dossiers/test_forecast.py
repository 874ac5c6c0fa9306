"""Will the promise break: what such dossiers usually still took, else what the route allots."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.forecast import LEAST_KNOWN
from dossiers.models import Dossier, Leg
from dossiers.services import processing
from dossiers.services.apology import draft_due_apologies
from procedures.models import ProcedureVersion
from staff.models import UnitPolicy, User
from tests.people import SINCE, MakeDossier, Office, make_version, moment


def signed_before(version: ProcedureVersion, dossier: Dossier, *, minutes: int, count: int) -> None:
    """Dossiers of the same kind that took so many office minutes from such a step to the signature."""
    leg = dossier.legs.get(ended_at=None)
    start = moment("2023-06-05 07:00")
    for number in range(count):
        past = Dossier.objects.create(
            version=version,
            receiving_unit=dossier.receiving_unit,
            handling_unit=dossier.handling_unit,
            channel="counter",
            state=9,
            code=f"CU-{number}",
            applicant_name="Trần Văn Bình",
            created_at=start,
            received_at=start,
            promised_at=start + dt.timedelta(days=9),
            due_at=start + dt.timedelta(days=9),
            judged_due_at=start + dt.timedelta(days=9),
            resolved_at=start + dt.timedelta(minutes=minutes),
            resolved_on=start.date(),
            verdict="early",
        )
        Leg.objects.create(
            dossier=past,
            position=1,
            name=leg.name,
            unit=leg.unit,
            role=leg.role,
            minutes=leg.minutes,
            given_at=start,
            due_at=start + dt.timedelta(hours=4),
            ended_at=start + dt.timedelta(minutes=minutes),
            ending=Leg.Ending.DONE,
        )


@pytest.fixture
def on_the_eve(received: MakeDossier, hoa: User) -> Dossier:
    """Promised for Wed 6/9 17:00, handed over only on Tue 5/9 at 16:00."""
    return processing.forward(dossier=received("2023-08-31 07:30"), by=hoa, at=moment("2023-09-05 16:00"))


def test_experience_tells_that_there_is_time_enough(version: ProcedureVersion, on_the_eve: Dossier) -> None:
    signed_before(version, on_the_eve, minutes=180, count=LEAST_KNOWN)

    assert draft_due_apologies(now=moment("2023-09-05 16:30")) == 0


def test_too_little_experience_does_not_count(version: ProcedureVersion, on_the_eve: Dossier) -> None:
    signed_before(version, on_the_eve, minutes=180, count=LEAST_KNOWN - 1)

    assert draft_due_apologies(now=moment("2023-09-05 16:30")) == 1


def test_experience_of_more_than_a_year_ago_does_not_count(version: ProcedureVersion, on_the_eve: Dossier) -> None:
    signed_before(version, on_the_eve, minutes=180, count=LEAST_KNOWN)
    long_ago = moment("2022-06-06 10:00")
    Dossier.objects.filter(code__startswith="CU-").update(resolved_at=long_ago, resolved_on=long_ago.date())

    assert draft_due_apologies(now=moment("2023-09-05 16:30")) == 1


@pytest.mark.parametrize(
    ("days", "at", "drafts"),
    [
        (2, "2023-08-10 08:00", 1),
        (2, "2023-08-09 08:00", 0),
        (3, "2023-08-09 08:00", 1),
        (3, "2023-08-08 08:00", 0),
    ],
)
def test_the_policy_of_the_unit_says_how_many_working_days_before(
    office: Office, received: MakeDossier, hoa: User, days: int, at: str, drafts: int
) -> None:
    """Promised for Mon 14/8; such dossiers usually take weeks more."""
    UnitPolicy.objects.create(unit=office.commune, valid_from=SINCE, apology_days=days)
    slow = make_version("2.000815", "Chứng thực hợp đồng", value=10)
    dossier = received("2023-07-31 09:00", version=slow)
    dossier = processing.forward(dossier=dossier, by=hoa, at=moment("2023-07-31 10:00"))
    signed_before(slow, dossier, minutes=60 * 24 * 30, count=LEAST_KNOWN)

    assert draft_due_apologies(now=moment(at)) == drafts
