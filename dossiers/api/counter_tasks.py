"""Calls and errands of the counter, and one's own reminders, over HTTP (việc của bộ phận một cửa, nhắc việc)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from dossiers.digest import preference_of
from dossiers.errors import NotPermitted
from dossiers.models import CounterTask
from dossiers.services.counter_tasks import MOST_OF_A_NOTE, finish, tasks_of
from dossiers.services.reminding import MOST_A_DAY, prefer
from staff import audit
from staff.access import roles_of, units_of
from staff.models import Message, Official, ReminderPreference
from staff.privacy import mask_phone
from staff.roles import Role

from .outputs import moment


class TaskRow(serializers.Serializer[dict[str, Any]]):
    """Việc của bộ phận một cửa; the phone is masked."""

    id = serializers.IntegerField()
    dossier = serializers.CharField()
    kind = serializers.CharField(help_text=", ".join(CounterTask.Kind.values))
    kind_label = serializers.CharField()
    applicant_name = serializers.CharField()
    phone = serializers.CharField()
    planned_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class OutcomeInput(serializers.Serializer[dict[str, Any]]):
    """Kết quả thực hiện."""

    outcome = serializers.ChoiceField(CounterTask.Outcome.choices)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=MOST_OF_A_NOTE)


class Preference(serializers.Serializer[dict[str, Any]]):
    """Cách nhận nhắc việc."""

    mode = serializers.ChoiceField(ReminderPreference.Mode.choices)
    channel = serializers.ChoiceField(Message.Channel.choices)
    quiet_from = serializers.TimeField(allow_null=True, required=False, default=None)
    quiet_to = serializers.TimeField(allow_null=True, required=False, default=None)
    most_a_day = serializers.IntegerField(min_value=1, max_value=MOST_A_DAY)


def _row(task: CounterTask) -> dict[str, Any]:
    return {
        "id": task.pk,
        "dossier": task.dossier.shown_code,
        "kind": task.kind,
        "kind_label": task.get_kind_display(),
        "applicant_name": task.dossier.applicant_name,
        "phone": mask_phone(task.dossier.phone),
        "planned_at": moment(task.planned_at),
        "due_at": moment(task.due_at),
        "done_at": moment(task.done_at),
        "outcome": task.outcome,
        "note": task.note,
    }


class CounterTasksView(APIView):
    """Tasks of the clerk's counters."""

    ordering = ("-id",)
    pagination_class = api_settings.DEFAULT_PAGINATION_CLASS

    @extend_schema(
        operation_id="counter_tasks_list",
        parameters=[OpenApiParameter("done", bool, description="Those done; without it those to be done")],
        responses={200: TaskRow(many=True)},
    )
    def get(self, request: Request) -> Response:
        """Newest first, by cursor; `due_at` says what presses."""
        if not units_of(request.user, Role.CLERK):
            raise NotPermitted(_("Only a counter clerk does these tasks."))
        is_done = request.query_params.get("done", "").lower() in ("1", "true")
        paging = self.pagination_class()
        tasks = tasks_of(request.user).filter(done_at__isnull=not is_done)
        page = paging.paginate_queryset(tasks, request, view=self)
        return paging.get_paginated_response([_row(task) for task in page or []])


class TaskOutcomeView(APIView):
    """The outcome of one task."""

    @extend_schema(
        operation_id="counter_tasks_finish",
        request=OutcomeInput,
        responses={200: TaskRow, 409: OpenApiResponse(description="Done already")},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Note how it came out; a call nobody answered comes again."""
        task = tasks_of(request.user).filter(pk=pk).first()
        if task is None:
            raise Http404
        given = OutcomeInput(data=request.data)
        given.is_valid(raise_exception=True)
        done = finish(task=task, by=request.user, at=timezone.now(), **given.validated_data)
        audit.record("counter_task.done", actor=request.user, target=done.dossier.reference, request=request)
        return Response(_row(done))


class PreferenceView(APIView):
    """How the signed-in official wants to be reminded."""

    @extend_schema(operation_id="reminder_preferences_retrieve", responses={200: Preference})
    def get(self, request: Request) -> Response:
        """What was chosen, else the defaults."""
        return Response(Preference(preference_of(_official(request))).data)

    @extend_schema(operation_id="reminder_preferences_update", request=Preference, responses={200: Preference})
    def put(self, request: Request) -> Response:
        """Keep another choice."""
        _official(request)
        given = Preference(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(Preference(prefer(by=request.user, **given.validated_data)).data)


def _official(request: Request) -> Official:
    if not roles_of(request.user):
        raise NotPermitted(_("Only officials are reminded of their work."))
    return Official.objects.select_related("reminder_preference").get(user=request.user)
