"""A large office made of a small one: returned dossiers with all their rows, copied by the database itself.

Each copy is another dossier of another person: codes, references, identity numbers and phones differ, names recur
as names do. Copies lie evenly in the ten years before, each dossier with its own weekdays and hours; open work
stays what it was, as an office has no more of it for having existed longer.
"""

from __future__ import annotations

import math
from typing import Any

from django.db import connection, models, transaction

from dossiers.models import (
    Collection,
    Dossier,
    DossierEvent,
    DossierPaper,
    IssuedDocument,
    LatenessShare,
    Leg,
    Pause,
    PromiseMove,
    Proposal,
    SupplementRequest,
)
from dossiers.workflow import State
from feedback.models import Rating

_BESIDE: tuple[type[models.Model], ...] = (
    DossierEvent,
    DossierPaper,
    IssuedDocument,
    LatenessShare,
    Leg,
    Pause,
    PromiseMove,
    Proposal,
    SupplementRequest,
    Rating,
    Collection,
)
_COPIED = (Dossier, *_BESIDE)
_YEARS = 10

# What differs from copy to copy k; a letter or digit more in a code, other last digits in a number.
_REFERENCE = "lpad(k::text, 4, '0') || substr({0}, 5)"
_CODE = "{0} || k"
_NUMBER = (
    "CASE WHEN {0} ~ '^[0-9]{{10,12}}$' THEN left({0}, -6) ||"
    " lpad(((right({0}, 6)::int + k * 7919) %% 1000000)::text, 6, '0') ELSE {0} END"
)
_CHANGED = {
    (Dossier, "reference"): _REFERENCE,
    (Dossier, "code"): _CODE,
    (Dossier, "identity_number"): _NUMBER,
    (Dossier, "phone"): _NUMBER,
    (IssuedDocument, "verification_code"): _REFERENCE,
}
_SEARCHED = ("code", "reference", "identity_number", "phone")


@transaction.atomic
def fill_up(to: int) -> None:
    """Copy until there are about `to` dossiers; PostgreSQL, by its superuser. May be asked again for more."""
    with connection.cursor() as cursor:
        # no reference that was drawn begins with a nought; the copies' begin with their number
        cursor.execute(
            "CREATE TEMPORARY TABLE copied ON COMMIT DROP AS SELECT id FROM dossiers_dossier"
            " WHERE state = %s AND reference NOT LIKE '0%%'",
            [State.RETURNED.value],
        )
        cursor.execute("SELECT count(*) FROM copied")
        copies = math.ceil((to - Dossier.objects.count()) / cursor.fetchone()[0])
        if copies < 1:
            return
        cursor.execute(
            "SELECT coalesce(max(left(reference, 4))::int, 0) FROM dossiers_dossier WHERE reference LIKE '0%'"
        )
        before = cursor.fetchone()[0]
        numbers = {"first": before + 1, "last": before + copies, "days": _YEARS * 365 / (before + copies)}
        # the rows copied are right already: nothing is asked of the keys they point to
        cursor.execute("SET LOCAL session_replication_role = replica")
        indexes = _without_indexes(cursor)
        offsets = {model: _highest(model) for model in _COPIED}
        for model in _COPIED:
            cursor.execute(_copy(model, offsets, before), numbers)
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for definition in indexes:
            cursor.execute(definition)


def _without_indexes(cursor: Any) -> list[str]:
    """Drop what only speeds up reading, because making it anew is quicker than keeping it; returns how to."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND NOT EXISTS"
        " (SELECT FROM pg_constraint WHERE conname = indexname)",
        [[model._meta.db_table for model in _COPIED]],
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in found]


def _highest(model: type[models.Model]) -> int:
    return model._default_manager.aggregate(most=models.Max("pk"))["most"] or 0


def _copy(model: type[models.Model], offsets: dict[type[models.Model], int], before: int) -> str:
    fields = model._meta.local_concrete_fields
    columns = ", ".join(field.column for field in fields)
    values = ", ".join(_value(model, field, offsets) for field in fields)
    of_dossier = "id" if model is Dossier else "dossier_id"
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({columns}) SELECT {values}"
        f" FROM {table} row, generate_series(%(first)s, %(last)s) k, LATERAL (SELECT k - {before} AS nth) n"
        f" WHERE row.{of_dossier} IN (SELECT id FROM copied)"
    )


def _value(model: type[models.Model], field: models.Field, offsets: dict[type[models.Model], int]) -> str:
    column = f"row.{field.column}"
    if field.primary_key:
        return f"{column} + nth * {offsets[model]}"
    if isinstance(field, models.ForeignKey):
        offset = offsets.get(field.related_model)
        return column if offset is None else f"{column} + nth * {offset}"
    if isinstance(field, models.DateField):
        # whole weeks, so that an office day stays one
        moved = f"{column} - (round(k * %(days)s / 7) * 7)::int * interval '1 day'"
        return moved if isinstance(field, models.DateTimeField) else f"({moved})::date"
    if model is Dossier and field.name == "search_text":
        return _search_text(column)
    return _CHANGED.get((model, field.name), "{0}").format(column)


def _search_text(column: str) -> str:
    """The same words, with the numbers of the copy."""
    text = column
    for name in _SEARCHED:
        was = f"row.{name}"
        text = f"replace({text}, lower({was}), lower({_CHANGED[Dossier, name].format(was)}))"
    return text
