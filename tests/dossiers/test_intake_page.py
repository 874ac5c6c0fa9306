"""The intake page beside the form: what was just done, what comes first, what is kept, and few statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.models import Dossier
from procedures.bring.bring_list import Answer
from procedures.models import ProcedureVersion, RequiredDocument
from staff.models import User
from tests.dossiers.sheets import typed
from tests.people import MakeDossier, make_version, moment


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment("2023-08-30 10:00"), tick=False):
        yield


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def test_receive_print_next_leads_to_an_empty_sheet_with_the_paper_at_hand(
    counter: Client, version: ProcedureVersion
) -> None:
    answer = counter.post(f"/mot-cua/tiep-nhan/{version.procedure.code}/", typed(version, act="next"), follow=True)

    dossier = Dossier.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/mot-cua/tiep-nhan/?done={dossier.code}"
    assert f"/mot-cua/giay-to/{dossier.issued_documents.get().pk}.pdf" in page
    assert dossier.applicant_name not in page
    assert dossier.identity_number not in page


def test_a_dossier_of_elsewhere_is_not_named_above_the_sheet(
    client: Client, tu: User, received: MakeDossier
) -> None:
    dossier = received("2023-08-30 08:00")
    client.force_login(tu)

    assert client.get(f"/mot-cua/tiep-nhan/?done={dossier.code}").context["done"] is None


def test_an_original_kept_needs_its_shelf(counter: Client, version: ProcedureVersion) -> None:
    first = version.documents.get(position=1)
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"
    kept = typed(version, **{f"kept_{first.pk}": "on"})

    answer = counter.post(address, kept)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"shelf"}

    counter.post(address, {**kept, "shelf": "A-12"})
    assert Dossier.objects.get().originals.get().shelf == "A-12"


def test_what_was_received_most_today_comes_first(counter: Client, received: MakeDossier, hoa: User) -> None:
    other = make_version("2.000635", "Cấp bản sao Trích lục hộ tịch")
    for day in ("2023-08-28", "2023-08-29"):
        received(f"{day} 08:00")
    received("2023-08-30 08:00", version=other)

    often = counter.get("/mot-cua/tiep-nhan/").context["often"]

    assert [version.procedure.code for version in often] == ["2.000635", "1.004873"]


def test_a_ready_to_bring_card_ticks_its_papers(counter: Client, version: ProcedureVersion) -> None:
    form = counter.get(f"/mot-cua/tiep-nhan/{version.procedure.code}/?co=1-3-99-x").context["form"]

    assert [bool(row.tick.value()) for row in form.paper_rows()] == [True, False, True]


def test_a_ready_to_bring_card_brings_its_answers(counter: Client, version: ProcedureVersion) -> None:
    form = counter.get(f"/mot-cua/tiep-nhan/{version.procedure.code}/?co=1-3&khong=2&pb=1").context["form"]

    assert [row.answer for row in form.paper_rows()] == [Answer.UNSURE, Answer.NO, Answer.UNSURE]


def test_the_answers_of_a_card_survive_a_fault(counter: Client, version: ProcedureVersion) -> None:
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"

    answer = counter.post(address, {"told": "1-2-3/", "act": "receive"})

    assert answer.status_code == 422
    assert [row.answer for row in answer.context["form"].paper_rows()][1] is Answer.YES


def test_a_card_of_an_earlier_version_ticks_the_same_papers(counter: Client, version: ProcedureVersion) -> None:
    ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=dt.date(2023, 8, 28), status="superseded")
    later = ProcedureVersion.objects.create(
        procedure=version.procedure,
        number=2,
        name=version.name,
        valid_from=dt.date(2023, 8, 29),
        received_at_commune=True,
        limit_mode="working_days",
        limit_value=3,
        source_digest="2",
    )
    for position, name in enumerate(("Giấy tờ tùy thân", "Giấy mới", "Tờ khai theo mẫu"), start=1):
        RequiredDocument.objects.create(version=later, position=position, name=name)

    form = counter.get(f"/mot-cua/tiep-nhan/{version.procedure.code}/?co=1&pb=1").context["form"]

    assert [bool(row.tick.value()) for row in form.paper_rows()] == [False, False, True]


@pytest.mark.parametrize("count", [1, 20])
def test_the_choice_takes_as_many_statements_however_much_was_received(
    counter: Client, received: MakeDossier, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        received(f"2023-08-30 07:{number:02d}")
    counter.get("/mot-cua/tiep-nhan/")  # the calendar is read once per process

    with django_assert_num_queries(9):
        counter.get("/mot-cua/tiep-nhan/")


def test_the_receipt_may_be_printed_from_a_frame_of_our_own_pages_only(
    counter: Client, received: MakeDossier
) -> None:
    receipt = received("2023-08-30 08:00").issued_documents.get()

    answer = counter.get(f"/mot-cua/giay-to/{receipt.pk}.pdf")

    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
