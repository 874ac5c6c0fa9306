"""Beside an intake over HTTP: who came here before, and sheets put aside (tra cứu người nộp, phiếu nhập dở)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from dossiers.errors import NotPermitted
from dossiers.known_people import is_enough, known, last_seen
from dossiers.labels import STATE_LABELS
from dossiers.models import Dossier, IntakeDraft
from dossiers.services import intake_drafts
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff import audit
from staff.access import units_of
from staff.identity_number import Sex
from staff.models import Unit
from staff.roles import Role

from .outputs import moment


class PersonQuery(serializers.Serializer[dict[str, Any]]):
    """Whom to look for; with both, the identity number counts. What a card says beside it is compared with it."""

    identity_number = serializers.CharField(default="", allow_blank=True, max_length=30)
    phone = serializers.CharField(default="", allow_blank=True, max_length=30)
    kind = serializers.ChoiceField(choices=Dossier.ApplicantKind.choices, default=Dossier.ApplicantKind.PERSON)
    birth_year = serializers.IntegerField(default=None, allow_null=True, min_value=1800, max_value=2200)
    sex = serializers.ChoiceField(choices=[(sex.value, sex.value) for sex in Sex], default="", allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Nobody is looked for by a few digits."""
        if not is_enough(attrs["identity_number"], attrs["phone"]):
            raise serializers.ValidationError(_("Give a whole identity number or a whole phone number."))
        return attrs


class PersonKnown(serializers.Serializer[dict[str, Any]]):
    """Người đã từng nộp hồ sơ, as in the last dossier."""

    applicant_kind = serializers.CharField()
    applicant_name = serializers.CharField()
    identity_number = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    address = serializers.CharField()
    tell_by = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    last_seen = serializers.DateField()


class OpenDossier(serializers.Serializer[dict[str, Any]]):
    code = serializers.CharField()
    procedure = serializers.CharField()
    state_label = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)


class PersonAnswer(serializers.Serializer[dict[str, Any]]):
    people = PersonKnown(many=True)
    open = OpenDossier(many=True, help_text="Open dossiers of the identity number")
    warnings = serializers.ListField(
        child=serializers.CharField(), help_text="To look at again; nothing is refused"
    )


class PeopleView(APIView):
    """Who stands at the counter."""

    @extend_schema(operation_id="people_find", request=PersonQuery, responses={200: PersonAnswer})
    def post(self, request: Request) -> Response:
        """Data of earlier dossiers, to be offered; each look is logged. The numbers stand in no address."""
        if not units_of(request.user, Role.CLERK):
            raise NotPermitted(_("Only a counter clerk looks people up."))
        given = PersonQuery(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        found = known(
            request.user,
            identity_number=asked["identity_number"],
            phone=asked["phone"],
            birth_year=asked["birth_year"],
            sex=asked["sex"],
            is_person=asked["kind"] == Dossier.ApplicantKind.PERSON,
        )
        # who was looked for in vain is not named, but that somebody asks and asks is seen
        for target in [dossier.reference for dossier in found.people] or [""]:
            audit.record("person.looked_up", actor=request.user, target=target, request=request)
        names = [str(name) for name in PersonKnown().fields if name != "last_seen"]
        return Response(
            {
                "people": [
                    {**{name: getattr(each, name) for name in names}, "last_seen": last_seen(each)}
                    for each in found.people
                ],
                "open": [
                    {
                        "code": each.shown_code,
                        "procedure": each.version.name,
                        "state_label": str(STATE_LABELS[State(each.state)]),
                        "due_at": moment(each.due_at),
                    }
                    for each in found.open
                ],
                "warnings": found.warnings,
            }
        )


class DraftInput(serializers.Serializer[dict[str, Any]]):
    """Phiếu tiếp nhận đang nhập dở: the fields of the sheet as typed."""

    key = serializers.CharField(max_length=64, help_text="The key under which the intake will be sent")
    unit = serializers.CharField(max_length=20, required=False, help_text="May be left out with one unit")
    procedure = serializers.CharField(max_length=40, default="", allow_blank=True)
    content = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=4000))


class DraftRow(serializers.Serializer[dict[str, Any]]):
    key = serializers.CharField()
    procedure = serializers.CharField(allow_blank=True)
    procedure_name = serializers.CharField(allow_blank=True)
    applicant_name = serializers.CharField(allow_blank=True)
    saved_at = serializers.DateTimeField()
    saved_by = serializers.CharField()


class DraftsView(APIView):
    """Unfinished intakes of the clerk's counters."""

    ordering = ("-saved_at", "-id")
    pagination_class = api_settings.DEFAULT_PAGINATION_CLASS

    @extend_schema(operation_id="intake_drafts_list", responses={200: DraftRow(many=True)})
    def get(self, request: Request) -> Response:
        """Newest first, by cursor; what was typed is shown only when one is taken up."""
        paging = self.pagination_class()
        drafts = IntakeDraft.objects.filter(unit__in=_counters(request))
        page = paging.paginate_queryset(
            drafts.select_related("version__procedure", "saved_by__user"), request, view=self
        )
        return paging.get_paginated_response([_row(each) for each in page or []])

    @extend_schema(operation_id="intake_drafts_save", request=DraftInput, responses={201: DraftRow})
    def post(self, request: Request) -> Response:
        """Put a sheet aside; the same key again replaces it."""
        units = _counters(request)
        given = DraftInput(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        chosen = [unit for unit in units if asked.get("unit") in (None, unit.code)]
        if len(chosen) != 1:
            codes = ", ".join(unit.code for unit in units)
            raise ValidationError({"unit": [_("Name the receiving unit: %(codes)s.") % {"codes": codes}]})
        in_force = ProcedureVersion.objects.in_force(timezone.localdate()).received_by(chosen[0])
        version = in_force.select_related("procedure").filter(procedure__code=asked["procedure"]).first()
        draft = intake_drafts.save(
            unit=chosen[0],
            version=version,
            key=asked["key"],
            content=asked["content"],
            by=request.user,
            at=timezone.now(),
        )
        return Response(_row(draft), status=201)


class DraftView(APIView):
    """One unfinished intake."""

    @extend_schema(operation_id="intake_drafts_drop", responses={204: None})
    def delete(self, request: Request, key: str) -> Response:
        """Delete what nobody needs any more."""
        draft = IntakeDraft.objects.filter(unit__in=_counters(request), key=key).select_related("unit").first()
        if draft is None:
            raise Http404
        intake_drafts.drop(key=key, unit=draft.unit)
        return Response(status=204)


def _counters(request: Request) -> list[Unit]:
    units = [unit for unit in units_of(request.user, Role.CLERK) if unit.receives_dossiers]
    if not units:
        raise NotPermitted(_("You are not assigned to a one-stop counter today."))
    return units


def _row(draft: IntakeDraft) -> dict[str, Any]:
    version = draft.version
    return {
        "key": draft.key,
        "procedure": version.procedure.code if version is not None else "",
        "procedure_name": version.name if version is not None else "",
        "applicant_name": draft.applicant_name,
        "saved_at": moment(draft.saved_at),
        "saved_by": str(draft.saved_by.user),
    }
