"""Indexes by which PostgreSQL finds a part of a word; SQLite answers the same question without, only slower."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def index_trigrams(schema_editor: BaseDatabaseSchemaEditor, table: str, column: str, *, name: str) -> None:
    """Index `column` of `table` by its trigrams."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops)")


def drop_trigrams(schema_editor: BaseDatabaseSchemaEditor, *, name: str) -> None:
    """The way back of `index_trigrams`; the extension stays, others may use it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")
