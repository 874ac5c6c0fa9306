"""The notice boards of the main commune (nơi niêm yết): what hangs there, with drawn photos."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import typst
from django.conf import settings

from procedures.models import Field, PostedSheet, Procedure
from procedures.wall.hanging import add_place, add_sheet, confirm_hung, print_sheets
from staff.models import Unit, User

_PAPERS = Path(settings.BASE_DIR) / "templates" / "print"
_FONTS = Path(settings.NODE_MODULES) / "@expo-google-fonts" / "tinos"
_HALL = ("Bảng tin sảnh Bộ phận Một cửa", "Bên phải cửa vào, cạnh máy lấy số")
_CORRIDOR = ("Hành lang tầng 1", "Trước phòng tiếp công dân")
_DOTS_AN_INCH = 72.0

Kind, Size = PostedSheet.Kind, PostedSheet.Size


def hang_sheets(unit: Unit, *, by: User, at: dt.datetime) -> list[PostedSheet]:
    """Boards with their sheets, printed and hung at the moment `at`; one of them is only meant to hang."""
    hall = add_place(unit=unit, name=_HALL[0], note=_HALL[1], by=by)
    corridor = add_place(unit=unit, name=_CORRIDOR[0], note=_CORRIDOR[1], by=by)
    fields = {field.name: field.pk for field in Field.objects.filter(name__in=["Hộ tịch", "Chứng thực"])}
    birth = Procedure.objects.get(code="1.001193").pk
    hung = [
        add_sheet(place=hall, kind=Kind.FIELD, size=Size.A3, field_id=fields["Hộ tịch"], by=by, at=at),
        add_sheet(place=hall, kind=Kind.FEES, size=Size.A3, by=by, at=at),
        add_sheet(place=hall, kind=Kind.PROCEDURE, size=Size.A4, procedure_id=birth, by=by, at=at),
        add_sheet(place=corridor, kind=Kind.RULES, size=Size.A3, by=by, at=at),
        add_sheet(place=corridor, kind=Kind.PEOPLE, size=Size.A4, by=by, at=at),
    ]
    print_sheets(sheets=hung, by=by, at=at)
    for sheet in hung:
        confirm_hung(hanging=sheet.hangings.get(), photo=_photo(str(sheet.get_kind_display())), by=by, at=at)
    add_sheet(place=corridor, kind=Kind.FIELD, size=Size.A3, field_id=fields["Chứng thực"], by=by, at=at)
    return hung


def _photo(title: str) -> bytes:
    """What a phone would have seen."""
    compiler = typst.Compiler(
        input=_PAPERS / "anh_niem_yet_mau.typ", root=_PAPERS, font_paths=[_FONTS], ignore_system_fonts=True
    )
    filled = {"data": json.dumps({"title": title}, ensure_ascii=False)}
    picture = compiler.compile(sys_inputs=filled, format="png", ppi=_DOTS_AN_INCH)
    if not isinstance(picture, bytes):
        raise TypeError("one page gives one picture")
    return picture
