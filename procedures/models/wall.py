"""Which sheet hangs on which wall, and whether it still says what holds."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from procedures.models.procedure import Field, Procedure
from staff.models import Unit

HANGING_FOLDER = "hangings/"


def hanging_name(hanging: Hanging, filename: str) -> str:
    """Photos lie under random names, as all files do."""
    return f"{HANGING_FOLDER}{uuid.uuid4().hex}"


class PostingPlace(models.Model):
    """Nơi niêm yết: a board or wall of a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posting_places", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=100)
    note = models.CharField(_("where it is"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("posting place")
        verbose_name_plural = _("posting places")
        ordering = ("unit", "name")
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="posting_place_name_once")]

    def __str__(self) -> str:
        return self.name


class PostedSheet(models.Model):
    """Tờ niêm yết: what is meant to hang at a place, until ``ended_at``."""

    class Kind(models.TextChoices):
        PROCEDURE = "procedure", _("One procedure")
        FIELD = "field", _("Procedures of a field")
        FEES = "fees", _("Fee table")
        RULES = "rules", _("Posted rules")
        PEOPLE = "people", _("Phones of officials")

    class Size(models.TextChoices):
        A3 = "a3", "A3"
        A4 = "a4", "A4"

    place = models.ForeignKey(PostingPlace, models.PROTECT, related_name="sheets", verbose_name=_("posting place"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name=_("procedure")
    )
    field = models.ForeignKey(
        Field, models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name=_("field")
    )
    size = models.CharField(pgettext_lazy("sheet", "paper"), max_length=2, choices=Size, default=Size.A4)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("entered at"))
    ended_at = models.DateTimeField(_("taken from the list at"), null=True, blank=True)
    #: Of which change the manager was told last: when, and the digest of what holds from then on.
    told_of = models.CharField(max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("posted sheet")
        verbose_name_plural = _("posted sheets")
        ordering = ("place", "kind", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="procedure", procedure__isnull=False, field__isnull=True)
                | Q(kind="field", procedure__isnull=True, field__isnull=False)
                | Q(kind="fees", procedure__isnull=True)
                | Q(kind__in=("rules", "people"), procedure__isnull=True, field__isnull=True),
                name="posted_sheet_has_its_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.place}"


class Hanging(models.Model):
    """Lần niêm yết: what was printed for a sheet; with ``hung_at`` it hangs, and the one before came down.

    ``content`` is what the paper says, ``digest`` its SHA-256: while the posting of today has the same digest, the
    wall is right.
    """

    sheet = models.ForeignKey(PostedSheet, models.PROTECT, related_name="hangings", verbose_name=_("sheet"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(_("printed at"))
    hung_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    hung_at = models.DateTimeField(_("hung at"), null=True)
    photo = models.FileField(_("photo of the wall"), upload_to=hanging_name, max_length=120, blank=True)

    class Meta:
        verbose_name = _("hanging of a sheet")
        verbose_name_plural = _("hangings of sheets")
        ordering = ("sheet_id", "-printed_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(hung_at__isnull=True, hung_by__isnull=True)
                | Q(hung_at__isnull=False, hung_by__isnull=False),
                name="hanging_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} · {self.printed_at:%d/%m/%Y}"
