"""Blank forms the portal draws itself (mẫu tờ khai để trống) and how procedures come to offer them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from procedures.blank_forms.form_files import keep_form_file
from procedures.entries import entry_of
from procedures.importing.checking import check
from procedures.importing.storing import Store
from procedures.models import FormFile, ProcedureVersion
from staff.printing import render_pdf

SHIPPED_FORMS = Path(__file__).parents[1] / "data" / "blank_forms.yaml"
#: Papers are Vietnamese only. What was drawn anew may differ from what the law prints, so each sheet says so.
_REMARK = "Cổng vẽ lại theo mẫu ban hành kèm theo {ground}; cơ quan tiếp nhận đối chiếu trước khi dùng."
_AUTHOR = "Cổng một cửa"
_SUMMARY = "Kèm mẫu tờ khai để tải về"


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """One form as kept: what it is called, what it follows, and which paper of which procedure it fills."""

    title: str
    ground: str
    papers: dict[str, int]
    file: FormFile


def draw_forms(*, at: datetime, source: Path = SHIPPED_FORMS) -> list[DrawnForm]:
    """Draw every form and keep its file; drawn again at the same moment it is the same file."""
    drawn = []
    for form in yaml.safe_load(source.read_text(encoding="utf-8")):
        words = {"remark": _REMARK.format(ground=form["ground"]), "author": _AUTHOR}
        content = render_pdf("to_khai", {**form, **words}, at=at)
        file = keep_form_file(name=form["name"], given=content, by=None, at=at)
        drawn.append(DrawnForm(form["title"], form["ground"], form["papers"], file))
    return drawn


@transaction.atomic
def offer_forms(forms: Iterable[DrawnForm], *, on: date) -> list[str]:
    """Publish from the day `on` what offers these forms; procedures with forms of their own are left alone.

    Returns the codes of the procedures that offer one now.
    """
    wanted: dict[str, list[DrawnForm]] = {}
    for form in forms:
        for code in form.papers:
            wanted.setdefault(code, []).append(form)
    store = Store(today=on, first_day=on)
    versions = ProcedureVersion.objects.filter(procedure__code__in=wanted, valid_to=None, forms=None)
    offered = []
    for version in versions.select_related("procedure__field").order_by("procedure__code"):
        code = version.procedure.code
        facts, faults = check({**entry_of(version), "forms": [_entry(form, code) for form in wanted[code]]})
        if facts is None:
            raise ValueError(f"{code}: {faults}")
        # the file the version came from says the same as before: read again, it makes no new version
        source = {"source_digest": version.source_digest, "source_entry": version.source_entry}
        store.put(facts, change_summary=_SUMMARY, **source)
        offered.append(code)
    return offered


def moment_of(day: date) -> datetime:
    """The moment forms of a day are drawn at: the same day gives the same file."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _entry(form: DrawnForm, code: str) -> dict[str, Any]:
    return {"title": form.title, "file": form.file.digest, "paper": form.papers[code], "ground": form.ground}
