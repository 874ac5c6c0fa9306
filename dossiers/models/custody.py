import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from staff.models import Official, Unit
from staff.models.append_only import AppendOnly

from .dossier import Dossier
from .paper import DossierPaper


def drawn_name(signature: "DrawnSignature", filename: str) -> str:
    """Drawn signatures lie under random names, as attachments do."""
    return f"drawn/{uuid.uuid4().hex}"


class DrawnSignature(AppendOnly):
    """Chữ ký trên màn hình: what somebody drew on a touch screen to confirm that they received something."""

    name = models.CharField(_("full name"), max_length=150)
    file = models.FileField(_("file"), upload_to=drawn_name, max_length=120)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("signed at"))

    class Meta:
        verbose_name = _("drawn signature")
        verbose_name_plural = _("drawn signatures")

    def __str__(self) -> str:
        return self.name


class KeptOriginal(models.Model):
    """Bản chính đang giữ: an original paper the office holds, on which shelf, until its signed return."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="originals", verbose_name=_("dossier"))
    paper = models.ForeignKey(
        DossierPaper, models.PROTECT, null=True, blank=True, related_name="kept", verbose_name=_("paper")
    )
    name = models.CharField(_("name"), max_length=1000)
    count = models.PositiveSmallIntegerField(_("number of originals"), default=1)
    shelf = models.CharField(_("shelf code"), max_length=20)
    kept_at = models.DateTimeField(_("kept since"))
    kept_by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name=_("taken by"))
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    returned_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("returned by")
    )
    returned_to = models.CharField(_("returned to"), max_length=150, blank=True)
    signature = models.ForeignKey(
        DrawnSignature, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signature")
    )

    class Meta:
        verbose_name = _("original kept")
        verbose_name_plural = _("originals kept")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1) & ~Q(shelf=""), name="original_lies_somewhere"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | (Q(returned_by__isnull=False) & ~Q(returned_to="")),
                name="original_returned_to_somebody",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "returned_at"], name="original_by_dossier")]

    def __str__(self) -> str:
        return f"{self.name} ({self.shelf})"


class CustodyMove(AppendOnly):
    """Dòng theo dõi lưu giữ: where an original went and by whose hand; rows are only added."""

    class Kind(models.TextChoices):
        KEPT = "kept", _("Taken into keeping")
        MOVED = "moved", _("Moved to another shelf")
        LENT = "lent", _("Given to the division")
        BACK = "back", _("Back from the division")
        RETURNED = "returned", _("Returned to the citizen")

    original = models.ForeignKey(
        KeptOriginal, models.PROTECT, related_name="moves", verbose_name=_("original kept")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    place = models.CharField(_("place"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("custody line")
        verbose_name_plural = _("custody lines")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.original_id} {self.kind}"


class Collection(AppendOnly):
    """Nhận kết quả: who came for the result, by what they proved their right, and their signature."""

    class Proof(models.TextChoices):
        RECEIPT = "receipt", _("Receipt")
        IDENTITY = "identity", _("Identity paper; the receipt is lost")
        AUTHORISED = "authorised", _("Authorisation")

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="collection", verbose_name=_("dossier"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name=_("handed over by"))
    proof = models.CharField(_("shown"), max_length=10, choices=Proof)
    name = models.CharField(_("collected by"), max_length=150)
    identity_number = models.CharField(_("identity number"), max_length=14, blank=True)
    authorisation = models.CharField(_("authorisation paper"), max_length=200, blank=True)
    signature = models.ForeignKey(
        DrawnSignature, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signature")
    )

    class Meta:
        verbose_name = _("collection of a result")
        verbose_name_plural = _("collections of results")
        ordering = ("-at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(proof="receipt")
                | (Q(proof="identity") & ~Q(identity_number=""))
                | (Q(proof="authorised") & ~Q(authorisation="")),
                name="collection_is_proven",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.proof}"


class HandoverSlip(models.Model):
    """Phiếu bàn giao hồ sơ: dossiers or results handed from one desk of the office to another, by list.

    `content` is frozen when it is issued; the other side confirms what it got.
    """

    class Kind(models.TextChoices):
        DOSSIERS = "dossiers", _("Dossiers to a division")
        RESULTS = "results", _("Results to the counter")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    from_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="slips_given", verbose_name=_("handed over by unit")
    )
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="slips_received", verbose_name=_("received by unit")
    )
    dossiers = models.ManyToManyField(
        Dossier, through="HandoverLine", related_name="slips", verbose_name=_("dossiers")
    )
    handed_by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name=_("handed over by"))
    handed_at = models.DateTimeField(_("handed over at"))
    received_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("received by")
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    received_signature = models.ForeignKey(
        DrawnSignature, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signature")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("hand-over slip")
        verbose_name_plural = _("hand-over slips")
        ordering = ("-handed_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["from_unit", "year", "number"], name="slip_number_once"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, received_by__isnull=True)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="slip_received_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:04d}/{self.year}"


class HandoverLine(models.Model):
    """Một hồ sơ trên phiếu bàn giao, and whether the other side really found it."""

    slip = models.ForeignKey(HandoverSlip, models.PROTECT, related_name="lines", verbose_name=_("slip"))
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="slip_lines", verbose_name=_("dossier"))
    position = models.PositiveSmallIntegerField(_("position"))
    is_missing = models.BooleanField(_("not found at reception"), default=False)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("line of a hand-over slip")
        verbose_name_plural = _("lines of hand-over slips")
        ordering = ("slip", "position")
        constraints = [
            models.UniqueConstraint(fields=["slip", "dossier"], name="slip_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slip_id} {self.position}"
