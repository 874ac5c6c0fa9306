"""A catalogue file somebody read in: one procedure new, one changed, one with faults."""

from __future__ import annotations

from typing import Any

import yaml
from django.utils import timezone

from procedures.entries import entry_of
from procedures.exchange import uploads
from procedures.models import CatalogueUpload
from tests.browser.world import World

NAME = "danh-muc-huyen.yaml"


def entries(world: World) -> list[dict[str, Any]]:
    """What stands in the file."""
    known = entry_of(world.version)
    new = {**known, "code": "9.000001", "name": "Thủ tục mới của huyện"}
    faulty = {**known, "code": "9.000002", "name": "Thủ tục có lỗi", "sets": 0, "fees": [{"amount": -1}]}
    return [{**known, "result": "Giấy xác nhận điện tử"}, new, faulty]


def upload(world: World) -> CatalogueUpload:
    """The file as it was read in by the manager."""
    found = CatalogueUpload.objects.filter(name=NAME).first()
    if found is None:
        content = yaml.safe_dump({"procedures": entries(world)}, allow_unicode=True).encode()
        found = uploads.take_in(name=NAME, content=content, by=world.people["thu"], at=timezone.now())
    return found
