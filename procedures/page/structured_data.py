"""The procedure as search engines read it (schema.org GovernmentService)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from procedures import channels, wording
from procedures.models import Fee, ProcedureVersion
from staff.models import Unit

#: What would end the element the data stand in, or be read as markup.
_ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def page_address(code: str) -> str:
    """The one address of a procedure's page, whatever day or counter is looked at."""
    return f"{settings.PUBLIC_BASE_URL}{reverse('procedures:detail', args=[code])}"


def government_service(version: ProcedureVersion, counters: Sequence[Unit], fees: Sequence[Fee]) -> SafeString:
    """The JSON to stand in a data block of the page."""
    address = page_address(version.procedure.code)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": address,
        "url": address,
        "name": version.name,
        "identifier": version.procedure.code,
        "serviceType": version.procedure.field.name,
        "inLanguage": "vi",
        "audience": [{"@type": "Audience", "audienceType": each} for each in _audience(version)],
        "provider": [_office(unit) for unit in counters],
        "availableChannel": [_channel(each, address) for each in _channels(version)],
        "offers": [_offer(fee) for fee in fees if fee.amount is not None],
    }
    if version.full_name:
        data["alternateName"] = version.full_name
    if version.result:
        data["serviceOutput"] = {"@type": "Thing", "name": version.result}
    filled = {key: value for key, value in data.items() if value not in ("", [])}
    text = json.dumps(filled, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(text)  # noqa: S308  # nothing in it can end the data block


def _audience(version: ProcedureVersion) -> list[str]:
    return ["cá nhân"] * version.for_individuals + ["tổ chức"] * version.for_organisations


def _office(unit: Unit) -> dict[str, str]:
    office = {"@type": "GovernmentOffice", "name": unit.name, "address": unit.address, "telephone": unit.hotline}
    return {key: value for key, value in office.items() if value}


def _channels(version: ProcedureVersion) -> list[str]:
    if version.ways:
        return [each for each in channels.ALL if each in version.ways]
    return [channels.COUNTER, channels.ONLINE] if version.can_apply_online else [channels.COUNTER]


def _channel(channel: str, address: str) -> dict[str, str]:
    return {"@type": "ServiceChannel", "name": str(wording.CHANNEL_NAMES[channel]), "serviceUrl": address}


def _offer(fee: Fee) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "name": fee.name or fee.get_kind_display(),
        "price": fee.amount,
        "priceCurrency": fee.unit,
    }
