"""Blank forms drawn by the portal: legible, kept once, offered with the procedures they belong to."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from pypdf import PdfReader

from procedures.blank_forms.own_forms import draw_forms, moment_of, offer_forms
from procedures.models import FormFile, ProcedureVersion
from tests.procedures.conftest import Imported, ImportEntries, entry, run_import

DAY = dt.date(2026, 3, 2)


def in_force(code: str) -> ProcedureVersion:
    return ProcedureVersion.objects.in_force(DAY).get(procedure__code=code)


def test_every_form_is_one_page_that_names_its_law(db: None) -> None:
    for form in draw_forms(at=moment_of(DAY)):
        with form.file.file.open() as file:
            (page,) = PdfReader(io.BytesIO(file.read())).pages
        text = " ".join(page.extract_text().split())
        assert form.title.upper() in text
        assert f"ban hành kèm theo {form.ground}" in text


def test_drawn_again_on_the_same_day_it_is_the_same_file(db: None) -> None:
    draw_forms(at=moment_of(DAY))
    draw_forms(at=moment_of(DAY))

    assert FormFile.objects.count() == 5


def test_a_procedure_offers_its_form_in_a_new_version(some_procedures: Imported) -> None:
    with time_machine.travel("2026-03-02T08:00:00+07:00", tick=False):
        call_command("make_forms", stdout=io.StringIO())

    version = in_force("1.001193")
    (form,) = version.forms.all()
    assert (form.title, form.ground) == ("Tờ khai đăng ký khai sinh", "TT 04/2020/TT-BTP")
    assert version.documents.get(position=form.paper).name.startswith("Tờ khai")
    assert (version.number, version.valid_from) == (2, DAY)


def test_nothing_else_of_the_procedure_changes(some_procedures: Imported) -> None:
    before = in_force("1.001193")

    offer_forms(draw_forms(at=moment_of(DAY)), on=DAY)

    after = in_force("1.001193")
    same = (
        "name",
        "limit_mode",
        "cutoff",
        "legal_bases",
        "sequence",
        "ways",
        "conditions",
        "result",
        "online_level",
    )
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert [fee.name for fee in after.fees.all()] == [fee.name for fee in before.fees.all()]


def test_a_procedure_with_forms_of_its_own_is_left_alone(some_procedures: Imported) -> None:
    forms = draw_forms(at=moment_of(DAY))
    offer_forms(forms, on=DAY)

    assert offer_forms(forms, on=DAY + dt.timedelta(days=1)) == []


@pytest.mark.parametrize("code", ["1.013978", "1.004222"])
def test_other_procedures_are_not_touched(some_procedures: Imported, code: str) -> None:
    offer_forms(draw_forms(at=moment_of(DAY)), on=DAY)

    assert in_force(code).number == 1


def test_each_paper_a_form_fills_is_a_declaration(catalogue: Imported) -> None:
    for form in draw_forms(at=moment_of(DAY)):
        for code, position in form.papers.items():
            assert in_force(code).documents.get(position=position).name.startswith("Tờ khai"), code


def test_reading_the_catalogue_again_keeps_the_forms(some_procedures: Imported, file_of_some: Path) -> None:
    offer_forms(draw_forms(at=moment_of(DAY)), on=DAY)

    assert run_import(file_of_some).last_line == "0 new, 0 changed, 8 unchanged, 0 rejected"
    assert in_force("1.001193").forms.exists()


def test_a_changed_catalogue_keeps_the_forms_too(import_entries: ImportEntries) -> None:
    papers = [{"name": "Tờ khai"}, {"name": "Giấy chứng sinh"}]
    with time_machine.travel("2026-01-05T08:00:00+07:00", tick=False):
        import_entries(entry("1.001193", papers=papers))
    offer_forms(draw_forms(at=moment_of(DAY)), on=DAY)
    with time_machine.travel("2026-03-09T08:00:00+07:00", tick=False):
        import_entries(entry("1.001193", papers=[{"name": "Tờ khai"}], result="Giấy khai sinh"))
        import_entries(entry("1.001193", papers=[{"name": "Đơn"}], result="Giấy khai sinh"))

    second, third = ProcedureVersion.objects.filter(number__gte=3).order_by("number")
    assert [form.paper for form in second.forms.all()] == [1]
    assert [form.paper for form in third.forms.all()] == [None]
