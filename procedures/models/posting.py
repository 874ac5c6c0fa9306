"""What an office posts beside procedures: rules as dated documents, and news."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from staff.models import Unit
from staff.models.validity import Dated, DatedQuerySet, period_in_order


class PostedDocumentQuerySet(DatedQuerySet):
    """Posted documents; one withdrawn before it began was never in force."""

    def in_force(self, on: dt.date) -> Self:
        """Documents in force on day `on`; the last day of validity is included."""
        return super().in_force(on).filter(withdrawn_at__isnull=True)


class PostedDocument(Dated):
    """Văn bản niêm yết: rules of the office, in Markdown; the unit below shows it too unless it has its own.

    What it says is written once, in the database too: the next one of its kind starts on a later day and ends it.
    One that has not begun can be withdrawn; its row stays.
    """

    class Kind(models.TextChoices):
        RULES = "rules", _("Rules of the one-stop counter")
        COMMITMENTS = "commitments", _("6 to know, 5 not to do, 3 to show")
        HOURS = "hours", _("Remarks on the office hours")
        RECEPTION = "reception", _("Schedule of citizen reception")
        HOTLINES = "hotlines", _("Hotlines")
        OTHER = "other", _("Other rules")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posted_documents", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), max_length=20000)
    source_document = models.CharField(_("issued with"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("entered at"))
    #: Taken back before its first day.
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = PostedDocumentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("posted document")
        verbose_name_plural = _("posted documents")
        ordering = ("unit", "kind", "-valid_from")
        constraints = [
            period_in_order("posted_document_period_in_order"),
            models.UniqueConstraint(
                fields=["unit", "kind", "valid_from"],
                condition=~Q(kind="other") & Q(withdrawn_at__isnull=True),
                name="posted_document_one_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Announcement(models.Model):
    """Thông báo, tin tuyên truyền: shown from a moment on, perhaps to another; pinned ones stand on each page."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        HOURS = "hours", _("Changed hours")
        MAINTENANCE = "maintenance", _("Planned maintenance")
        WARNING = "warning", _("Warning")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="announcements", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), max_length=10000, blank=True)
    is_pinned = models.BooleanField(_("pinned to the top of each page"), default=False)
    shown_from = models.DateTimeField(_("shown from"))
    shown_to = models.DateTimeField(_("shown to"), null=True, blank=True)
    #: When what it tells of takes place: the hours of a planned maintenance, of changed hours.
    begins_at = models.DateTimeField(_("takes place from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("takes place to"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("written at"))
    updated_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ("-shown_from", "-id")
        indexes = [models.Index(fields=["shown_from", "shown_to"], name="announcement_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_to__isnull=True) | Q(shown_to__gt=F("shown_from")),
                name="announcement_period_in_order",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(begins_at__isnull=False, ends_at__gt=F("begins_at")),
                name="announcement_event_in_order",
                violation_error_message=_("The period ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
