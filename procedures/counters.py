"""Which one-stop counters (bộ phận một cửa) receive a procedure, and which one the reader chose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest

from procedures.models import HandlingRule, ProcedureVersion
from staff.models import Unit

#: Query parameter and session key of the chosen counter.
PARAMETER = "don-vi"
SESSION_KEY = "chosen_unit"


def counters_for(version: ProcedureVersion, on: date) -> list[Unit]:
    """Return the units whose counters receive ``version`` on the day ``on``: districts first, then by name."""
    return [unit for unit in open_counters(on) if version.is_received_by(unit)]


def open_counters(on: date) -> list[Unit]:
    """Return every unit with a counter on the day ``on``: districts first, then by name."""
    # Their policies are inherited, so the units above come along in the same query.
    units = Unit.objects.with_counter(on).select_related("parent__parent")
    return sorted(units, key=lambda unit: (unit.is_commune_level, unit.name))


def chosen_counter(request: HttpRequest, counters: Sequence[Unit]) -> Unit | None:
    """Return the counter asked for in the address, else the one chosen before, else the first.

    A choice made in the address is remembered for the session. None only when no counter receives.
    """
    by_code = {unit.code: unit for unit in counters}
    asked = request.GET.get(PARAMETER, "")
    if asked in by_code:
        if request.session.get(SESSION_KEY) != asked:
            request.session[SESSION_KEY] = asked
        return by_code[asked]
    remembered = request.session.get(SESSION_KEY, "")
    return by_code.get(remembered) or (counters[0] if counters else None)


def handling_unit(version: ProcedureVersion, counter: Unit) -> Unit:
    """Return the unit that works on what ``counter`` receives: the counter's own, unless a rule names another."""
    rules = HandlingRule.objects.filter(receiving_unit=counter, field=version.procedure.field_id)
    division = rules.order_by("pk").values_list("handling_unit", flat=True).first()
    return Unit.objects.get(pk=division) if division is not None else counter
