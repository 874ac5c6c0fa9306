"""What somebody who booked a time is told (thông báo lịch hẹn)."""

from __future__ import annotations

from django.urls import reverse

from staff import channels, post
from staff.message_kinds import Kind
from staff.message_texts import Occasion, public_address, usual_text
from staff.telling_rule import channel_for

from .models import Booking


def booking_url(booking: Booking) -> str:
    """Where the booking is seen and cancelled; scanned at the kiosk it becomes a number."""
    return public_address(reverse("dossiers:booking", args=[booking.code]))


def tell_booked(booking: Booking, *, language: str) -> None:
    """The time, the place and the code, in the caller's transaction."""
    _tell(booking, Kind.BOOKED, language)


def tell_cancelled(booking: Booking, *, language: str, is_closed: bool = False) -> None:
    """That the time is free again; or, with `is_closed`, that the office will not be open then."""
    _tell(booking, Kind.BOOKING_CANCELLED, language, is_closed=is_closed)


def _tell(booking: Booking, kind: Kind, language: str, *, is_closed: bool = False) -> None:
    way = channel_for(wishes=(), email=booking.email, phone=booking.phone, channels=channels.available())
    if way is None:
        return
    channel, recipient = way
    context = {
        "booking": booking,
        "unit": booking.unit,
        "link": booking_url(booking),
        "is_closed": is_closed,
        "new_link": public_address(reverse("dossiers:booking_new")),
    }
    occasion = Occasion(kind.value, f"messages/{kind.value}.txt", booking.unit, context)
    text = usual_text(occasion, channel=channel, language=language)
    post.enqueue(
        key=f"booking:{booking.code}:{kind.value}",
        event=kind.value,
        unit=booking.unit,
        recipient=recipient,
        subject=text.subject,
        body=text.body,
        reference=booking.code,
        channel=channel,
    )
