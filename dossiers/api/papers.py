"""Acts on issued papers over HTTP: a correction with a number of its own, the control sheet as it stands."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.models import IssuedDocument, Proposal
from dossiers.services import papers
from staff import audit

from .outputs import moment
from .views import reachable


class CorrectionInput(serializers.Serializer[dict[str, Any]]):
    """Đính chính: why; `text` replaces what was typed into the paper, without it that stays."""

    reason = serializers.CharField(allow_blank=True, help_text="Printed on the new paper")
    text = serializers.CharField(allow_blank=True, default="", max_length=Proposal.MOST_OF_A_TEXT)


class IssuedPaper(serializers.Serializer[dict[str, Any]]):
    """Giấy tờ đã cấp."""

    id = serializers.IntegerField()
    form = serializers.ChoiceField(choices=IssuedDocument.Form.choices)
    number = serializers.CharField()
    issued_at = serializers.DateTimeField()
    replaces = serializers.IntegerField(allow_null=True, help_text="Id of the paper it corrects")


class CorrectionsView(APIView):
    """Corrections of a paper."""

    @extend_schema(operation_id="documents_correct", request=CorrectionInput, responses={201: IssuedPaper})
    def post(self, request: Request, code: str, pk: int) -> Response:
        """Replace a paper by a corrected one; the earlier one stays and says what replaced it."""
        dossier = reachable(request, code)
        document = dossier.issued_documents.select_related("dossier").filter(pk=pk).first()
        if document is None:
            raise Http404
        given = CorrectionInput(data=request.data)
        given.is_valid(raise_exception=True)
        newer = papers.correct(document=document, by=request.user, at=timezone.now(), **given.validated_data)
        audit.record(
            "document.corrected",
            actor=request.user,
            target=dossier.reference,
            request=request,
            form=document.form,
            number=document.number,
            newer=newer.number,
        )
        return Response(_paper(newer), status=201)


class ControlSheetView(APIView):
    """Phiếu kiểm soát quá trình giải quyết hồ sơ."""

    @extend_schema(operation_id="dossiers_control_sheet", request=None, responses={200: IssuedPaper})
    def post(self, request: Request, code: str) -> Response:
        """Issue the control sheet as the legs stand; the last one again when nothing has happened since."""
        dossier = reachable(request, code)
        return Response(_paper(papers.control_sheet(dossier=dossier, by=request.user, at=timezone.now())))


def _paper(document: IssuedDocument) -> dict[str, Any]:
    return {
        "id": document.pk,
        "form": document.form,
        "number": document.number,
        "issued_at": moment(document.issued_at),
        "replaces": document.replaces_id,
    }
