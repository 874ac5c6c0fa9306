"""Triggers that make the database itself refuse what the models refuse, on both engines."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def make_append_only(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Refuse UPDATE and DELETE on `table`."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)  # None: the percent sign is no placeholder
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
        )


def lift_append_only(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """The way back of `make_append_only`."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        return
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")


def make_fixed(
    schema_editor: BaseDatabaseSchemaEditor, table: str, columns: list[str], *, since: str, name: str = "fixed"
) -> None:
    """Refuse to change `columns` of a row once its column `since` is filled, and to delete such a row."""
    quoted = [schema_editor.quote_name(column) for column in columns]
    if schema_editor.connection.vendor == "postgresql":
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in quoted)
        refuse = "EXECUTE FUNCTION refuse_change()"
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)
        each = " FOR EACH ROW"
    else:
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in quoted)
        refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
        each = ""
    schema_editor.execute(
        f"CREATE TRIGGER {table}_{name} BEFORE UPDATE ON {table}{each} "
        f"WHEN (OLD.{since} IS NOT NULL AND ({changed})) {refuse}"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {table}_{name}_kept BEFORE DELETE ON {table}{each} "
        f"WHEN (OLD.{since} IS NOT NULL) {refuse}"
    )


def lift_fixed(schema_editor: BaseDatabaseSchemaEditor, table: str, *, name: str = "fixed") -> None:
    """The way back of `make_fixed`."""
    on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for trigger in (f"{table}_{name}", f"{table}_{name}_kept"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")
