from django.db import migrations
from django.db.models import F

from dossiers.models.dossier import new_reference


def fill(apps, schema_editor):
    """What stands from before: judged by the promise as it is, and every paper gets a code to be checked by."""
    apps.get_model("dossiers", "Dossier").objects.filter(judged_due_at=None).update(judged_due_at=F("due_at"))
    documents = apps.get_model("dossiers", "IssuedDocument")
    for pk in documents.objects.filter(verification_code=None).values_list("pk", flat=True).iterator():
        documents.objects.filter(pk=pk).update(verification_code=new_reference())


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_promise_route_papers")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
