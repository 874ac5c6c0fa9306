"""A published version never changes: neither through the models nor past them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from procedures.errors import PublishedVersionIsFixed
from procedures.models import BlankForm, Fee, FormFile, Procedure, ProcedureVersion, RequiredDocument, RouteStep
from tests.procedures.conftest import ImportEntries, entry


@pytest.fixture
def published(import_entries: ImportEntries) -> ProcedureVersion:
    import_entries(entry())
    return ProcedureVersion.objects.get()


def test_saving_changed_content_is_refused(published: ProcedureVersion) -> None:
    published.result = "Khác"
    with pytest.raises(PublishedVersionIsFixed, match="result"):
        published.save()


def test_ending_a_version_is_allowed(published: ProcedureVersion) -> None:
    published.valid_to, published.status = dt.date(2026, 12, 31), "superseded"
    published.save()
    assert ProcedureVersion.objects.get().valid_to == dt.date(2026, 12, 31)


@pytest.mark.parametrize("name", sorted(ProcedureVersion.content_fields()))
def test_the_database_refuses_every_content_column(published: ProcedureVersion, name: str) -> None:
    other = Procedure.objects.create(code="9.9", field=published.procedure.field)
    new = {
        "procedure_id": other.pk,
        "limit_set_by_id": 1,
        "prepared_by_id": 1,
        "published_by_id": 1,
        "valid_from": dt.date(2000, 1, 1),
        "cutoff": dt.time(15),
        "online_level": "partial",
        "after_supplement": "resume",
        "after_payment": "restart",
        "after_withdrawal": "restart",
        "limit_mode": "calendar_days",
        "limit_by_channel": {"online": 1},
        "legal_bases": ["Luật khác"],
        "source_entry": {},
    }
    old = getattr(published, name)
    changed = new.get(name, (not old) if isinstance(old, bool) else 77 if isinstance(old, int) else "khác")
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        ProcedureVersion.objects.filter(pk=published.pk).update(**{name: changed})


@pytest.mark.parametrize("model", [Fee, RequiredDocument])
def test_papers_and_fees_are_written_once(
    published: ProcedureVersion, model: type[Fee] | type[RequiredDocument]
) -> None:
    row = model.objects.get()
    with pytest.raises(PublishedVersionIsFixed):
        row.save()
    with pytest.raises(PublishedVersionIsFixed):
        row.delete()
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        model.objects.update(note="khác")


@pytest.mark.parametrize("table", ["procedureversion", "requireddocument", "fee", "routestep", "blankform"])
def test_the_database_keeps_what_was_published(published: ProcedureVersion, table: str) -> None:
    file = FormFile.objects.create(digest="0" * 64, name="a.pdf", size=1, uploaded_at=timezone.now())
    BlankForm.objects.create(version=published, title="Tờ khai", file=file)
    RouteStep.objects.create(version=published, position=1, name="Nhận", role="clerk", minutes=1)
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM procedures_{table}")


def test_two_open_versions_of_a_procedure_are_impossible(published: ProcedureVersion) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.create(
            procedure=published.procedure, number=2, valid_from=dt.date(2026, 1, 1), name="Khác"
        )


@pytest.mark.parametrize(
    "limit",
    [
        {"limit_mode": "", "limit_value": 3},
        {"limit_mode": "working_days", "limit_value": None},
        {"limit_mode": "weeks", "limit_value": 3},
    ],
)
def test_half_a_limit_is_impossible(published: ProcedureVersion, limit: dict[str, object]) -> None:
    procedure = Procedure.objects.create(code="9.9", field=published.procedure.field)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.create(
            procedure=procedure, number=1, valid_from=dt.date(2026, 1, 1), name="Khác", **limit
        )
