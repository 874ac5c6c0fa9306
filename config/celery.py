"""The task queue: Redis where people work together, a folder of files in the embedded default."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("mot_cua")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
