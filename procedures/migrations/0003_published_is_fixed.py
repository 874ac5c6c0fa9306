"""The database itself refuses to change what was published, and finds names by trigrams where it can.

SQLite drops the triggers of a table it rebuilds: a later migration that alters one of these tables has to put
them back. tests/procedures/test_immutability.py notices.
"""

from django.db import migrations

VERSION = "procedures_procedureversion"
FIXED_COLUMNS = [
    "procedure_id",
    "number",
    "valid_from",
    "name",
    "full_name",
    "level_2023",
    "level_now",
    "authority_2023",
    "authority_now",
    "for_individuals",
    "for_organisations",
    "received_at_commune",
    "received_at_district",
    "limit_mode",
    "limit_value",
    "limit_by_channel",
    "cutoff",
    "limit_note",
    "limit_ground",
    "limit_set_by_id",
    "sets",
    "result",
    "online_level",
    "accepts_online",
    "legal_bases",
    "notes",
    "after_supplement",
    "source_url",
    "source_digest",
    "source_entry",
]
WHOLE_ROWS = ("procedures_requireddocument", "procedures_fee")
MESSAGE = "published procedure versions never change"

POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION procedures_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$
"""
TRIGRAM = f"CREATE INDEX version_search_trigram ON {VERSION} USING gin (search_text gin_trgm_ops)"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        differs = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FIXED_COLUMNS)
        schema_editor.execute(POSTGRES_FUNCTION)
        for table, condition in ((VERSION, f"WHEN ({differs})"), *((table, "") for table in WHOLE_ROWS)):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW {condition} "
                "EXECUTE FUNCTION procedures_refuse_change()"
            )
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(TRIGRAM)
        return
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in FIXED_COLUMNS)
    for table, condition in ((VERSION, f"WHEN {differs}"), *((table, "") for table in WHOLE_ROWS)):
        schema_editor.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def backwards(apps, schema_editor):
    for table in (VERSION, *WHOLE_ROWS):
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_fixed{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS version_search_trigram")


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
