"""Wiring only: settings, URLs, the API's shape, middleware and the task queue.

No app imports from here; `config` imports from the apps.
"""

from config.celery import app as celery_app

__all__ = ["celery_app"]
