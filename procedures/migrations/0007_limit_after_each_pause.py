"""Each ground of a pause says for itself how the limit goes on; the columns are content, fixed like the others."""

from importlib import import_module

from django.db import migrations, models

fixed = import_module("procedures.migrations.0003_published_is_fixed")
COLUMNS = [*fixed.FIXED_COLUMNS, "after_payment", "after_withdrawal"]
AFTERWARDS = [("restart", "counted anew from the complete dossier"), ("resume", "continued where it stopped")]


def guard(columns):
    """Put the trigger back, which SQLite drops with the table it rebuilds, for these columns."""

    def put(apps, schema_editor):
        is_postgres = schema_editor.connection.vendor == "postgresql"
        name, table = f"{fixed.VERSION}_fixed", fixed.VERSION
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if is_postgres else ""))
        differs = " OR ".join(
            f"OLD.{column} IS {'DISTINCT FROM' if is_postgres else 'NOT'} NEW.{column}" for column in columns
        )
        body = (
            f"FOR EACH ROW WHEN ({differs}) EXECUTE FUNCTION procedures_refuse_change()"
            if is_postgres
            else f"WHEN {differs} BEGIN SELECT RAISE(ABORT, '{fixed.MESSAGE}'); END"
        )
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} {body}")

    return put


def afterwards(verbose_name):
    return models.CharField(choices=AFTERWARDS, default="resume", max_length=10, verbose_name=verbose_name)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_route_is_fixed")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard(fixed.FIXED_COLUMNS)),
        migrations.RemoveConstraint(model_name="procedureversion", name="version_after_supplement_known"),
        migrations.AddField("procedureversion", "after_payment", afterwards("limit after a financial obligation")),
        migrations.AddField(
            "procedureversion", "after_withdrawal", afterwards("limit after a withdrawal not granted")
        ),
        migrations.AddConstraint(
            model_name="procedureversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("after_payment__in", ["restart", "resume"]),
                    ("after_supplement__in", ["restart", "resume"]),
                    ("after_withdrawal__in", ["restart", "resume"]),
                ),
                name="version_after_pauses_known",
            ),
        ),
        migrations.RunPython(guard(COLUMNS), guard(fixed.FIXED_COLUMNS)),
    ]
