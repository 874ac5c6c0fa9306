"""The queue over HTTP (gọi số), for the screen of the clerk."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.errors import Faults, NotPermitted
from dossiers.models import Ticket
from dossiers.queue_lines import desks_of, of_today
from dossiers.queue_state import desk_state, ticket_row
from dossiers.services import queue
from procedures.models import Desk, Field
from staff.access import units_of
from staff.roles import Role

_TOKEN = 14
_NOT_NOW = OpenApiResponse(description="Another number is at the desk, or another desk has this one")


class TicketRow(serializers.Serializer[dict[str, Any]]):
    """Số thứ tự."""

    token = serializers.CharField()
    number = serializers.CharField()
    state = serializers.CharField(help_text=", ".join(Ticket.State.values))
    state_label = serializers.CharField()
    service_label = serializers.CharField()
    field = serializers.CharField(allow_blank=True)
    priority_label = serializers.CharField(allow_blank=True)
    booked_for = serializers.CharField(allow_blank=True, help_text="Booked time of day")
    name = serializers.CharField(allow_blank=True, help_text="Who booked")
    waiting_minutes = serializers.IntegerField()
    waiting_label = serializers.CharField()
    calls = serializers.IntegerField()
    called_at = serializers.CharField(allow_blank=True)


class DeskRef(serializers.Serializer[dict[str, Any]]):
    """Quầy."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    name = serializers.CharField()


class LastTicket(serializers.Serializer[dict[str, Any]]):
    """Số vừa xong, which can still be taken up again."""

    token = serializers.CharField()
    number = serializers.CharField()


class DeskState(serializers.Serializer[dict[str, Any]]):
    """Hàng đợi của một quầy."""

    desk = DeskRef()
    present = TicketRow(allow_null=True)
    last = LastTicket(allow_null=True, help_text="Ended here just now; serving takes it up again")
    waiting = TicketRow(many=True)
    waiting_count = serializers.IntegerField()
    absent = TicketRow(many=True)


class SeenInput(serializers.Serializer[dict[str, Any]]):
    """What the screen showed, so that pressing twice calls once."""

    seen = serializers.CharField(
        max_length=_TOKEN,
        required=False,
        allow_blank=True,
        help_text="Token of the ticket at the desk, blank for none; left out, it is not compared",
    )


class TransferInput(serializers.Serializer[dict[str, Any]]):
    """Chuyển quầy."""

    to = serializers.IntegerField(min_value=1, max_value=2**31)


class ServeInput(serializers.Serializer[dict[str, Any]]):
    """Phục vụ một số."""

    ticket = serializers.CharField(max_length=_TOKEN)


class TicketInput(serializers.Serializer[dict[str, Any]]):
    """Cấp số tại quầy."""

    unit = serializers.CharField(max_length=20, help_text="Code of the counter")
    service = serializers.ChoiceField(Ticket.Service.choices)
    priority = serializers.ChoiceField(Ticket.Priority.choices, required=False, allow_blank=True, default="")
    field = serializers.SlugField(max_length=220, required=False, allow_blank=True, default="")


