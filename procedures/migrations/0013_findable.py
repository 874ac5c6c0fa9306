"""What the search looks through, written anew in lines and by its sound; found by trigrams where there are some.

Also in which order people need the procedures of a life event; an office may change it.
"""

from django.db import migrations, models

from procedures.search.findable import as_heard, as_written

BATCH = 500
TRIGRAM = "CREATE INDEX version_sound_trigram ON procedures_procedureversion USING gin (sound_text gin_trgm_ops)"

IN_ORDER = {
    "sinh-con": ("1.001193", "2.002621", "1.004222", "2.000635", "1.000689", "1.001022"),
    "ket-hon": ("1.004873", "1.000894", "2.000635", "1.004222", "1.010038"),
    "nguoi-than-qua-doi": ("1.000656", "2.002622", "1.003197", "2.000635", "1.001731", "1.014028", "2.002307"),
    "nha-dat": ("1.013978", "2.001035", "1.012796", "1.013225", "1.013226", "1.013228", "1.013967"),
    "lam-an": ("1.001612", "2.000720", "2.000575", "1.001570", "1.001266", "1.005280"),
    "nguoi-cao-tuoi": ("1.014027", "1.001776", "1.001699", "2.001019", "1.014028"),
    "tro-cap": ("1.001776", "1.001699", "1.014027", "1.011607", "1.011606", "1.010833"),
    "chung-thuc": ("2.000815", "2.000884", "2.000635", "2.001035", "2.001019", "2.000908"),
}


def put_in_order(apps, schema_editor):
    for event in apps.get_model("procedures", "LifeEvent").objects.filter(slug__in=IN_ORDER):
        event.sequence = list(IN_ORDER[event.slug])
        event.save(update_fields=["sequence"])


def write(apps, schema_editor):
    Version = apps.get_model("procedures", "ProcedureVersion")
    batch = []
    for version in Version.objects.select_related("procedure__field").iterator(BATCH):
        others = version.source_entry.get("alt_code") or []
        said = {
            "name": version.name,
            "everyday": version.procedure.everyday_words,
            "full_name": version.full_name,
            "codes": [version.procedure.code, *(others if isinstance(others, list) else [others])],
            "field": version.procedure.field.name,
        }
        version.search_text, version.sound_text = as_written(**said), as_heard(**said)
        batch.append(version)
    Version.objects.bulk_update(batch, ["search_text", "sound_text"], batch_size=BATCH)


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TRIGRAM)


def no_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX version_sound_trigram")


class Migration(migrations.Migration):
    dependencies = [("procedures", "0012_draft_step")]
    operations = [
        migrations.AddField(
            model_name="lifeevent",
            name="sequence",
            field=models.JSONField(blank=True, default=list, verbose_name="procedures in the order of need"),
        ),
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
        migrations.RunPython(write, migrations.RunPython.noop),
        migrations.RunPython(index, no_index),
    ]
