"""The counter over HTTP (REST)."""

from __future__ import annotations

import hashlib
import json

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from dossiers import documents
from dossiers.due import DUE_CHOICES
from dossiers.errors import NotPermitted, WrongMoment
from dossiers.models import Dossier, IssuedDocument
from dossiers.permissions import allowed_actions, openable_named, visible_to
from dossiers.querysets import DossierQuerySet
from dossiers.rules import FaultList
from dossiers.services import attaching, counter_intake, idempotent, signing
from dossiers.services.perform import perform
from dossiers.services.writing import Written
from dossiers.workflow import Action
from procedures.models import RequiredDocument
from staff import audit
from staff.access import is_official, units_of
from staff.roles import Role

from . import outputs, shapes
from .beside import rows_just_written
from .filters import LONGEST_SEARCH, narrowed
from .inputs import ActSerializer, AttachmentInput
from .walk_in import WalkInInput

MAX_KEY = 200
WRONG_MOMENT = OpenApiResponse(description="Not possible at this moment; `allowed_actions` says what is")


def within_reach(request: Request) -> DossierQuerySet:
    """An official's dossiers by unit, a citizen's own."""
    if is_official(request.user):
        return visible_to(request.user)
    return Dossier.objects.filed_by(request.user)


def reachable(request: Request, code: str) -> Dossier:
    """The dossier named in the address, if this person may see it; 404 otherwise.

    One at a time an official also sees what the own unit was asked about.
    """
    if is_official(request.user):
        dossier = openable_named(request.user, code)
    else:
        dossier = within_reach(request).named(code).first()
    if dossier is None:
        raise Http404
    return dossier


