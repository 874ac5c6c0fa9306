"""Fees of a dossier over HTTP (thu phí, lệ phí): entered, taken away, paid against a receipt, voided."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.forms.fields import longest
from dossiers.models import Charge, Dossier, FeeReceipt
from dossiers.services import charging
from dossiers.transfers import transfer_for
from staff import audit
from staff.access import units_of
from staff.roles import Role

from .outputs import moment
from .views import reachable
from .walk_in import ChargeInput, PaymentInput, charge_line


class ChargeRow(serializers.Serializer[dict[str, Any]]):
    """Khoản phải nộp; `receipt` is the number of the receipt in force, empty while it is owed."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    name = serializers.CharField()
    unit_amount = serializers.IntegerField(help_text="In đồng")
    quantity = serializers.IntegerField()
    exemption = serializers.CharField(allow_blank=True)
    ground = serializers.CharField(allow_blank=True)
    amount = serializers.IntegerField(help_text="In đồng")
    receipt = serializers.CharField(allow_blank=True)


class ReceiptRow(serializers.Serializer[dict[str, Any]]):
    """Biên lai."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    amount = serializers.IntegerField(help_text="In đồng")
    method = serializers.ChoiceField(choices=FeeReceipt.Method.choices)
    payer = serializers.CharField()
    transfer_reference = serializers.CharField(allow_blank=True)
    collected_at = serializers.DateTimeField()
    verification_code = serializers.CharField()
    voided_at = serializers.DateTimeField(allow_null=True)
    void_reason = serializers.CharField(allow_blank=True)


class TransferAnswer(serializers.Serializer[dict[str, Any]]):
    """Chuyển khoản VietQR: where to, how much, with which text, and what the QR code holds."""

    bank = serializers.CharField()
    account = serializers.CharField()
    holder = serializers.CharField()
    amount = serializers.IntegerField()
    text = serializers.CharField()
    payload = serializers.CharField()


class FeesAnswer(serializers.Serializer[dict[str, Any]]):
    """Phí, lệ phí của hồ sơ; `transfer` is null when nothing is owed or the unit has no account."""

    owed = serializers.IntegerField(help_text="In đồng")
    charges = ChargeRow(many=True)
    receipts = ReceiptRow(many=True)
    transfer = TransferAnswer(allow_null=True)


class ChargesInput(serializers.Serializer[dict[str, Any]]):
    """Khoản phải nộp to be entered."""

    charges = ChargeInput(many=True, min_length=1, max_length=50)


class VoidInput(serializers.Serializer[dict[str, Any]]):
    """Hủy biên lai."""

    reason = serializers.CharField(allow_blank=True, max_length=longest("void_reason", FeeReceipt))


_WRONG_MOMENT = OpenApiResponse(description="Not in this state, or paid or voided already")


class FeesView(APIView):
    """Fees of one dossier."""

    @extend_schema(operation_id="fees_retrieve", responses={200: FeesAnswer})
    def get(self, request: Request, code: str) -> Response:
        """What is owed and paid; receipts only for the counter that took the money and its leaders."""
        dossier = reachable(request, code)
        _record(request, "dossier.viewed", dossier)
        return Response(_fees(request, dossier))

    @extend_schema(
        operation_id="fees_enter", request=ChargesInput, responses={201: FeesAnswer, 409: _WRONG_MOMENT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Enter posted fees on the dossier."""
        dossier = reachable(request, code)
        given = ChargesInput(data=request.data)
        given.is_valid(raise_exception=True)
        lines = [charge_line(row) for row in given.validated_data["charges"]]
        charging.enter(dossier=dossier, lines=lines, by=request.user, at=timezone.now())
        return Response(_fees(request, dossier), status=201)


class ChargeView(APIView):
    """One fee of a dossier."""

    @extend_schema(operation_id="fees_drop", request=None, responses={204: None, 409: _WRONG_MOMENT})
    def delete(self, request: Request, code: str, pk: int) -> Response:
        """Take away what was entered by mistake and never paid."""
        dossier = reachable(request, code)
        charge = dossier.charges.filter(pk=pk).first()
        if charge is None:
            raise Http404
        charging.drop(charge=charge, by=request.user)
        _record(request, "charge.dropped", dossier, name=charge.name, amount=charge.amount)
        return Response(status=204)


class FeeReceiptsView(APIView):
    """Receipts of a dossier."""

    @extend_schema(
        operation_id="fees_collect", request=PaymentInput, responses={201: ReceiptRow, 409: _WRONG_MOMENT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Take the money for all that is owed, within the open shift; nothing is taken twice."""
        dossier = reachable(request, code)
        given = PaymentInput(data=request.data)
        given.is_valid(raise_exception=True)
        receipt = charging.collect(dossier=dossier, by=request.user, at=timezone.now(), **given.validated_data)
        _record(
            request, "fee.collected", dossier, number=str(receipt), amount=receipt.amount, method=receipt.method
        )
        return Response(_receipt(receipt), status=201)


class VoidView(APIView):
    """The voiding of one receipt."""

    @extend_schema(
        operation_id="fee_receipts_void", request=VoidInput, responses={200: ReceiptRow, 409: _WRONG_MOMENT}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Void the receipt with a reason, while its shift is open."""
        units = [unit.pk for unit in units_of(request.user, Role.CLERK, Role.LEADER)]
        receipt = FeeReceipt.objects.filter(unit__in=units, pk=pk).select_related("dossier").first()
        if receipt is None:
            raise Http404
        given = VoidInput(data=request.data)
        given.is_valid(raise_exception=True)
        voided = charging.void(receipt=receipt, by=request.user, at=timezone.now(), **given.validated_data)
        _record(request, "fee_receipt.voided", voided.dossier, number=str(voided), amount=voided.amount)
        return Response(_receipt(voided))


def _fees(request: Request, dossier: Dossier) -> dict[str, Any]:
    charges = list(dossier.charges.select_related("receipt"))
    own = {unit.pk for unit in units_of(request.user, Role.CLERK, Role.LEADER)}
    receipts = dossier.fee_receipts.order_by("pk") if dossier.receiving_unit_id in own else []
    owed = sum(charge.amount for charge in charges if charge.receipt_id is None)
    transfer = transfer_for(dossier, owed, on=timezone.localdate())
    return {
        "owed": owed,
        "charges": [_charge(each) for each in charges],
        "receipts": [_receipt(each) for each in receipts],
        "transfer": {
            "bank": transfer.account.bank_name,
            "account": transfer.account.number,
            "holder": transfer.account.holder,
            "amount": owed,
            "text": transfer.text,
            "payload": transfer.payload,
        }
        if transfer is not None
        else None,
    }


def _charge(charge: Charge) -> dict[str, Any]:
    names = ("kind", "name", "unit_amount", "quantity", "exemption", "ground", "amount")
    return {
        "id": charge.pk,
        **{name: getattr(charge, name) for name in names},
        "receipt": str(charge.receipt) if charge.receipt is not None else "",
    }


def _receipt(receipt: FeeReceipt) -> dict[str, Any]:
    names = ("amount", "method", "payer", "transfer_reference", "verification_code", "void_reason")
    return {
        "id": receipt.pk,
        "number": str(receipt),
        **{name: getattr(receipt, name) for name in names},
        "collected_at": moment(receipt.collected_at),
        "voided_at": moment(receipt.voided_at),
    }


def _record(request: Request, what: str, dossier: Dossier, **detail: Any) -> None:
    audit.record(what, actor=request.user, target=dossier.reference, request=request, **detail)
