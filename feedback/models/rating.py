from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier

LEVELS = [
    (1, _("Very dissatisfied")),
    (2, _("Dissatisfied")),
    (3, _("Neutral")),
    (4, _("Satisfied")),
    (5, _("Very satisfied")),
]
QUESTIONS = ("attitude", "time", "result")


class Rating(models.Model):
    """Đánh giá của người dân: one answer for one returned dossier, on the five-level scale of the Ministry.

    Legal source: Decree 61/2018/NĐ-CP ch. IV; scale of Decision 1001/QĐ-BNV (2023).
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="rating", verbose_name=_("dossier"))
    attitude = models.PositiveSmallIntegerField(_("attitude of the officials"), choices=LEVELS)
    time = models.PositiveSmallIntegerField(_("time taken"), choices=LEVELS)
    result = models.PositiveSmallIntegerField(_("result"), choices=LEVELS)
    comment = models.CharField(_("comment"), max_length=2000, blank=True)
    rated_at = models.DateTimeField(_("rated at"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ("-rated_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(attitude__range=(1, 5), time__range=(1, 5), result__range=(1, 5)),
                name="rating_levels_known",
            ),
        ]
        indexes = [
            # the leader's figures of a year, whatever lies in the years before
            models.Index(fields=["rated_at"], name="rating_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}"
