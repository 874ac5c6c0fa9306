"""Verifying papers over HTTP: no sign-in, nothing stored."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from dossiers import verification
from dossiers.forms.verifying import FileForm
from dossiers.verification import Finding, Standing

from .outputs import moment

_TOO_OFTEN = OpenApiResponse(description="Asked too often; `Retry-After` says how many seconds to wait")


class PaperAnswer(serializers.Serializer[dict[str, Any]]):
    title = serializers.CharField()
    number = serializers.CharField()
    unit = serializers.CharField()
    procedure = serializers.CharField()
    issued_at = serializers.DateTimeField()
    applicant = serializers.CharField(help_text="Initials only")
    replaces = serializers.CharField(help_text="Number of the paper this one replaces, or empty")
    replaced_by = serializers.CharField(help_text="Number of the paper that replaces this one, or empty")
    replaced_code = serializers.CharField()


class SignedAnswer(serializers.Serializer[dict[str, Any]]):
    signer = serializers.CharField()
    unit = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)
    issuer = serializers.CharField()
    has_timestamp = serializers.BooleanField()


class VerificationAnswer(serializers.Serializer[dict[str, Any]]):
    """Kết quả kiểm tra văn bản."""

    standing = serializers.ChoiceField(choices=[each.value for each in Standing])
    is_good = serializers.BooleanField()
    words = serializers.CharField()
    paper = PaperAnswer(allow_null=True)
    signed = SignedAnswer(allow_null=True)


class VerificationInput(serializers.Serializer[dict[str, Any]]):
    file = serializers.FileField()


class VerificationBudget(BaseThrottle):
    """The tries of one address, counted together with those on the page."""

    def allow_request(self, request: Request, view: Any) -> bool:
        return not verification.tried_too_often(request._request)

    def wait(self) -> float:
        return 60.0


class _Public(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (VerificationBudget,)


class VerificationView(_Public):
    """Kiểm tra theo mã."""

    @extend_schema(
        operation_id="verifications_retrieve",
        auth=[],
        responses={200: VerificationAnswer, 429: _TOO_OFTEN},
    )
    def get(self, request: Request, code: str) -> Response:
        """What the paper with this code is and whether its stored file is intact; 404 for a code never given."""
        finding = verification.by_code(code)
        if finding.standing is Standing.UNKNOWN:
            raise Http404
        return _answer(finding)


class VerificationsView(_Public):
    """Kiểm tra theo tệp."""

    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="verifications_create",
        auth=[],
        request=VerificationInput,
        responses={200: VerificationAnswer, 429: _TOO_OFTEN},
    )
    def post(self, request: Request) -> Response:
        """Whether a received PDF is the very file that was signed; it is not kept."""
        form = FileForm(request.data, request.FILES)
        if not form.is_valid():
            raise ValidationError({"file": list(form.errors.get("file", [_("Choose the PDF file to verify.")]))})
        return _answer(verification.by_file(form.cleaned_data["file"].read()))


def _answer(finding: Finding) -> Response:
    paper, signed = finding.paper, finding.signed
    names = ("title", "number", "unit", "procedure", "applicant", "replaces", "replaced_by", "replaced_code")
    return Response(
        {
            "standing": finding.standing.value,
            "is_good": finding.is_good,
            "words": finding.words,
            "paper": {name: getattr(paper, name) for name in names} | {"issued_at": moment(paper.issued_at)}
            if paper is not None
            else None,
            "signed": {
                "signer": signed.signer,
                "unit": signed.unit,
                "at": moment(signed.at),
                "issuer": signed.issuer,
                "has_timestamp": signed.has_timestamp,
            }
            if signed is not None
            else None,
        }
    )
