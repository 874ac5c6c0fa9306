"""Statutory papers: numbered without gap, frozen, printed again as they were issued."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from dossiers import documents
from dossiers.models import Apology, Dossier, IssuedDocument, Proposal
from dossiers.rating_link import rating_token, read_rating_token
from staff.access import delegation_for
from staff.models import User
from staff.roles import Role
from tests.dossiers.papers import Form
from tests.people import MakeDossier, Office, moment


def test_a_forged_rating_token_names_nothing(received: MakeDossier) -> None:
    token = rating_token(received())
    assert read_rating_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert read_rating_token("1") is None


def test_what_was_issued_does_not_change_with_the_facts(received: MakeDossier, office: Office, hoa: User) -> None:
    dossier = received()
    document = documents.latest(dossier, Form.RECEIPT)
    assert document is not None
    before = documents.pdf(document)
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="Người khác", address="Nơi khác")
    dossier.papers.all().delete()
    office.commune.counter_name = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
    office.commune.save()
    hoa.full_name = "Tên khác"
    hoa.save()
    assert documents.pdf(IssuedDocument.objects.get(pk=document.pk)) == before


def test_numbers_run_by_form_unit_and_year(received: MakeDossier, office: Office, tu: User, hoa: User) -> None:
    def numbers(form: Form) -> list[str]:
        return list(IssuedDocument.objects.filter(form=form).order_by("pk").values_list("number", flat=True))

    first = received("2023-12-29 09:30")
    received("2023-12-29 09:40")
    received("2023-12-29 09:50", unit=office.other_commune, by=tu)
    received("2024-01-02 09:30")
    documents.issue(
        dossier=first, form=Form.REFUSAL, by=hoa, at=moment("2024-01-02 10:00"), extra={"reason": "Thử."}
    )
    assert numbers(Form.RECEIPT) == ["1/BPTNTKQ", "2/BPTNTKQ", "1/BPTNTKQ", "1/BPTNTKQ"]
    assert numbers(Form.REFUSAL) == ["1/PTC-BPTNTKQ"]


def test_a_public_service_centre_numbers_with_its_own_letters(received: MakeDossier, office: Office) -> None:
    office.commune.counter_name = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ BÌNH NGHĨA"
    office.commune.save()
    document = documents.latest(received("2025-10-01 09:30"), Form.RECEIPT)
    assert document is not None
    assert document.number == "1/TTPVHCC"
    assert document.content["counter"]["name"] == "Trung tâm Phục vụ hành chính công xã Bình Nghĩa"


@pytest.mark.parametrize("form", [Form.SUPPLEMENT, Form.REFUSAL, Form.STOP])
def test_a_paper_without_its_reason_is_not_issued(received: MakeDossier, hoa: User, form: Form) -> None:
    with pytest.raises(KeyError):
        documents.issue(dossier=received(), form=form, by=hoa, at=moment("2023-08-29 10:00"), extra={"items": []})


@pytest.mark.parametrize("form", list(Form))
def test_issuing_costs_at_most_four_statements(
    received: MakeDossier, hoa: User, minh: User, form: Form, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    related = ("version__procedure", "receiving_unit", "handling_unit")
    dossier = Dossier.objects.select_related(*related).get(pk=received().pk)
    extra: dict[str, Any] = {
        "items": ["Bản sao"],
        "reason": "Lý do.",
        "apology": Apology(
            dossier=dossier,
            due_at=moment("2023-09-05 17:00"),
            new_due_at=moment("2023-09-08 17:00"),
            cause="Chờ xác minh.",
            extra_days=3,
        ),
        "moves": [],
        "proposal": Proposal(dossier=dossier, by=minh.official, outcome="granted", text="Đủ điều kiện."),
    }
    has_role = delegation_for(hoa, Role.LEADER, dossier.receiving_unit_id)  # a request has asked this before
    assert has_role is None
    with django_assert_max_num_queries(4):
        documents.issue(dossier=dossier, form=form, by=hoa, at=moment("2023-08-29 10:00"), extra=extra)


def test_the_latest_paper_counts(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    again = documents.issue(dossier=dossier, form=Form.RECEIPT, by=hoa, at=moment("2023-08-29 11:00"))
    assert documents.latest(dossier, Form.RECEIPT) == again
    assert documents.latest(dossier, Form.STOP) is None
