"""Procedure version: what was published, unchangeable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures import channels
from procedures.errors import LimitNotSet, PublishedVersionIsFixed
from procedures.expiring.periods import Standing, by_standing
from procedures.limits import NOT_ESTABLISHED, Limit, LimitMode
from procedures.models.procedure import Procedure
from procedures.querysets import ProcedureVersionQuerySet
from staff.models.validity import Dated

if TYPE_CHECKING:
    from datetime import date

    from procedures.models.fee import Fee
    from staff.models import Unit


class VersionStatus(models.TextChoices):
    """Life of a version: published, then superseded by the next one. It is kept for ever."""

    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


class OnlineLevel(models.TextChoices):
    """Online level (mức độ dịch vụ công trực tuyến) under NĐ 42/2022/NĐ-CP."""

    FULL = "full", _("full online service")
    PARTIAL = "partial", _("partial online service")
    COUNTER = "counter", _("at the counter")
    COUNTER_POST = "counter_post", _("at the counter or by post")
    NOT_ONLINE = "not_online", _("not received over the network")
    UNKNOWN = "", _("not published")


class AfterPause(models.TextChoices):
    """What happens to the limit once what was waited for has come (NĐ 61/2018/NĐ-CP Đ19)."""

    RESTART = "restart", _("counted anew from the complete dossier")
    RESUME = "resume", _("continued where it stopped")


class ProcedureVersion(Dated):
    """Procedure version (phiên bản thủ tục hành chính).

    In force from ``valid_from`` to ``valid_to``, both days included; a version replaced on its very first day
    ends the day before it starts. ``limit_value`` counts in the unit of ``limit_mode`` and
    ``limit_by_channel`` maps a channel to its own value. ``source_entry`` keeps the published entry word for
    word and ``source_digest`` its SHA-256, by which a repeated import is recognised. ``sequence`` (trình tự thực
    hiện) lists the steps for the reader, ``ways`` (cách thức thực hiện) maps a channel to what holds for it,
    ``conditions`` are yêu cầu, điều kiện; ``change_summary`` says in words what differs from the version before.
    """

    LIMIT_MODES = (
        (NOT_ESTABLISHED, _("not yet established")),
        (LimitMode.SAME_DAY.value, _("on the same day")),
        (LimitMode.WORKING_HOURS.value, _("working hours")),
        (LimitMode.WORKING_DAYS.value, _("working days")),
        (LimitMode.CALENDAR_DAYS.value, _("calendar days")),
    )

    #: Whether the version has steps of its own, where the question was asked `with_route`.
    has_route: bool | None = None

    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="versions", verbose_name=_("procedure")
    )
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(
        _("status"), max_length=12, choices=VersionStatus.choices, default=VersionStatus.PUBLISHED
    )
    name = models.CharField(_("name"), max_length=500)
    full_name = models.TextField(_("full name"), blank=True)
    search_text = models.TextField(_("search text"), blank=True, editable=False)
    #: The same words by their sound, for those who write as they speak; see `procedures/search/sounds.py`.
    sound_text = models.TextField(_("search text by sound"), blank=True, editable=False)
    level_2023 = models.CharField(_("level before 1 July 2025"), max_length=200, blank=True)
    level_now = models.CharField(_("level from 1 July 2025"), max_length=200, blank=True)
    authority_2023 = models.CharField(_("authority before 1 July 2025"), max_length=500, blank=True)
    authority_now = models.CharField(_("authority from 1 July 2025"), max_length=500, blank=True)
    for_individuals = models.BooleanField(_("for individuals"), default=True)
    for_organisations = models.BooleanField(_("for organisations"), default=True)
    received_at_commune = models.BooleanField(_("received at the commune"), default=False)
    received_at_district = models.BooleanField(_("received at the district"), default=False)
    limit_mode = models.CharField(_("limit mode"), max_length=16, choices=LIMIT_MODES, blank=True)
    limit_value = models.PositiveIntegerField(_("limit value"), null=True, blank=True)
    limit_by_channel = models.JSONField(_("limit by channel"), default=dict, blank=True)
    cutoff = models.TimeField(_("cut-off"), null=True, blank=True)
    limit_note = models.TextField(_("note on the limit"), blank=True)
    limit_ground = models.TextField(_("ground of the limit set by the office"), blank=True)
    limit_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("limit set by"),
    )
    sets = models.PositiveSmallIntegerField(_("number of sets"), default=1)
    result = models.TextField(_("result"), blank=True)
    online_level = models.CharField(_("online level"), max_length=12, choices=OnlineLevel.choices, blank=True)
    accepts_online = models.BooleanField(_("accepts online submissions"), default=False)
    legal_bases = models.JSONField(_("legal bases"), default=list, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    sequence = models.JSONField(_("how it is carried out, step by step"), default=list, blank=True)
    ways = models.JSONField(_("how to file, by channel"), default=dict, blank=True)
    conditions = models.TextField(_("requirements and conditions"), blank=True)
    decision = models.CharField(_("decision that publishes it"), max_length=300, blank=True)
    change_summary = models.TextField(_("what changed"), blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prepared by"),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    after_supplement = models.CharField(
        _("limit after a supplement"), max_length=10, choices=AfterPause.choices, default=AfterPause.RESTART
    )
    after_payment = models.CharField(
        _("limit after a financial obligation"),
        max_length=10,
        choices=AfterPause.choices,
        default=AfterPause.RESUME,
    )
    after_withdrawal = models.CharField(
        _("limit after a withdrawal not granted"),
        max_length=10,
        choices=AfterPause.choices,
        default=AfterPause.RESUME,
    )
    source_url = models.URLField(_("published at"), max_length=500, blank=True)
    source_digest = models.CharField(_("digest of the source"), max_length=64)
    source_entry = models.JSONField(_("source entry"), default=dict)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ProcedureVersionQuerySet.as_manager()  # type: ignore[misc]

    #: What may still change once published: the end of validity and what is derived from the content.
    #: Everything else is content, which readers and promises depend on; database triggers guard it too.
    LIFE_FIELDS = frozenset({"id", "valid_to", "status", "search_text", "sound_text", "created_at"})

    class Meta:
        ordering = ("procedure", "-number")
        verbose_name = _("procedure version")
        verbose_name_plural = _("procedure versions")
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(status=VersionStatus.PUBLISHED, valid_to__isnull=True),
                name="version_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=VersionStatus.values), name="version_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(limit_mode=NOT_ESTABLISHED, limit_value__isnull=True)
                | models.Q(
                    limit_mode__in=[mode.value for mode in LimitMode],
                    limit_value__isnull=False,
                    limit_value__gte=0,
                ),
                name="version_limit_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    after_supplement__in=AfterPause.values,
                    after_payment__in=AfterPause.values,
                    after_withdrawal__in=AfterPause.values,
                ),
                name="version_after_pauses_known",
            ),
            models.CheckConstraint(
                condition=models.Q(online_level__in=OnlineLevel.values), name="version_online_level_known"
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="version_by_name"),
            models.Index(fields=["valid_from", "valid_to"], name="version_by_validity"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; raise ``PublishedVersionIsFixed`` when the content of a stored version would change."""
        if not self._state.adding:
            stored = type(self).objects.filter(pk=self.pk).values(*self.content_fields()).first()
            if stored is not None:
                changed = [name for name, value in stored.items() if getattr(self, name) != value]
                if changed:
                    raise PublishedVersionIsFixed(changed)
        super().save(*args, **kwargs)

    @classmethod
    def content_fields(cls) -> list[str]:
        """Return the attribute names of everything that is fixed on publication."""
        names = [field.attname for field in cls._meta.concrete_fields]
        return [name for name in names if name not in cls.LIFE_FIELDS]

    @property
    def is_receivable(self) -> bool:
        """Whether a dossier can be received: only with an established limit can a date be promised."""
        return self.limit_mode != NOT_ESTABLISHED

    @property
    def can_apply_online(self) -> bool:
        """Whether an applicant may submit through the portal today."""
        return self.accepts_online and self.is_receivable

    def is_received_by(self, unit: Unit) -> bool:
        """Whether the counter of ``unit`` receives this procedure, by the level of the unit."""
        if unit.is_commune_level:
            return self.received_at_commune
        return unit.kind == unit.Kind.DISTRICT and self.received_at_district

    def limit_for(self, channel: str) -> Limit:
        """Return the limit for ``channel``; raise ``LimitNotSet`` when none is established."""
        if not self.is_receivable or self.limit_value is None:
            raise LimitNotSet(self.name)
        for candidate in channels.candidates(channel):
            if candidate in self.limit_by_channel:
                return Limit(self.limit_mode, int(self.limit_by_channel[candidate]), self.cutoff)
        return Limit(self.limit_mode, self.limit_value, self.cutoff)

    def fees_for(self, channel: str, on: date) -> list[Fee]:
        """Return the fee rows in force on the day `on` that apply to ``channel``: its own, or else the general."""
        rows = by_standing(self.fees.all(), on)[Standing.IN_FORCE]
        for candidate in (*channels.candidates(channel), ""):
            found = [row for row in rows if row.channel == candidate]
            if found:
                return found
        return []
