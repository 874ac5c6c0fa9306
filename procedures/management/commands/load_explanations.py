from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from procedures.models import LegalDocument, Procedure, ProcedureQuestion, Term

SHIPPED_EXPLANATIONS = Path(__file__).parents[2] / "data" / "explanations.yaml"
_SECTIONS = {"legal_documents", "terms", "questions"}


class Command(BaseCommand):
    """Load what explains the catalogue (văn bản được viện dẫn, thuật ngữ, hỏi đáp).

    A text or term that is there, and a procedure that has questions already, is left alone: the office keeps it.
    """

    help = "Load texts of law, terms and answers (those that come with the portal by default)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED_EXPLANATIONS, help="explanations (YAML)")

    def handle(self, *, file: Path, **options: Any) -> None:
        content = _read(file)
        try:
            with transaction.atomic():
                texts = _keep(LegalDocument, "title", content.get("legal_documents") or [])
                terms = _keep(Term, "name", content.get("terms") or [])
                answers = _questions(content.get("questions") or {})
        except (TypeError, AttributeError, KeyError, ValidationError) as error:
            raise CommandError(f"{file}: {error}") from None
        self.stdout.write(f"{texts} texts, {terms} terms, {answers} answers new")


def _read(file: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise CommandError(f"{file}: the file is not valid YAML: {error}") from None
    if not isinstance(content, dict) or not content.keys() <= _SECTIONS:
        raise CommandError(f"{file}: needs a mapping with {', '.join(sorted(_SECTIONS))}")
    return content


def _keep(model: type[LegalDocument] | type[Term], key: str, wanted: list[dict[str, Any]]) -> int:
    """Add the rows that are not there yet and return how many."""
    known = set(model._default_manager.values_list(key, flat=True))
    rows: list[models.Model] = [model(**entry) for entry in wanted if entry[key] not in known]
    for row in rows:
        row.full_clean(exclude={"updated_by"})  # nobody of the office wrote it
        row.save()
    return len(rows)


def _questions(wanted: dict[str, list[dict[str, str]]]) -> int:
    asked = Procedure.objects.filter(code__in=wanted, questions=None)
    rows = [
        ProcedureQuestion(procedure=procedure, position=position, **entry)
        for procedure in asked
        for position, entry in enumerate(wanted[procedure.code], start=1)
    ]
    for row in rows:
        row.full_clean()
    return len(ProcedureQuestion.objects.bulk_create(rows))
