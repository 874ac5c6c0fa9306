"""Files that come with an opinion, and the questions of one's units over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.test import APIClient

from dossiers.errors import NotPermitted
from dossiers.models import Attachment, Opinion
from dossiers.services import opinion
from dossiers.services.attaching import attach_to_answer
from staff.models import AuditEntry, User
from staff.roles import Role
from tests.dossiers.questions import ASKED, put
from tests.people import MakeDossier, Office, make_official, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def tuesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(ASKED), tick=False):
        yield


@pytest.fixture
def binh(office: Office) -> User:
    """A specialist of the other commune, who is asked."""
    return make_official("binh", "Phan Thanh Bình", office.other_commune, Role.SPECIALIST)


@pytest.fixture
def asked(processing_dossier: MakeDossier, minh: User, binh: User) -> Opinion:
    return put(processing_dossier(), minh)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def answer(person: User, row: Opinion, content: bytes = PDF) -> Any:
    dossier = row.dossier
    given = {
        "lock_version": dossier.lock_version,
        "door": "specialist",
        "opinion": row.pk,
        "answer": "Có thường trú.",
        "files": SimpleUploadedFile("xac-nhan.pdf", content),
    }
    return signed_in(person).post(f"/xu-ly/ho-so/{dossier.code}/give_opinion/", given)


def test_a_file_goes_with_the_answer(asked: Opinion, binh: User) -> None:
    assert answer(binh, asked).status_code == 302

    file = Attachment.objects.get()
    assert (file.kind, file.opinion, file.uploaded_by) == (Attachment.Kind.OPINION, asked, binh)


def test_a_file_at_fault_keeps_the_answer_from_being_given(asked: Opinion, binh: User) -> None:
    assert answer(binh, asked, b"#!/bin/sh").status_code == 422

    asked.refresh_from_db()
    assert (asked.answer, Attachment.objects.count()) == ("", 0)


def test_who_asked_reads_the_file_and_the_look_is_noted(asked: Opinion, binh: User, minh: User) -> None:
    answer(binh, asked)
    file = Attachment.objects.get()
    page = signed_in(minh).get(f"/xu-ly/ho-so/{asked.dossier.code}/")

    assert f"/ho-so/tep/{file.pk}/".encode() in page.content
    looked = signed_in(minh).get(f"/ho-so/tep/{file.pk}/")
    assert b"".join(looked.streaming_content) == PDF
    assert AuditEntry.objects.filter(action="attachment.viewed", actor=minh).count() == 1


def test_the_applicant_neither_sees_nor_reads_it(asked: Opinion, binh: User, lan: User) -> None:
    answer(binh, asked)
    dossier = asked.dossier
    type(dossier).objects.filter(pk=dossier.pk).update(applicant=lan)
    file = Attachment.objects.get()
    client = APIClient()
    client.force_authenticate(lan)

    assert signed_in(lan).get(f"/ho-so/tep/{file.pk}/").status_code == 404
    assert file not in dossier.attachments.shown_to_applicant()
    assert client.get(f"/api/v1/dossiers/{dossier.code}/").json()["attachments"] == []


def test_no_file_is_added_to_an_answer_later(asked: Opinion, binh: User) -> None:
    opinion.give(dossier=asked.dossier, opinion=asked.pk, answer="Có.", by=binh, at=moment(ASKED))
    asked.refresh_from_db()

    with pytest.raises(NotPermitted):
        attach_to_answer(
            opinion=asked, upload=SimpleUploadedFile("a.pdf", PDF), by=binh, at=moment("2023-08-29 11:00")
        )


def over_http(person: User, query: str = "") -> Any:
    client = APIClient()
    client.force_authenticate(person)
    return client.get(f"/api/v1/opinions/{query}")


def test_questions_of_ones_units_come_over_http(asked: Opinion, binh: User) -> None:
    [row] = over_http(binh, "?status=open").json()["results"]

    assert (row["id"], row["unit"], row["asked_by_unit"]) == (asked.pk, "13510", asked.dossier.handling_unit.code)
    assert row["due_at"] == "2023-08-31T17:00:00+07:00"
    assert over_http(binh, "?status=answered").json()["results"] == []


def test_an_answered_question_changes_its_status(asked: Opinion, binh: User) -> None:
    opinion.give(dossier=asked.dossier, opinion=asked.pk, answer="Có.", by=binh, at=moment(ASKED))

    assert over_http(binh, "?status=open").json()["results"] == []
    assert [row["answer"] for row in over_http(binh, "?status=answered").json()["results"]] == ["Có."]


def test_the_unit_that_asks_is_asked_nothing(asked: Opinion, minh: User) -> None:
    assert over_http(minh).json()["results"] == []


def test_a_clerk_is_asked_for_no_opinion(asked: Opinion, hoa: User) -> None:
    assert over_http(hoa).status_code == 403


def test_a_status_there_is_not_is_named(asked: Opinion, binh: User) -> None:
    answer = over_http(binh, "?status=late")

    assert answer.status_code == 400
    assert "status" in str(answer.json())


@pytest.mark.parametrize("count", [1, 20])
def test_a_page_of_questions_takes_as_many_statements_however_many_rows(
    processing_dossier: MakeDossier, minh: User, binh: User, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        put(processing_dossier(), minh)

    with django_assert_max_num_queries(3):
        found = over_http(binh).json()["results"]

    assert len(found) == count
