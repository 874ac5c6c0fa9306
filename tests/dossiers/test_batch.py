"""One act on many dossiers: each by itself, one outcome for every one, the failed tried again."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.errors import Faults
from dossiers.models import Dossier
from dossiers.services import decision, handover, processing
from dossiers.services.batch import Wanted, chosen, legal_for_all, perform_all
from dossiers.services.perform import ActInput
from dossiers.workflow import Action, State
from staff.models import User
from staff.roles import Role
from tests.dossiers.test_api import client_of
from tests.people import MakeDossier, Office, make_official, moment

pytestmark = pytest.mark.django_db

AT = moment("2023-08-29 10:00")
PAGE = "/xu-ly/hang-loat/"


def wanted(*dossiers: Dossier) -> list[Wanted]:
    return [Wanted(each.reference, each.lock_version) for each in dossiers]


def choice(*dossiers: Dossier) -> list[str]:
    return [f"{each.reference}:{each.lock_version}" for each in dossiers]


def test_each_dossier_has_its_own_outcome(received: MakeDossier, hoa: User) -> None:
    first, second = received(), received()
    seen = wanted(first, second)
    processing.forward(dossier=second, by=hoa, at=AT)
    outcomes = perform_all(seen, Action.FORWARD, ActInput(), by=hoa, at=AT)
    assert [each.is_done for each in outcomes] == [True, False]
    assert Dossier.objects.get(pk=first.pk).state == State.PROCESSING


def test_what_cannot_be_done_says_why(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    handover.withdraw(dossier=dossier, reason="Không có nhu cầu.", by=hoa, at=AT)
    (outcome,) = perform_all([Wanted(dossier.reference)], Action.FORWARD, ActInput(), by=hoa, at=AT)
    assert "state" in outcome.why or "trạng thái" in outcome.why


def test_an_unexpected_failure_is_told_and_changes_nothing(
    received: MakeDossier, hoa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = received(), received()
    real = processing.forward

    def fails_on_the_first(*, dossier: Dossier, **given: Any) -> Dossier:
        done = real(dossier=dossier, **given)
        if dossier.pk == first.pk:
            raise RuntimeError
        return done

    monkeypatch.setattr(processing, "forward", fails_on_the_first)
    outcomes = perform_all(wanted(first, second), Action.FORWARD, ActInput(), by=hoa, at=AT)
    assert [each.is_done for each in outcomes] == [False, True]
    assert Dossier.objects.get(pk=first.pk).state == State.RECEIVED


def test_a_dossier_of_elsewhere_is_no_dossier(received: MakeDossier, tu: User) -> None:
    (outcome,) = perform_all(wanted(received()), Action.FORWARD, ActInput(), by=tu, at=AT)
    assert (outcome.dossier, outcome.is_done) == (None, False)


@pytest.mark.parametrize("action", [Action.REFUSE, Action.RETURN, Action.STOP])
def test_some_acts_are_for_one_dossier_at_a_time(received: MakeDossier, hoa: User, action: Action) -> None:
    with pytest.raises(Faults):
        perform_all(wanted(received()), action, ActInput(), by=hoa, at=AT)


def test_more_than_a_hundred_are_refused(hoa: User) -> None:
    with pytest.raises(Faults):
        perform_all([Wanted(str(number)) for number in range(101)], Action.FORWARD, ActInput(), by=hoa, at=AT)


def test_only_what_is_legal_for_all_is_offered(received: MakeDossier, proposed: MakeDossier, hai: User) -> None:
    signed, waiting = proposed(), received()
    assert legal_for_all(hai, chosen(hai, wanted(signed)).values()) == [Action.SIGN]
    assert legal_for_all(hai, chosen(hai, wanted(signed, waiting)).values()) == []


@pytest.mark.parametrize("count", [1, 20])
def test_the_choice_is_read_in_two_statements(
    received: MakeDossier, hoa: User, django_assert_num_queries: Any, count: int
) -> None:
    seen = wanted(*(received() for _number in range(count)))
    chosen(hoa, [])
    with django_assert_num_queries(2):
        assert legal_for_all(hoa, chosen(hoa, seen).values()) == [Action.FORWARD]


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_costs_as_much_for_many(
    client: Client, proposed: MakeDossier, hai: User, django_assert_num_queries: Any, count: int
) -> None:
    seen = choice(*(proposed() for _number in range(count)))
    client.force_login(hai)
    client.post(PAGE, {"door": "leader", "chosen": seen})
    with django_assert_num_queries(6):
        page = client.post(PAGE, {"door": "leader", "chosen": seen})

    assert len(page.context["dossiers"]) == count


def test_a_list_offers_boxes_and_the_bar_without_scripts(client: Client, received: MakeDossier, hoa: User) -> None:
    dossier = received()
    client.force_login(hoa)
    page = client.get("/mot-cua/?tab=processing").content.decode()
    assert f'value="{choice(dossier)[0]}"' in page
    assert f'action="{PAGE}"' in page


def test_the_leader_confirms_a_list_before_signing(client: Client, proposed: MakeDossier, hai: User) -> None:
    first, second = proposed(), proposed()
    client.force_login(hai)
    page = client.post(PAGE, {"door": "leader", "chosen": choice(first, second)})
    assert page.status_code == 200
    assert Dossier.objects.filter(state=State.RESOLVED).count() == 0
    assert first.code in page.content.decode()
    with time_machine.travel(moment("2023-08-30 09:00")):
        client.post(PAGE, {"door": "leader", "chosen": choice(first, second), "act": "sign"})
    assert Dossier.objects.filter(state=State.RESOLVED).count() == 2


def test_the_failed_are_tried_again(client: Client, proposed: MakeDossier, hai: User, minh: User) -> None:
    first, second = proposed(), proposed()
    seen = choice(first, second)
    # somebody acted meanwhile: the page of the leader is stale for the second
    processing.propose(dossier=second, outcome="denied", text="Không đủ điều kiện.", by=minh, at=AT)
    client.force_login(hai)
    page = client.post(PAGE, {"door": "leader", "chosen": seen, "act": "sign"}).content.decode()
    assert Dossier.objects.get(pk=first.pk).state == State.RESOLVED
    assert Dossier.objects.get(pk=second.pk).state == State.PROCESSING
    again = re.findall(r'name="chosen" value="([^"]+)"', page)
    assert again == choice(Dossier.objects.get(pk=second.pk))
    client.post(PAGE, {"door": "leader", "chosen": again, "act": "sign"})
    assert Dossier.objects.get(pk=second.pk).state == State.RESOLVED


def test_many_are_assigned_with_a_reason(
    client: Client, processing_dossier: MakeDossier, hai: User, office: Office
) -> None:
    anh = make_official("anh", "Ngô Văn Anh", office.commune, Role.SPECIALIST)
    dossiers = processing_dossier(), processing_dossier()
    client.force_login(hai)
    asked = {"door": "leader", "chosen": choice(*dossiers), "act": "reassign", "official": anh.official.pk}
    assert client.post(PAGE, {**asked, "reason": " "}).status_code == 422
    client.post(PAGE, {**asked, "reason": "Nghỉ phép."})
    assert Dossier.objects.filter(specialist=anh.official).count() == 2


@pytest.mark.parametrize("values", [[], ["gibberish"], [f"X{number}:1" for number in range(101)]])
def test_a_choice_of_none_or_too_many_leads_back(client: Client, hoa: User, values: list[str]) -> None:
    client.force_login(hoa)
    page = client.post(PAGE, {"door": "counter", "chosen": values})
    assert (page.status_code, page.headers["Location"]) == (302, "/mot-cua/")


def test_a_citizen_has_no_batches(client: Client, lan: User) -> None:
    client.force_login(lan)
    assert client.post(PAGE, {"chosen": ["A:1"]}).status_code == 403


def test_the_api_answers_one_outcome_a_dossier(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    given = {
        "action": "forward",
        "dossiers": [{"code": dossier.code, "lock_version": dossier.lock_version}, {"code": "H25.0-230829-0099"}],
    }
    answer = client_of(hoa).post("/api/v1/dossiers/batch/", given).json()
    assert (answer["done"], answer["failed"]) == (1, 1)
    assert [each["is_done"] for each in answer["outcomes"]] == [True, False]


def test_the_api_refuses_acts_that_are_not_for_many(received: MakeDossier, hoa: User) -> None:
    given = {"action": "refuse", "dossiers": [{"code": received().code}]}
    assert client_of(hoa).post("/api/v1/dossiers/batch/", given).status_code in (400, 422)


def test_signing_many_leaves_no_open_leg(proposed: MakeDossier, hai: User) -> None:
    dossiers = proposed(), proposed()
    perform_all(wanted(*dossiers), Action.SIGN, ActInput(), by=hai, at=moment("2023-08-30 09:00"))
    assert not Dossier.objects.filter(legs__ended_at__isnull=True, legs__isnull=False).exists()
    assert decision.open_proposal(dossiers[0]) is None
