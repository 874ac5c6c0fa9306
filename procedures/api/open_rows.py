"""The shapes of the rows of open data, for the schema; the rows are made by ``open_data.Table.row``."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class PaperRow(serializers.Serializer[dict[str, Any]]):
    """One paper of a procedure (thành phần hồ sơ)."""

    procedure = serializers.CharField(help_text="Code of the procedure")
    procedure_name = serializers.CharField()
    position = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField(help_text="submit: handed in; present: shown only")
    originals = serializers.IntegerField()
    copies = serializers.IntegerField()
    mandatory = serializers.BooleanField()
    condition = serializers.CharField(help_text="Only in this case")
    database = serializers.CharField(help_text="Need not be brought where this database holds it")
    note = serializers.CharField()


class FeeRow(serializers.Serializer[dict[str, Any]]):
    """One fee or charge (phí, lệ phí) of a procedure in force today, in whole đồng."""

    procedure = serializers.CharField(help_text="Code of the procedure")
    procedure_name = serializers.CharField()
    position = serializers.IntegerField()
    name = serializers.CharField(help_text="What it is paid for")
    kind = serializers.CharField(help_text="phi: fee for a service; le_phi: charge; unspecified")
    amount = serializers.IntegerField(allow_null=True, help_text="Null where no amount is published")
    unit = serializers.CharField(help_text="Currency")
    by_province = serializers.BooleanField(help_text="Set by the provincial People's Council")
    channel = serializers.CharField(help_text="Empty: any channel")
    per = serializers.CharField()
    exemption = serializers.CharField()
    ground = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    note = serializers.CharField()


class UnitRow(serializers.Serializer[dict[str, Any]]):
    """One unit of the office in force today (đơn vị)."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    parent = serializers.CharField(allow_null=True, help_text="Code of the unit above")
    agency_code = serializers.CharField()
    place = serializers.CharField()
    address = serializers.CharField()
    hotline = serializers.CharField()
    email = serializers.CharField()
    receives_dossiers = serializers.BooleanField(help_text="Whether it has a one-stop counter")
    valid_from = serializers.DateField()


class FieldRow(serializers.Serializer[dict[str, Any]]):
    """One field (lĩnh vực) and how many procedures of it are in force today."""

    slug = serializers.CharField()
    name = serializers.CharField()
    procedures = serializers.IntegerField()


class PostedDocumentRow(serializers.Serializer[dict[str, Any]]):
    """One posted document in force today (văn bản niêm yết); the text is Markdown."""

    unit = serializers.CharField(help_text="Code of the unit that issued it; it holds for the units below too")
    unit_name = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    body = serializers.CharField()
    source_document = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
