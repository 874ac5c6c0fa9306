"""The route of a procedure: default shares, faults all at once, versions that carry it, the manager's page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from procedures.errors import RouteAtFault, StaleVersion
from procedures.limits import Limit, LimitMode
from procedures.models import ProcedureVersion
from procedures.routing import (
    PlannedStep,
    default_steps,
    minutes_in_words,
    office_minutes_of,
    route_faults,
    steps_of,
)
from procedures.services import set_route
from staff.models import AuditEntry, User
from staff.roles import Role
from tests.people import MakeDossier, Office, make_official, make_version, moment
from tests.procedures.walls import published_again

pytestmark = pytest.mark.django_db

NOON = moment("2023-08-30 12:00")
THREE_DAYS = Limit(LimitMode.WORKING_DAYS, 3)


def planned(*minutes: int) -> list[PlannedStep]:
    """Counter, specialists, leader; as many specialists as fit between."""
    roles = [Role.CLERK, *[Role.SPECIALIST] * (len(minutes) - 2), Role.LEADER]
    return [
        PlannedStep(f"Bước {number}", role.value, "counter" if role is Role.CLERK else "handling", each)
        for number, (role, each) in enumerate(zip(roles, minutes, strict=True), start=1)
    ]


def current() -> ProcedureVersion:
    return ProcedureVersion.objects.get(valid_to__isnull=True)


@pytest.mark.parametrize("mode", list(LimitMode))
@pytest.mark.parametrize("value", [1, 2, 3, 7, 22, 45, 180])
def test_default_shares_never_exceed_the_limit(mode: LimitMode, value: int) -> None:
    limit = Limit(mode, value)
    steps = default_steps(limit)
    assert [step.role for step in steps] == [Role.CLERK, Role.SPECIALIST, Role.LEADER]
    assert all(step.minutes > 0 for step in steps)
    assert sum(step.minutes for step in steps) <= office_minutes_of(limit)


def test_the_counter_keeps_a_dossier_for_one_working_day_at_most() -> None:
    assert default_steps(Limit(LimitMode.WORKING_DAYS, 100))[0].minutes == 480


def test_calendar_days_are_allotted_without_their_weekends() -> None:
    assert office_minutes_of(Limit(LimitMode.CALENDAR_DAYS, 15)) == 10 * 480


@pytest.mark.parametrize(
    ("minutes", "words"), [(480, "1"), (30, "30"), (1470, "3"), (600, "2")], ids=["day", "half", "mix", "hours"]
)
def test_minutes_are_told_in_days_hours_and_minutes(minutes: int, words: str) -> None:
    assert words in minutes_in_words(minutes)


def test_a_route_in_order_within_its_limit_has_no_fault() -> None:
    assert route_faults(planned(240, 480, 480, 240), THREE_DAYS) == []


def test_every_fault_of_a_route_is_named_at_once() -> None:
    steps = [PlannedStep("Ký", "leader", "handling", 2000), PlannedStep("Nhận", "clerk", "counter", 10)]
    assert len(route_faults(steps, THREE_DAYS)) == 2


def test_the_counter_step_is_done_where_it_is_received() -> None:
    steps = [PlannedStep("Nhận", "clerk", "handling", 10), *planned(10, 10, 10)[1:]]
    assert len(route_faults(steps, THREE_DAYS)) == 1


def test_a_published_route_is_a_new_version(version: ProcedureVersion, thu: User) -> None:
    new = set_route(version, planned(240, 480, 480, 240), ground="QĐ 15/QĐ-UBND", by=thu, at=NOON)
    assert (new.number, new.valid_from, new.published_by) == (2, NOON.date(), thu)
    assert [step.minutes for step in steps_of(new, THREE_DAYS)] == [240, 480, 480, 240]
    assert new.documents.count() == version.documents.count()
    entry = AuditEntry.objects.get(action="procedure.route_set")
    assert entry.detail["ground"] == "QĐ 15/QĐ-UBND"


def test_a_dossier_keeps_the_route_it_was_received_under(
    version: ProcedureVersion, received: MakeDossier, thu: User
) -> None:
    dossier = received("2023-08-29 09:30")
    set_route(version, planned(240, 480, 480, 240), ground="QĐ 15/QĐ-UBND", by=thu, at=NOON)
    dossier.refresh_from_db()
    assert len(steps_of(dossier.version, THREE_DAYS)) == 3


def test_a_route_over_the_limit_is_not_published(version: ProcedureVersion, thu: User) -> None:
    with pytest.raises(RouteAtFault):
        set_route(version, planned(480, 480, 481), ground="QĐ 15/QĐ-UBND", by=thu, at=NOON)
    assert ProcedureVersion.objects.count() == 1


def test_a_route_needs_a_ground(version: ProcedureVersion, thu: User) -> None:
    with pytest.raises(RouteAtFault):
        set_route(version, planned(240, 480, 240), ground=" ", by=thu, at=NOON)


def test_a_replaced_version_takes_no_route(version: ProcedureVersion, thu: User) -> None:
    set_route(version, planned(240, 480, 240), ground="QĐ 15/QĐ-UBND", by=thu, at=NOON)
    with pytest.raises(StaleVersion):
        set_route(version, planned(240, 480, 240), ground="QĐ 16/QĐ-UBND", by=thu, at=NOON)


def rows(*steps: tuple[str, str, str, str, str], **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"form-TOTAL_FORMS": len(steps), "form-INITIAL_FORMS": 0, **more}
    for number, values in enumerate(steps):
        for name, value in zip(("name", "role", "place", "days", "hours"), values, strict=True):
            given[f"form-{number}-{name}"] = value
    return given


GOOD = (
    ("Tiếp nhận", "clerk", "counter", "", "4"),
    ("Thẩm định", "specialist", "handling", "1", "4"),
    ("", "specialist", "handling", "", ""),
    ("Ký duyệt", "leader", "handling", "1", ""),
)


@pytest.fixture
def page(client: Client, thu: User) -> Client:
    client.force_login(thu)
    return client


def address(version: ProcedureVersion) -> str:
    return f"/quan-ly/quy-trinh/{version.procedure.code}/"


def test_the_change_is_shown_before_it_is_published(page: Client, version: ProcedureVersion) -> None:
    answer = page.post(address(version), rows(*GOOD, version=version.pk, act="preview"))
    assert answer.status_code == 200
    assert 'value="publish"' in answer.content.decode()
    assert ProcedureVersion.objects.count() == 1


def test_the_manager_publishes_a_route(page: Client, version: ProcedureVersion) -> None:
    given = rows(*GOOD, version=version.pk, act="publish", ground="QĐ 15/QĐ-UBND ngày 30/8/2023")
    assert page.post(address(version), given).status_code == 302
    assert [step.minutes for step in current().steps.all()] == [240, 720, 480]


def test_faults_keep_what_was_typed(page: Client, version: ProcedureVersion) -> None:
    steps = (("Thẩm định hồ sơ", "specialist", "handling", "9", ""),)
    answer = page.post(address(version), rows(*steps, version=version.pk, act="publish"))
    text = answer.content.decode()
    assert (answer.status_code, text.count("Thẩm định hồ sơ") > 0) == (422, True)
    assert text.count("<li>") >= 3  # order, sum and ground


def test_a_step_without_time_is_named(page: Client, version: ProcedureVersion) -> None:
    steps = (("Thẩm định hồ sơ", "specialist", "handling", "", ""),)
    assert page.post(address(version), rows(*steps, version=version.pk)).status_code == 422


def test_a_version_published_meanwhile_is_a_wrong_moment(
    page: Client, version: ProcedureVersion, thu: User
) -> None:
    set_route(version, planned(240, 480, 240), ground="QĐ 15/QĐ-UBND", by=thu, at=NOON)
    given = rows(*GOOD, version=version.pk, act="publish", ground="QĐ 16/QĐ-UBND")
    assert page.post(address(version), given).status_code == 409


def test_steps_are_copied_from_a_procedure_of_the_field(
    page: Client, version: ProcedureVersion, thu: User, office: Office
) -> None:
    other = make_version("1.000894", "Đăng ký kết hôn", valid_to=None)
    set_route(other, planned(240, 480, 480, 240), ground="QĐ 15/QĐ-UBND", by=thu, at=NOON)
    text = page.get(f"{address(version)}?chep=1.000894").content.decode()
    assert "Bước 3" in text


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_of_routes_takes_as_many_statements_for_any_number(
    page: Client, office: Office, django_assert_max_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_version(f"1.{number:06d}", f"Thủ tục {number}", valid_to=None)
    page.get("/quan-ly/quy-trinh/")
    with django_assert_max_num_queries(9):
        assert page.get("/quan-ly/quy-trinh/").status_code == 200


def test_a_route_of_what_only_comes_begins_with_it(page: Client, version: ProcedureVersion, thu: User) -> None:
    first_day = timezone.localdate() + dt.timedelta(days=20)
    coming = published_again(version, first_day)
    assert f"{first_day:%d/%m/%Y}" in page.get(address(version)).content.decode()
    given = rows(*GOOD, version=coming.pk, act="publish", ground="QĐ 15/QĐ-UBND ngày 30/8/2023")
    assert page.post(address(version), given).status_code == 302
    assert (current().valid_from, current().steps.count()) == (first_day, 3)


def test_a_clerk_sets_no_routes(client: Client, hoa: User, version: ProcedureVersion) -> None:
    client.force_login(hoa)
    assert client.get(address(version)).status_code == 403


def test_the_manager_of_a_commune_sets_no_route_for_all(
    client: Client, office: Office, version: ProcedureVersion
) -> None:
    client.force_login(make_official("thao", "Đinh Thị Thảo", office.commune, Role.MANAGER))
    assert client.get(address(version)).status_code == 403
    given = rows(*GOOD, version=version.pk, act="publish", ground="QĐ 15/QĐ-UBND ngày 30/8/2023")
    assert client.post(address(version), given).status_code == 403
    assert ProcedureVersion.objects.count() == 1
    page = client.get("/quan-ly/quy-trinh/")
    assert (page.status_code, address(version) in page.content.decode()) == (200, False)


def test_the_head_of_the_office_that_owns_the_site_sets_one(
    client: Client, office: Office, version: ProcedureVersion
) -> None:
    client.force_login(make_official("thang", "Bùi Văn Thắng", office.district, Role.LEADER))
    given = rows(*GOOD, version=version.pk, act="publish", ground="QĐ 15/QĐ-UBND ngày 30/8/2023")
    assert client.post(address(version), given, follow=True).status_code == 200
    assert current().steps.count() == 3
