"""Scans over HTTP (quét mã): what was scanned, and where to go."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.errors import NotPermitted
from dossiers.labels import STATE_LABELS
from dossiers.scan_doctor import examine
from dossiers.scan_targets import Target, target_of
from dossiers.scanning import LONGEST, Card
from dossiers.workflow import State
from staff import audit
from staff.access import roles_of
from staff.roles import Role


class ScanInput(serializers.Serializer[dict[str, Any]]):
    """The text as the scanner typed it, mangled or not."""

    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False)


class CardRead(serializers.Serializer[dict[str, Any]]):
    """Thẻ căn cước; name and address are empty when the scan lost them."""

    number = serializers.CharField()
    old_number = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    born = serializers.DateField(allow_null=True)
    sex = serializers.CharField(allow_blank=True, help_text="male, female or empty")
    address = serializers.CharField(allow_blank=True)
    issued = serializers.DateField(allow_null=True)


class OpenHere(serializers.Serializer[dict[str, Any]]):
    code = serializers.CharField()
    procedure = serializers.CharField()
    state_label = serializers.CharField()


class ScanAnswer(serializers.Serializer[dict[str, Any]]):
    """Kết quả quét."""

    kind = serializers.CharField(
        help_text="card, dossier, result, ticket, fee_receipt, booking, bring_card, test, search or unknown"
    )
    words = serializers.CharField()
    address = serializers.CharField(allow_blank=True, help_text="Page to go to; empty when there is none")
    is_act = serializers.BooleanField(help_text="The page is posted to: a ticket is served")
    remarks = serializers.ListField(child=serializers.CharField(), help_text="What was repaired")
    is_certain = serializers.BooleanField(help_text="False when something must be typed from the paper")
    card = CardRead(allow_null=True)
    open = OpenHere(many=True, help_text="Open dossiers of the person on the card")
    warnings = serializers.ListField(child=serializers.CharField(), help_text="To look at again")
    procedure = serializers.CharField(allow_blank=True)
    papers = serializers.ListField(child=serializers.IntegerField(), help_text="Positions the citizen has ready")
    not_needed = serializers.ListField(
        child=serializers.IntegerField(), help_text="Positions that do not apply, as the citizen says"
    )


class ScansView(APIView):
    """The scan box of the counter."""

    @extend_schema(operation_id="scans_create", request=ScanInput, responses={200: ScanAnswer})
    def post(self, request: Request) -> Response:
        """Tell what was scanned. Nothing is changed and the text is not kept."""
        if Role.CLERK not in roles_of(request.user):
            raise NotPermitted(_("Only a counter clerk scans here."))
        given = ScanInput(data=request.data)
        given.is_valid(raise_exception=True)
        target = target_of(examine(given.validated_data["text"]), by=request.user, at=timezone.now())
        if target.person is not None:
            audit.record(
                "identity_card.scanned", actor=request.user, request=request, open=len(target.person.open)
            )
        return Response(_answer(target))


def _answer(target: Target) -> dict[str, Any]:
    reading, person = target.reading, target.person
    card = reading.card if reading is not None else None
    bring_card = reading.bring_card if reading is not None else None
    return {
        "kind": target.kind,
        "words": target.words,
        "address": target.address,
        "is_act": target.is_act,
        "remarks": target.remarks,
        "is_certain": card is None or bool(card.name),
        "card": _card(card) if card is not None else None,
        "open": [
            {
                "code": dossier.shown_code,
                "procedure": dossier.version.name,
                "state_label": str(STATE_LABELS[State(dossier.state)]),
            }
            for dossier in (person.open if person is not None else [])
        ],
        "warnings": person.warnings if person is not None else [],
        "procedure": bring_card.procedure if bring_card is not None else "",
        "papers": list(bring_card.positions) if bring_card is not None else [],
        "not_needed": list(bring_card.denied) if bring_card is not None else [],
    }


def _card(card: Card) -> dict[str, Any]:
    return {
        "number": card.number,
        "old_number": card.old_number,
        "name": card.name,
        "born": card.born.isoformat() if card.born else None,
        "sex": card.sex.value if card.sex else "",
        "address": card.address,
        "issued": card.issued.isoformat() if card.issued else None,
    }