class _OfDesk(APIView):
    """What happens at one desk of the clerk's counters."""

    def desk(self, request: Request, pk: int) -> Desk:
        units = units_of(request.user, Role.CLERK)
        if not units:
            raise NotPermitted
        desk = desks_of([unit.pk for unit in units], timezone.localdate()).filter(pk=pk).first()
        if desk is None:
            raise Http404
        return desk

    def given(self, request: Request, kind: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        given = kind(data=request.data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def answer(self, desk: Desk) -> Response:
        return Response(desk_state(desk, timezone.now()))


class DeskView(_OfDesk):
    """The queue of one desk."""

    @extend_schema(operation_id="queue_desk", responses={200: DeskState})
    def get(self, request: Request, pk: int) -> Response:
        """Who is there, who waits, who was called in vain."""
        return self.answer(self.desk(request, pk))


class NextView(_OfDesk):
    """Gọi số tiếp theo."""

    @extend_schema(operation_id="queue_next", request=SeenInput, responses={200: DeskState, 409: _NOT_NOW})
    def post(self, request: Request, pk: int) -> Response:
        """Who was there is served, and the next one is called; nobody may be waiting."""
        desk = self.desk(request, pk)
        queue.call_next(desk=desk, by=request.user, at=timezone.now(), **self.given(request, SeenInput))
        return self.answer(desk)


class RecallView(_OfDesk):
    """Gọi lại."""

    @extend_schema(operation_id="queue_recall", request=None, responses={200: DeskState, 409: _NOT_NOW})
    def post(self, request: Request, pk: int) -> Response:
        """The board calls the number once more."""
        desk = self.desk(request, pk)
        queue.recall(desk=desk, by=request.user, at=timezone.now())
        return self.answer(desk)


class SkipView(_OfDesk):
    """Vắng mặt."""

    @extend_schema(operation_id="queue_skip", request=SeenInput, responses={200: DeskState, 409: _NOT_NOW})
    def post(self, request: Request, pk: int) -> Response:
        """The called person did not come; the number can be served later."""
        desk = self.desk(request, pk)
        queue.skip(desk=desk, by=request.user, at=timezone.now(), **self.given(request, SeenInput))
        return self.answer(desk)


class DoneView(_OfDesk):
    """Xong."""

    @extend_schema(operation_id="queue_done", request=SeenInput, responses={200: DeskState, 409: _NOT_NOW})
    def post(self, request: Request, pk: int) -> Response:
        """The person has been served; nobody is called."""
        desk = self.desk(request, pk)
        queue.finish(desk=desk, by=request.user, at=timezone.now(), **self.given(request, SeenInput))
        return self.answer(desk)


class TransferView(_OfDesk):
    """Chuyển quầy."""

    @extend_schema(operation_id="queue_transfer", request=TransferInput, responses={200: DeskState, 409: _NOT_NOW})
    def post(self, request: Request, pk: int) -> Response:
        """The person goes to another desk of this counter and is called there first."""
        desk = self.desk(request, pk)
        to = Desk.objects.filter(pk=self.given(request, TransferInput)["to"], unit=desk.unit_id).first()
        queue.transfer(desk=desk, to=to or desk, by=request.user, at=timezone.now())
        return self.answer(desk)


class ServeView(_OfDesk):
    """Phục vụ một số, as when its ticket is scanned."""

    @extend_schema(operation_id="queue_serve", request=ServeInput, responses={200: DeskState, 409: _NOT_NOW})
    def post(self, request: Request, pk: int) -> Response:
        """This very number, also out of turn or after it was called in vain."""
        desk, now = self.desk(request, pk), timezone.now()
        token = self.given(request, ServeInput)["ticket"]
        ticket = of_today(desk.unit_id, now).filter(token=token).first()
        if ticket is None:
            raise Http404
        queue.serve(ticket=ticket, desk=desk, by=request.user, at=now)
        return self.answer(desk)


class TicketsView(APIView):
    """Numbers given out at the counter."""

    @extend_schema(
        operation_id="queue_tickets_create",
        request=TicketInput,
        responses={
            201: TicketRow,
            404: OpenApiResponse(description="No counter of this clerk has this code"),
            409: OpenApiResponse(description="The counter is closed"),
        },
    )
    def post(self, request: Request) -> Response:
        """The next number of the day."""
        given = TicketInput(data=request.data)
        given.is_valid(raise_exception=True)
        data, now = given.validated_data, timezone.now()
        units = {unit.code: unit for unit in units_of(request.user, Role.CLERK) if unit.receives_dossiers}
        if not units:
            raise NotPermitted
        if data["unit"] not in units:
            raise Http404
        field = Field.objects.filter(slug=data["field"]).first() if data["field"] else None
        if data["field"] and field is None:
            raise Faults({"field": [_("No desk here takes this field.")]})
        ticket = queue.issue(
            unit=units[data["unit"]],
            service=data["service"],
            priority=data["priority"],
            field=field,
            source=Ticket.Source.CLERK,
            by=request.user,
            at=now,
        )
        return Response(ticket_row(ticket, now), status=201)
