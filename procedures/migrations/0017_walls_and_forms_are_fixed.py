"""What was printed for a wall, who saw it hang, and the file behind a blank form are written once."""

from django.db import migrations

from staff.triggers import lift_append_only, lift_fixed, make_append_only, make_fixed

HANGING, FORM_FILE = "procedures_hanging", "procedures_formfile"
PRINTED = ["id", "sheet_id", "content", "digest", "printed_by_id", "printed_at"]
HUNG = ["hung_by_id", "hung_at", "photo"]


def forwards(apps, schema_editor):
    make_fixed(schema_editor, HANGING, PRINTED, since="printed_at")
    make_fixed(schema_editor, HANGING, HUNG, since="hung_at", name="hung")
    make_append_only(schema_editor, FORM_FILE)


def backwards(apps, schema_editor):
    lift_fixed(schema_editor, HANGING)
    lift_fixed(schema_editor, HANGING, name="hung")
    lift_append_only(schema_editor, FORM_FILE)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0016_told_of_expiry")]
    operations = [migrations.RunPython(forwards, backwards)]
