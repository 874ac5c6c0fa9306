"""Receipts for money and closed shifts are written once; a receipt may only be voided, a shift only be accepted."""

from django.db import migrations, models

from staff.triggers import lift_fixed, make_fixed

RECEIPTS, SHIFTS = "dossiers_feereceipt", "dossiers_shift"
VOIDING = ["voided_at", "voided_by_id", "void_reason"]
ACCEPTING = ["accepted_at", "accepted_by_id"]


def _others(model, left_out):
    return [field.column for field in model._meta.concrete_fields if field.column not in left_out]


def forwards(apps, schema_editor):
    receipts = _others(apps.get_model("dossiers", "FeeReceipt"), VOIDING)
    make_fixed(schema_editor, RECEIPTS, receipts, since="collected_at")
    make_fixed(schema_editor, RECEIPTS, VOIDING, since="voided_at", name="voided")
    make_fixed(schema_editor, SHIFTS, _others(apps.get_model("dossiers", "Shift"), ACCEPTING), since="closed_at")
    make_fixed(schema_editor, SHIFTS, ACCEPTING, since="accepted_at", name="accepted")


def backwards(apps, schema_editor):
    for table, name in ((RECEIPTS, "fixed"), (RECEIPTS, "voided"), (SHIFTS, "fixed"), (SHIFTS, "accepted")):
        lift_fixed(schema_editor, table, name=name)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0014_one_stop_counter")]
    operations = [
        migrations.AlterField(
            model_name="dossierevent",
            name="action",
            field=models.CharField(
                choices=[
                    ("submit", "Submit"),
                    ("receive", "Receive"),
                    ("refuse", "Refuse"),
                    ("request_supplement", "Request a supplement"),
                    ("supply", "Hand in the supplement"),
                    ("resume", "Accept the supplement"),
                    ("forward", "Forward for processing"),
                    ("take", "Take the dossier"),
                    ("request_payment", "Request the financial obligation"),
                    ("confirm_payment", "Confirm the payment"),
                    ("propose", "Propose the result"),
                    ("send_back", "Send back"),
                    ("sign", "Sign the result"),
                    ("return", "Return the result"),
                    ("withdraw", "Ask to withdraw"),
                    ("continue", "Continue processing"),
                    ("stop", "Stop processing"),
                    ("hand_on", "Hand on to the next step"),
                    ("give_back", "Give back to the step before"),
                    ("pull", "Pull back"),
                    ("reassign", "Assign to another official"),
                    ("ask_opinion", "Ask for an opinion"),
                    ("give_opinion", "Give the opinion"),
                    ("drop_opinion", "Withdraw the question"),
                    ("link", "Open a linked dossier"),
                    ("linked_result", "The linked dossier is done"),
                    ("extend", "Apologise and make a new appointment"),
                    ("override", "Set the appointment by decision"),
                    ("correct", "Correct the reception"),
                    ("collect_fee", "Fees collected"),
                    ("void_fee", "Fee receipt voided"),
                ],
                max_length=20,
                verbose_name="act",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
