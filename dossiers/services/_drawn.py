"""Keeps what somebody drew on the screen to confirm something; runs inside the transaction of that act."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from dossiers.drawn import Blank, NotDrawn, picture_of
from dossiers.models import DrawnSignature
from dossiers.rules import FaultList
from staff.stored_files import remember


def drawn_faults(png: bytes, faults: FaultList) -> bytes:
    """The picture of a drawn signature, checked under `signature`; empty when nobody drew any."""
    if not png:
        return b""
    try:
        return picture_of(png)
    except Blank:
        faults.add(
            "signature", _("Nothing is drawn yet: sign in the frame, or leave it and sign the printed slip.")
        )
    except NotDrawn:
        faults.add("signature", _("The signature could not be read. Clear the frame and sign again."))
    return b""


def keep_drawn(picture: bytes, *, name: str, at: dt.datetime) -> DrawnSignature | None:
    """The signature of `name` as a row with its file; None without a picture."""
    if not picture:
        return None
    signature = DrawnSignature(name=name[:150], sha256=hashlib.sha256(picture).hexdigest(), at=at)
    signature.file.save("", ContentFile(picture), save=False)
    remember(signature.file)
    signature.save()
    return signature
