from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from dossiers.labels import STATE_CHOICES
from dossiers.querysets import DossierQuerySet
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import Official, TellBy, Unit

if TYPE_CHECKING:
    from .leg import Leg

# Letters and digits that are not mistaken for one another when read aloud or typed from paper.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_reference(choice: Callable[[str], str] = secrets.choice) -> str:
    """A random reference such as ``K7M2-9QTD-4XHB`` that names a dossier before it has an official code.

    `choice` draws one letter; only the demo, which is the same for the same seed, brings its own.
    """
    return "-".join("".join(choice(_ALPHABET) for _ in range(4)) for _ in range(3))


class Dossier(models.Model):
    """Hồ sơ thủ tục hành chính: one request of one applicant, with the promise made about it."""

    class Channel(models.TextChoices):
        COUNTER = "counter", _("At the counter")
        ONLINE = "online", _("Online")
        POST = "post", _("By post")
        VNEID = "vneid", _("VNeID")

    class ApplicantKind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")

    class Delivery(models.TextChoices):
        COUNTER = "counter", _("At the counter")
        POST = "post", _("By public post")
        ONLINE = "online", _("Online")

    LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))

    class Verdict(models.TextChoices):
        EARLY = "early", _("Early")
        ON_TIME = "on_time", _("On time")
        LATE = "late", _("Late")

    reference = models.CharField(_("reference"), max_length=14, unique=True, default=new_reference)
    code = models.CharField(_("dossier code"), max_length=40, unique=True, null=True, blank=True)
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="dossiers", verbose_name=_("procedure")
    )
    receiving_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="received_dossiers", verbose_name=_("receiving unit")
    )
    handling_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="handled_dossiers", verbose_name=_("handling unit")
    )
    channel = models.CharField(_("filed"), max_length=7, choices=Channel)
    state = models.PositiveSmallIntegerField(_("state"), choices=STATE_CHOICES, default=State.DRAFT.value)
    lock_version = models.PositiveIntegerField(default=0)

    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name=_("account of the applicant"),
    )
    applicant_kind = models.CharField(
        _("applicant"), max_length=12, choices=ApplicantKind, default=ApplicantKind.PERSON
    )
    applicant_name = models.CharField(_("full name"), max_length=150, blank=True)
    identity_number = models.CharField(_("identity number"), max_length=14, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    request = models.CharField(_("what is asked for"), max_length=500, blank=True)
    sets = models.PositiveSmallIntegerField(_("number of sets"), default=1)
    delivery = models.CharField(
        _("result to be received"), max_length=7, choices=Delivery, default=Delivery.COUNTER
    )
    tell_by = models.CharField(_("to be told by"), max_length=5, choices=TellBy, blank=True)
    language = models.CharField(_("language of messages"), max_length=2, choices=LANGUAGES, default="vi")
    note = models.CharField(_("note"), max_length=500, blank=True)
    search_text = models.CharField(max_length=400, blank=True, editable=False)

    created_at = models.DateTimeField(_("created at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    promised_at = models.DateTimeField(_("first promised for"), null=True, blank=True)
    due_at = models.DateTimeField(_("promised for"), null=True, blank=True)
    #: The promise by which lateness is judged: `due_at` without what the office granted itself.
    judged_due_at = models.DateTimeField(_("judged by"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("result ready at"), null=True, blank=True)
    resolved_on = models.DateField(_("result ready on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    verdict = models.CharField(_("kept its promise"), max_length=7, choices=Verdict, blank=True)
    minutes_late = models.PositiveIntegerField(_("office minutes late"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent dossier")
    )

    received_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("received by")
    )
    specialist = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("specialist")
    )

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(condition=Q(state__lte=State.RETURNED.value), name="dossier_state_known"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True)
                | Q(
                    code__isnull=False,
                    promised_at__isnull=False,
                    due_at__isnull=False,
                    judged_due_at__isnull=False,
                ),
                name="dossier_received_has_code_and_promise",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        State.RECEIVED.value,
                        State.PROCESSING.value,
                        State.PAYMENT.value,
                        State.RESOLVED.value,
                        State.RETURNED.value,
                    ]
                )
                | Q(received_at__isnull=False),
                name="dossier_under_way_was_received",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RESOLVED.value, State.RETURNED.value])
                | Q(resolved_at__isnull=False, resolved_on__isnull=False) & ~Q(verdict=""),
                name="dossier_resolved_has_verdict",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(due_at__gt=F("received_at")),
                name="dossier_due_after_reception",
            ),
        ]
        indexes = [
            # counter and specialist lists: open work of a unit, most urgent first
            models.Index(fields=["receiving_unit", "state", "due_at"], name="dossier_counter_list"),
            models.Index(fields=["handling_unit", "state", "due_at"], name="dossier_handling_list"),
            # search within a unit, newest first
            models.Index(fields=["receiving_unit", "-received_at"], name="dossier_unit_newest"),
            # sweeps over all units; SQLite uses no index with a condition on values it is only given
            models.Index(fields=["state", "due_at"], name="dossier_by_state"),
            # on-time figures by unit and month, without touching the table
            models.Index(fields=["receiving_unit", "resolved_on", "verdict"], name="dossier_figures"),
            # search by number: either column, so both are indexed or neither helps
            models.Index(fields=["identity_number"], name="dossier_by_identity"),
            models.Index(fields=["phone"], name="dossier_by_phone"),
        ]

    def __str__(self) -> str:
        return self.shown_code

    @property
    def shown_code(self) -> str:
        """Mã hồ sơ when received, before that the reference."""
        return self.code or self.reference

    @cached_property
    def open_leg(self) -> Leg | None:
        """The leg the dossier lies on now, read once; whoever moves the dossier says so here."""
        if self.received_at is None:
            return None
        return self.legs.filter(ended_at__isnull=True).first()

    @property
    def is_on_paper(self) -> bool:
        """Hồ sơ giấy: handed in at the counter or by post."""
        return self.channel in (self.Channel.COUNTER, self.Channel.POST)

    @property
    def current_state(self) -> State:
        return State(self.state)
