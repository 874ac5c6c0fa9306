"""Changing the working calendar over HTTP: first what would move, then exactly that."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.calendar_change import Impact, Move
from dossiers.errors import NotPermitted
from dossiers.rules import FaultList
from dossiers.services.calendar_change import apply_change, simulate
from staff.access import roles_of
from staff.calendar_change import Change, PlannedDay, PlannedWeek
from staff.calendar_forms import weekday_fault, year_fault
from staff.day_field import FIRST_DAY, LAST_DAY
from staff.models import CalendarDay, Unit
from staff.office_calendar import current_calendars
from staff.roles import Role
from staff.working_time import DayKind, Interval

from .outputs import moment
from .views import WRONG_MOMENT

#: Moves written out in one answer; the counts are of all.
MOST_MOVES = 500


class BoundedDate(serializers.DateField):
    """Ngày in the years an office can mean."""

    def to_internal_value(self, value: Any) -> Any:
        day = super().to_internal_value(value)
        if not FIRST_DAY <= day <= LAST_DAY:
            raise serializers.ValidationError(_("Enter a day between the years 1945 and 2100."))
        return day


class DayInput(serializers.Serializer[dict[str, Any]]):
    """One date as it shall stand."""

    day = BoundedDate()
    kind = serializers.ChoiceField(choices=CalendarDay.Kind.choices)
    name = serializers.CharField(max_length=120)


class SpanInput(serializers.Serializer[dict[str, Any]]):
    """One opening interval of one weekday."""

    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="0 is Monday")
    opens = serializers.TimeField(format="%H:%M")
    closes = serializers.TimeField(format="%H:%M")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse an interval that closes before it opens."""
        if attrs["opens"] >= attrs["closes"]:
            raise serializers.ValidationError({"closes": [_("The office must close after it opens.")]})
        return attrs


class WeekInput(serializers.Serializer[dict[str, Any]]):
    """Hours of one unit from a date on, or until another; no spans at all: those of the unit above."""

    unit = serializers.SlugRelatedField(
        slug_field="code", queryset=Unit.objects.all(), help_text="Code of the unit"
    )
    starts = BoundedDate()
    ends = BoundedDate(required=False, allow_null=True)
    spans = SpanInput(many=True, max_length=70)


class ChangeInput(serializers.Serializer[dict[str, Any]]):
    """Everything one decision changes."""

    document = serializers.CharField(
        min_length=5, max_length=200, help_text="Number, date and agency of the decision"
    )
    days = DayInput(many=True, required=False, max_length=60)
    removed = serializers.ListField(child=BoundedDate(), required=False, max_length=60)
    weeks = WeekInput(many=True, required=False, max_length=60)

    def change(self) -> Change:
        """What is meant; call it on valid input only. Raises Faults."""
        given = self.validated_data
        document = given["document"]
        faults, calendars = FaultList(), current_calendars()
        for each in given.get("days", []):
            for fault in (weekday_fault(each["day"], each["kind"]), year_fault(each["day"], calendars)):
                if fault:
                    faults.add("days", fault)
        for week in given.get("weeks", []):
            if week.get("ends") and week["ends"] < week["starts"]:
                faults.add("weeks", _("The period ends before it starts."))
        faults.raise_if_any()
        return Change(
            document,
            days=tuple(
                PlannedDay(each["day"], DayKind(each["kind"]), each["name"], document)
                for each in given.get("days", [])
            ),
            removed=tuple(given.get("removed", [])),
            weeks=tuple(
                PlannedWeek(
                    week["unit"].pk,
                    week["starts"],
                    week.get("ends"),
                    tuple((span["weekday"], Interval(span["opens"], span["closes"])) for span in week["spans"]),
                )
                for week in given.get("weeks", [])
            ),
        )


class ApplyInput(ChangeInput):
    """The change, and the word under which its effect was shown."""

    expected = serializers.CharField(max_length=64, help_text="`digest` of the preview")


class MoveOutput(serializers.Serializer[dict[str, Any]]):
    """One dossier that would move."""

    code = serializers.CharField()
    procedure = serializers.CharField()
    unit = serializers.CharField()
    old_due_at = serializers.DateTimeField()
    new_due_at = serializers.DateTimeField()


class UnreachableOutput(serializers.Serializer[dict[str, Any]]):
    """One dossier no date could be computed for any more."""

    code = serializers.CharField()
    unit = serializers.CharField()
    fault = serializers.CharField()


class ImpactOutput(serializers.Serializer[dict[str, Any]]):
    """What the change would do; `moves` holds the first ones, `moved` counts all."""

    digest = serializers.CharField()
    examined = serializers.IntegerField()
    moved = serializers.IntegerField()
    letters = serializers.IntegerField(help_text="Messages that would be written")
    untold = serializers.IntegerField(help_text="Moved dossiers whose applicant cannot be told")
    moves = MoveOutput(many=True)
    unreachable = UnreachableOutput(many=True)


class AppliedOutput(serializers.Serializer[dict[str, Any]]):
    """What was done."""

    moved = serializers.IntegerField()
    told = serializers.IntegerField()


class CalendarPreview(APIView):
    """What a change of the calendar would move."""

    @extend_schema(
        operation_id="calendar_preview",
        request=ChangeInput,
        responses={200: ImpactOutput, 409: WRONG_MOMENT},
        tags=["calendar"],
    )
    def post(self, request: Request) -> Response:
        """Recompute every open promise; nothing is changed."""
        _refuse_others(request)
        given = ChangeInput(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(_shown(simulate(given.change(), by=request.user, at=timezone.now())))


class CalendarApply(APIView):
    """A change of the calendar, made."""

    @extend_schema(
        operation_id="calendar_apply",
        request=ApplyInput,
        responses={200: AppliedOutput, 409: WRONG_MOMENT},
        tags=["calendar"],
    )
    def post(self, request: Request) -> Response:
        """Make the change just as it was shown; 409 when anything shown has changed meanwhile."""
        _refuse_others(request)
        given = ApplyInput(data=request.data)
        given.is_valid(raise_exception=True)
        expected = given.validated_data["expected"]
        done = apply_change(given.change(), by=request.user, at=timezone.now(), expected=expected)
        return Response({"moved": done.moved, "told": done.told})


def _refuse_others(request: Request) -> None:
    if not roles_of(request.user) & {Role.MANAGER, Role.ADMIN}:
        raise NotPermitted(_("Only a manager or IT officer changes the calendar."))


def _shown(impact: Impact) -> dict[str, Any]:
    return {
        "digest": impact.digest,
        "examined": impact.examined,
        "moved": len(impact.moves),
        "letters": len(impact.letters),
        "untold": impact.untold,
        "moves": [_row(move) for move in impact.moves[:MOST_MOVES]],
        "unreachable": [
            {"code": each.code, "unit": each.unit, "fault": each.fault} for each in impact.unreachable[:MOST_MOVES]
        ],
    }


def _row(move: Move) -> dict[str, Any]:
    return {
        "code": move.code,
        "procedure": move.procedure,
        "unit": move.unit,
        "old_due_at": moment(move.old),
        "new_due_at": moment(move.new),
    }
