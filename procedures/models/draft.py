"""Drafts of versions: what a manager prepares, how it came about, and files read in to make drafts of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procedures.models.procedure import Procedure
from procedures.models.version import ProcedureVersion


class ProcedureDraft(models.Model):
    """Dự thảo phiên bản: an entry of the catalogue under work, in the shape of the catalogue file.

    ``entry`` may be incomplete until it is handed in for review; it is checked by the rules of the import. A draft
    with ``base`` changes that version; without one it makes a new procedure. At most one draft of a code is open.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        DISCARDED = "discarded", _("discarded")

    OPEN = (Status.DRAFT.value, Status.IN_REVIEW.value)

    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, null=True, related_name="drafts", verbose_name=_("procedure")
    )
    base = models.ForeignKey(
        ProcedureVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("version it changes"),
    )
    code = models.CharField(_("code"), max_length=40, blank=True)
    entry = models.JSONField(_("entry"), default=dict)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    decision = models.CharField(_("decision that publishes it"), max_length=300, blank=True)
    change_summary = models.TextField(_("what changes"), max_length=2000, blank=True)
    remark = models.TextField(_("remark of the reviewer"), max_length=2000, blank=True)
    #: At which of its states (`history`) the draft stands: going back moves it down, and forth again up.
    step = models.PositiveIntegerField(default=0, editable=False)
    lock_version = models.PositiveIntegerField(default=1, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    created_at = models.DateTimeField(_("created at"))
    updated_at = models.DateTimeField(_("changed at"))
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    published = models.OneToOneField(
        ProcedureVersion, on_delete=models.PROTECT, null=True, related_name="draft", verbose_name=_("became")
    )

    class Meta:
        verbose_name = _("draft of a version")
        verbose_name_plural = _("drafts of versions")
        ordering = ("-updated_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(status__in=("draft", "in_review")) & ~Q(code=""),
                name="draft_one_open_of_a_code",
            ),
            models.CheckConstraint(
                condition=Q(status="published", published__isnull=False)
                | (~Q(status="published") & Q(published__isnull=True)),
                name="draft_published_is_a_version",
            ),
        ]

    def __str__(self) -> str:
        return str(self.entry.get("name") or self.code or self.pk)


class DraftStep(models.Model):
    """Bước soạn thảo: a state of a draft, to go back to and forth again; the first is how it began."""

    draft = models.ForeignKey(ProcedureDraft, on_delete=models.CASCADE, related_name="history")
    number = models.PositiveIntegerField(_("number"))
    entry = models.JSONField(_("entry"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("earlier state of a draft")
        verbose_name_plural = _("earlier states of drafts")
        ordering = ("draft_id", "-number")
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_step_number_once")]

    def __str__(self) -> str:
        return f"{self.draft_id} · {self.number}"


class CatalogueUpload(models.Model):
    """Tệp danh mục đã tải lên: read and checked, its rows waiting to become drafts; swept after some days.

    ``rows`` holds one mapping an entry: where it stands in the file, the entry, and its faults.
    """

    name = models.CharField(_("file name"), max_length=150)
    rows = models.JSONField(_("rows"), default=list)
    remarks = models.JSONField(_("remarks"), default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))
    taken_at = models.DateTimeField(_("taken over at"), null=True, blank=True)

    class Meta:
        verbose_name = _("uploaded catalogue file")
        verbose_name_plural = _("uploaded catalogue files")
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return self.name
