"""What helps a reader beside the publication: answers, terms, and the texts of law that are cited."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.procedure import Procedure


class ProcedureQuestion(models.Model):
    """Question and answer (hỏi đáp) of a procedure, in the words of the office."""

    procedure = models.ForeignKey(
        Procedure, on_delete=models.CASCADE, related_name="questions", verbose_name=_("procedure")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    question = models.CharField(_("question"), max_length=300)
    answer = models.TextField(_("answer"), max_length=3000)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ("procedure_id", "position", "id")

    def __str__(self) -> str:
        return self.question


class Term(models.Model):
    """Term (thuật ngữ): explained where it is used."""

    name = models.CharField(_("term"), max_length=100, unique=True)
    meaning = models.TextField(_("meaning in plain words"), max_length=600)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class LegalDocument(models.Model):
    """Văn bản pháp luật: a text as procedures and fees cite it, and how long it is in force.

    Versions keep the citation word for word; when a text ends is known only later, so it stands here.
    """

    title = models.CharField(_("as it is cited"), max_length=500, unique=True)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    replaced_by = models.CharField(_("replaced by"), max_length=500, blank=True)
    url = models.URLField(_("full text"), max_length=500, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("text of law")
        verbose_name_plural = _("texts of law")
        ordering = ("title",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="legal_document_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title
