"""The rating tablet at the desk (máy đánh giá tại quầy): full screen, no sign-in, complete without scripts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dossiers.errors import Faults, WrongMoment
from feedback import tablet as screens
from feedback.models import DeskVote
from feedback.models.rating import LEVELS
from feedback.services import desk_votes
from feedback.vote_reasons import LONGEST_WORDS, REASONS
from procedures.models import Desk
from staff.text import whole_number

_FACES = {1: "emoji-angry", 2: "emoji-frown", 3: "emoji-neutral", 4: "emoji-smile", 5: "emoji-laughing"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: HttpRequest, token: str) -> HttpResponse:
    """The screen of this moment; an answer leads back here."""
    desk = screens.desk_of(token)
    if desk is None:
        raise Http404
    now = timezone.now()
    if request.method == "POST":
        return _answer(request, desk, token)
    desk_votes.offer(desk=desk, at=now)
    return _show(request, desk, token)


def _answer(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    """A face was touched, or a reason given."""
    token_asked = request.POST.get("question", "").replace("\0", "")
    question = get_object_or_404(DeskVote, token=token_asked, desk=desk)
    now, given = timezone.now(), request.POST
    try:
        if "level" in given:
            desk_votes.vote(question=question, level=whole_number(given["level"], most=9), at=now)
        else:
            codes = given.getlist("why") if "skip" not in given else []
            words = given.get("words", "") if "skip" not in given else ""
            desk_votes.explain(question=question, codes=codes, words=words, at=now)
    except WrongMoment as error:
        return _show(request, desk, token, fault=error.message, status=409)
    except Faults as faults:
        said = " ".join(text for texts in faults.errors.values() for text in texts)
        return _show(request, desk, token, fault=said, words=given.get("words", ""), status=422)
    return redirect("feedback:tablet", token=token)


def _show(request: HttpRequest, desk: Desk, token: str, *, status: int = 200, **more: Any) -> HttpResponse:
    now = timezone.now()
    screen = screens.screen_of(desk, now)
    context = {
        "desk": desk,
        "unit": desk.unit,
        "token": token,
        "screen": screen,
        "seconds": screen.seconds_left(now),
        "faces": [(level, label, _FACES[level]) for level, label in LEVELS],
        "reasons": REASONS.items(),
        "longest_words": LONGEST_WORDS,
        **more,
    }
    return render(request, "feedback/tablet/tablet.html", context, status=status)


urlpatterns = [path("danh-gia-tai-quay/<str:token>/", tablet, name="tablet")]
