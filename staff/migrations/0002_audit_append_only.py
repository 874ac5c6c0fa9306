from django.db import migrations

from staff.triggers import lift_append_only, make_append_only


def forwards(apps, schema_editor):
    make_append_only(schema_editor, "staff_auditentry")


def backwards(apps, schema_editor):
    lift_append_only(schema_editor, "staff_auditentry")


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
