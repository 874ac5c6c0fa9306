"""The IT officer's screens open, and the log cannot be touched."""

import pytest
from django.test import Client

from staff.models import AuditEntry, Official, Unit, User
from tests.people import Office


@pytest.fixture
def it_officer(office: Office) -> Client:
    user = User.objects.create_superuser("tin", password="x", full_name="Ngô Văn Tin")
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "path",
    ["", "staff/unit/", "staff/calendarday/", "staff/official/", "staff/user/", "staff/auditentry/"],
)
def test_screens_open(it_officer: Client, path: str) -> None:
    assert it_officer.get(f"/quan-tri/{path}").status_code == 200


def test_a_unit_opens_with_its_policies_and_hours(it_officer: Client, office: Office) -> None:
    page = it_officer.get(f"/quan-tri/staff/unit/{office.province.pk}/change/").content.decode()
    assert "13:30" in page


def test_the_log_has_no_way_to_add_or_change(it_officer: Client) -> None:
    entry = AuditEntry.objects.create(action="dossier.viewed", target="X")
    assert it_officer.get("/quan-tri/staff/auditentry/add/").status_code == 403
    assert it_officer.post(f"/quan-tri/staff/auditentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403


def test_an_ordinary_official_is_kept_out(hoa: User) -> None:
    client = Client()
    client.force_login(hoa)
    assert client.get("/quan-tri/staff/unit/").status_code in (302, 403)


def test_a_unit_in_use_cannot_be_deleted(it_officer: Client, office: Office, hoa: User) -> None:
    it_officer.post(f"/quan-tri/staff/unit/{office.commune.pk}/delete/", {"post": "yes"})
    assert Unit.objects.filter(pk=office.commune.pk).exists()
    assert Official.objects.filter(user=hoa).exists()
