"""What 0003 says of published content holds for the new columns and tables, and nothing of it is deleted.

Also the doors by event of life, which every office begins with and may change.
"""

from importlib import import_module

from django.db import migrations

fixed = import_module("procedures.migrations.0003_published_is_fixed")
before = import_module("procedures.migrations.0007_limit_after_each_pause")
COLUMNS = [
    *before.COLUMNS,
    "sequence",
    "ways",
    "conditions",
    "decision",
    "change_summary",
    "prepared_by_id",
    "published_by_id",
]
WRITTEN_ONCE = (*fixed.WHOLE_ROWS, "procedures_routestep", "procedures_blankform")

LIFE_EVENTS = (
    ("sinh-con", "Sinh con", "Khai sinh, cư trú, bảo hiểm cho con", "balloon-heart"),
    ("ket-hon", "Kết hôn", "Đăng ký kết hôn, xác nhận tình trạng hôn nhân", "heart"),
    ("nguoi-than-qua-doi", "Người thân qua đời", "Khai tử, mai táng phí, trợ cấp", "flower1"),
    ("nha-dat", "Nhà đất", "Sổ đỏ, biến động, chuyển nhượng, xây dựng", "house"),
    ("lam-an", "Làm ăn", "Hộ kinh doanh, hợp tác xã, giấy phép", "shop"),
    ("nguoi-cao-tuoi", "Người cao tuổi", "Trợ cấp, chúc thọ, chăm sóc", "person-heart"),
    ("tro-cap", "Trợ cấp", "Hộ nghèo, khuyết tật, người có công, bảo trợ xã hội", "cash-coin"),
    ("chung-thuc", "Chứng thực", "Bản sao, chữ ký, hợp đồng", "patch-check"),
)


def _refuse(schema_editor, table, verb, name):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    on_table = f" ON {table}" if is_postgres else ""
    body = (
        "FOR EACH ROW EXECUTE FUNCTION procedures_refuse_change()"
        if is_postgres
        else f"BEGIN SELECT RAISE(ABORT, '{fixed.MESSAGE}'); END"
    )
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on_table}")
    schema_editor.execute(f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} {body}")


def forwards(apps, schema_editor):
    before.guard(COLUMNS)(apps, schema_editor)
    for table in WRITTEN_ONCE:
        _refuse(schema_editor, table, "UPDATE", "fixed")
    for table in (fixed.VERSION, *WRITTEN_ONCE):
        _refuse(schema_editor, table, "DELETE", "kept")


def backwards(apps, schema_editor):
    on = " ON {}" if schema_editor.connection.vendor == "postgresql" else ""
    for table in (fixed.VERSION, *WRITTEN_ONCE):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_kept{on.format(table)}")
    schema_editor.execute(f"DROP TRIGGER IF EXISTS procedures_blankform_fixed{on.format('procedures_blankform')}")
    before.guard(before.COLUMNS)(apps, schema_editor)


def open_doors(apps, schema_editor):
    LifeEvent = apps.get_model("procedures", "LifeEvent")
    for position, (slug, name, lead, icon) in enumerate(LIFE_EVENTS, start=1):
        LifeEvent.objects.get_or_create(
            slug=slug, defaults={"name": name, "lead": lead, "icon": icon, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("procedures", "0009_posted_office")]
    operations = [
        migrations.RunPython(open_doors, migrations.RunPython.noop),
        migrations.RunPython(forwards, backwards),
    ]
