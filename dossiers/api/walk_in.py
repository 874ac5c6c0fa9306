"""What the API accepts for a walk-in (hồ sơ nộp trực tiếp): the whole sheet of the counter in one request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.fields import empty

from dossiers.charge_lines import MOST_EACH, MOST_OF_A_GROUND, MOST_QUANTITY, ChargeLine, price
from dossiers.forms.fields import longest
from dossiers.models import Charge, Dossier, FeeReceipt
from dossiers.rules import MOST_OF_A_REASON, Applicant, Authorising, FaultList, applicant_faults, tidy_applicant
from dossiers.services.counter_intake import ACTS, RECEIVE, Paid, Sheet
from dossiers.services.custody import MOST_OF_ONE, OriginalLine
from dossiers.services.walk_in import WalkIn
from procedures.models import ProcedureVersion
from staff.access import units_of
from staff.models import TellBy, Unit
from staff.roles import Role

from .inputs import PaperInput, PrincipalInput, handed_in


class ChargeInput(serializers.Serializer[dict[str, Any]]):
    """Khoản phải nộp: a posted fee, how many of it, and what is let off on which ground."""

    fee = serializers.IntegerField(min_value=1, max_value=2**31)
    quantity = serializers.IntegerField(default=1, min_value=1, max_value=MOST_QUANTITY)
    exemption = serializers.ChoiceField(choices=Charge.Exemption.choices, default="", allow_blank=True)
    ground = serializers.CharField(max_length=MOST_OF_A_GROUND, default="", allow_blank=True)
    unit_amount = serializers.IntegerField(
        default=None, allow_null=True, min_value=0, max_value=MOST_EACH, help_text="Where the posting names none"
    )
    due = serializers.IntegerField(
        default=None, allow_null=True, min_value=0, max_value=MOST_EACH, help_text="Still to pay, if reduced"
    )
    name = serializers.CharField(max_length=longest("name", Charge), default="", allow_blank=True)
    pages = serializers.IntegerField(
        default=1, min_value=1, max_value=MOST_QUANTITY, help_text="Where the posting goes by pages"
    )


def charge_line(row: Mapping[str, Any]) -> ChargeLine:
    """A validated row as the services take it."""
    return ChargeLine(fee_id=row["fee"], **{name: value for name, value in row.items() if name != "fee"})


class PaymentInput(serializers.Serializer[dict[str, Any]]):
    """Tiền nộp ngay: needs the open shift of the clerk."""

    method = serializers.ChoiceField(choices=FeeReceipt.Method.choices)
    payer = serializers.CharField(max_length=longest("payer", FeeReceipt), default="", allow_blank=True)
    transfer_reference = serializers.CharField(
        max_length=longest("transfer_reference", FeeReceipt), default="", allow_blank=True
    )


class OriginalInput(serializers.Serializer[dict[str, Any]]):
    """Bản chính giữ lại: which paper, how many, on which shelf."""

    document = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**31)
    name = serializers.CharField(max_length=1000, default="", allow_blank=True)
    count = serializers.IntegerField(default=1, min_value=1, max_value=MOST_OF_ONE)
    shelf = serializers.CharField(max_length=20, allow_blank=True)


def _applicant(data: Mapping[str, Any]) -> Applicant:
    """The applicant of an input, whatever its values are."""
    return Applicant(
        name=str(data.get("applicant_name") or ""),
        kind=str(data.get("applicant_kind") or ""),
        identity_number=str(data.get("identity_number") or ""),
        phone=str(data.get("phone") or ""),
        email=str(data.get("email") or ""),
        address=str(data.get("address") or ""),
        tell_by=str(data.get("tell_by") or ""),
        language=str(data.get("language") or "vi"),
    )


class WalkInInput(serializers.Serializer[dict[str, Any]]):
    """A dossier handed in on paper (hồ sơ nộp trực tiếp); every fault comes back at once, by field."""

    procedure = serializers.CharField(max_length=40, help_text="Code of the procedure, e.g. 1.001193")
    unit = serializers.CharField(
        max_length=20, required=False, help_text="Code of the receiving unit; may be left out with one unit"
    )
    applicant_kind = serializers.ChoiceField(
        choices=Dossier.ApplicantKind.choices, default=Dossier.ApplicantKind.PERSON
    )
    applicant_name = serializers.CharField(max_length=longest("applicant_name"), default="", allow_blank=True)
    identity_number = serializers.CharField(max_length=longest("identity_number"), default="", allow_blank=True)
    phone = serializers.CharField(max_length=longest("phone"), default="", allow_blank=True)
    email = serializers.CharField(max_length=longest("email"), default="", allow_blank=True)
    address = serializers.CharField(max_length=longest("address"), default="", allow_blank=True)
    tell_by = serializers.ChoiceField(
        choices=TellBy.choices, default="", allow_blank=True, help_text="Empty: by e-mail, else by SMS"
    )
    language = serializers.ChoiceField(choices=Dossier.LANGUAGES, default="vi", help_text="Of messages")
    principal = PrincipalInput(required=False, allow_null=True, default=None)
    papers = PaperInput(many=True, default=list, max_length=100)
    request = serializers.CharField(max_length=500, default="", allow_blank=True)
    sets = serializers.IntegerField(min_value=1, max_value=99, default=1)
    delivery = serializers.ChoiceField(choices=Dossier.Delivery.choices, default=Dossier.Delivery.COUNTER)
    channel = serializers.ChoiceField(
        choices=[(Dossier.Channel.COUNTER.value, "counter"), (Dossier.Channel.POST.value, "post")],
        default=Dossier.Channel.COUNTER.value,
    )
    note = serializers.CharField(max_length=500, default="", allow_blank=True)
    act = serializers.ChoiceField(
        choices=[(act, act) for act in ACTS],
        default=RECEIVE,
        help_text="receive, ask (for a supplement) or refuse; each issues its paper",
    )
    items = serializers.ListField(
        child=serializers.CharField(max_length=500), default=list, max_length=50, help_text="ask: what is missing"
    )
    reason = serializers.CharField(
        max_length=MOST_OF_A_REASON, default="", allow_blank=True, help_text="ask, refuse: why, by which rule"
    )
    charges = ChargeInput(many=True, default=list, max_length=50, help_text="receive: what is due by posted fees")
    payment = PaymentInput(allow_null=True, default=None, help_text="receive: what is paid at once")
    originals = OriginalInput(many=True, default=list, max_length=100, help_text="receive: originals kept")
    draft = serializers.CharField(
        max_length=64, default="", allow_blank=True, help_text="Key of the unfinished intake this was"
    )

    def run_validation(self, data: Any = empty) -> Any:
        """Validate; faults of shape and faults of the rules come back together. Raises ValidationError."""
        try:
            return super().run_validation(data)
        except serializers.ValidationError as error:
            if not isinstance(data, Mapping) or not isinstance(error.detail, dict):
                raise
            faults = FaultList()
            applicant_faults(tidy_applicant(_applicant({"applicant_kind": "person", **data})), faults)
            raise serializers.ValidationError({**faults.errors, **error.detail}) from error

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the procedure in force today and the unit of the clerk; both faults at once."""
        faults: dict[str, list[str]] = {}
        attrs["version"] = (
            ProcedureVersion.objects.in_force(timezone.localdate())
            .with_route()
            .filter(procedure__code=attrs["procedure"].strip())
            .select_related("procedure")
            .order_by("-number")
            .first()
        )
        if attrs["version"] is None:
            faults["procedure"] = [_("No procedure with this code is in force.")]
        attrs["unit"] = self._unit(attrs.get("unit"), faults)
        if attrs["version"] is not None and attrs["charges"]:
            of_fees = FaultList()
            price(
                attrs["version"].fees_for(attrs["channel"], timezone.localdate()),
                [charge_line(row) for row in attrs["charges"]],
                of_fees,
            )
            faults |= of_fees.errors
        if faults:
            raise serializers.ValidationError(faults)
        return attrs

    def _unit(self, code: str | None, faults: dict[str, list[str]]) -> Unit | None:
        units = units_of(self.context["request"].user, Role.CLERK)
        chosen = [unit for unit in units if code is None or unit.code == code]
        if len(chosen) == 1:
            return chosen[0]
        faults["unit"] = [
            _("Name the receiving unit: %(codes)s.") % {"codes": ", ".join(unit.code for unit in units)}
        ]
        return None

    def applicant(self) -> Applicant:
        """The applicant as the services take it."""
        return _applicant(self.validated_data)

    def principal_given(self) -> Authorising | None:
        """The authorising person, if any."""
        given = self.validated_data["principal"]
        return Authorising(**given) if given else None

    def sheet(self) -> Sheet:
        """The whole as the service takes it."""
        got = self.validated_data
        given = WalkIn(
            version=got["version"],
            unit=got["unit"],
            applicant=self.applicant(),
            principal=self.principal_given(),
            papers=handed_in(got["papers"]),
            **{name: got[name] for name in ("request", "sets", "delivery", "channel", "note")},
        )
        return Sheet(
            given,
            act=got["act"],
            items=got["items"],
            reason=got["reason"],
            charges=[charge_line(row) for row in got["charges"]],
            paid=Paid(**got["payment"]) if got["payment"] else None,
            originals=[
                OriginalLine(row["shelf"], row["name"], row["count"], row.get("document"))
                for row in got["originals"]
            ],
            draft=got["draft"],
        )
