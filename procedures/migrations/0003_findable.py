"""What a procedure is found by: a part of its words or of their sound, and the doors by event of life.

Every office begins with these doors and this order, and may change them.
"""

from django.db import migrations

from staff.trigrams import drop_trigrams, index_trigrams

VERSION = "procedures_procedureversion"
INDEXES = {"version_search_trigram": "search_text", "version_sound_trigram": "sound_text"}

#: Slug, name, what lies behind the door, icon, and codes of procedures in the order in which people need them.
DOORS = (
    (
        "sinh-con",
        "Sinh con",
        "Khai sinh, cư trú, bảo hiểm cho con",
        "balloon-heart",
        ("1.001193", "2.002621", "1.004222", "2.000635", "1.000689", "1.001022"),
    ),
    (
        "ket-hon",
        "Kết hôn",
        "Đăng ký kết hôn, xác nhận tình trạng hôn nhân",
        "heart",
        ("1.004873", "1.000894", "2.000635", "1.004222", "1.010038"),
    ),
    (
        "nguoi-than-qua-doi",
        "Người thân qua đời",
        "Khai tử, mai táng phí, trợ cấp",
        "flower1",
        ("1.000656", "2.002622", "1.003197", "2.000635", "1.001731", "1.014028", "2.002307"),
    ),
    (
        "nha-dat",
        "Nhà đất",
        "Sổ đỏ, biến động, chuyển nhượng, xây dựng",
        "house",
        ("1.013978", "2.001035", "1.012796", "1.013225", "1.013226", "1.013228", "1.013967"),
    ),
    (
        "lam-an",
        "Làm ăn",
        "Hộ kinh doanh, hợp tác xã, giấy phép",
        "shop",
        ("1.001612", "2.000720", "2.000575", "1.001570", "1.001266", "1.005280"),
    ),
    (
        "nguoi-cao-tuoi",
        "Người cao tuổi",
        "Trợ cấp, chúc thọ, chăm sóc",
        "person-heart",
        ("1.014027", "1.001776", "1.001699", "2.001019", "1.014028"),
    ),
    (
        "tro-cap",
        "Trợ cấp",
        "Hộ nghèo, khuyết tật, người có công, bảo trợ xã hội",
        "cash-coin",
        ("1.001776", "1.001699", "1.014027", "1.011607", "1.011606", "1.010833"),
    ),
    (
        "chung-thuc",
        "Chứng thực",
        "Bản sao, chữ ký, hợp đồng",
        "patch-check",
        ("2.000815", "2.000884", "2.000635", "2.001035", "2.001019", "2.000908"),
    ),
)


def open_doors(apps, schema_editor):
    life_events = apps.get_model("procedures", "LifeEvent").objects
    for position, (slug, name, lead, icon, sequence) in enumerate(DOORS, start=1):
        door = {"name": name, "lead": lead, "icon": icon, "position": position, "sequence": list(sequence)}
        life_events.get_or_create(slug=slug, defaults=door)


def index(apps, schema_editor):
    for name, column in INDEXES.items():
        index_trigrams(schema_editor, VERSION, column, name=name)


def no_index(apps, schema_editor):
    for name in INDEXES:
        drop_trigrams(schema_editor, name=name)


class Migration(migrations.Migration):
    replaces = [("procedures", "0013_findable")]
    dependencies = [("procedures", "0002_written_once")]
    operations = [
        migrations.RunPython(index, no_index),
        migrations.RunPython(open_doors, migrations.RunPython.noop),
    ]
