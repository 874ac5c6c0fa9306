"""What the API accepts; the rules themselves live in `dossiers.rules`."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from dossiers.deadline_facts import LONGEST_EXTENSION
from dossiers.forms.fields import longest
from dossiers.models import Attachment, Dossier, Principal
from dossiers.rules import MOST_OF_A_PAPER_FAULT, Authorising, HandedIn
from dossiers.services.correction import Correction
from dossiers.services.perform import ActInput
from staff.models import TellBy

from .drawn import DrawnField


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


class ReceptionInput(serializers.Serializer[dict[str, Any]]):
    """Đính chính thông tin tiếp nhận: what is left out stays as it is; the procedure is not among it."""

    applicant_kind = serializers.ChoiceField(choices=Dossier.ApplicantKind.choices, required=False)
    applicant_name = serializers.CharField(max_length=longest("applicant_name"), required=False, allow_blank=True)
    identity_number = serializers.CharField(
        max_length=longest("identity_number"), required=False, allow_blank=True
    )
    phone = serializers.CharField(max_length=longest("phone"), required=False, allow_blank=True)
    email = serializers.CharField(max_length=longest("email"), required=False, allow_blank=True)
    address = serializers.CharField(max_length=longest("address"), required=False, allow_blank=True)
    tell_by = serializers.ChoiceField(choices=TellBy.choices, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=Dossier.LANGUAGES, required=False)
    request = serializers.CharField(max_length=longest("request"), required=False, allow_blank=True)
    sets = serializers.IntegerField(min_value=1, max_value=99, required=False)
    delivery = serializers.ChoiceField(choices=Dossier.Delivery.choices, required=False)
    note = serializers.CharField(max_length=longest("note"), required=False, allow_blank=True)
    principal = PrincipalInput(required=False, allow_null=True, help_text="null: nobody authorised anybody")
    papers = PaperInput(many=True, required=False, max_length=100, help_text="All papers, as they shall be")


def _correction(data: dict[str, Any]) -> Correction:
    """Validated data as the services take it."""
    columns = {name: value for name, value in data.items() if name not in ("principal", "papers")}
    principal = data.get("principal")
    return Correction(
        columns,
        tells_principal="principal" in data,
        principal=Authorising(**principal) if principal else None,
        papers=handed_in(data["papers"]) if "papers" in data else None,
    )


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
    proof = serializers.CharField(
        max_length=10, required=False, allow_blank=True, help_text="return: receipt, identity or authorised"
    )
    identity_number = serializers.CharField(
        max_length=14, required=False, allow_blank=True, help_text="return: of the identity paper shown"
    )
    authorisation = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="return: the paper and its date"
    )
    originals = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31),
        required=False,
        max_length=100,
        help_text="return: ids of originals that go back in the same act",
    )
    originals_stay = serializers.CharField(
        max_length=300, required=False, allow_blank=True, help_text="return: why the other originals stay"
    )
    signature = DrawnField(help_text="return: PNG as a data address")
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
    correction = ReceptionInput(required=False, help_text="correct: what is put right")
    lock_version = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31, help_text="The version last seen; 409 when it has moved on"
    )

    def given(self) -> ActInput:
        """The input as the services take it."""
        data = dict(self.validated_data)
        papers = data.pop("papers", None)
        return ActInput(
            papers=handed_in(papers) if papers is not None else None,
            correction=_correction(data.pop("correction", {})),
            **data,
        )


class AttachmentInput(serializers.Serializer[dict[str, Any]]):
    """A file of the dossier: PDF, JPEG, PNG, HEIC or DOCX by content, 20 MB at most."""

    file = serializers.FileField(allow_empty_file=True, max_length=255)
    document = serializers.IntegerField(required=False, min_value=1, max_value=2**31)
    kind = serializers.ChoiceField(
        choices=[choice for choice in Attachment.Kind.choices if choice[0] != Attachment.Kind.OPINION],
        default=Attachment.Kind.PAPER,
    )
