"""What a posted document says is written once; only its last day, or that it was withdrawn, is added."""

from django.conf import settings
from django.db import migrations, models

from staff.triggers import lift_fixed, make_fixed

TABLE = "procedures_posteddocument"
ADDED = ("valid_to", "withdrawn_at")


def forwards(apps, schema_editor):
    fields = apps.get_model("procedures", "PostedDocument")._meta.concrete_fields
    said = [field.column for field in fields if field.column not in ADDED]
    make_fixed(schema_editor, TABLE, said, since="created_at")
    make_fixed(schema_editor, TABLE, ["withdrawn_at"], since="withdrawn_at", name="withdrawn")


def backwards(apps, schema_editor):
    lift_fixed(schema_editor, TABLE)
    lift_fixed(schema_editor, TABLE, name="withdrawn")


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0010_posted_is_fixed"),
        ("staff", "0011_public_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="posteddocument",
            name="posted_document_one_start",
        ),
        migrations.AddField(
            model_name="posteddocument",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
        ),
        migrations.AddConstraint(
            model_name="posteddocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("kind", "other"), _negated=True), ("withdrawn_at__isnull", True)),
                fields=("unit", "kind", "valid_from"),
                name="posted_document_one_start",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
