"""What proves a promise, a paper, money or the way of an original is written once.

SQLite drops the triggers of a table it rebuilds: a later migration that alters one of these tables has to put
them back. tests/dossiers/test_custody_kept.py notices.
"""

from django.db import migrations

from staff.triggers import lift_append_only, lift_fixed, make_append_only, make_fixed

ADDED_ONLY = (
    "dossiers_dossierevent",
    "dossiers_promisemove",
    "dossiers_override",
    "dossiers_issueddocument",
    "dossiers_latenessshare",
    "dossiers_signature",
    "dossiers_drawnsignature",
    "dossiers_custodymove",
    "dossiers_collection",
)

RECEIPTS, SHIFTS, CHARGES = "dossiers_feereceipt", "dossiers_shift", "dossiers_charge"
VOIDING = ["voided_at", "voided_by_id", "void_reason"]
ACCEPTING = ["accepted_at", "accepted_by_id"]
PAID_BY = "receipt_id"

ORIGINALS, SLIPS = "dossiers_keptoriginal", "dossiers_handoverslip"
RECEIVING = ["received_at", "received_by_id", "received_signature_id"]


def _columns(apps, model, left_out=()):
    fields = apps.get_model("dossiers", model)._meta.concrete_fields
    return [field.column for field in fields if field.column not in left_out]


def keep_proofs(apps, schema_editor):
    for table in ADDED_ONLY:
        make_append_only(schema_editor, table)


def free_proofs(apps, schema_editor):
    for table in ADDED_ONLY:
        lift_append_only(schema_editor, table)


def keep_money(apps, schema_editor):
    """A receipt may only be voided, a closed shift only accepted; what was paid for stays until its receipt is void."""
    make_fixed(schema_editor, RECEIPTS, _columns(apps, "FeeReceipt", VOIDING), since="collected_at")
    make_fixed(schema_editor, RECEIPTS, VOIDING, since="voided_at", name="voided")
    make_fixed(schema_editor, SHIFTS, _columns(apps, "Shift", ACCEPTING), since="closed_at")
    make_fixed(schema_editor, SHIFTS, ACCEPTING, since="accepted_at", name="accepted")
    make_fixed(schema_editor, CHARGES, _columns(apps, "Charge", [PAID_BY]), since=PAID_BY)


def free_money(apps, schema_editor):
    for table, name in ((RECEIPTS, "fixed"), (RECEIPTS, "voided"), (SHIFTS, "fixed"), (SHIFTS, "accepted")):
        lift_fixed(schema_editor, table, name=name)
    lift_fixed(schema_editor, CHARGES)


def keep_custody(apps, schema_editor):
    """An original that was returned stays so; of a slip only the reception is added."""
    make_fixed(schema_editor, ORIGINALS, _columns(apps, "KeptOriginal"), since="returned_at")
    make_fixed(schema_editor, SLIPS, _columns(apps, "HandoverSlip", RECEIVING), since="handed_at")
    make_fixed(schema_editor, SLIPS, RECEIVING, since="received_at", name="received")


def free_custody(apps, schema_editor):
    for table, name in ((ORIGINALS, "fixed"), (SLIPS, "fixed"), (SLIPS, "received")):
        lift_fixed(schema_editor, table, name=name)


class Migration(migrations.Migration):
    replaces = [
        ("dossiers", "0009_written_once"),
        ("dossiers", "0015_fees_written_once"),
        ("dossiers", "0016_custody_written_once"),
        ("dossiers", "0017_paid_fees_fixed"),
    ]
    dependencies = [("dossiers", "0001_dossiers")]
    operations = [
        migrations.RunPython(keep_proofs, free_proofs),
        migrations.RunPython(keep_money, free_money),
        migrations.RunPython(keep_custody, free_custody),
    ]
