"""The shapes of what the API answers about dossiers, for its documentation."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class ProcedureRef(serializers.Serializer[dict[str, Any]]):
    code = serializers.CharField()
    name = serializers.CharField()


class UnitRef(serializers.Serializer[dict[str, Any]]):
    code = serializers.CharField()
    name = serializers.CharField()


class AttachmentKept(serializers.Serializer[dict[str, Any]]):
    """Tệp đính kèm as it was kept."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes")
    sha256 = serializers.CharField()
    uploaded_at = serializers.DateTimeField()


class DossierRow(serializers.Serializer[dict[str, Any]]):
    """One line of a work list; identity number and phone are masked."""

    code = serializers.CharField(help_text="Official code; before reception the reference")
    reference = serializers.CharField()
    state = serializers.IntegerField(help_text="National status code 1–10")
    state_name = serializers.CharField()
    state_label = serializers.CharField()
    lock_version = serializers.IntegerField()
    procedure = ProcedureRef()
    unit = UnitRef()
    applicant_name = serializers.CharField()
    identity_number = serializers.CharField()
    phone = serializers.CharField()
    channel = serializers.CharField()
    specialist = serializers.CharField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    received_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)
    verdict = serializers.CharField(allow_blank=True)
    is_paused = serializers.BooleanField()
    is_overdue = serializers.BooleanField()


class DossierDetail(DossierRow):
    """Everything the counter's screen needs about one dossier."""

    applicant_kind = serializers.CharField()
    email = serializers.CharField()
    address = serializers.CharField()
    request = serializers.CharField()
    sets = serializers.IntegerField()
    delivery = serializers.CharField()
    note = serializers.CharField()
    tell_by = serializers.CharField(allow_blank=True, help_text="Channel of messages; blank: the usual one")
    language = serializers.CharField(help_text="Of messages")
    promised_at = serializers.DateTimeField(allow_null=True)
    judged_due_at = serializers.DateTimeField(allow_null=True, help_text="The promise lateness is judged by")
    minutes_late = serializers.IntegerField(allow_null=True, help_text="Office minutes, once the result is ready")
    handling_unit = UnitRef()
    principal = serializers.DictField(allow_null=True)
    papers = serializers.ListField(child=serializers.DictField())
    attachments = serializers.ListField(child=serializers.DictField())
    supplement_requests = serializers.ListField(child=serializers.DictField())
    proposals = serializers.ListField(child=serializers.DictField())
    promise_moves = serializers.ListField(child=serializers.DictField())
    pauses = serializers.ListField(child=serializers.DictField())
    legs = serializers.ListField(child=serializers.DictField(), help_text="Where it lay, step by step")
    apologies = serializers.ListField(child=serializers.DictField())
    overrides = serializers.ListField(child=serializers.DictField())
    events = serializers.ListField(child=serializers.DictField())
    opinions = serializers.ListField(child=serializers.DictField())
    parent = serializers.DictField(allow_null=True, help_text="The dossier this one was opened for")
    children = serializers.ListField(child=serializers.DictField(), help_text="Dossiers opened for this one")
    documents = serializers.ListField(child=serializers.DictField())
    originals = serializers.ListField(child=serializers.DictField(), help_text="Kept by the office; for officials")
    collection = serializers.DictField(allow_null=True, help_text="Who came for the result; for officials")
    allowed_actions = serializers.ListField(child=serializers.CharField())
