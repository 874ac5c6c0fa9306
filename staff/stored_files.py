"""Files on disk and the rows that name them: both are kept, or neither (tệp đi cùng giao dịch)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models.fields.files import FieldFile

_stored: ContextVar[list[FieldFile] | None] = ContextVar("stored", default=None)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction for files and the act they belong to; when it fails, what was stored is taken away again."""
    outer = _stored.get()
    mine: list[FieldFile] = []
    token = _stored.set(mine)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for file in mine:
            file.delete(save=False)
        raise
    finally:
        _stored.reset(token)
    if outer is not None:
        outer.extend(mine)


def remember(file: FieldFile) -> None:
    """Let `all_or_nothing` around this act take a file just stored away again when the act fails."""
    stored = _stored.get()
    if stored is not None:
        stored.append(file)
