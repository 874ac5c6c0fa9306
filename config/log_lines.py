"""One readable line per event, with the id of the request it happened in; never personal data."""

import logging
from contextvars import ContextVar
from typing import Any

current_request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdFilter(logging.Filter):
    """Puts the current request's id on each log line, `-` outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get()
        return True


def line_logging(level: str) -> dict[str, Any]:
    """Django's `LOGGING`: everything to standard error, one format."""
    line = "{asctime} {levelname:<7} {request_id} {name}: {message}"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": RequestIdFilter}},
        "formatters": {"line": {"format": line, "style": "{"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": "line"}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"propagate": True},
            # One line per task is enough: the one that tells how it ended.
            "celery.worker.strategy": {"level": "WARNING"},
        },
    }
