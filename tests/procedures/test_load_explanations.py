"""The texts of law, terms and answers that come with the portal, loaded once and never over an office's own."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from procedures.models import LegalDocument, Procedure, ProcedureQuestion, ProcedureVersion, Term
from tests.procedures.conftest import Imported


def load(*args: object) -> str:
    out = io.StringIO()
    call_command("load_explanations", *map(str, args), stdout=out)
    return out.getvalue().strip()


def test_what_comes_with_the_portal_loads_and_names_procedures_it_has(catalogue: Imported) -> None:
    load()

    assert LegalDocument.objects.get(title="NĐ 61/2018/NĐ-CP").valid_to == dt.date(2025, 6, 30)
    assert Term.objects.filter(name="trích lục").exists()
    assert ProcedureQuestion.objects.filter(procedure__code="1.001193").count() == 4


def test_loading_again_adds_nothing(catalogue: Imported) -> None:
    load()

    assert load() == "0 texts, 0 terms, 0 answers new"


def test_every_registered_text_that_has_ended_names_its_follower(db: None) -> None:
    load()

    assert not LegalDocument.objects.filter(valid_to__isnull=False, replaced_by="").exists()


def test_most_citations_of_the_catalogue_are_registered(catalogue: Imported) -> None:
    load()
    titles = set(LegalDocument.objects.values_list("title", flat=True))

    laws = {
        words
        for bases in ProcedureVersion.objects.values_list("legal_bases", flat=True)
        for words in bases
        if words.startswith("Luật")
    }

    assert laws <= titles


def test_what_the_office_wrote_stays(some_procedures: Imported) -> None:
    Term.objects.create(name="trích lục", meaning="Theo cách nói của xã.")
    LegalDocument.objects.create(title="NĐ 61/2018/NĐ-CP", valid_to=dt.date(2025, 1, 1))
    ProcedureQuestion.objects.create(
        procedure=Procedure.objects.get(code="1.001193"), question="Của xã?", answer="Của xã."
    )

    load()

    assert Term.objects.get(name="trích lục").meaning == "Theo cách nói của xã."
    assert LegalDocument.objects.get(title="NĐ 61/2018/NĐ-CP").valid_to == dt.date(2025, 1, 1)
    assert ProcedureQuestion.objects.filter(procedure__code="1.001193").count() == 1


@pytest.mark.parametrize(
    "content",
    [
        "- terms",
        "khac: []",
        "terms: [{name: phí}]",
        "legal_documents: [{title: A, valid_from: 2025-02-01, valid_to: 2025-01-01}]",
        "terms: [{name: phí, loai: x}]",
        "a: b: c",
    ],
)
def test_a_file_with_faults_loads_nothing(db: None, tmp_path: Path, content: str) -> None:
    path = tmp_path / "explanations.yaml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError):
        load(path)
    assert not Term.objects.exists()
    assert not LegalDocument.objects.exists()
