"""The register of texts of law: how they stand, who cites them, and what a manager does with them."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procedures.expiring.periods import Standing
from procedures.models import LegalDocument
from procedures.references.law_register import Concern, register
from staff.models import AuditEntry, User
from tests.procedures.conftest import ImportEntries, entry

LIST = "/quan-ly/van-ban/"
TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def cited(import_entries: ImportEntries) -> None:
    """Two procedures; a fee of the second rests on a circular."""
    with time_machine.travel("2026-01-05T08:00:00+07:00", tick=False):
        import_entries(
            entry(
                "1.000001",
                name="Khai sinh",
                legal_basis=["Luật Hộ tịch 60/2014/QH13", "TT 85/2019/TT-BTC (lệ phí)"],
            ),
            entry(
                "1.000002",
                name="Kết hôn",
                legal_basis=["Luật Hộ tịch 60/2014/QH13"],
                fee=None,
                fees=[{"amount": 8000, "ground": "TT 85/2019/TT-BTC"}],
            ),
        )


@pytest.fixture
def ended(cited: None) -> LegalDocument:
    return LegalDocument.objects.create(
        title="TT 85/2019/TT-BTC", valid_to=dt.date(2025, 12, 31), replaced_by="TT mới"
    )


def test_a_text_knows_the_procedures_and_fees_that_rest_on_it(ended: LegalDocument) -> None:
    row = register(TODAY)[0]

    assert row.document == ended
    assert row.cited_by.procedures == {"1.000001": "Khai sinh"}
    assert row.cited_by.fees == {"1.000002": "Kết hôn"}


def test_what_has_ended_and_is_cited_comes_first(ended: LegalDocument) -> None:
    LegalDocument.objects.create(title="A cũ", valid_to=dt.date(2020, 1, 1))

    rows = register(TODAY)

    assert [row.title for row in rows] == ["TT 85/2019/TT-BTC", "A cũ", "Luật Hộ tịch 60/2014/QH13"]
    assert [row.is_concern for row in rows] == [True, False, False]


@pytest.mark.parametrize(
    ("concern", "titles"),
    [
        (Concern.ENDED, ["TT 85/2019/TT-BTC", "A cũ"]),
        (Concern.CITED_THOUGH_ENDED, ["TT 85/2019/TT-BTC"]),
        (Concern.COMING, ["B mới"]),
        (Concern.UNREGISTERED, ["Luật Hộ tịch 60/2014/QH13"]),
    ],
)
def test_each_concern_shows_its_texts(ended: LegalDocument, concern: str, titles: list[str]) -> None:
    LegalDocument.objects.create(title="A cũ", valid_to=dt.date(2020, 1, 1))
    LegalDocument.objects.create(title="B mới", valid_from=dt.date(2026, 7, 1))

    assert [row.title for row in register(TODAY, concern=concern)] == titles


def test_the_search_leaves_diacritics_aside(cited: None) -> None:
    assert [row.title for row in register(TODAY, asked="luat ho tich")] == ["Luật Hộ tịch 60/2014/QH13"]


def test_versions_that_have_ended_no_longer_count(cited: None, import_entries: ImportEntries) -> None:
    with time_machine.travel("2026-02-01T08:00:00+07:00", tick=False):
        import_entries(entry("1.000001", name="Khai sinh", legal_basis=["Luật mới"]))

    assert "TT 85/2019/TT-BTC" in {row.title for row in register(dt.date(2026, 1, 31))}
    assert next(row for row in register(TODAY) if row.title == "TT 85/2019/TT-BTC").cited_by.procedures == {}


def test_a_text_is_entered_as_it_is_cited(client: Client, cited: None, thu: User) -> None:
    client.force_login(thu)
    page = client.get(f"{LIST}moi/?ten=TT 85/2019/TT-BTC")
    assert page.context["form"].initial["title"] == "TT 85/2019/TT-BTC"
    assert page.context["count"] == 2

    given = {"title": "TT 85/2019/TT-BTC (lệ phí)", "valid_from": "2020-01-13", "valid_to": ""}
    answer = client.post(f"{LIST}moi/", given)

    assert answer.status_code == 302
    kept = LegalDocument.objects.get()
    assert (kept.title, kept.valid_from, kept.updated_by) == ("TT 85/2019/TT-BTC", dt.date(2020, 1, 13), thu)
    assert AuditEntry.objects.filter(action="legal_document.kept", actor=thu).exists()


def test_all_faults_at_once_and_nothing_typed_is_lost(client: Client, thu: User) -> None:
    client.force_login(thu)

    given = {"title": "", "valid_from": "2026-02-01", "valid_to": "2026-01-01", "url": "khong phai"}
    answer = client.post(f"{LIST}moi/", given)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"title", "valid_to", "url"}
    assert "khong phai" in answer.content.decode()


def test_a_title_stands_once(client: Client, ended: LegalDocument, thu: User) -> None:
    client.force_login(thu)

    answer = client.post(f"{LIST}moi/", {"title": ended.title})

    assert answer.status_code == 422
    assert LegalDocument.objects.count() == 1


def test_the_end_of_a_text_is_told_where_it_is_cited(client: Client, cited: None, thu: User) -> None:
    text = LegalDocument.objects.create(title="Luật Hộ tịch 60/2014/QH13")
    client.force_login(thu)
    with time_machine.travel("2026-03-02T08:00:00+07:00", tick=False):
        client.post(
            f"{LIST}{text.pk}/", {"title": text.title, "valid_to": "2026-03-01", "replaced_by": "Luật mới"}
        )
        (row,) = register(TODAY, concern=Concern.CITED_THOUGH_ENDED)
        page = client.get(f"{LIST}{text.pk}/")

    assert (row.standing, len(row.cited_by.names)) == (Standing.ENDED, 2)
    assert dict(page.context["named"]) == {"1.000001": "Khai sinh", "1.000002": "Kết hôn"}


def test_a_text_is_taken_out(client: Client, ended: LegalDocument, thu: User) -> None:
    client.force_login(thu)

    assert client.post(f"{LIST}{ended.pk}/bo/").status_code == 302
    assert not LegalDocument.objects.exists()
    assert AuditEntry.objects.filter(action="legal_document.removed", target=ended.title).exists()


@pytest.mark.parametrize("path", ["", "moi/", "{pk}/"])
def test_only_the_manager_opens_it(client: Client, ended: LegalDocument, hoa: User, path: str) -> None:
    client.force_login(hoa)

    assert client.get(LIST + path.format(pk=ended.pk)).status_code == 403


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_takes_as_many_statements_for_twenty_as_for_one(
    client: Client, cited: None, thu: User, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    LegalDocument.objects.bulk_create(LegalDocument(title=f"NĐ {number}/2026/NĐ-CP") for number in range(rows))
    client.force_login(thu)

    with django_assert_max_num_queries(12):
        assert client.get(LIST).status_code == 200
