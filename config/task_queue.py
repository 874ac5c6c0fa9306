"""How tasks travel: through Redis where people work together, through a folder of files when embedded."""

from typing import Any

from django.conf import settings

_folder = settings.DATA_DIR / "broker"

if settings.ENV.redis_url:
    broker_url = settings.ENV.redis_url
    # Longer than the longest task, short enough that a killed worker's task does not lie for an hour.
    broker_transport_options: dict[str, Any] = {"visibility_timeout": 600}
else:
    for part in ("queue", "control"):
        (_folder / part).mkdir(parents=True, exist_ok=True)
    broker_url = "filesystem://"
    broker_transport_options = {
        "data_folder_in": str(_folder / "queue"),
        "data_folder_out": str(_folder / "queue"),
        "control_folder": str(_folder / "control"),
        "polling_interval": 0.1,
    }
broker_connection_retry_on_startup = True

# Acknowledged late and fetched singly: the work of a killed worker is taken up again.
task_acks_late = True
task_reject_on_worker_lost = True
task_ignore_result = True
task_time_limit = 300
worker_prefetch_multiplier = 1
worker_hijack_root_logger = False
timezone = settings.TIME_ZONE
beat_schedule_filename = str(settings.DATA_DIR / "beat-schedule")
