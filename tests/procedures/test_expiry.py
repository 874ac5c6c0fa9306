"""What runs out: found in time, shown to managers, told once to whoever answers for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procedures.blank_forms.form_files import keep_form_file
from procedures.expiring.expiry import running_out
from procedures.expiring.expiry_letters import tell_owners
from procedures.models import BlankForm, Fee, LegalDocument, PostedDocument, ProcedureVersion
from procedures.tasks import sweep_expiry
from staff.models import Assignment, Message, Official, Unit, User
from staff.roles import Role
from tests.people import SINCE, Office, make_official, make_version, moment

TODAY = dt.date(2023, 8, 29)
SOON = dt.date(2023, 9, 15)
NOW = moment("2023-08-29 09:30")
PAGE = "/quan-ly/sap-het-hieu-luc/"


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def names() -> list[tuple[str, str]]:
    return [(each.kind.value, each.name) for each in running_out(TODAY)]


def test_a_fee_that_ends(version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, position=1, name="lệ phí đăng ký", amount=15000, valid_to=SOON)

    assert names() == [("fee", "Lệ phí đăng ký")]


def test_a_fee_with_the_next_one_beside_it_does_not(version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=SOON)
    Fee.objects.create(
        version=version, position=2, name="Lệ phí", amount=20000, valid_from=SOON + dt.timedelta(days=1)
    )

    assert names() == []


def test_a_fee_that_lasts_as_long_as_its_version_does_not(version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=SOON)
    end(version, SOON, is_followed=True)

    assert names() == []


def test_a_blank_form_that_ends(version: ProcedureVersion) -> None:
    file = keep_form_file(name="a.pdf", given=b"%PDF-1.7 a", by=None, at=NOW)
    BlankForm.objects.create(version=version, position=1, title="Mẫu số 01", file=file, valid_to=SOON)

    assert names() == [("form", "Mẫu số 01")]


def test_a_version_without_a_next_one(version: ProcedureVersion) -> None:
    end(version, SOON, is_followed=False)

    assert names() == [("version", version.name)]


def test_a_version_with_a_next_one_does_not_run_out(version: ProcedureVersion) -> None:
    end(version, SOON, is_followed=True)

    assert names() == []


def test_a_text_of_law_that_ended_and_is_still_cited(office: Office) -> None:
    make_version(legal_bases=["NĐ 61/2018/NĐ-CP"])
    LegalDocument.objects.create(title="NĐ 61/2018/NĐ-CP", valid_to=dt.date(2023, 6, 30))

    assert names() == [("law", "NĐ 61/2018/NĐ-CP")]


def test_a_text_of_law_nobody_cites_is_no_concern(version: ProcedureVersion) -> None:
    LegalDocument.objects.create(title="NĐ 61/2018/NĐ-CP", valid_to=dt.date(2023, 6, 30))

    assert names() == []


def test_a_posted_document_that_ends(office: Office) -> None:
    post(office.commune, "Nội quy", valid_to=SOON)

    assert names() == [("posted", "Nội quy")]


def test_the_owner_is_told_once(version: ProcedureVersion, thu: User, minh: User) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=SOON)
    own(version, minh)

    assert (tell_owners(now=NOW), tell_owners(now=NOW)) == (1, 0)

    letter = Message.objects.get(event="expiry")
    assert letter.recipient == minh.email
    assert "15/09/2023" in letter.body
    assert "Lệ phí" in letter.body


def test_one_letter_tells_of_everything(version: ProcedureVersion, thu: User) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=SOON)
    LegalDocument.objects.create(title="NĐ 61/2018/NĐ-CP", valid_to=dt.date(2023, 6, 30))
    make_version("1.000002", "Thủ tục khác", legal_bases=["NĐ 61/2018/NĐ-CP"])

    assert tell_owners(now=NOW) == 2
    assert Message.objects.filter(event="expiry").count() == 1


def test_without_an_owner_the_managers_of_the_office_are_told(version: ProcedureVersion, thu: User) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=SOON)

    tell_owners(now=NOW)

    assert Message.objects.get(event="expiry").recipient == thu.email


def test_an_owner_who_left_is_not_written_to(version: ProcedureVersion, thu: User, minh: User) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=SOON)
    own(version, minh)
    Assignment.objects.filter(official__user=minh).update(valid_to=dt.date(2023, 8, 1))

    tell_owners(now=NOW)

    assert Message.objects.get(event="expiry").recipient == thu.email


def test_a_fee_taken_over_into_the_next_version_is_not_told_again(version: ProcedureVersion, thu: User) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=SOON)
    tell_owners(now=NOW)
    end(version, TODAY - dt.timedelta(days=1), is_followed=True)
    later = ProcedureVersion.objects.get(number=2)
    Fee.objects.create(version=later, position=1, name="Lệ phí", amount=15000, valid_to=SOON)

    assert tell_owners(now=NOW) == 0


def test_the_managers_of_a_commune_are_told_of_its_own_documents(office: Office, thu: User) -> None:
    huong = make_official("huong", "Đặng Thu Hương", office.commune, Role.MANAGER)
    post(office.commune, "Nội quy", valid_to=SOON)

    tell_owners(now=NOW)

    assert Message.objects.get(event="expiry").recipient == huong.email


def test_what_nobody_answers_for_stays_untold(version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=SOON)

    assert tell_owners(now=NOW) == 0
    assert not Message.objects.filter(event="expiry").exists()


def test_the_sweep_tells(version: ProcedureVersion, thu: User) -> None:
    Fee.objects.create(version=version, position=1, name="Lệ phí", amount=15000, valid_to=SOON)

    assert sweep_expiry() == 1


def test_the_page_lists_the_earliest_first(manager: Client, version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, position=1, name="Phí", amount=1, valid_to=SOON)
    Fee.objects.create(version=version, position=2, name="Lệ phí", amount=1, valid_to=dt.date(2023, 8, 1))

    rows = manager.get(PAGE).context["rows"]

    assert [(row["thing"].name, row["is_over"]) for row in rows] == [("Lệ phí", True), ("Phí", False)]


def test_the_page_narrows_to_what_one_answers_for(manager: Client, version: ProcedureVersion, thu: User) -> None:
    other = make_version("1.000002", "Thủ tục khác")
    for each in (version, other):
        Fee.objects.create(version=each, position=1, name="Phí", amount=1, valid_to=SOON)
    own(other, thu)

    rows = manager.get(f"{PAGE}?cua=toi").context["rows"]

    assert [row["thing"].procedures for row in rows] == [("1.000002",)]


def test_documents_of_units_elsewhere_are_not_shown(client: Client, office: Office) -> None:
    client.force_login(make_official("huong", "Đặng Thu Hương", office.commune, Role.MANAGER))
    post(office.other_commune, "Nội quy", valid_to=SOON)

    assert client.get(PAGE).context["rows"] == []


def test_only_managers_see_the_page(client: Client, hoa: User) -> None:
    client.force_login(hoa)

    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("count", [1, 20])
def test_as_many_statements_however_much_runs_out(
    manager: Client,
    version: ProcedureVersion,
    office: Office,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        row = make_version(f"1.1000{number:02d}", f"Thủ tục {number}", legal_bases=[f"QĐ {number}"])
        Fee.objects.create(version=row, position=1, name="Phí", amount=1, valid_to=SOON)
        LegalDocument.objects.create(title=f"QĐ {number}", valid_to=SOON)
        post(office.commune, f"Quy định {number}", kind="other", valid_to=SOON)
        end(row, SOON + dt.timedelta(days=1), is_followed=False)
    manager.get(PAGE)

    with django_assert_max_num_queries(18):
        manager.get(PAGE)


@pytest.fixture
def manager(thu: User) -> Client:
    client = Client()
    client.force_login(thu)
    return client


def own(version: ProcedureVersion, person: User) -> None:
    """Let `person` answer for the procedure."""
    version.procedure.owner = Official.objects.get(user=person)
    version.procedure.save()


def post(unit: Unit, title: str, *, kind: str = "rules", valid_to: dt.date) -> PostedDocument:
    """A document of the unit, in force since long ago."""
    return PostedDocument.objects.create(
        unit=unit, kind=kind, title=title, body="…", valid_from=SINCE, valid_to=valid_to, created_at=NOW
    )


def end(version: ProcedureVersion, on: dt.date, *, is_followed: bool) -> None:
    """Let the version end on this day; the next one begins on the day after."""
    ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=on)
    if is_followed:
        content: dict[str, Any] = {"limit_mode": "working_days", "limit_value": 3, "source_digest": "2"}
        ProcedureVersion.objects.create(
            procedure=version.procedure,
            number=2,
            name=version.name,
            valid_from=on + dt.timedelta(days=1),
            received_at_commune=True,
            **content,
        )
