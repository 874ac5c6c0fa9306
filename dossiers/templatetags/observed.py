"""How long it really took (thời gian giải quyết thực tế) on pages that may not import this app."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import ngettext

from dossiers.observed import shown_for
from procedures.models import Procedure

register = template.Library()

_MINUTES_OF_A_DAY = 480


@register.inclusion_tag("dossiers/public/observed.html")
def observed_time(procedure: Procedure) -> dict[str, Any]:
    """Within what half and nine in ten of the dossiers of twelve months were ready; nothing where they are few."""
    found = shown_for(procedure.pk)
    if found is None:
        return {}
    return {
        "dossiers": found.dossiers,
        "half": office_time_in_words(found.median_minutes),
        "most": office_time_in_words(found.ninth_minutes),
    }


def office_time_in_words(minutes: int) -> str:
    """Office time rounded up, never told too short: hours within a day, else working days of eight hours."""
    if minutes <= _MINUTES_OF_A_DAY:
        count = max(-(-minutes // 60), 1)
        return ngettext("%(count)d working hour", "%(count)d working hours", count) % {"count": count}
    count = -(-minutes // _MINUTES_OF_A_DAY)
    return ngettext("%(count)d working day", "%(count)d working days", count) % {"count": count}
