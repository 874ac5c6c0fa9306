"""What drf-spectacular cannot know: the one error shape and who meets it."""

from http import HTTPStatus
from typing import Any

from config.api import PROBLEM_TYPE

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457)",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "All faults of the input; `field` is empty for one of no single field.",
            "items": {
                "type": "object",
                "required": ["field", "message", "code"],
                "properties": {
                    "field": {"type": "string"},
                    "message": {"type": "string"},
                    "code": {"type": "string"},
                },
            },
        },
        "allowed_actions": {
            "type": "array",
            "description": "With status 409: what may be done with the dossier now.",
            "items": {"type": "string"},
        },
    },
}
PROBLEM_CONTENT = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def document_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Give every operation the refusals that can befall it, each a problem."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    for operations in result.get("paths", {}).values():
        for operation in operations.values():
            answers = operation["responses"]
            for status in _refusals(operation):
                answers.setdefault(str(int(status)), {"description": status.phrase})
            for status, answer in answers.items():
                if int(status) >= HTTPStatus.BAD_REQUEST:
                    answer["content"] = PROBLEM_CONTENT
            operation["responses"] = dict(sorted(answers.items()))
    return result


def _refusals(operation: dict[str, Any]) -> set[HTTPStatus]:
    """What an operation may answer by its nature; the views add what is their own (409, 429)."""
    places = {parameter["in"] for parameter in operation.get("parameters", ())}
    refusals: set[HTTPStatus] = set()
    if places - {"path"} or "requestBody" in operation:
        refusals.add(HTTPStatus.BAD_REQUEST)
    if any(operation.get("security", ())):
        refusals |= {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
    if "path" in places:
        refusals.add(HTTPStatus.NOT_FOUND)
    if "requestBody" in operation:
        refusals |= {HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE}
    return refusals
