"""What proves a promise or a paper is written once; the trail's own trigger is put back, because SQLite drops the
triggers of a table it rebuilds.
"""

from django.db import migrations

from staff.triggers import lift_append_only, make_append_only

EVENTS = "dossiers_dossierevent"
TABLES = (
    "dossiers_promisemove",
    "dossiers_override",
    "dossiers_issueddocument",
    "dossiers_signature",
    "dossiers_latenessshare",
)


def forwards(apps, schema_editor):
    lift_append_only(schema_editor, EVENTS)
    for table in (EVENTS, *TABLES):
        make_append_only(schema_editor, table)


def backwards(apps, schema_editor):
    for table in TABLES:
        lift_append_only(schema_editor, table)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_judged_and_coded")]
    operations = [migrations.RunPython(forwards, backwards)]
