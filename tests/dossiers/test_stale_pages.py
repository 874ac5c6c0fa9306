"""Nobody acts on what he did not see: the version on the page is compared with the locked row."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from dossiers.errors import WrongMoment
from dossiers.models import Dossier, Proposal
from dossiers.services import processing
from dossiers.services._step import lock
from dossiers.services.perform import ActInput, perform
from dossiers.workflow import Action, State
from staff.models import User
from tests.people import MakeDossier, moment

OTHER = "Không đủ điều kiện: chưa ly hôn."


def propose_otherwise(dossier: Dossier, by: User) -> None:
    processing.propose(dossier=dossier, outcome="denied", text=OTHER, by=by, at=moment("2023-08-29 14:00"))


def test_a_stale_object_does_not_let_an_unseen_proposal_be_signed(
    proposed: MakeDossier, minh: User, hai: User
) -> None:
    seen = Dossier.objects.get(pk=proposed().pk)
    propose_otherwise(Dossier.objects.get(pk=seen.pk), minh)

    with pytest.raises(WrongMoment) as refused:
        perform(seen, Action.SIGN, ActInput(lock_version=seen.lock_version), by=hai, at=moment("2023-08-29 14:01"))

    assert "sign" in refused.value.allowed
    assert Dossier.objects.get().state == State.PROCESSING
    assert Proposal.objects.get(text=OTHER).decision == ""


def test_what_was_seen_can_be_signed(proposed: MakeDossier, hai: User) -> None:
    seen = Dossier.objects.get(pk=proposed().pk)
    given = ActInput(lock_version=seen.lock_version)
    assert perform(seen, Action.SIGN, given, by=hai, at=moment("2023-08-29 14:01")).state == State.RESOLVED


def test_a_stale_page_shows_what_happened_meanwhile(proposed: MakeDossier, minh: User, hai: User) -> None:
    dossier = Dossier.objects.get(pk=proposed().pk)
    client = Client()
    client.force_login(hai)
    propose_otherwise(dossier, minh)

    answer = client.post(
        f"/xu-ly/ho-so/{dossier.code}/sign/", {"lock_version": dossier.lock_version - 1, "door": "leader"}
    )

    assert answer.status_code == 409
    assert "Lê Văn Minh" in answer.content.decode()
    assert Dossier.objects.get().state == State.PROCESSING


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_signature_waiting_for_the_specialist_sees_the_new_proposal(
    proposed: MakeDossier, minh: User, hai: User
) -> None:
    dossier = proposed()
    seen = Dossier.objects.get(pk=dossier.pk)
    is_locked, answers = threading.Event(), []

    def leader() -> None:
        try:
            is_locked.wait(timeout=30)
            given = ActInput(lock_version=seen.lock_version)
            perform(seen, Action.SIGN, given, by=User.objects.get(pk=hai.pk), at=moment("2023-08-29 14:01"))
            answers.append("signed")
        except WrongMoment:
            answers.append("refused")
        finally:
            connection.close()

    thread = threading.Thread(target=leader)
    thread.start()
    with transaction.atomic():
        lock(dossier)
        is_locked.set()
        thread.join(timeout=0.5)  # the leader now waits for the row
        assert answers == []
        propose_otherwise(dossier, minh)
    thread.join(timeout=30)

    assert answers == ["refused"]
    assert Dossier.objects.get().state == State.PROCESSING
