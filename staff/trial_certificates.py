"""Trial certificates for everyone who signs (chứng thư thử nghiệm): leaders, and the seals of counters."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from .models import Assignment, Certificate, Official, Unit
from .roles import Role
from .signing import TRIAL
from .signing_keys import keys_folder, slot_of
from .trial_authority import Authority


@transaction.atomic
def equip(*, at: dt.datetime, since: dt.datetime | None = None) -> int:
    """Give a trial certificate to each leader and counter that has no working one; returns how many were made.

    A trial certificate whose key file is gone counts as withdrawn, so that a lost folder of keys can be made anew.
    """
    withdraw_lost(at=at)
    authority = Authority(since=since or at)
    today = timezone.localdate(at)
    held = Prefetch("certificates", Certificate.objects.filter(revoked_at=None), to_attr="working")
    made = 0
    leaders = Assignment.objects.in_force(today).filter(role=Role.LEADER.value).select_related("unit")
    heads = {assignment.official_id: assignment.unit.name for assignment in leaders}
    for official in Official.objects.filter(pk__in=heads).select_related("user").prefetch_related(held):
        if not official.working:
            slot = f"official-{official.pk}.p12"
            authority.certify(
                name=str(official.user), organisation=heads[official.pk], slot=slot, official=official
            )
            made += 1
    for unit in Unit.objects.with_counter(today).prefetch_related(held):
        if not unit.working:
            authority.certify(
                name=f"Bộ phận Một cửa {unit.name}", organisation=unit.name, slot=f"unit-{unit.pk}.p12", unit=unit
            )
            made += 1
    return made


def withdraw_lost(*, at: dt.datetime) -> int:
    """Mark trial certificates without their key file as withdrawn."""
    trials = Certificate.objects.filter(issuer=TRIAL, revoked_at=None, slot__startswith="pkcs12:")
    lost = [row.pk for row in trials if not (keys_folder() / slot_of(row.slot).name).exists()]
    return Certificate.objects.filter(pk__in=lost).update(revoked_at=at)
