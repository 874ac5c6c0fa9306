from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier, Ticket
from dossiers.models.dossier import new_reference
from procedures.models import Desk
from staff.models import Official

from .rating import LEVELS


class DeskVote(models.Model):
    """Đánh giá tại quầy: the tablet's question about one service just given, and its answer.

    The row is the question (`offered_at` to `closes_at`); a vote that cannot be a person's free answer is kept,
    set aside and shown as such, never counted. Legal source: Decree 61/2018/NĐ-CP ch. IV.
    """

    class SetAside(models.TextChoices):
        NONE = "", _("Counted")
        TOO_FAST = "too_fast", _("Faster than a person can read the question")
        BEFORE_CALL = "before_call", _("Before the ticket was called")

    token = models.CharField(max_length=14, unique=True, default=new_reference)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="votes", verbose_name=_("desk"))
    official = models.ForeignKey(Official, models.PROTECT, related_name="votes", verbose_name=_("official"))
    ticket = models.OneToOneField(
        Ticket, models.PROTECT, null=True, blank=True, related_name="vote", verbose_name=_("queue ticket")
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="votes", verbose_name=_("dossier")
    )
    offered_at = models.DateTimeField(_("offered at"))
    closes_at = models.DateTimeField(_("closes at"))
    level = models.PositiveSmallIntegerField(_("level"), choices=LEVELS, null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    voted_at = models.DateTimeField(_("voted at"), null=True, blank=True)
    set_aside = models.CharField(_("set aside"), max_length=11, choices=SetAside, blank=True)

    class Meta:
        verbose_name = _("vote at the desk")
        verbose_name_plural = _("votes at the desk")
        ordering = ("-offered_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=True, voted_at__isnull=True)
                | Q(level__range=(1, 5), voted_at__isnull=False),
                name="desk_vote_level_known",
            ),
            models.CheckConstraint(
                condition=Q(ticket__isnull=False) | Q(dossier__isnull=False), name="desk_vote_about_something"
            ),
        ]
        indexes = [models.Index(fields=["desk", "-offered_at"], name="desk_vote_newest")]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.offered_at:%d/%m/%Y %H:%M}"
