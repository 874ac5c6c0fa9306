from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .dossier import Dossier


class CounterTask(models.Model):
    """Việc của bộ phận một cửa: what a person must do about a dossier, such as a telephone call."""

    class Kind(models.TextChoices):
        CALL_LATE = "call_late", _("Call: late a second time")
        CALL_UNCOLLECTED = "call_uncollected", _("Call: the result waits to be collected")
        CALL_UNREACHED = "call_unreached", _("Call: a message could not be delivered")
        COMMUNE_CONTACT = "commune_contact", _("Ask the commune or village contact to pass on the news")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Told in person")
        NO_ANSWER = "no_answer", _("No answer")
        WRONG_NUMBER = "wrong_number", _("Wrong number")
        PASSED_ON = "passed_on", _("Passed on through somebody else")
        NOT_NEEDED = "not_needed", _("No longer needed")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="tasks", verbose_name=_("dossier"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    #: What makes it one task: the promise or the day it is about.
    about = models.DateTimeField(_("about the moment"))
    planned_at = models.DateTimeField(_("planned at"))
    due_at = models.DateTimeField(_("to be done by"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("task of the counter")
        verbose_name_plural = _("tasks of the counter")
        ordering = ("due_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "kind", "about"], name="counter_task_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, outcome="") | Q(done_at__isnull=False) & ~Q(outcome=""),
                name="counter_task_done_has_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="counter_task_open", condition=Q(done_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kind}"
