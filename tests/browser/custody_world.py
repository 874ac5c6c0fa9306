"""Originals on their shelves and a slip on its way, for the walk over all pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dossiers.models import Dossier
from dossiers.services import custody
from dossiers.services.batch import Wanted
from dossiers.services.custody import OriginalLine
from dossiers.services.handing_over import hand_over
from dossiers.slips import Kind
from staff.models import User


def keep_and_hand_over(dossiers: Mapping[str, Dossier], *, by: User, specialist: User, at: dt.datetime) -> None:
    """Two originals kept, one of them with the division; one result on a slip nobody has confirmed."""
    lines = [
        OriginalLine(shelf="A-12", name="Giấy chứng nhận quyền sử dụng đất"),
        OriginalLine(shelf="A-13", name="Trích lục kết hôn"),
    ]
    on_shelf, lent = custody.keep(dossier=dossiers["processing"], originals=lines, by=by, at=at)
    custody.lend(original=lent, to="Công chức tư pháp – hộ tịch", by=by, at=at)
    custody.move(original=on_shelf, shelf="B-01", by=by, at=at)
    custody.keep(dossier=dossiers["resolved"], originals=lines[:1], by=by, at=at)
    ready = [Wanted(str(dossiers["resolved"].reference))]
    hand_over(kind=Kind.RESULTS, wanted=ready, by=specialist, at=at)
