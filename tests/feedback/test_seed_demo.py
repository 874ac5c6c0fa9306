"""The demo office: the same for the same seed, true to the promise, and with something to do for everyone."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Q
from django.test import Client
from django.utils import timezone

from dossiers.deadline_facts import AfterPause, Pause
from dossiers.models import Apology, CodeCounter, Dossier, DossierEvent, IssuedDocument, Proposal
from dossiers.promising import promise_for, promise_of
from dossiers.workflow import PAUSED_STATES, Action, State, find
from feedback.models import Rating
from staff.models import Unit, User
from staff.office_calendar import calendar_for
from staff.roles import Role
from tests.feedback.seeded import COUNT, Undo, seed, standing


@dataclass
class Demo:
    """A built demo office: what the same seed gave the first time, and the file of people."""

    first_time: list[Any]
    file: Path

    @property
    def people(self) -> list[dict[str, str]]:
        people: list[dict[str, str]] = json.loads(self.file.read_text(encoding="utf-8"))["people"]
        return people


def fingerprint() -> list[Any]:
    columns = ("reference", "code", "applicant_name", "received_at", "due_at", "resolved_at", "state", "verdict")
    return list(Dossier.objects.order_by("reference").values_list(*columns))


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    """Built twice with one seed; the second one stays for the tests of this file and is then undone."""
    with django_db_blocker.unblock(), standing(tmp_path_factory.mktemp("demo")) as folder:
        with suppress(Undo), transaction.atomic():
            seed()
            first_time = fingerprint()
            raise Undo
        (folder / "demo.json").unlink()
        seed()
        yield Demo(first_time, folder / "demo.json")


def test_the_same_seed_gives_the_same_dossiers(demo: Demo) -> None:
    assert fingerprint() == demo.first_time
    assert len(demo.first_time) == pytest.approx(COUNT, abs=5)


def test_a_second_run_keeps_everything(demo: Demo) -> None:
    before, tokens = fingerprint(), demo.people

    said = seed(verbosity=1)

    assert "already seeded" in said.lower()
    assert fingerprint() == before
    assert demo.people == tokens


def test_the_people_file_has_the_agreed_shape(demo: Demo) -> None:
    content = json.loads(demo.file.read_text(encoding="utf-8"))

    assert set(content) == {"url", "people"}
    assert all(
        set(person) == {"role", "unit", "name", "username", "password", "token"} for person in content["people"]
    )
    assert {person["role"] for person in content["people"]} == {role.value for role in Role}
    assert len({person["unit"] for person in content["people"] if person["role"] == "clerk"}) >= 2


def test_everyone_can_sign_in(demo: Demo) -> None:
    for person in demo.people:
        assert Client().login(username=person["username"], password=person["password"]), person["username"]


def test_the_tokens_open_the_api(demo: Demo) -> None:
    clerk = next(person for person in demo.people if person["role"] == "clerk")

    assert Client().get("/api/v1/dossiers/").status_code == 401
    answer = Client().get("/api/v1/dossiers/", headers={"authorization": f"Bearer {clerk['token']}"})
    assert answer.status_code == 200


@pytest.mark.usefixtures("demo")
def test_every_promise_is_the_one_the_portal_would_make() -> None:
    received = Dossier.objects.filter(received_at__isnull=False).prefetch_related("pauses")
    for dossier in received.select_related("version", "receiving_unit"):
        pauses = [
            Pause(row.started_at, row.ended_at, AfterPause(row.after))
            for row in dossier.pauses.all()
            if row.ended_at and dossier.state != State.STOPPED
        ]
        promise = promise_for(
            version=dossier.version,
            unit=dossier.receiving_unit,
            received_at=dossier.received_at,
            channel=dossier.channel,
            pauses=pauses,
        )
        assert promise.due_at == dossier.judged_due_at, dossier.code


@pytest.mark.usefixtures("demo")
def test_the_head_has_apologies_to_send_and_has_sent_one() -> None:
    here = Apology.objects.filter(dossier__receiving_unit__code="13504")

    assert here.filter(status="drafted").count() >= 2
    sent = here.get(status="sent")
    assert promise_of(sent.dossier).due_at == sent.dossier.due_at == sent.new_due_at


@pytest.mark.usefixtures("demo")
def test_every_late_result_says_how_late_and_whose_lateness_it_was() -> None:
    late = Dossier.objects.filter(verdict="late").prefetch_related("lateness")

    assert late.exists()
    for dossier in late:
        assert sum(share.minutes for share in dossier.lateness.all()) == dossier.minutes_late


@pytest.mark.usefixtures("demo")
def test_all_states_have_their_dossiers() -> None:
    assert set(Dossier.objects.order_by().values_list("state", flat=True).distinct()) == {s.value for s in State}


@pytest.mark.usefixtures("demo")
def test_each_role_of_the_main_counter_finds_work() -> None:
    now = timezone.now()
    here = Dossier.objects.filter(receiving_unit__code="13504")

    assert here.in_states([State.SUBMITTED]).count() >= 2
    assert here.running().filter(due_at__date=timezone.localdate(now)).exists()
    assert here.overdue(now).exists()
    assert here.in_states(PAUSED_STATES).exists()
    assert here.in_states([State.PROCESSING]).filter(specialist__user__username="minh").count() >= 5
    assert Proposal.objects.filter(decision="", dossier__in=here).count() >= 3
    assert here.filter(applicant__username="lan").count() >= 4


@pytest.mark.usefixtures("demo")
def test_every_trail_follows_the_transition_table() -> None:
    standing = dict(Dossier.objects.values_list("pk", "state"))
    reached: dict[int, int] = {}
    for event in DossierEvent.objects.order_by("dossier", "at", "pk"):
        assert event.from_state == reached.get(event.dossier_id, State.DRAFT)
        if event.action in (Action.COLLECT_FEE, Action.VOID_FEE):
            assert event.from_state == event.to_state  # rests on a receipt, and moves nothing
            continue
        # a linked dossier begins with an act on the one it was opened for
        is_opened = event.action == Action.LINK and event.from_state == State.DRAFT
        row = find(Action(event.action), State.RECEIVED if is_opened else State(event.from_state))
        assert row is not None
        assert event.by_role in {role.value for role in row.by}
        assert not row.needs_reason or event.reason
        reached[event.dossier_id] = event.to_state
    assert {pk: state for pk, state in standing.items() if state} == reached


@pytest.mark.usefixtures("demo")
def test_codes_run_without_gaps_and_the_counters_go_on_from_them() -> None:
    received = Dossier.objects.filter(code__isnull=False).order_by("received_at", "pk")
    last: dict[tuple[str, str], int] = {}
    for code in received.values_list("code", flat=True):
        agency, day, number = code.split("-")
        last[agency, day] = last.get((agency, day), 0) + 1
        assert int(number) == last[agency, day], code
    counters = CodeCounter.objects.filter(series="dossier").select_related("unit")
    assert {(row.unit.agency_code, f"{row.since:%y%m%d}"): row.last for row in counters} == last


@pytest.mark.usefixtures("demo")
def test_the_counter_works_in_office_hours_and_nothing_lies_ahead() -> None:
    calendar = calendar_for(None)
    now = timezone.now()
    for event in DossierEvent.objects.exclude(by_role=Role.CITIZEN).iterator():
        at = timezone.localtime(event.at)
        assert calendar.next_opening(at) == at, f"{event.action} at {at}"
        assert event.at <= now


@pytest.mark.usefixtures("demo")
def test_verdicts_and_ratings_are_believable() -> None:
    resolved = Dossier.objects.exclude(verdict="")
    assert not resolved.filter(resolved_at__gt=F("due_at")).exclude(verdict="late").exists()
    assert not resolved.filter(resolved_at__lte=F("due_at"), verdict="late").exists()
    found = Dossier.objects.aggregate(
        returned=Count("pk", filter=Q(state=State.RETURNED)), rated=Count("rating"), all=Count("pk")
    )
    assert 0.15 < found["rated"] / found["returned"] < 0.35
    assert 0 < resolved.filter(verdict="late").count() < 0.06 * resolved.count()
    assert not Rating.objects.filter(rated_at__lt=F("dossier__closed_at")).exists()


@pytest.mark.usefixtures("demo")
def test_open_dossiers_have_their_receipts_and_online_ones_their_files() -> None:
    receipts = IssuedDocument.objects.filter(form="01").values("dossier")
    assert not Dossier.objects.open().filter(received_at__isnull=False).exclude(pk__in=receipts).exists()
    filed = Dossier.objects.filter(applicant__username="lan", state=State.SUBMITTED)
    for dossier in filed:
        for attachment in dossier.attachments.all():
            with attachment.file.open() as file:
                assert file.read(5) == b"%PDF-"
    assert filed.exists()


@pytest.mark.usefixtures("demo")
def test_every_counter_has_its_people() -> None:
    for unit in Unit.objects.filter(receives_dossiers=True):
        roles = set(unit.assignments.values_list("role", flat=True))
        assert {"clerk", "leader"} <= roles, unit.name


@pytest.mark.django_db
def test_the_demo_is_not_mixed_with_real_dossiers(received: Any) -> None:
    received()

    with pytest.raises(CommandError, match="empty"):
        call_command("seed_demo", verbosity=0)
    assert not User.objects.filter(username="thang").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, -1, 10_000_000])
def test_an_impossible_number_is_refused(count: int) -> None:
    with pytest.raises(CommandError, match="--dossiers"):
        call_command("seed_demo", dossiers=count, verbosity=0)
