from django.db import migrations
from django.db.models import Exists, OuterRef

RECEIVED, PROCESSING, SUPPLEMENT, PAYMENT, WITHDRAWAL = 2, 4, 5, 6, 7
NAMES = {
    "clerk": "Tiếp nhận, chuyển hồ sơ",
    "specialist": "Thẩm định, giải quyết hồ sơ",
    "leader": "Duyệt, ký kết quả",
}
DAY = 480


def fill(apps, schema_editor):
    """Every open dossier that was received before there were legs lies on one, due with the dossier itself."""
    proposals = apps.get_model("dossiers", "Proposal").objects.filter(dossier=OuterRef("pk"), decision="")
    legs = apps.get_model("dossiers", "Leg")
    dossiers = apps.get_model("dossiers", "Dossier").objects.filter(
        received_at__isnull=False,
        state__in=[RECEIVED, PROCESSING, SUPPLEMENT, PAYMENT, WITHDRAWAL],
        legs__isnull=True,
    )
    rows = dossiers.annotate(proposed=Exists(proposals)).order_by("pk")
    legs.objects.bulk_create((_leg(legs, dossier) for dossier in rows.iterator(chunk_size=1000)), batch_size=1000)


def _leg(legs, dossier):
    if dossier.state == RECEIVED:
        role, holder, unit = "clerk", dossier.received_by_id, dossier.receiving_unit_id
    elif dossier.proposed:
        role, holder, unit = "leader", None, dossier.handling_unit_id
    else:
        role, holder, unit = "specialist", dossier.specialist_id, dossier.handling_unit_id
    return legs(
        dossier_id=dossier.pk,
        position=1,
        name=NAMES[role],
        unit_id=unit,
        role=role,
        holder_id=holder,
        minutes=DAY,
        given_at=dossier.received_at,
        accepted_at=dossier.received_at if holder is not None else None,
        due_at=dossier.due_at,
    )


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0010_acts_about_others")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
