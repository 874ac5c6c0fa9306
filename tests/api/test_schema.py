"""The description of the API (OpenAPI) is complete and valid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Generated as `manage.py spectacular --validate --fail-on-warn` does; a warning fails."""
    path: Path = tmp_path_factory.mktemp("schema") / "schema.yml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(path))
    described: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return described


def operations(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in schema["paths"].values() for operation in path.values()]


def test_every_address_of_the_counter_is_described(schema: dict[str, Any]) -> None:
    assert set(schema["paths"]) >= {
        f"/api/v1/{path}"
        for path in (
            "procedures/",
            "procedures/{code}/",
            "deadlines/preview/",
            "dossiers/",
            "dossiers/{code}/",
            "dossiers/{code}/actions/{action}/",
            "dossiers/{code}/attachments/",
            "dossiers/{code}/receipt.pdf",
            "tracking/{code}/",
        )
    }


def test_every_refusal_has_the_one_error_shape(schema: dict[str, Any]) -> None:
    refusals = [
        answer
        for operation in operations(schema)
        for status, answer in operation["responses"].items()
        if status.startswith("4")
    ]
    assert refusals
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    assert all(answer["content"] == problem for answer in refusals)


def test_each_operation_has_its_own_name(schema: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations(schema)]
    assert len(names) == len(set(names))
