"""How tasks travel: through Redis where people work together, through a folder of files when embedded."""

from typing import Any

from django.conf import settings

_folder = settings.DATA_DIR / "broker"

if settings.ENV.redis_url:
    broker_url = settings.ENV.redis_url
    broker_transport_options: dict[str, Any] = {
        # Longer than the longest task, short enough that a killed worker's task does not lie for an hour.
        "visibility_timeout": 600,
        # A request that asks for a task must not hang on a broker that is away: the rows wait in the database.
        "socket_connect_timeout": 0.5,
        "socket_timeout": 3,
        "connect_retries_timeout": 0.5,
        "max_retries": 0,
    }
else:
    for part in ("queue", "control"):
        (_folder / part).mkdir(parents=True, exist_ok=True)
    broker_url = "filesystem://localhost/"
    broker_transport_options = {
        "data_folder_in": str(_folder / "queue"),
        "data_folder_out": str(_folder / "queue"),
        "control_folder": str(_folder / "control"),
        "polling_interval": 0.1,
    }
broker_connection_retry_on_startup = True
broker_connection_max_retries = None  # a worker outlives any absence of the broker

# Acknowledged late and fetched singly: the work of a killed worker is taken up again.
task_acks_late = True
task_reject_on_worker_lost = True
task_ignore_result = True
# Asked to stop, then stopped, before the broker hands the task to another worker; a sweep goes on where it was.
task_soft_time_limit, task_time_limit = 240, 300
worker_prefetch_multiplier = 1
worker_hijack_root_logger = False
timezone = settings.TIME_ZONE
beat_scheduler = "config.beat:WatchedScheduler"
beat_schedule_filename = str(settings.DATA_DIR / "beat-schedule")
