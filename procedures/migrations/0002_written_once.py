"""The database itself refuses to change what was published, what was posted, and what hung on a wall.

SQLite drops the triggers of a table it rebuilds: a later migration that alters one of these tables has to put
them back. tests/procedures/test_immutability.py notices.
"""

from django.db import migrations

from staff.triggers import lift_append_only, lift_fixed, make_append_only, make_fixed

VERSION = "procedures_procedureversion"
#: Everything else of a version is what it says.
OF_A_VERSION_MAY_CHANGE = ("id", "valid_to", "status", "search_text", "sound_text", "created_at")
PARTS = (
    "procedures_requireddocument",
    "procedures_fee",
    "procedures_routestep",
    "procedures_blankform",
)
MESSAGE = "published procedure versions never change"
POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION procedures_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$
"""

POSTED = "procedures_posteddocument"
OF_POSTED_MAY_CHANGE = ("valid_to", "withdrawn_at")

HANGING, FORM_FILE = "procedures_hanging", "procedures_formfile"
PRINTED = ["id", "sheet_id", "content", "digest", "printed_by_id", "printed_at"]
HUNG = ["hung_by_id", "hung_at", "photo"]


def _columns(apps, model, left_out):
    fields = apps.get_model("procedures", model)._meta.concrete_fields
    return [field.column for field in fields if field.column not in left_out]


def fix_versions(apps, schema_editor):
    """No word of a published version or of its parts changes, and none of them is deleted."""
    columns = _columns(apps, "ProcedureVersion", OF_A_VERSION_MAY_CHANGE)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION)
        changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)
        each, when = "FOR EACH ROW ", f"WHEN ({changed}) "
        refuse = "EXECUTE FUNCTION procedures_refuse_change()"
    else:
        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
        each, when = "", f"WHEN {changed} "
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for table in (VERSION, *PARTS):
        which = when if table == VERSION else ""
        schema_editor.execute(f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {each}{which}{refuse}")
        schema_editor.execute(f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} {each}{refuse}")


def free_versions(apps, schema_editor):
    for table in (VERSION, *PARTS):
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for name in ("fixed", "kept"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on_table}")


def fix_posting(apps, schema_editor):
    """A posted document may end or be withdrawn; of a sheet it stays what was printed, who hung it, and the proof."""
    make_fixed(schema_editor, POSTED, _columns(apps, "PostedDocument", OF_POSTED_MAY_CHANGE), since="created_at")
    make_fixed(schema_editor, POSTED, ["withdrawn_at"], since="withdrawn_at", name="withdrawn")
    make_fixed(schema_editor, HANGING, PRINTED, since="printed_at")
    make_fixed(schema_editor, HANGING, HUNG, since="hung_at", name="hung")
    make_append_only(schema_editor, FORM_FILE)


def free_posting(apps, schema_editor):
    lift_append_only(schema_editor, FORM_FILE)
    for table, name in ((POSTED, "fixed"), (POSTED, "withdrawn"), (HANGING, "fixed"), (HANGING, "hung")):
        lift_fixed(schema_editor, table, name=name)


class Migration(migrations.Migration):
    replaces = [
        ("procedures", "0003_published_is_fixed"),
        ("procedures", "0006_route_is_fixed"),
        ("procedures", "0010_posted_is_fixed"),
        ("procedures", "0017_walls_and_forms_are_fixed"),
    ]
    dependencies = [("procedures", "0001_catalogue")]
    operations = [
        migrations.RunPython(fix_versions, free_versions),
        migrations.RunPython(fix_posting, free_posting),
    ]
