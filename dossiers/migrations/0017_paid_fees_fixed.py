"""What a receipt was issued for is written once; voiding the receipt lets it go, and it may be dropped or paid again."""

from django.db import migrations

from staff.triggers import lift_fixed, make_fixed

CHARGES, RECEIPT = "dossiers_charge", "receipt_id"


def forwards(apps, schema_editor):
    charge = apps.get_model("dossiers", "Charge")
    paid_for = [field.column for field in charge._meta.concrete_fields if field.column != RECEIPT]
    make_fixed(schema_editor, CHARGES, paid_for, since=RECEIPT)


def backwards(apps, schema_editor):
    lift_fixed(schema_editor, CHARGES)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0016_custody_written_once")]
    operations = [migrations.RunPython(forwards, backwards)]
