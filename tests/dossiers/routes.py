"""Routes of the tests: a version whose dossiers pass through several hands."""

from procedures.models import ProcedureVersion, RouteStep
from staff.models import Unit


def give_route(version: ProcedureVersion, elsewhere: Unit) -> None:
    """Counter 240, specialist of the handling unit 480, specialist of `elsewhere` 480, leader 240: three days."""
    rows = (
        ("Tiếp nhận, chuyển hồ sơ", "clerk", "counter", None, 240),
        ("Thẩm định hồ sơ", "specialist", "handling", None, 480),
        ("Xác minh thực địa", "specialist", "unit", elsewhere, 480),
        ("Ký duyệt", "leader", "handling", None, 240),
    )
    for position, (name, role, place, unit, minutes) in enumerate(rows, start=1):
        RouteStep.objects.create(
            version=version, position=position, name=name, role=role, place=place, unit=unit, minutes=minutes
        )
