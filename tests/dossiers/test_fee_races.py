"""Two at once on real row locks: money is taken once, no receipt slips into a shift that is being closed."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from dossiers.charge_lines import ChargeLine
from dossiers.errors import Faults, WrongMoment
from dossiers.models import Dossier, FeeReceipt, Shift
from dossiers.services import charging, shifts
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import User
from tests.people import MakeDossier, Office, moment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

NOW = moment("2023-08-30 10:00")


@pytest.fixture
def shift(hoa: User, office: Office) -> Shift:
    return shifts.open_shift(unit=office.commune, opening_cash=0, by=hoa, at=NOW)


@pytest.fixture
def owing(received: MakeDossier, version: ProcedureVersion, hoa: User) -> Dossier:
    fee = Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000)
    dossier = received("2023-08-30 09:30")
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=NOW)
    return dossier


def together(*acts: Callable[[], object]) -> list[str]:
    """Run all at the same moment; the names of what they raised, or ``done``."""
    start = threading.Barrier(len(acts))
    ends: list[str] = []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            act()
        except (Faults, WrongMoment) as error:
            ends.append(type(error).__name__)
        else:
            ends.append("done")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(ends)


def collect(dossier: Dossier, user: User) -> FeeReceipt:
    return charging.collect(
        dossier=Dossier.objects.get(pk=dossier.pk),
        method="cash",
        payer="",
        by=User.objects.get(pk=user.pk),
        at=NOW,
    )


def test_two_clicks_at_once_take_the_money_once(owing: Dossier, shift: Shift, hoa: User) -> None:
    ends = together(lambda: collect(owing, hoa), lambda: collect(owing, hoa))

    assert (ends, FeeReceipt.objects.count()) == (["Faults", "done"], 1)


def test_closing_counts_every_receipt_of_the_shift(owing: Dossier, shift: Shift, hoa: User) -> None:
    def close() -> None:
        user = User.objects.get(pk=hoa.pk)
        shifts.close_shift(shift=shift, notes={}, gap_reason="Kiểm thử đồng thời", by=user, at=NOW)

    together(lambda: collect(owing, hoa), close)

    shift.refresh_from_db()
    assert shift.expected_cash == sum(shift.receipts.values_list("amount", flat=True))