class DossiersView(APIView):
    """`GET` the work list, `POST` a walk-in."""

    ordering = ("-id",)
    pagination_class = api_settings.DEFAULT_PAGINATION_CLASS

    @extend_schema(
        operation_id="dossiers_list",
        parameters=[
            OpenApiParameter("state", str, description="National code or name, several by comma: 4,5"),
            OpenApiParameter(
                "q",
                {"type": "string", "maxLength": LONGEST_SEARCH},
                description="Name without marks, code, identity number or phone",
            ),
            OpenApiParameter("due", str, enum=DUE_CHOICES),
        ],
        responses={200: shapes.DossierRow(many=True)},
    )
    def get(self, request: Request) -> Response:
        """Hồ sơ of the person's units, newest first, by cursor."""
        now = timezone.now()
        wanted = narrowed(
            within_reach(request),
            state=request.query_params.get("state", ""),
            due=request.query_params.get("due", ""),
            q=request.query_params.get("q", "").replace("\x00", ""),
            now=now,
        )
        paging = self.pagination_class()
        page = paging.paginate_queryset(outputs.list_query(wanted), request, view=self)
        return paging.get_paginated_response([outputs.row(data, now) for data in page or []])

    @extend_schema(
        operation_id="dossiers_create",
        request=WalkInInput,
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)],
        responses={201: shapes.DossierDetail},
    )
    def post(self, request: Request) -> Response:
        """Receive a walk-in, ask for what is missing, or refuse, in one act (tiếp nhận hồ sơ trực tiếp)."""
        if not units_of(request.user, Role.CLERK):
            raise NotPermitted(_("Only a counter clerk receives dossiers."))
        key = request.headers.get("Idempotency-Key", "").strip()
        if len(key) > MAX_KEY or "\x00" in key:
            raise ValidationError(
                {"Idempotency-Key": [_("A key has at most %(count)d characters.") % {"count": MAX_KEY}]}
            )
        given = WalkInInput(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        is_received = given.validated_data["act"] == counter_intake.RECEIVE
        # an original kept is a row of its own that `written` does not know
        is_kept = bool(given.validated_data["originals"])
        written = Written()

        def make(reference: str | None = None) -> Dossier:
            return counter_intake.carry_out(
                given.sheet(), reference=reference, written=written, by=request.user, at=timezone.now()
            )

        is_new = True
        if key:
            digest = hashlib.sha256(json.dumps(request.data, sort_keys=True, default=str).encode()).hexdigest()
            dossier, is_new = idempotent.once(key=key, digest=digest, by=request.user, make=make)
        else:
            dossier = make()
        return Response(
            outputs.detail(
                dossier,
                request.user,
                timezone.now(),
                rows_just_written(dossier, written) if is_new and is_received and not is_kept else None,
            ),
            status=201,
            headers={} if is_new else {"Idempotent-Replayed": "true"},
        )


class DossierView(APIView):
    """One dossier."""

    @extend_schema(operation_id="dossiers_retrieve", responses={200: shapes.DossierDetail})
    def get(self, request: Request, code: str) -> Response:
        """Everything about one dossier, with what may be done now; the look is logged."""
        dossier = reachable(request, code)
        audit.record("dossier.viewed", actor=request.user, target=dossier.reference, request=request)
        return Response(outputs.detail(dossier, request.user, timezone.now()))


class ActionView(APIView):
    """An act on a dossier."""

    @extend_schema(
        operation_id="dossiers_act",
        request=ActSerializer,
        parameters=[
            OpenApiParameter("action", str, OpenApiParameter.PATH, enum=[action.value for action in Action])
        ],
        responses={200: shapes.DossierDetail, 409: WRONG_MOMENT},
    )
    def post(self, request: Request, code: str, action: str) -> Response:
        """Carry out one act; at the wrong moment 409 tells which acts are possible."""
        dossier = reachable(request, code)
        try:
            act = Action(action)
        except ValueError:
            raise Http404 from None
        given = ActSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        changed = perform(dossier, act, given.given(), by=request.user, at=timezone.now())
        return Response(outputs.detail(changed, request.user, timezone.now()))


class AttachmentsView(APIView):
    """Files of a dossier."""

    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="dossiers_attach",
        request=AttachmentInput,
        responses={201: shapes.AttachmentKept},
    )
    def post(self, request: Request, code: str) -> Response:
        """Add one file; what it is, is decided by its content."""
        dossier = reachable(request, code)
        given = AttachmentInput(data=request.data)
        given.is_valid(raise_exception=True)
        document = None
        if number := given.validated_data.get("document"):
            document = RequiredDocument.objects.filter(pk=number, version=dossier.version_id).first()
            if document is None:
                faults = FaultList()
                faults.add("document", _("This paper is not in the list of the dossier's procedure."))
                faults.raise_if_any()
        attachment = attaching.attach(
            dossier=dossier,
            upload=given.validated_data["file"],
            document=document,
            kind=given.validated_data["kind"],
            by=request.user,
            at=timezone.now(),
        )
        return Response(
            {
                "id": attachment.pk,
                "name": attachment.name,
                "kind": attachment.kind,
                "content_type": attachment.content_type,
                "size": attachment.size,
                "sha256": attachment.sha256,
                "uploaded_at": outputs.moment(attachment.uploaded_at),
            },
            status=201,
        )


class ReceiptView(APIView):
    """Mẫu 01 as PDF."""

    @extend_schema(
        operation_id="dossiers_receipt",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, 409: WRONG_MOMENT},
    )
    def get(self, request: Request, code: str) -> HttpResponse:
        """The receipt as it was issued; 409 before reception."""
        dossier = reachable(request, code)
        issued = documents.latest(dossier, IssuedDocument.Form.RECEIPT)
        if issued is None:
            raise WrongMoment(
                _("There is no receipt yet: the dossier was not received."),
                allowed=[act.value for act in allowed_actions(request.user, dossier)],
            )
        audit.record(
            "document.printed",
            actor=request.user,
            target=dossier.reference,
            request=request,
            form="01",
            number=issued.number,
        )
        return HttpResponse(
            signing.file_of(issued, at=timezone.now()),
            content_type="application/pdf",
            headers={
                "Content-Disposition": f'inline; filename="{dossier.shown_code}.pdf"',
                "Cache-Control": "private, no-store",
            },
        )
