"""The ticket on a roll of 80 mm (phiếu số thứ tự), and the address its QR leads to."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from staff.printing import qr_svg, render_pdf

from .document_heading import counter_of
from .models import Ticket
from .queue_lines import standing_of


def ticket_url(ticket: Ticket) -> str:
    """Where the citizen follows the queue; scanned at a desk, the number is served."""
    return f"{settings.PUBLIC_BASE_URL}{reverse('dossiers:ticket', args=[ticket.token])}"


def ticket_pdf(ticket: Ticket, *, at: dt.datetime) -> bytes:
    """What the printer at the kiosk prints; Vietnamese, with the lines a foreigner needs in English."""
    standing = standing_of(ticket, at)
    address = ticket_url(ticket)
    with translation.override("vi"):
        service = ticket.get_service_display()
        priority = ticket.get_priority_display() if ticket.priority else ""
    booking = ticket.booking
    return render_pdf(
        "phieu_so",
        {
            "title": "Phiếu số thứ tự",
            "letterhead": {"upper": ticket.unit.letterhead_parent, "lower": counter_of(ticket.unit)},
            "shown": str(ticket),
            "service": service,
            "field": ticket.field.name if ticket.field is not None else "",
            "priority": priority,
            "booked": f"{timezone.localtime(booking.slot_at):%H:%M}" if booking is not None else "",
            "issued": f"{timezone.localtime(ticket.issued_at):%H:%M %d/%m/%Y}",
            "ahead": str(standing.ahead) if standing is not None else "",
            "minutes": standing.minutes if standing is not None else 0,
            "hotline": ticket.unit.hotline,
            "qr": address,
            "qr_svg": qr_svg(address),
        },
        at=timezone.localtime(ticket.issued_at),
    )
