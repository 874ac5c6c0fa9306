"""The IT officer's screens open, and the log cannot be touched."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from staff.models import AuditEntry, CalendarDay, Official, Unit, UnitPolicy, User
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


def test_days_off_are_read_here_and_changed_on_their_own_page(it_officer: Client) -> None:
    row = CalendarDay.objects.earliest("day")

    page = it_officer.get(f"/quan-tri/staff/calendarday/{row.pk}/change/")

    assert 'href="/quan-ly/lich/"' in page.content.decode()
    assert it_officer.get("/quan-tri/staff/calendarday/add/").status_code == 403
    assert it_officer.post(f"/quan-tri/staff/calendarday/{row.pk}/change/", {"name": "Khác"}).status_code == 403
    assert it_officer.post(f"/quan-tri/staff/calendarday/{row.pk}/delete/", {"post": "yes"}).status_code == 403


UNIT_FIELDS = {
    "code": "13504",
    "kind": "commune",
    "name": "Xã Bình Nghĩa",
    "place": "Bình Nghĩa",
    "valid_from": "2016-01-01",
    "office_hours-TOTAL_FORMS": "0",
    "office_hours-INITIAL_FORMS": "0",
    "policies-TOTAL_FORMS": "0",
    "policies-INITIAL_FORMS": "0",
}
POLICY_FIELDS = {
    "code_pattern": "{agency}-{yymmdd}-{number:04d}",
    "appointment_rule": "day",
    "online_clock": "acceptance",
    "early_rule": "day",
    "extension_rule": "original",
    "apology_days": "2",
    "stuck_hours": "8",
    "collect_message_days": "3",
    "collect_call_days": "7",
    "collect_commune_days": "15",
    "booking_minutes": "30",
    "bookings_per_slot": "3",
    "booking_days": "14",
    "vote_seconds": "30",
    "vote_least_seconds": "2",
}


def sent_with(unit: Unit, **policy: object) -> dict[str, str]:
    """What the page of a unit sends with one policy row."""
    known = int("id" in policy)
    row = {**POLICY_FIELDS, "unit": unit.pk, **policy}
    return {
        **UNIT_FIELDS,
        "policies-TOTAL_FORMS": "1",
        "policies-INITIAL_FORMS": str(known),
        **{f"policies-0-{name}": str(value) for name, value in row.items()},
    }


def test_office_hours_are_not_changed_beside_the_unit(it_officer: Client, office: Office) -> None:
    page = f"/quan-tri/staff/unit/{office.province.pk}/change/"
    row = office.province.office_hours.earliest("pk")
    forged = {
        "office_hours-TOTAL_FORMS": "1",
        "office_hours-INITIAL_FORMS": "1",
        "office_hours-0-id": str(row.pk),
        "office_hours-0-unit": str(office.province.pk),
        "office_hours-0-opens": "09:30",
    }

    answer = it_officer.post(page, UNIT_FIELDS | {"code": "35"} | forged)

    row.refresh_from_db()
    assert (answer.status_code, row.opens) == (302, dt.time(7))


def test_a_unit_keeps_its_place_in_the_tree(it_officer: Client, office: Office) -> None:
    page = f"/quan-tri/staff/unit/{office.commune.pk}/change/"

    answer = it_officer.post(page, UNIT_FIELDS | {"parent": str(office.province.pk)})

    assert answer.status_code == 302
    office.commune.refresh_from_db()
    assert office.commune.parent_id == office.district.pk


@pytest.mark.parametrize("pattern", ["{agency}-{yymmdd}-{number:04d}", "{agency}-{ngay}-{number:04d}"])
def test_a_code_pattern_that_cannot_number_is_refused(it_officer: Client, office: Office, pattern: str) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    sent = sent_with(office.commune, code_pattern=pattern, valid_from=tomorrow)

    it_officer.post(f"/quan-tri/staff/unit/{office.commune.pk}/change/", sent)

    assert office.commune.policies.exists() is ("yymmdd" in pattern)


def test_a_new_policy_begins_with_what_the_unit_above_decided(it_officer: Client, office: Office) -> None:
    UnitPolicy.objects.create(
        unit=office.district, valid_from=dt.date(2020, 1, 1), stuck_hours=16, vote_seconds=45
    )

    page = it_officer.get(f"/quan-tri/staff/unit/{office.commune.pk}/change/")

    row = page.context["inline_admin_formsets"][0].formset.empty_form
    assert (row["stuck_hours"].value(), row["vote_seconds"].value()) == (16, 45)
    assert row["valid_from"].value() == timezone.localdate() + dt.timedelta(days=1)


def test_a_unit_not_yet_entered_begins_with_the_usual_policy(it_officer: Client, office: Office) -> None:
    page = it_officer.get("/quan-tri/staff/unit/add/")

    assert page.context["inline_admin_formsets"][0].formset.empty_form["vote_seconds"].value() == 30


def test_everything_a_unit_decides_can_be_entered(it_officer: Client, office: Office) -> None:
    page = it_officer.get(f"/quan-tri/staff/unit/{office.commune.pk}/change/")

    formset = page.context["inline_admin_formsets"][0].formset
    decided = {field.name for field in UnitPolicy._meta.fields if field.editable} - {"id", "unit"}
    assert decided <= set(formset.empty_form.fields)


def test_a_policy_does_not_begin_in_the_past(it_officer: Client, office: Office) -> None:
    sent = sent_with(office.commune, valid_from=timezone.localdate())

    it_officer.post(f"/quan-tri/staff/unit/{office.commune.pk}/change/", sent)

    assert not office.commune.policies.exists()


@pytest.mark.parametrize(
    ("change", "is_taken"),
    [
        ({"appointment_rule": "hour"}, False),
        ({"valid_from": "2022-01-01"}, False),
        ({"DELETE": "on"}, False),
        ({"valid_to": "2021-01-01"}, False),
        ({"valid_to": "2099-01-01"}, True),
    ],
)
def test_a_policy_in_force_may_only_be_ended(
    it_officer: Client, office: Office, change: dict[str, str], is_taken: bool
) -> None:
    policy = UnitPolicy.objects.create(unit=office.commune, valid_from=dt.date(2020, 1, 1))
    before = UnitPolicy.objects.values().get()

    answer = it_officer.post(
        f"/quan-tri/staff/unit/{office.commune.pk}/change/",
        sent_with(office.commune, id=policy.pk, **{"valid_from": "2020-01-01", **change}),
    )

    assert answer.status_code == (302 if is_taken else 200)
    assert (UnitPolicy.objects.values().get() != before) is is_taken
