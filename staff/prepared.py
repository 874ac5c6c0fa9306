"""Statements asked at every click, always the same but for a value or two (câu lệnh lập sẵn).

Django composes each once a process instead of each time, and PostgreSQL plans it once a connection: for many small
joins both take several times as long as reading the rows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import QuerySet

#: What each connection to PostgreSQL has planned already.
_planned: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
_lock = threading.Lock()


class Prepared:
    """One statement. `build` composes it with `places` where the values of a call will stand.

    `rows` answers what the database answers, without Django's conversion.
    """

    def __init__(self, name: str, build: Callable[[], QuerySet[Any]], *places: object) -> None:
        self._name = name
        self._build = build
        self._places = {str(place): number for number, place in enumerate(places)}
        self._composed: dict[str, tuple[str, list[Any]]] = {}

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values, one a place."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                self._plan()
                marks = ", ".join(["%s"] * len(values))
                cursor.execute(f"EXECUTE {self._name} ({marks})", values)
            else:
                sql, parameters = self._statement()
                cursor.execute(sql, [self._at_place(each, values) for each in parameters])
            return list(cursor.fetchall())

    def _plan(self) -> None:
        with _lock:
            planned = _planned.setdefault(connection.connection, set())
        if self._name in planned:
            return
        from psycopg2.extensions import AsIs

        sql, parameters = self._statement()
        marks = [AsIs(f"${number + 1}") for number in range(len(self._places))]
        # not through Django's cursor: whoever counts the statements of an act counts what every such act costs
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {self._name} AS {sql}", [self._at_place(each, marks) for each in parameters])
        planned.add(self._name)

    def _statement(self) -> tuple[str, list[Any]]:
        composed = self._composed.get(connection.vendor)
        if composed is None:
            sql, parameters = self._build().query.sql_with_params()
            composed = self._composed[connection.vendor] = (sql, list(parameters))
        return composed

    def _at_place(self, parameter: object, values: Any) -> Any:
        number = self._places.get(str(parameter))
        return parameter if number is None else values[number]
