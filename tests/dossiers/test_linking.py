"""Linked dossiers: each on its own code and clock; each side sees the other, but opens only its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.test import APIClient

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier
from dossiers.permissions import allowed_actions
from dossiers.services import decision, intake, linking, processing, refusal
from dossiers.services.attaching import attach
from dossiers.workflow import Action, State
from procedures.models import ProcedureVersion
from staff.models import AuditEntry, User
from tests.people import MakeDossier, Office, all_papers, make_version, moment

AT = "2023-08-29 10:00"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def tuesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(AT), tick=False):
        yield


@pytest.fixture
def residence(office: Office) -> ProcedureVersion:
    return make_version("1.004222", "Đăng ký thường trú", value=5)


@pytest.fixture
def parent(received: MakeDossier, hoa: User, lan: User, residence: ProcedureVersion) -> Dossier:
    dossier = received()
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    return Dossier.objects.get(pk=dossier.pk)


def opened(parent: Dossier, by: User, **given: Any) -> Dossier:
    given = {"procedure": "1.004222", "unit": "13510"} | given
    linking.link(dossier=parent, by=by, at=moment(AT), **given)
    return parent.children.latest("pk")


@pytest.fixture
def child(parent: Dossier, hoa: User) -> Dossier:
    return opened(parent, hoa)


def receive(child: Dossier, tu: User, at: str = "2023-08-30 09:00") -> Dossier:
    return intake.receive(dossier=child, papers=all_papers(child.version), by=tu, at=moment(at))


def test_the_child_waits_at_its_own_counter(child: Dossier, parent: Dossier, office: Office, lan: User) -> None:
    assert (child.state, child.receiving_unit, child.code) == (State.SUBMITTED, office.other_commune, None)
    assert (child.applicant, child.applicant_name, child.phone) == (lan, parent.applicant_name, parent.phone)
    assert child.submitted_at == moment(AT)
    # the parent asks for something else
    assert child.request != parent.request


def test_both_trails_say_who_linked_them(child: Dossier, parent: Dossier, hoa: User) -> None:
    ours, theirs = parent.events.get(action="link"), child.events.get()

    assert (ours.by, ours.detail["child"]) == (hoa, child.reference)
    assert (theirs.by, theirs.from_state, theirs.to_state) == (hoa, State.DRAFT, State.SUBMITTED)


def test_it_is_received_under_its_own_code_and_on_its_own_clock(child: Dossier, parent: Dossier, tu: User) -> None:
    before = parent.due_at
    received = receive(child, tu)
    parent.refresh_from_db()

    assert received.code is not None
    assert received.code.startswith("H25.12.03-230830")
    # five working days from 30 August, over the national day
    assert received.due_at == moment("2023-09-08 17:00")
    assert parent.due_at == before


def test_its_counter_ticks_the_papers_also_of_an_online_one(parent: Dossier, hoa: User, tu: User) -> None:
    Dossier.objects.filter(pk=parent.pk).update(channel=Dossier.Channel.ONLINE)
    child = opened(parent, hoa)
    client = Client()
    client.force_login(tu)
    [act] = [
        act
        for act in client.get(f"/mot-cua/ho-so/{child.reference}/").context["acts"]
        if act.action is Action.RECEIVE
    ]

    assert "papers" in act.form.fields
    assert receive(child, tu).state == State.RECEIVED


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"procedure": "9.999999"}, "procedure"),
        ({"procedure": "1.004873"}, "procedure"),
        ({"unit": "35"}, "unit"),
        ({"unit": ""}, "unit"),
        ({"files": [12345]}, "files_shown"),
    ],
)
def test_what_cannot_be_linked_is_named(parent: Dossier, hoa: User, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Faults) as found:
        opened(parent, hoa, **given)

    assert set(found.value.errors) == {field}
    assert not parent.children.exists()


def test_the_same_is_not_opened_twice(child: Dossier, parent: Dossier, hoa: User) -> None:
    with pytest.raises(Faults) as found:
        opened(parent, hoa)

    assert set(found.value.errors) == {"procedure"}


def test_after_a_refusal_it_is_opened_anew(child: Dossier, parent: Dossier, hoa: User, tu: User) -> None:
    refusal.refuse(dossier=child, reason="Không thuộc thẩm quyền.", by=tu, at=moment(AT))

    assert opened(parent, hoa).pk != child.pk


@pytest.mark.parametrize("person", ["hai", "tu", "lan"])
def test_only_clerk_and_specialist_of_the_parent_link(
    person: str, parent: Dossier, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        opened(parent, request.getfixturevalue(person))


def test_a_child_has_no_children(child: Dossier, tu: User) -> None:
    received = receive(child, tu)

    assert Action.LINK not in allowed_actions(tu, received)
    with pytest.raises(WrongMoment):
        opened(received, tu, procedure="1.004873", unit="13504")


def test_a_dossier_not_received_has_none(child: Dossier, tu: User) -> None:
    with pytest.raises(WrongMoment):
        opened(child, tu)


def page(person: User, dossier: Dossier, door: str = "mot-cua") -> Any:
    client = Client()
    client.force_login(person)
    return client.get(f"/{door}/ho-so/{dossier.shown_code}/")


def test_each_side_shows_the_other_without_a_way_in(child: Dossier, parent: Dossier, hoa: User, tu: User) -> None:
    [shown] = page(hoa, parent).context["children"]
    assert (shown.code, shown.state, shown.url) == (child.reference, State.SUBMITTED, "")
    shown = page(tu, child).context["parent"]
    assert (shown.code, shown.unit, shown.url) == (parent.code, "Xã Bình Nghĩa", "")
    assert page(hoa, child).status_code == page(tu, parent).status_code == 404


def test_who_may_open_both_finds_the_way(parent: Dossier, hoa: User, office: Office) -> None:
    child = opened(parent, hoa, unit="13504")

    assert page(hoa, parent).context["children"][0].url == f"/mot-cua/ho-so/{child.reference}/"


def test_the_citizen_sees_the_whole_family(child: Dossier, parent: Dossier, lan: User) -> None:
    client = Client()
    client.force_login(lan)

    for one, other in ((parent, child), (child, parent)):
        [shown] = client.get(f"/ho-so/{one.reference}/").context["family"]
        assert shown.url == f"/ho-so/{other.reference}/"


def test_files_chosen_are_read_there_and_each_look_is_noted(parent: Dossier, hoa: User, tu: User) -> None:
    shown, kept = (
        attach(
            dossier=parent,
            upload=SimpleUploadedFile(f"{name}.pdf", PDF),
            document=None,
            by=hoa,
            at=moment(AT),
            kind="paper",
        )
        for name in ("to-khai", "rieng-tu")
    )
    child = opened(parent, hoa, files=[shown.pk])
    client = Client()
    client.force_login(tu)

    assert [file.pk for file in page(tu, child).context["shown_files"]] == [shown.pk]
    assert client.get(f"/ho-so/tep/{shown.pk}/").getvalue() == PDF  # type: ignore[attr-defined]
    assert client.get(f"/ho-so/tep/{kept.pk}/").status_code == 404
    assert AuditEntry.objects.get(action="attachment.viewed").actor == tu
    assert not child.attachments.exists()


def test_the_parent_is_told_when_the_child_is_done(child: Dossier, parent: Dossier, tu: User) -> None:
    refusal.refuse(dossier=child, reason="Không thuộc thẩm quyền.", by=tu, at=moment("2023-08-30 09:00"))
    event = parent.events.get(action="linked_result")

    assert (event.at, event.by, event.detail) == (
        moment("2023-08-30 09:00"),
        tu,
        {"child": child.reference, "state": State.REFUSED},
    )
    assert event.from_state == event.to_state == State.RECEIVED


def test_a_dossier_without_parent_tells_nobody(returned: MakeDossier) -> None:
    assert not returned().events.filter(action="linked_result").exists()


def test_the_parent_waits_for_the_child_unless_the_leader_says_why(
    child: Dossier, parent: Dossier, hoa: User, minh: User, hai: User
) -> None:
    processing.forward(dossier=parent, by=hoa, at=moment(AT))
    processing.take(dossier=parent, by=minh, at=moment(AT))
    processing.propose(dossier=parent, outcome="granted", text="Đủ điều kiện.", by=minh, at=moment(AT))
    with pytest.raises(Faults) as found:
        decision.sign(dossier=parent, by=hai, at=moment(AT))
    assert set(found.value.errors) == {"note"}

    signed = decision.sign(dossier=parent, note="Kết quả không phụ thuộc nhau.", by=hai, at=moment(AT))
    assert signed.state == State.RESOLVED


def test_a_child_that_is_done_holds_nobody_up(
    child: Dossier, parent: Dossier, hoa: User, minh: User, hai: User, tu: User
) -> None:
    refusal.refuse(dossier=child, reason="Không thuộc thẩm quyền.", by=tu, at=moment(AT))
    processing.forward(dossier=parent, by=hoa, at=moment(AT))
    processing.propose(dossier=parent, outcome="granted", text="Đủ điều kiện.", by=minh, at=moment(AT))

    assert decision.sign(dossier=parent, by=hai, at=moment(AT)).state == State.RESOLVED


def test_it_is_opened_on_the_page(parent: Dossier, hoa: User) -> None:
    client = Client()
    client.force_login(hoa)
    given = {"procedure": "1.004222", "unit": "13510", "lock_version": parent.lock_version, "door": "counter"}
    address = f"/mot-cua/ho-so/{parent.code}/"
    faulty = client.post(f"/xu-ly/ho-so/{parent.code}/link/", {**given, "unit": "", "procedure": ""})
    assert faulty.status_code == 422
    assert set(faulty.context["failed"].errors) == {"procedure", "unit"}

    answer = client.post(f"/xu-ly/ho-so/{parent.code}/link/", given)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert parent.children.count() == 1


def test_the_api_links_and_names_both_sides(parent: Dossier, hoa: User, tu: User) -> None:
    api = APIClient()
    api.force_authenticate(hoa)
    given = {"procedure": "1.004222", "unit": "13510"}
    answer = api.post(f"/api/v1/dossiers/{parent.code}/actions/link/", given, format="json").json()
    [child] = answer["children"]
    assert (child["unit"]["code"], child["procedure"]["code"], child["state"]) == ("13510", "1.004222", 1)
    assert answer["parent"] is None

    api.force_authenticate(tu)
    assert api.get(f"/api/v1/dossiers/{child['reference']}/").json()["parent"]["code"] == parent.code
