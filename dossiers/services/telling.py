"""The citizen chooses how to be told (chọn cách nhận thông báo), for the account and every dossier under way."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.http import HttpRequest

from dossiers.models import Dossier
from staff import telling
from staff.models import User


@transaction.atomic
def choose_way(*, way: str, by: User, at: dt.datetime, request: HttpRequest | None = None) -> None:
    """Tell the citizen this way from now on: what was chosen earlier for single dossiers under way gives way."""
    telling.choose(by, way, at=at, request=request)
    Dossier.objects.filed_by(by).open().exclude(tell_by="").update(tell_by="")
