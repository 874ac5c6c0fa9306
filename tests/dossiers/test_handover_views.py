"""The pages of the hand-over by list: scanning, choosing, slips, confirming."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.models import Dossier, HandoverSlip
from dossiers.services import decision
from dossiers.services.batch import Wanted
from dossiers.services.handing_over import hand_over
from dossiers.workflow import State
from staff.models import User
from tests.drawn import data_url, png
from tests.people import MakeDossier, moment

NOW = moment("2023-08-29 16:00")
HERE = "/mot-cua/ban-giao/"


@pytest.fixture
def counter(client: Client, hoa: User) -> Client:
    client.force_login(hoa)
    return client


@pytest.fixture
def slip(received: MakeDossier, hoa: User) -> HandoverSlip:
    """Two dossiers on their way to the division."""
    dossiers = [received(), received("2023-08-29 09:40")]
    wanted = [Wanted(str(each.reference)) for each in dossiers]
    return hand_over(kind="dossiers", wanted=wanted, by=hoa, at=NOW).slips[0]


def _chosen(dossier: Dossier) -> str:
    return f"{dossier.reference}:{dossier.lock_version}"


def test_scanned_codes_stand_first_and_ticked_in_their_order(counter: Client, received: MakeDossier) -> None:
    first, second, third = (received(f"2023-08-29 09:{minute}") for minute in (30, 40, 50))
    page = counter.get(HERE, {"ma": [third.code, first.code, third.code]})
    assert [each.pk for each in page.context["scanned"]] == [third.pk, first.pk]
    assert [each.pk for each in page.context["page_obj"]] == [second.pk]


def test_a_receipts_address_is_read_as_its_code(counter: Client, received: MakeDossier) -> None:
    dossier = received()
    page = counter.get(HERE, {"ma": f"http://localhost:8000/tra-cuu/?code={dossier.code}"})
    assert [each.pk for each in page.context["scanned"]] == [dossier.pk]


def test_what_is_not_ready_is_named(counter: Client, slip: HandoverSlip) -> None:
    code = slip.lines.all()[0].dossier.code
    page = counter.get(HERE, {"ma": code})
    assert page.context["strange"] == [code]
    assert page.context["scanned"] == []


def test_chosen_dossiers_leave_with_a_slip_to_print(counter: Client, received: MakeDossier) -> None:
    dossier = received()
    page = counter.post(HERE, {"chosen": [_chosen(dossier)], "note": "Chuyến chiều"})
    dossier.refresh_from_db()
    assert dossier.state == State.PROCESSING
    slip = HandoverSlip.objects.get()
    assert slip.note == "Chuyến chiều"
    assert f"/ban-giao/{slip.pk}.pdf" in page.content.decode()


def test_each_dossier_has_its_outcome(counter: Client, received: MakeDossier) -> None:
    good, stale = received(), received("2023-08-29 09:40")
    page = counter.post(HERE, {"chosen": [_chosen(good), f"{stale.reference}:0"]})
    assert page.context["done"] == 1
    assert [each["code"] for each in page.context["failed"]] == [stale.code]


def test_dossiers_chosen_on_the_work_list_may_leave_with_a_slip(counter: Client, received: MakeDossier) -> None:
    page = counter.post("/xu-ly/hang-loat/", {"chosen": [_chosen(received())], "door": "counter"})
    assert 'action="/mot-cua/ban-giao/"' in page.content.decode()


def test_nothing_chosen_is_a_fault(counter: Client, received: MakeDossier) -> None:
    received()
    answer = counter.post(HERE, {"note": "Chuyến chiều"})
    assert answer.status_code == 422
    assert "Chuyến chiều" in answer.content.decode()
    assert not HandoverSlip.objects.exists()


def test_a_specialist_hands_results_over(client: Client, proposed: MakeDossier, minh: User, hai: User) -> None:
    dossier = decision.sign(dossier=proposed(), by=hai, at=NOW)
    client.force_login(minh)
    client.post("/xu-ly/ban-giao/", {"chosen": [_chosen(dossier)]})
    assert HandoverSlip.objects.get().kind == "results"


def test_a_specialist_has_no_counter(client: Client, minh: User) -> None:
    client.force_login(minh)
    assert client.get(HERE).status_code == 403


def test_the_other_side_finds_the_slip_and_confirms_it(client: Client, slip: HandoverSlip, minh: User) -> None:
    client.force_login(minh)
    page = client.get("/xu-ly/ban-giao/", {"tab": "confirm"})
    assert [each.pk for each in page.context["page_obj"]] == [slip.pk]
    missed = slip.lines.all()[1]

    client.post(
        f"/ban-giao/{slip.pk}/nhan/",
        {f"missing_{missed.pk}": "on", f"remark_{missed.pk}": "Không có bì", "signature": data_url(png())},
    )

    slip.refresh_from_db()
    missed.refresh_from_db()
    assert slip.received_by == minh.official
    assert (missed.is_missing, missed.remark) == (True, "Không có bì")
    assert "Không có bì" in client.get(f"/ban-giao/{slip.pk}/").content.decode()


def test_a_second_confirmation_comes_too_late(client: Client, slip: HandoverSlip, minh: User) -> None:
    client.force_login(minh)
    client.post(f"/ban-giao/{slip.pk}/nhan/", {})
    assert client.post(f"/ban-giao/{slip.pk}/nhan/", {}).status_code == 409


def test_who_gave_does_not_confirm(counter: Client, slip: HandoverSlip) -> None:
    assert counter.get(f"/ban-giao/{slip.pk}/").context["form"] is None
    assert counter.post(f"/ban-giao/{slip.pk}/nhan/", {}).status_code == 403


@pytest.mark.parametrize("address", ["/ban-giao/{pk}/", "/ban-giao/{pk}.pdf"])
def test_a_slip_is_hidden_from_others(client: Client, tu: User, slip: HandoverSlip, address: str) -> None:
    client.force_login(tu)
    assert client.get(address.format(pk=slip.pk)).status_code == 404


def test_the_slip_is_printed(counter: Client, slip: HandoverSlip) -> None:
    answer = counter.get(f"/ban-giao/{slip.pk}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_list_costs_the_same_for_one_and_twenty(
    counter: Client, received: MakeDossier, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    received()
    counter.get(HERE)
    with django_assert_num_queries(6):
        counter.get(HERE)
    for minute in range(31, 50):
        received(f"2023-08-29 09:{minute}")
    with django_assert_num_queries(6):
        counter.get(HERE)


def test_the_slips_cost_the_same_for_one_and_many(
    counter: Client, received: MakeDossier, hoa: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def make(minute: int) -> None:
        wanted = [Wanted(str(received(f"2023-08-29 09:{minute}").reference))]
        hand_over(kind="dossiers", wanted=wanted, by=hoa, at=NOW)

    make(30)
    counter.get(HERE, {"tab": "slips"})
    with django_assert_num_queries(6):
        counter.get(HERE, {"tab": "slips"})
    for minute in range(31, 50):
        make(minute)
    with django_assert_num_queries(6):
        counter.get(HERE, {"tab": "slips"})
