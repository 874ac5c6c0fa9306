"""What the API accepts; the rules themselves live in `dossiers.rules`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.fields import empty

from dossiers.deadline_facts import LONGEST_EXTENSION
from dossiers.forms.fields import longest
from dossiers.models import Attachment, Dossier, Principal
from dossiers.rules import (
    MOST_OF_A_PAPER_FAULT,
    Applicant,
    Authorising,
    FaultList,
    HandedIn,
    applicant_faults,
    tidy_applicant,
)
from dossiers.services.perform import ActInput
from procedures.models import ProcedureVersion
from staff.access import units_of
from staff.models import TellBy, Unit
from staff.roles import Role


class PaperInput(serializers.Serializer[dict[str, Any]]):
    """Giấy tờ nộp: `document` is the id in the procedure's list, or leave it out and give `name`."""

    document = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**31)
    name = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    originals = serializers.IntegerField(default=0, min_value=0, max_value=999)
    copies = serializers.IntegerField(default=0, min_value=0, max_value=999)
    fault = serializers.CharField(
        default="", allow_blank=True, max_length=MOST_OF_A_PAPER_FAULT, help_text="Why it does not pass"
    )


def handed_in(rows: list[dict[str, Any]]) -> list[HandedIn]:
    """Validated rows as the services take them."""
    return [
        HandedIn(
            document_id=row.get("document"),
            name=row.get("name", ""),
            originals=row["originals"],
            copies=row["copies"],
            fault=row["fault"],
        )
        for row in rows
    ]


class PrincipalInput(serializers.Serializer[dict[str, Any]]):
    """Người ủy quyền."""

    name = serializers.CharField(max_length=longest("name", Principal))
    authorisation = serializers.CharField(max_length=longest("authorisation", Principal))
    identity_number = serializers.CharField(max_length=14, required=False, allow_blank=True, default="")
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    email = serializers.EmailField(required=False, allow_blank=True, default="")
    address = serializers.CharField(max_length=255, required=False, allow_blank=True, default="")


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


class ActSerializer(serializers.Serializer[dict[str, Any]]):
    """Input of an act; which parts are needed depends on the act, faults name the field."""

    reason = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="refuse, request_*, send_back, give_back, …"
    )
    items = serializers.ListField(
        child=serializers.CharField(max_length=500),
        required=False,
        max_length=50,
        help_text="request_supplement: everything that is missing, once",
    )
    outcome = serializers.CharField(
        max_length=10, required=False, allow_blank=True, help_text="propose: granted or denied"
    )
    text = serializers.CharField(max_length=4000, required=False, allow_blank=True, help_text="propose")
    answer = serializers.CharField(
        max_length=4000, required=False, allow_blank=True, help_text="supply (1000 characters), give_opinion"
    )
    collected_by = serializers.CharField(
        max_length=150, required=False, allow_blank=True, help_text="return: who came, if not the applicant"
    )
    official = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31, help_text="reassign: id of a specialist of the unit"
    )
    papers = PaperInput(many=True, required=False, max_length=100, help_text="receive: papers found complete")
    cause = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="extend: why the result is not ready"
    )
    extra_days = serializers.IntegerField(
        required=False, min_value=1, max_value=LONGEST_EXTENSION, help_text="extend: working days more"
    )
    due_on = serializers.DateField(required=False, help_text="override: the day promised for, a working day")
    document = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="override: the paper that decided it"
    )
    units = serializers.ListField(
        child=serializers.CharField(max_length=20), required=False, max_length=50, help_text="ask_opinion: codes"
    )
    question = serializers.CharField(max_length=2000, required=False, allow_blank=True, help_text="ask_opinion")
    amount = serializers.IntegerField(
        required=False, min_value=1, max_value=999, help_text="ask_opinion: so many hours or days to answer"
    )
    measure = serializers.CharField(
        max_length=5, required=False, allow_blank=True, help_text="ask_opinion: hours or days, both of office time"
    )
    opinion = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31, help_text="give_opinion, drop_opinion: its id"
    )
    procedure = serializers.CharField(max_length=40, required=False, help_text="link: code of the procedure")
    unit = serializers.CharField(max_length=20, required=False, help_text="link: code of the receiving unit")
    files_shown = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31),
        required=False,
        max_length=100,
        help_text="link: ids of files of this dossier to be read at the linked one",
    )
    note = serializers.CharField(
        max_length=1000,
        required=False,
        allow_blank=True,
        help_text="propose, sign: why an opinion or a linked dossier still open does not matter",
    )
    lock_version = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31, help_text="The version last seen; 409 when it has moved on"
    )

    def given(self) -> ActInput:
        """The input as the services take it."""
        data = dict(self.validated_data)
        papers = data.pop("papers", None)
        return ActInput(papers=handed_in(papers) if papers is not None else None, **data)


class AttachmentInput(serializers.Serializer[dict[str, Any]]):
    """A file of the dossier: PDF, JPEG, PNG, HEIC or DOCX by content, 20 MB at most."""

    file = serializers.FileField(allow_empty_file=True, max_length=255)
    document = serializers.IntegerField(required=False, min_value=1, max_value=2**31)
    kind = serializers.ChoiceField(
        choices=[choice for choice in Attachment.Kind.choices if choice[0] != Attachment.Kind.OPINION],
        default=Attachment.Kind.PAPER,
    )
