from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from staff.models import Official

from .dossier import Dossier


class Proposal(models.Model):
    """Dự thảo kết quả: what the specialist proposes; the leader signs it or sends it back."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("Eligible: issue the result")
        DENIED = "denied", _("Not eligible: reply in writing with the reason")

    class Decision(models.TextChoices):
        SIGNED = "signed", _("Signed")
        SENT_BACK = "sent_back", _("Sent back")
        DROPPED = "dropped", _("Dropped, the dossier went another way")

    #: Characters: a whole draft decision fits.
    MOST_OF_A_TEXT = 4000

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="proposals", verbose_name=_("dossier"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name=_("by"))
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome)
    text = models.TextField(_("result or reason"), max_length=MOST_OF_A_TEXT)
    decision = models.CharField(_("decision"), max_length=9, choices=Decision, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    comment = models.CharField(_("comment"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(decision=""), name="proposal_one_open"),
            models.CheckConstraint(
                condition=Q(decision="") | Q(decided_at__isnull=False), name="proposal_decided_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.outcome}"
