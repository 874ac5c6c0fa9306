from django.db import migrations, models


class Migration(migrations.Migration):
    """A key lives for a retry only, so earlier ones are dropped."""

    dependencies = [
        ("dossiers", "0002_trail_and_search"),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM dossiers_idempotencykey", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="idempotencykey", name="dossier"),
        migrations.AddField(
            model_name="idempotencykey",
            name="reference",
            field=models.CharField(default="", max_length=14),
            preserve_default=False,
        ),
    ]
