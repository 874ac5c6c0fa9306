"""Who held an original, collected a result or signed for it is written once; of a slip only the reception is added.

The trigger of the signatures is put back: SQLite dropped it when 0014 rebuilt their table.
"""

from django.db import migrations

from staff.triggers import lift_append_only, lift_fixed, make_append_only, make_fixed

ONCE = ("dossiers_custodymove", "dossiers_collection", "dossiers_drawnsignature")
SIGNATURES, ORIGINALS, SLIPS = "dossiers_signature", "dossiers_keptoriginal", "dossiers_handoverslip"
RECEIVING = ["received_at", "received_by_id", "received_signature_id"]


def _columns(model):
    return [field.column for field in model._meta.concrete_fields]


def forwards(apps, schema_editor):
    lift_append_only(schema_editor, SIGNATURES)
    for table in (SIGNATURES, *ONCE):
        make_append_only(schema_editor, table)
    make_fixed(schema_editor, ORIGINALS, _columns(apps.get_model("dossiers", "KeptOriginal")), since="returned_at")
    slip = [name for name in _columns(apps.get_model("dossiers", "HandoverSlip")) if name not in RECEIVING]
    make_fixed(schema_editor, SLIPS, slip, since="handed_at")
    make_fixed(schema_editor, SLIPS, RECEIVING, since="received_at", name="received")


def backwards(apps, schema_editor):
    for table in ONCE:
        lift_append_only(schema_editor, table)
    for table, name in ((ORIGINALS, "fixed"), (SLIPS, "fixed"), (SLIPS, "received")):
        lift_fixed(schema_editor, table, name=name)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_fees_written_once")]
    operations = [migrations.RunPython(forwards, backwards)]
