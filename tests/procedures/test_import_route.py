"""The route of an entry goes in with it, or is refused row by row."""

from __future__ import annotations

from typing import Any

import pytest

from procedures.models import ProcedureVersion, RouteStep
from staff.models import Unit
from tests.people import SINCE
from tests.procedures.conftest import ImportEntries, entry

pytestmark = pytest.mark.django_db


def step(name: str, role: str, minutes: Any = 240, **more: Any) -> dict[str, Any]:
    return {"name": name, "role": role, "minutes": minutes, **more}


def route(*middle: dict[str, Any]) -> list[dict[str, Any]]:
    between = middle or (step("Thẩm định", "specialist", 480),)
    return [step("Tiếp nhận", "clerk"), *between, step("Ký duyệt", "leader")]


@pytest.fixture
def division() -> Unit:
    return Unit.objects.create(
        code="P-TP", kind="division", name="Phòng Tư pháp", place="Bình Lục", valid_from=SINCE
    )


def rows() -> list[tuple[Any, ...]]:
    return list(RouteStep.objects.values_list("position", "role", "place", "unit__code", "minutes"))


def test_the_steps_of_an_entry_become_the_route(import_entries: ImportEntries, division: Unit) -> None:
    elsewhere = step("Xác minh", "specialist", 480, place="unit", unit="P-TP")
    import_entries(entry(route=route(elsewhere)))

    assert rows() == [
        (1, "clerk", "counter", None, 240),
        (2, "specialist", "unit", "P-TP", 480),
        (3, "leader", "handling", None, 240),
    ]


def test_importing_a_route_again_changes_nothing(import_entries: ImportEntries) -> None:
    import_entries(entry(route=route()))

    assert import_entries(entry(route=route())).last_line == "0 new, 0 changed, 1 unchanged, 0 rejected"
    assert ProcedureVersion.objects.count() == 1


def test_a_changed_route_makes_a_new_version(import_entries: ImportEntries) -> None:
    import_entries(entry(route=route()))
    import_entries(entry(route=route(step("Thẩm định", "specialist", 300))))

    last = ProcedureVersion.objects.order_by("number").last()
    assert last is not None
    assert [each.minutes for each in last.steps.all()] == [240, 300, 240]


def test_an_entry_without_a_route_keeps_the_one_there_is(import_entries: ImportEntries) -> None:
    import_entries(entry(route=route()))
    import_entries(entry(sets=2))

    last = ProcedureVersion.objects.order_by("number").last()
    assert last is not None
    assert last.steps.count() == 3


def test_a_route_longer_than_the_limit_of_one_channel_is_not_kept(import_entries: ImportEntries) -> None:
    import_entries(entry(route=route()))
    limit = {"mode": "working_days", "value": 3, "unit": "ngày làm việc", "by_channel": {"truc_tuyen": 1}}
    import_entries(entry(time_limit=limit))

    last = ProcedureVersion.objects.order_by("number").last()
    assert last is not None
    assert (last.number, last.steps.count()) == (2, 0)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (route(step("", "specialist")), "route.2.name"),
        (route(step("Thẩm định", "citizen")), "route.2.role"),
        (route(step("Thẩm định", "specialist", "480")), "route.2.minutes"),
        (route({"name": "Thẩm định", "role": "specialist"}), "route.2.minutes"),
        (route(step("Thẩm định", "specialist", place="elsewhere")), "route.2.place"),
        (route(step("Thẩm định", "specialist", place="unit", unit="KHONG-CO")), "route.2.unit"),
        (route(step("Thẩm định", "specialist", unit="P-TP")), "route.2.unit"),
        (route()[:2], "route: "),
        (route(step("Thẩm định", "specialist", 4800)), "route: "),
        ("tiếp nhận", "route: "),
    ],
)
def test_a_route_at_fault_is_refused_and_the_row_named(
    import_entries: ImportEntries, given: Any, place: str
) -> None:
    result = import_entries(entry(route=given), entry("1.000002"))

    assert result.last_line == "1 new, 0 changed, 0 unchanged, 1 rejected"
    assert place in result.err
    assert not RouteStep.objects.exists()


def test_a_route_needs_a_limit_to_fit_in(import_entries: ImportEntries) -> None:
    result = import_entries(entry(route=route(), time_limit=None))

    assert result.last_line == "0 new, 0 changed, 0 unchanged, 1 rejected"
    assert "route: " in result.err
