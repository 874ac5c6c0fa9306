from django.db import migrations

from staff.triggers import lift_append_only, make_append_only

TRIGRAM = "CREATE INDEX dossier_search_trigram ON dossiers_dossier USING gin (search_text gin_trgm_ops)"


def forwards(apps, schema_editor):
    make_append_only(schema_editor, "dossiers_dossierevent")
    if schema_editor.connection.vendor == "postgresql":
        # only faster: SQLite answers the same question by LIKE
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(TRIGRAM)


def backwards(apps, schema_editor):
    lift_append_only(schema_editor, "dossiers_dossierevent")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS dossier_search_trigram")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
