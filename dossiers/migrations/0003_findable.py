"""A dossier is found by any part of what its search text holds."""

from django.db import migrations

from staff.trigrams import drop_trigrams, index_trigrams

INDEX = "dossier_search_trigram"


def forwards(apps, schema_editor):
    index_trigrams(schema_editor, "dossiers_dossier", "search_text", name=INDEX)


def backwards(apps, schema_editor):
    drop_trigrams(schema_editor, name=INDEX)


class Migration(migrations.Migration):
    replaces = [("dossiers", "0002_trail_and_search")]
    dependencies = [("dossiers", "0002_written_once")]
    operations = [migrations.RunPython(forwards, backwards)]
