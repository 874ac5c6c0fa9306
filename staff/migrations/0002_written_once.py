"""The trail of who looked at personal data is only ever added to."""

from django.db import migrations

from staff.triggers import lift_append_only, make_append_only

TRAIL = "staff_auditentry"


def forwards(apps, schema_editor):
    make_append_only(schema_editor, TRAIL)


def backwards(apps, schema_editor):
    lift_append_only(schema_editor, TRAIL)


class Migration(migrations.Migration):
    replaces = [("staff", "0002_audit_append_only")]
    dependencies = [("staff", "0001_office")]
    operations = [migrations.RunPython(forwards, backwards)]
