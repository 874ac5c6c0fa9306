"""The citizen's verdict (đánh giá của người dân): one answer for one returned dossier, for good."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from dossiers.models import Dossier
from dossiers.workflow import State
from feedback.errors import AlreadyRated, NotReturned
from feedback.models import Rating


def rate(*, dossier: Dossier, attitude: int, time: int, result: int, at: dt.datetime, comment: str = "") -> Rating:
    """Store the answers (levels 1–5) to the single-use link; nobody signs in, nobody can answer twice.

    Legal source: Decree 61/2018/NĐ-CP ch. IV. Raises AlreadyRated, also when two answers come at once, and
    NotReturned while the result has not been handed over.
    """
    if dossier.state != State.RETURNED:
        raise NotReturned
    try:
        with transaction.atomic():
            return Rating.objects.create(
                dossier=dossier, attitude=attitude, time=time, result=result, comment=comment.strip(), rated_at=at
            )
    except IntegrityError:
        raise AlreadyRated from None
