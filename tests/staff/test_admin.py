"""The IT officer's screens open, and the log cannot be touched."""

import pytest
from django.test import Client

from staff.models import AuditEntry, CalendarDay, Official, Unit, User
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
    answer = client.get("/quan-tri/staff/unit/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/quan-tri/login/?next=/quan-tri/staff/unit/")


def test_a_unit_in_use_cannot_be_deleted(it_officer: Client, office: Office, hoa: User) -> None:
    it_officer.post(f"/quan-tri/staff/unit/{office.commune.pk}/delete/", {"post": "yes"})
    assert Unit.objects.filter(pk=office.commune.pk).exists()
    assert Official.objects.filter(user=hoa).exists()


def test_a_changed_calendar_is_noted_and_the_page_says_what_stays(it_officer: Client) -> None:
    add = "/quan-tri/staff/calendarday/add/"
    day = {"day": "2026-10-05", "kind": "holiday", "name": "Nghỉ bù", "source_document": "TB 1/TB"}

    assert "vẫn giữ nguyên" in it_officer.get(add).content.decode()
    it_officer.post(add, day)
    added = CalendarDay.objects.get(day="2026-10-05")
    it_officer.post(f"/quan-tri/staff/calendarday/{added.pk}/delete/", {"post": "yes"})

    notes = AuditEntry.objects.filter(action="calendar.changed").order_by("pk")
    assert [note.detail["act"] for note in notes] == ["added", "deleted"]
    assert {note.target for note in notes} == {"05/10/2026 Nghỉ bù"}
    assert {note.actor.username for note in notes if note.actor} == {"tin"}


def inlines_of(unit: Unit) -> dict[str, str]:
    """What the page of a unit sends back unchanged."""
    hours = list(unit.office_hours.all())
    sent = {
        f"{prefix}-{name}": "0"
        for prefix in ("policies", "office_hours")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    sent |= {"office_hours-TOTAL_FORMS": str(len(hours)), "office_hours-INITIAL_FORMS": str(len(hours))}
    for position, row in enumerate(hours):
        sent |= {
            f"office_hours-{position}-{name}": str(value)
            for name, value in {
                "id": row.pk,
                "unit": unit.pk,
                "weekday": row.weekday,
                "opens": row.opens,
                "closes": row.closes,
                "valid_from": row.valid_from,
            }.items()
        }
    return sent


def test_changed_office_hours_are_noted_and_unchanged_ones_are_not(it_officer: Client, office: Office) -> None:
    page = f"/quan-tri/staff/unit/{office.province.pk}/change/"
    unit = {"code": "35", "kind": "province", "name": "Tỉnh Hà Nam", "place": "Hà Nam", "valid_from": "2016-01-01"}
    same = unit | inlines_of(office.province)

    assert it_officer.post(page, same).status_code == 302
    assert not AuditEntry.objects.filter(action="calendar.changed").exists()
    assert it_officer.post(page, same | {"office_hours-0-opens": "07:30"}).status_code == 302

    note = AuditEntry.objects.get(action="calendar.changed")
    assert note.target == "unit 35"
    assert len(note.detail["changed"]) == 1


@pytest.mark.parametrize("pattern", ["{agency}-{yymmdd}-{number:04d}", "{agency}-{ngay}-{number:04d}"])
def test_a_code_pattern_that_cannot_number_is_refused(it_officer: Client, office: Office, pattern: str) -> None:
    page = f"/quan-tri/staff/unit/{office.commune.pk}/change/"
    policy = {
        "unit": str(office.commune.pk),
        "code_pattern": pattern,
        "appointment_rule": "day",
        "online_clock": "acceptance",
        "early_rule": "day",
        "valid_from": "2023-01-01",
    }
    sent = {
        "code": "13504",
        "kind": "commune",
        "name": "Xã Bình Nghĩa",
        "place": "Bình Nghĩa",
        "valid_from": "2016-01-01",
    }
    sent |= inlines_of(office.commune) | {"policies-TOTAL_FORMS": "1"}

    it_officer.post(page, sent | {f"policies-0-{name}": value for name, value in policy.items()})

    assert office.commune.policies.exists() is ("yymmdd" in pattern)
