"""The task queue; `config/task_queue.py` holds its settings."""

import gc
import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import celeryd_after_setup, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Django's checks load every page; they belong to `manage.py check`, and a worker serves none.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("mot_cua")
app.config_from_object("config.task_queue")
app.autodiscover_tasks()

# A sweep that waited so long in the queue that the next one is due is dropped.
app.conf.beat_schedule = {
    "outbox": {
        "task": "staff.tasks.sweep_outbox",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "reminders": {
        "task": "dossiers.tasks.sweep_reminders",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "counter_tasks": {
        "task": "dossiers.tasks.sweep_counter_tasks",
        "schedule": crontab(minute="5-55/10"),
        "options": {"expires": 600},
    },
    "apologies": {
        "task": "dossiers.tasks.sweep_apologies",
        "schedule": crontab(minute="5-59/10"),
        "options": {"expires": 600},
    },
    "queue": {
        "task": "dossiers.tasks.sweep_queue",
        "schedule": crontab(minute=20),
        "options": {"expires": 600},
    },
    "walls": {
        "task": "procedures.tasks.sweep_walls",
        "schedule": crontab(minute="10-59/15"),
        "options": {"expires": 600},
    },
    "uploads": {
        "task": "procedures.tasks.sweep_uploads",
        "schedule": crontab(minute=40),
        "options": {"expires": 600},
    },
    "expiry": {
        "task": "procedures.tasks.sweep_expiry",
        "schedule": crontab(hour="7-17", minute=50),
        "options": {"expires": 600},
    },
    "observed_times": {
        "task": "dossiers.tasks.sweep_observed_times",
        # Again by day: a small office switches its server off at night.
        "schedule": crontab(hour="2,9,15", minute=35),
        "options": {"expires": 600},
    },
}


@celeryd_after_setup.connect
def share_memory_with_children(**_: Any) -> None:
    """Everything is loaded and about to fork: what the collector leaves alone stays in common pages."""
    app.loader.import_default_modules()
    gc.collect()
    gc.freeze()


@worker_ready.connect
def beat_the_pulse(sender: Any, **_: Any) -> None:
    """Say twice a minute that this worker lives, from its main process, so that no task has to wait for it."""
    from staff.sweeping import note_alive
    from staff.watch import HEARTBEAT_SECONDS, WORKER

    sender.timer.call_repeatedly(HEARTBEAT_SECONDS, note_alive, (WORKER,))
