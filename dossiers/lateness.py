"""How late, and whose lateness it is (số phút chậm, phần chậm của từng đơn vị): shared out exactly.

Pure: no Django, no clock.
"""

from __future__ import annotations

from collections.abc import Mapping


def shares_of(minutes: int, late_by_unit: Mapping[int, int], *, handling_unit: int) -> dict[int, int]:
    """`minutes` split among units in proportion to how late their own legs were; the parts add up exactly.

    Largest remainder, ties to the lower number of the unit. Where no leg was late the unit that handles the
    dossier answers for all of it. Units without a minute are left out.
    """
    if minutes <= 0:
        return {}
    weights = {unit: late for unit, late in late_by_unit.items() if late > 0}
    if not weights:
        return {handling_unit: minutes}
    whole = sum(weights.values())
    shares = {unit: minutes * late // whole for unit, late in weights.items()}
    by_remainder = sorted(weights, key=lambda unit: (-(minutes * weights[unit] % whole), unit))
    for unit in by_remainder[: minutes - sum(shares.values())]:
        shares[unit] += 1
    return {unit: share for unit, share in shares.items() if share}
