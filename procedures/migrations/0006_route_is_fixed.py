"""A published route changes by a new version only; what 0003 says of papers and fees holds for steps."""

from django.db import migrations

TABLE = "procedures_routestep"
MESSAGE = "published procedure versions never change"


def forwards(apps, schema_editor):
    body = (
        "FOR EACH ROW EXECUTE FUNCTION procedures_refuse_change()"
        if schema_editor.connection.vendor == "postgresql"
        else f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )
    schema_editor.execute(f"CREATE TRIGGER {TABLE}_fixed BEFORE UPDATE ON {TABLE} {body}")


def backwards(apps, schema_editor):
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_fixed{on_table}")


class Migration(migrations.Migration):
    dependencies = [("procedures", "0005_route_steps")]
    operations = [migrations.RunPython(forwards, backwards)]
