"""Routes of a few procedures (quy trình nội bộ giả định), invented for the demo: no published source has them."""

from __future__ import annotations

import datetime as dt

from dossiers.statistics.period import midnight
from procedures.models import ProcedureVersion, RouteStep
from procedures.routing import PlannedStep
from procedures.services import set_route
from staff.models import Unit, User
from staff.roles import Role

GROUND = "Quy trình nội bộ giả định, do bản trình diễn tự đặt ra"

_COUNTER, _HANDLING, _UNIT = RouteStep.Place.COUNTER, RouteStep.Place.HANDLING, RouteStep.Place.UNIT
_CLERK, _SPECIALIST, _LEADER = Role.CLERK, Role.SPECIALIST, Role.LEADER
_IN = ("Tiếp nhận, số hóa và chuyển hồ sơ", _CLERK, _COUNTER, "")

#: Procedure → what is done, by whom, where (a unit by its code), office minutes.
ROUTES: dict[str, tuple[tuple[str, Role, str, str, int], ...]] = {
    "1.010833": (
        (*_IN, 120),
        ("Thẩm tra hồ sơ, đối chiếu danh sách người có công", _SPECIALIST, _HANDLING, "", 960),
        ("Xác minh tại thôn, dự thảo giấy xác nhận", _SPECIALIST, _HANDLING, "", 720),
        ("Ký giấy xác nhận", _LEADER, _HANDLING, "", 480),
    ),
    "1.001612": (
        (*_IN, 120),
        ("Thẩm định hồ sơ, tra trùng tên", _SPECIALIST, _HANDLING, "", 600),
        ("Soạn giấy chứng nhận, trình ký", _SPECIALIST, _HANDLING, "", 360),
        ("Ký giấy chứng nhận", _LEADER, _HANDLING, "", 240),
    ),
    "1.013225": (
        (*_IN, 240),
        ("Thẩm định hồ sơ thiết kế", _SPECIALIST, _HANDLING, "", 2400),
        ("Cho ý kiến về quy hoạch sử dụng đất", _SPECIALIST, _UNIT, "352-TNMT", 1440),
        ("Tổng hợp, dự thảo giấy phép", _SPECIALIST, _HANDLING, "", 1200),
        ("Ký giấy phép", _LEADER, _HANDLING, "", 960),
    ),
    "1.013978": (
        (*_IN, 240),
        ("Thẩm tra hồ sơ, nguồn gốc sử dụng đất", _SPECIALIST, _HANDLING, "", 3840),
        ("Kiểm tra sự phù hợp với quy hoạch xây dựng", _SPECIALIST, _UNIT, "352-KTHT", 1440),
        ("Dự thảo giấy chứng nhận, trình ký", _SPECIALIST, _HANDLING, "", 1440),
        ("Ký giấy chứng nhận", _LEADER, _HANDLING, "", 960),
    ),
}


def publish_routes(*, by: User, on: dt.date) -> None:
    """Give these procedures their routes from the first day of the demo's history."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    versions = ProcedureVersion.objects.filter(valid_to=None, procedure__code__in=ROUTES)
    for version in versions.select_related("procedure").order_by("procedure__code"):
        steps = [
            PlannedStep(name, role.value, place, minutes, units.get(code))
            for name, role, place, code, minutes in ROUTES[version.procedure.code]
        ]
        set_route(version, steps, ground=GROUND, by=by, at=midnight(on))
