"""Sổ theo dõi hồ sơ: the dossiers a counter received in a period, as the statutory book lists them.

One book per field or group of fields; the electronic book need not be printed when it is complete.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from procedures.models import Field
from staff.models import Unit, User
from staff.printing import render_pdf
from staff.privacy import mask_phone

from .document_heading import agency_of, counter_letterhead, counter_short
from .form_titles import form_set, form_title
from .models import Dossier
from .querysets import DossierQuerySet
from .statistics.period import Period
from .wording import day_in_words
from .workflow import State

#: Lines of one printed book, three seconds' work: a month of a busy counter; a longer period is printed in parts.
MOST_LINES = 1500

COLUMNS = (
    "STT",
    "Mã hồ sơ",
    "Tên TTHC",
    "Tên tổ chức, cá nhân",
    "Địa chỉ/SĐT",
    "Cơ quan chủ trì giải quyết",
    "Nhận hồ sơ",
    "Hẹn trả kết quả",
    "Trả kết quả",
    "Phương thức nhận kết quả",
    "Ký nhận",
)
_WITHOUT_RESULT = {State.REFUSED: "Từ chối", State.STOPPED: "Dừng giải quyết"}
_DELIVERY = {
    Dossier.Delivery.COUNTER: "Trực tiếp",
    Dossier.Delivery.POST: "Bưu chính",
    Dossier.Delivery.ONLINE: "Trực tuyến",
}


@dataclass(frozen=True)
class Line:
    """One dossier in the book."""

    code: str
    procedure: str
    applicant: str
    address: str
    phone: str
    agency: str
    received: str
    due: str
    returned: str
    delivery: str

    @property
    def masked_phone(self) -> str:
        """What a list shows of the phone."""
        return mask_phone(self.phone)


def entries(unit: Unit, period: Period, field: Field | None) -> DossierQuerySet:
    """The dossiers of the book, in the order they were received; all fields when none is named."""
    found = Dossier.objects.filter(
        receiving_unit=unit, received_at__gte=period.starts_at, received_at__lt=period.ends_at
    )
    if field is not None:
        found = found.filter(version__procedure__field=field)
    return found.select_related("version", "handling_unit", "receiving_unit").order_by("received_at", "pk")


def lines_of(dossiers: Iterable[Dossier]) -> list[Line]:
    """What the book says of each."""
    return [_line(dossier) for dossier in dossiers]


def _line(dossier: Dossier) -> Line:
    return Line(
        code=dossier.shown_code,
        procedure=dossier.version.name,
        applicant=dossier.applicant_name,
        address=dossier.address,
        phone=dossier.phone,
        agency=(dossier.handling_unit or dossier.receiving_unit).name,
        received=_short(dossier.received_at),
        due=_short(dossier.due_at),
        returned=_ended(dossier),
        delivery=_DELIVERY[Dossier.Delivery(dossier.delivery)],
    )


def _ended(dossier: Dossier) -> str:
    """When the result was returned, or how the dossier ended without one."""
    word = _WITHOUT_RESULT.get(State(dossier.state))
    return f"{word} {_short(dossier.closed_at)}" if word else _short(dossier.closed_at)


def _short(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment is not None else ""


def book_pdf(
    dossiers: Iterable[Dossier], *, unit: Unit, period: Period, field: Field | None, by: User, at: dt.datetime
) -> bytes:
    """The book on A4 across, with the title and mark of the day it is printed."""
    today = timezone.localdate(at)
    title = form_title("07", today)
    data: dict[str, Any] = {
        "title": title.title,
        "mark": title.mark,
        "set": form_set(today),
        "letterhead": counter_letterhead(unit),
        "number_mark": f"STD-{counter_short(unit)}",
        "place_and_day": f"{unit.place or unit.name}, {day_in_words(today)}",
        "unit": agency_of(unit),
        "field": field.name if field is not None else "tất cả các lĩnh vực",
        "period": f"từ {day_in_words(period.first)} đến {day_in_words(period.last)}",
        "columns": list(COLUMNS),
        "lines": [
            [
                line.code,
                line.procedure,
                line.applicant,
                "\n".join(filter(None, (line.address, line.phone))),
                line.agency,
                line.received,
                line.due,
                line.returned,
                line.delivery,
            ]
            for line in lines_of(dossiers)
        ],
        "printed_by": str(by),
    }
    return render_pdf("mau_07", data, at=timezone.localtime(at))
