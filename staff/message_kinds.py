"""What a message is about (loại tin nhắn): the kinds the post room knows by name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Loại tin: the `event` of a message; a kind not listed here is shown by its bare name."""

    SUBMITTED = "submitted", _("Submission acknowledged")
    RECEIVED = "received", _("Dossier received")
    REFUSED = "refused", _("Reception refused")
    SUPPLEMENT_REQUESTED = "supplement_requested", _("Supplement requested")
    RESUMED = "resumed", _("Processing goes on")
    PAYMENT_REQUESTED = "payment_requested", _("Financial obligation requested")
    CONTINUED = "continued", _("Withdrawal not granted")
    STOPPED = "stopped", _("Processing stopped")
    CALENDAR_CHANGED = "calendar_changed", _("Promise moved by the working calendar")
    APOLOGY = "apology", _("Apology and new appointment")
    APPOINTMENT_SET = "appointment_set", _("Appointment set by decision")
    RESOLVED = "resolved", _("Result ready")
    RETURNED = "returned", _("Result returned")
    STUCK = "stuck", _("The dossier lies untouched")
    UNCOLLECTED = "uncollected", _("The result waits to be collected")
    BOOKED = "booked", _("Time at the counter booked")
    BOOKING_CANCELLED = "booking_cancelled", _("Booked time cancelled")
    DIGEST = "digest", _("Reminders of an official")
    WALLS = "walls", _("Wall sheets to renew")
    EXPIRY = "expiry", _("End of validity of something posted")
    DRAFT = "draft", _("Draft of a procedure")
    ACCOUNT = "account", _("Letter about an account")


def kind_label(event: str) -> str:
    """The kind in words of the reader's language."""
    return str(Kind(event).label) if event in Kind.values else event
