"""A published version never changes: neither through the models nor past them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from procedures.errors import PublishedVersionIsFixed
from procedures.models import (
    BlankForm,
    Fee,
    FormFile,
    Hanging,
    PostedSheet,
    PostingPlace,
    Procedure,
    ProcedureVersion,
    RequiredDocument,
    RouteStep,
)
from staff.models import User
from staff.roles import Role
from tests.people import Office, make_official
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


@pytest.fixture
def hung(office: Office, chi: User) -> Hanging:
    """A sheet that was printed, and hangs."""
    place = PostingPlace.objects.create(unit=office.commune, name="Bảng")
    sheet = PostedSheet.objects.create(place=place, kind="rules", created_by=chi, created_at=timezone.now())
    printed = {"sheet": sheet, "content": {"day": "2023-09-05"}, "digest": "0" * 64, "printed_by": chi}
    return Hanging.objects.create(
        **printed, printed_at=timezone.now(), hung_by=chi, hung_at=timezone.now(), photo="hangings/a"
    )


@pytest.fixture
def chi(office: Office) -> User:
    return make_official("chi", "Ngô Thị Chi", office.commune, Role.MANAGER)


@pytest.mark.parametrize(
    "change", [{"content": {}}, {"digest": "1" * 64}, {"hung_at": None, "hung_by": None}, {"photo": "hangings/b"}]
)
def test_what_hung_on_a_wall_is_not_rewritten(hung: Hanging, change: dict[str, object]) -> None:
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Hanging.objects.filter(pk=hung.pk).update(**change)


def test_what_hung_on_a_wall_is_kept(hung: Hanging) -> None:
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        hung.delete()


@pytest.mark.parametrize(
    "statement", ["UPDATE procedures_formfile SET digest = 'x'", "DELETE FROM procedures_formfile"]
)
def test_the_file_behind_a_form_stays_what_it_was(db: None, statement: str) -> None:
    FormFile.objects.create(digest="0" * 64, name="a.pdf", size=1, uploaded_at=timezone.now())
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


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
