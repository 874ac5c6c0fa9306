"""The rating tablet over HTTP (máy đánh giá tại quầy): what to show, one answer, a reason; nobody signs in."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from feedback.models import DeskVote
from feedback.services import desk_votes
from feedback.tablet import Screen, desk_of, screen_of
from feedback.vote_reasons import REASONS
from procedures.models import Desk

_NOT_NOW = OpenApiResponse(description="Answered already, closed, or the service goes on")


class TabletState(serializers.Serializer[dict[str, Any]]):
    """Màn hình máy đánh giá."""

    screen = serializers.CharField(help_text="Changes whenever something else is to be shown")
    name = serializers.ChoiceField(choices=["rest", "ask", "why", "thanks"])
    question = serializers.CharField(allow_blank=True, help_text="Token of the question, for the answer")
    number = serializers.CharField(allow_blank=True, help_text="The queue ticket it is about")
    seconds = serializers.IntegerField(help_text="So long it stays")


class VoteInput(serializers.Serializer[dict[str, Any]]):
    """Đánh giá: one of five levels."""

    level = serializers.IntegerField(help_text="1 very dissatisfied … 5 very satisfied")


class ReasonInput(serializers.Serializer[dict[str, Any]]):
    """Lý do: ticked ones and words; both may be empty."""

    why = serializers.ListField(child=serializers.CharField(), default=list, help_text=", ".join(REASONS))
    words = serializers.CharField(default="", allow_blank=True)


class _OfTablet(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def desk(self, token: str) -> Desk:
        desk = desk_of(token)
        if desk is None:
            raise Http404
        return desk

    def question(self, token: str, question: str) -> DeskVote:
        return get_object_or_404(DeskVote, token=question, desk=self.desk(token))

    def given(self, request: Request, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        read = shape(data=request.data)
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)

    def answer(self, desk: Desk) -> Response:
        now = timezone.now()
        screen: Screen = screen_of(desk, now)
        return Response(
            {
                "screen": screen.key,
                "name": screen.name,
                "question": screen.question.token if screen.question is not None else "",
                "number": screen.number,
                "seconds": screen.seconds_left(now),
            }
        )


class TabletView(_OfTablet):
    """What the tablet of a desk shows; whoever has its signed address may read it."""

    @extend_schema(operation_id="tablet", responses={200: TabletState}, auth=[])
    def get(self, request: Request, token: str) -> Response:
        """The screen of this moment. A service that has just ended is asked about from the first reading on."""
        desk = self.desk(token)
        desk_votes.offer(desk=desk, at=timezone.now())
        return self.answer(desk)


class VoteView(_OfTablet):
    """Đánh giá."""

    @extend_schema(
        operation_id="tablet_vote", request=VoteInput, responses={200: TabletState, 409: _NOT_NOW}, auth=[]
    )
    def post(self, request: Request, token: str, question: str) -> Response:
        """One answer to the question now open; one that cannot be a free answer is kept and set aside."""
        asked = self.question(token, question)
        desk_votes.vote(question=asked, at=timezone.now(), **self.given(request, VoteInput))
        return self.answer(self.desk(token))


class ReasonView(_OfTablet):
    """Lý do chưa hài lòng."""

    @extend_schema(
        operation_id="tablet_reason", request=ReasonInput, responses={200: TabletState, 409: _NOT_NOW}, auth=[]
    )
    def post(self, request: Request, token: str, question: str) -> Response:
        """Why the answer was three or lower; both fields may be empty."""
        asked = self.question(token, question)
        given = self.given(request, ReasonInput)
        desk_votes.explain(question=asked, codes=given["why"], words=given["words"], at=timezone.now())
        return self.answer(self.desk(token))
