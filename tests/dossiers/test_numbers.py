"""Codes: no gap, no twin, whoever is first."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from dossiers.models import Dossier
from dossiers.references import Series, next_numbers
from dossiers.services import intake
from procedures.models import ProcedureVersion
from staff.models import UnitPolicy, User
from tests.people import LAN, MakeDossier, Office, all_papers, moment


def test_numbers_run_from_one_each_day_and_unit(office: Office) -> None:
    day = dt.date(2023, 8, 15)
    series, receipts = Series("dossier", day), Series("form-01", day)
    assert [next_numbers(office.commune, series) for _ in range(3)] == [[1], [2], [3]]
    assert next_numbers(office.other_commune, series) == [1]
    assert next_numbers(office.commune, Series("dossier", dt.date(2023, 8, 16))) == [1]
    assert next_numbers(office.commune, receipts, series) == [1, 4]


def test_code_follows_the_dated_pattern(received: MakeDossier, office: Office) -> None:
    UnitPolicy.objects.create(
        unit=office.province,
        code_pattern="000.12.05.{agency}-{yymmdd}-{number:04d}",
        valid_from=dt.date(2018, 1, 1),
        valid_to=dt.date(2025, 6, 30),
    )
    assert received("2023-08-15 08:00").code == "000.12.05.H25.12.02-230815-0001"
    assert received("2026-02-10 08:00").code == "H25.12.02-260210-0001"


def test_a_failed_intake_gives_its_number_back(received: MakeDossier, office: Office) -> None:
    received("2023-08-15 08:00")

    def broken_off() -> None:
        with transaction.atomic():
            received("2023-08-15 08:05")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    dossier = received("2023-08-15 08:10")
    assert dossier.code == "H25.12.02-230815-0002"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_clerks_at_the_same_moment_get_neither_twin_nor_gap(
    office: Office, hoa: User, version: ProcedureVersion
) -> None:
    clerks, each = 6, 5
    start = threading.Barrier(clerks)
    failures: list[BaseException] = []

    def clerk() -> None:
        try:
            mine = User.objects.get(pk=hoa.pk)
            start.wait(timeout=30)
            for _ in range(each):
                intake.receive_walk_in(
                    version=version,
                    unit=office.commune,
                    applicant=LAN,
                    papers=all_papers(version),
                    by=mine,
                    at=moment("2023-08-15 08:00"),
                )
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=clerk) for _ in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert failures == []
    codes = sorted(Dossier.objects.values_list("code", flat=True))
    assert codes == [f"H25.12.02-230815-{number:04d}" for number in range(1, clerks * each + 1)]
