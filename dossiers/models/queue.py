from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procedures.models import Desk, Field, Procedure
from staff.models import Official, Unit

from .dossier import Dossier, new_reference


class Booking(models.Model):
    """Lịch hẹn trực tuyến: a citizen booked a time at a counter; at the kiosk it becomes a ticket."""

    code = models.CharField(_("booking code"), max_length=14, unique=True, default=new_reference)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bookings", verbose_name=_("unit"))
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("procedure")
    )
    slot_at = models.DateTimeField(_("time"))
    place = models.PositiveSmallIntegerField(_("place in the slot"))
    name = models.CharField(_("full name"), max_length=150)
    phone = models.CharField(_("phone"), max_length=20)
    email = models.EmailField(_("e-mail"), blank=True)
    created_at = models.DateTimeField(_("created at"))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ("slot_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "slot_at", "place"],
                condition=Q(cancelled_at__isnull=True),
                name="booking_place_once",
            ),
        ]
        indexes = [models.Index(fields=["unit", "slot_at"], name="booking_by_slot")]

    def __str__(self) -> str:
        return self.code


class Ticket(models.Model):
    """Phiếu số thứ tự: one place in the queue of a counter on one day."""

    class Service(models.TextChoices):
        RECEIVE = "receive", _("Hand in a dossier")
        COLLECT = "collect", _("Collect a result")
        ASK = "ask", _("Ask and be guided")

    class Priority(models.TextChoices):
        NONE = "", _("No priority")
        ELDERLY = "elderly", _("Elderly")
        DISABLED = "disabled", _("Person with a disability")
        PREGNANT = "pregnant", _("Pregnant or with a small child")
        MERIT = "merit", _("Person of merit")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CALLED = "called", _("Called")
        SERVING = "serving", _("Being served")
        DONE = "done", _("Served")
        ABSENT = "absent", _("Did not come")
        LEFT = "left", _("Left unserved")

    class Source(models.TextChoices):
        KIOSK = "kiosk", _("Kiosk")
        BOOKING = "booking", _("Online booking")
        CLERK = "clerk", _("Counter")

    #: At a desk; there is at most one such ticket a desk.
    AT_DESK = (State.CALLED.value, State.SERVING.value)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tickets", verbose_name=_("unit"))
    day = models.DateField(_("day"))
    number = models.PositiveSmallIntegerField(_("number"))
    token = models.CharField(max_length=14, unique=True, default=new_reference)
    service = models.CharField(_("service"), max_length=7, choices=Service)
    field = models.ForeignKey(
        Field, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("field")
    )
    priority = models.CharField(_("priority"), max_length=8, choices=Priority, blank=True)
    source = models.CharField(_("taken at"), max_length=7, choices=Source)
    booking = models.OneToOneField(
        Booking, models.PROTECT, null=True, blank=True, related_name="ticket", verbose_name=_("booking")
    )
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    issued_at = models.DateTimeField(_("issued at"))
    #: Its place among those who wait: the moment of issue, or the booked time, or that of a transfer.
    ranked_at = models.DateTimeField(_("in the queue since"))
    #: Only this desk may call it, after a transfer.
    wanted_desk = models.ForeignKey(
        Desk, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("desk it was sent to")
    )
    desk = models.ForeignKey(
        Desk, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("desk")
    )
    official = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("official")
    )
    called_at = models.DateTimeField(_("last called at"), null=True, blank=True)
    calls = models.PositiveSmallIntegerField(_("times called"), default=0)
    served_at = models.DateTimeField(_("service began at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("service ended at"), null=True, blank=True)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("dossier")
    )

    class Meta:
        verbose_name = _("queue ticket")
        verbose_name_plural = _("queue tickets")
        ordering = ("day", "number")
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["desk"], condition=Q(state__in=["called", "serving"]), name="ticket_one_at_a_desk"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["called", "serving"])
                | Q(desk__isnull=False, official__isnull=False, called_at__isnull=False),
                name="ticket_called_to_a_desk",
            ),
        ]
        indexes = [models.Index(fields=["unit", "day", "state", "ranked_at"], name="ticket_waiting")]

    def __str__(self) -> str:
        return f"{self.number:03d}"
