"""What the catalogue API answers: plain rows, read without building models, and the shapes documented.

The serializer classes below describe the answer for the schema; the rows themselves are made by ``listed`` and
``whole``, because building them through serializers costs more than reading them.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from procedures import channels, wording
from procedures.limits import NOT_ESTABLISHED, LimitMode
from procedures.models import BlankForm, Fee, FeeKind, OnlineLevel, PaperKind, ProcedureVersion

#: Columns of the list, in one query.
LISTED = (
    "id",
    "name",
    "full_name",
    "number",
    "valid_from",
    "procedure__code",
    "procedure__field__name",
    "procedure__field__slug",
    "for_individuals",
    "for_organisations",
    "received_at_commune",
    "received_at_district",
    "limit_mode",
    "limit_value",
    "limit_by_channel",
    "cutoff",
    "online_level",
    "accepts_online",
)


class LimitOutput(serializers.Serializer[dict[str, Any]]):
    """Time limit (thời hạn giải quyết); null where none is established."""

    mode = serializers.ChoiceField(choices=[mode.value for mode in LimitMode])
    value = serializers.IntegerField(help_text="In the unit of the mode; 0 for the same day")
    by_channel = serializers.DictField(
        child=serializers.IntegerField(), help_text=f"Own values of {', '.join(channels.ALL)}"
    )
    cutoff = serializers.CharField(
        allow_null=True, help_text="HH:MM, Vietnamese time; received later counts from the next working day"
    )
    words = serializers.CharField()


class FieldOutput(serializers.Serializer[dict[str, Any]]):
    """Field (lĩnh vực)."""

    slug = serializers.SlugField()
    name = serializers.CharField()


class ProcedureListed(serializers.Serializer[dict[str, Any]]):
    """One procedure of the list (thủ tục hành chính), as in force today."""

    code = serializers.CharField()
    name = serializers.CharField()
    full_name = serializers.CharField()
    field = FieldOutput()
    version = serializers.IntegerField(help_text="Number of the version in force")
    valid_from = serializers.DateField()
    for_individuals = serializers.BooleanField()
    for_organisations = serializers.BooleanField()
    received_at_commune = serializers.BooleanField()
    received_at_district = serializers.BooleanField()
    limit = LimitOutput(allow_null=True)
    online_level = serializers.ChoiceField(choices=OnlineLevel.choices, allow_blank=True)
    accepts_online = serializers.BooleanField()
    is_receivable = serializers.BooleanField(help_text="False until a time limit is established")


class PaperOutput(serializers.Serializer[dict[str, Any]]):
    """Required document (thành phần hồ sơ)."""

    id = serializers.IntegerField()
    position = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=PaperKind.choices)
    originals = serializers.IntegerField()
    copies = serializers.IntegerField()
    mandatory = serializers.BooleanField()
    condition = serializers.CharField(help_text="Only in this case")
    database = serializers.CharField(help_text="Need not be brought where this database holds it")
    note = serializers.CharField()


class FeeOutput(serializers.Serializer[dict[str, Any]]):
    """Fee or charge (phí, lệ phí), in whole đồng."""

    name = serializers.CharField(help_text="What it is paid for")
    kind = serializers.ChoiceField(choices=FeeKind.choices)
    amount = serializers.IntegerField(allow_null=True)
    unit = serializers.CharField()
    by_province = serializers.BooleanField()
    channel = serializers.ChoiceField(choices=Fee.CHANNELS, allow_blank=True)
    per = serializers.CharField()
    exemption = serializers.CharField()
    ground = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    note = serializers.CharField()
    words = serializers.CharField()


class FormOutput(serializers.Serializer[dict[str, Any]]):
    """Blank form (biểu mẫu) to download."""

    title = serializers.CharField()
    paper = serializers.IntegerField(allow_null=True, help_text="Position of the paper it fills")
    ground = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    file_name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    url = serializers.CharField(help_text="Address on this server")


class EventOutput(serializers.Serializer[dict[str, Any]]):
    """Life event (sự kiện trong đời)."""

    slug = serializers.SlugField()
    name = serializers.CharField()


class VersionOutput(serializers.Serializer[dict[str, Any]]):
    """One publication of the procedure, past, present or coming."""

    number = serializers.IntegerField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    decision = serializers.CharField()
    change_summary = serializers.CharField()


class ProcedureWhole(ProcedureListed):
    """One procedure with everything published about it."""

    level_2023 = serializers.CharField()
    level_now = serializers.CharField()
    authority_2023 = serializers.CharField()
    authority_now = serializers.CharField()
    limit_note = serializers.CharField()
    limit_ground = serializers.CharField()
    after_supplement = serializers.CharField()
    after_payment = serializers.CharField()
    after_withdrawal = serializers.CharField()
    papers = PaperOutput(many=True)
    fees = FeeOutput(many=True)
    forms = FormOutput(many=True)
    sets = serializers.IntegerField()
    sequence = serializers.ListField(child=serializers.CharField(), help_text="The steps in order")
    ways = serializers.DictField(child=serializers.CharField(), help_text="How to file, by channel")
    conditions = serializers.CharField()
    result = serializers.CharField()
    legal_bases = serializers.ListField(child=serializers.CharField())
    notes = serializers.CharField()
    source_url = serializers.CharField()
    decision = serializers.CharField(help_text="Decision that publishes it")
    everyday_words = serializers.ListField(child=serializers.CharField())
    life_events = EventOutput(many=True)
    versions = VersionOutput(many=True)
    url = serializers.CharField(help_text="Public page on this server")


def listed(row: dict[str, Any]) -> dict[str, Any]:
    """Return one row of the list from the columns ``LISTED``."""
    return {
        "code": row["procedure__code"],
        "name": row["name"],
        "full_name": row["full_name"],
        "field": {"slug": row["procedure__field__slug"], "name": row["procedure__field__name"]},
        "version": row["number"],
        "valid_from": row["valid_from"],
        "for_individuals": row["for_individuals"],
        "for_organisations": row["for_organisations"],
        "received_at_commune": row["received_at_commune"],
        "received_at_district": row["received_at_district"],
        "limit": _limit(row),
        "online_level": row["online_level"],
        "accepts_online": row["accepts_online"],
        "is_receivable": row["limit_mode"] != NOT_ESTABLISHED,
    }


def whole(version: ProcedureVersion) -> dict[str, Any]:
    """Return everything about one version; its rows are read here."""
    procedure = version.procedure
    row = {name: getattr(version, name) for name in LISTED if "__" not in name}
    row |= {
        "procedure__code": procedure.code,
        "procedure__field__name": procedure.field.name,
        "procedure__field__slug": procedure.field.slug,
    }
    made: dict[str, Any] = {
        "papers": list(version.documents.values(*PaperOutput().fields)),
        "fees": [_fee(fee) for fee in version.fees.all()],
        "forms": [_form(form) for form in version.forms.select_related("file")],
        "everyday_words": procedure.everyday_words,
        "life_events": list(procedure.life_events.values("slug", "name")),
        "versions": list(procedure.versions.order_by("-number").values(*VersionOutput().fields)),
        "url": procedure.get_absolute_url(),
    }
    answer = listed(row)
    own = [str(name) for name in ProcedureWhole().fields]
    rest = {name: getattr(version, name) for name in own if name not in answer and name not in made}
    return {**answer, **rest, **made}


def _limit(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["limit_mode"] == NOT_ESTABLISHED:
        return None
    return {
        "mode": row["limit_mode"],
        "value": row["limit_value"],
        "by_channel": row["limit_by_channel"],
        "cutoff": None if row["cutoff"] is None else f"{row['cutoff']:%H:%M}",
        "words": wording.limit_in_words(row["limit_mode"], row["limit_value"]),
    }


def _fee(fee: Fee) -> dict[str, Any]:
    names = [str(name) for name in FeeOutput().fields if name != "words"]
    return {**{name: getattr(fee, name) for name in names}, "words": wording.amount_in_words(fee)}


def _form(form: BlankForm) -> dict[str, Any]:
    names = ("title", "paper", "ground", "valid_from", "valid_to")
    return {
        **{name: getattr(form, name) for name in names},
        "file_name": form.file.name,
        "content_type": form.file.content_type,
        "size": form.file.size,
        "sha256": form.file.digest,
        "url": reverse("procedures:form_file", args=[form.file.digest]),
    }
