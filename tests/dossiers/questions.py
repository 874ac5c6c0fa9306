"""What the tests of opinions share: a question put to the other commune."""

from __future__ import annotations

from typing import Any

from dossiers.models import Dossier, Opinion
from dossiers.services import opinion
from staff.models import User
from tests.people import moment

ASKED = "2023-08-29 10:00"
QUESTION = "Đề nghị cho ý kiến về tình trạng cư trú của người đề nghị."


def put(dossier: Dossier, by: User, **given: Any) -> Opinion:
    """Ask the other commune, or the units given; the first question comes back."""
    given = {"units": ["13510"], "question": QUESTION, "amount": 2, "measure": "days", "at": moment(ASKED)} | given
    opinion.ask(dossier=dossier, by=by, **given)
    return Opinion.objects.filter(dossier=dossier).latest("pk")
