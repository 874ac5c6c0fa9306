"""A catalogue as large as a ministry's, made up."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from procedures.models import Field, Procedure, ProcedureVersion
from procedures.publishing import write_search

_WHAT = ("Cấp giấy phép", "Gia hạn giấy phép", "Đăng ký thay đổi", "Công nhận", "Thẩm định hồ sơ")
_OF = ("kinh doanh rượu", "nuôi trồng thủy sản", "xây dựng công trình", "vận tải hành khách", "dạy nghề", "thú y")
_FIELDS = 40
_BATCH = 1000


def fill_catalogue(count: int) -> None:
    """Make `count` procedures in force since 2021; their codes and names end with their number."""
    Field.objects.bulk_create(Field(name=f"Lĩnh vực {n}", slug=f"linh-vuc-{n}") for n in range(_FIELDS))
    fields = list(Field.objects.filter(slug__startswith="linh-vuc-").order_by("pk"))
    Procedure.objects.bulk_create(
        [Procedure(code=f"7.{n:06d}", field=fields[n % _FIELDS]) for n in range(count)], batch_size=_BATCH
    )
    procedures = Procedure.objects.filter(code__startswith="7.").select_related("field").order_by("code")
    versions = [_version(procedure, number) for number, procedure in enumerate(procedures)]
    ProcedureVersion.objects.bulk_create(versions, batch_size=_BATCH)
    if connection.vendor == "postgresql":
        # The server does so by itself within a minute; until then it plans with what it knew of a small table.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE procedures_field, procedures_procedure, procedures_procedureversion")


def _version(procedure: Procedure, number: int) -> ProcedureVersion:
    version = ProcedureVersion(
        procedure=procedure,
        number=1,
        name=f"{_WHAT[number % len(_WHAT)]} {_OF[number // 7 % len(_OF)]} số {number}",
        valid_from=dt.date(2021, 1, 1),
        level_2023="xã",
        level_now="xã",
        received_at_commune=True,
        limit_mode="working_days",
        limit_value=5,
        source_digest=procedure.code,
    )
    write_search(version)
    return version
