"""How long procedures really took (thời gian giải quyết thực tế), as open data; see `dossiers/observed.py`."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from dossiers.models import ObservedTime
from dossiers.observed import FEWEST
from procedures.api.open_data import csv_file, pages
from procedures.exchange.open_data import Table


class ObservedRow(serializers.Serializer[dict[str, Any]]):
    """One procedure with enough dossiers in the last twelve months, in minutes of open office; no promise."""

    procedure = serializers.CharField(help_text="Code of the procedure")
    dossiers = serializers.IntegerField(help_text="From how many dossiers it is known")
    median_minutes = serializers.IntegerField(help_text="Half were ready within")
    ninth_minutes = serializers.IntegerField(help_text="Nine in ten were ready within")
    reckoned_at = serializers.DateTimeField()


TABLE = Table(
    "observed-times",
    {
        "procedure": "procedure__code",
        **{name: name for name in ("dossiers", "median_minutes", "ninth_minutes", "reckoned_at")},
    },
    lambda on: ObservedTime.objects.filter(dossiers__gte=FEWEST),
    ("procedure__code", "id"),
)
ObservedPages = pages(TABLE, ObservedRow, "How long procedures really took in the last twelve months")
ObservedFile = csv_file(TABLE)
