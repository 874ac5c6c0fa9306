"""What the tests of absences share: a form filled in, sent, and sent again to be sure."""

from __future__ import annotations

from django.test import Client

from staff.models import Delegation, User
from tests.people import Office

LIST, NEW = "/quan-ly/vang-mat/", "/quan-ly/vang-mat/moi/"
NOW = "2023-08-30 10:00"


def form(away: User, deputy: User, office: Office) -> dict[str, str]:
    """Somebody of the commune is away until Friday."""
    return {
        "place": f"{away.official.pk}-{office.commune.pk}",
        "deputy": str(deputy.official.pk),
        "first": "2023-08-30",
        "last": "2023-09-01",
        "document": "Thông báo số 15/TB-UBND",
        "mark": "",
        "reason": "Tập huấn",
    }


def announced(manager: Client, filled: dict[str, str], **more: str) -> Delegation:
    answer = manager.post(NEW, {**filled, "sure": "1", **more})
    assert answer.status_code == 302, answer.context["form"].errors
    return Delegation.objects.latest("pk")
