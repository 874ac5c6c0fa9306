from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from staff.roles import Role

from .unit import Unit
from .validity import Dated, period_in_order

if TYPE_CHECKING:
    from .delegation import Delegation

ROLE_LABELS = {
    Role.CLERK: _("Counter clerk"),
    Role.SPECIALIST: _("Specialist"),
    Role.LEADER: _("Leader"),
    Role.MANAGER: _("Manager"),
    Role.ADMIN: _("IT officer"),
    Role.CITIZEN: _("Citizen"),
}
ROLE_CHOICES = [(role.value, label) for role, label in ROLE_LABELS.items() if role is not Role.CITIZEN]


PHOTO_FOLDER = "photos/"


def photo_name(official: Official, filename: str) -> str:
    """Photos lie under random names, as all files do."""
    return f"{PHOTO_FOLDER}{uuid.uuid4().hex}"


class Official(models.Model):
    """Cán bộ, công chức: an account that works for the office."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="official", verbose_name=_("account")
    )
    post = models.CharField(_("post"), max_length=120)
    public_phone = models.CharField(_("public phone"), max_length=20, blank=True)
    public_email = models.EmailField(_("public e-mail"), blank=True)
    #: Lĩnh vực phụ trách: what the official answers for, in the words of the directory.
    duties = models.CharField(_("answers for"), max_length=300, blank=True)
    is_listed = models.BooleanField(_("stands in the public directory"), default=True)
    directory_order = models.PositiveSmallIntegerField(_("order in the directory"), default=100)
    #: Shown to citizens: at the counter's rating tablet and in the directory of the office.
    photo = models.FileField(_("photo"), upload_to=photo_name, max_length=120, blank=True)

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")

    def __str__(self) -> str:
        return f"{self.user} ({self.post})"

    @property
    def initials(self) -> str:
        """Shown where there is no photo: of “Trần Thị Hoa” TH."""
        words = self.user.full_name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    @property
    def photo_key(self) -> str:
        """What names the photo in its address; another photo has another one."""
        return str(self.photo.name).removeprefix(PHOTO_FOLDER)


class Assignment(Dated):
    """Phân công: an official holds a role at a unit for a time."""

    #: Under which paper a deputy holds the role; set by `staff.access` only.
    delegation: Delegation | None = None

    official = models.ForeignKey(Official, models.PROTECT, related_name="assignments", verbose_name=_("official"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=10, choices=ROLE_CHOICES)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            period_in_order("assignment_period_in_order"),
            models.UniqueConstraint(fields=["official", "unit", "role", "valid_from"], name="assignment_no_twin"),
        ]

    def __str__(self) -> str:
        return f"{self.official} – {self.role} – {self.unit}"
