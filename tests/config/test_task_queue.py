"""Tasks travel through a real broker to a real worker."""

import threading

import pytest
from celery.signals import task_success

from staff.tasks import sweep_outbox


@pytest.mark.postgres
@pytest.mark.usefixtures("task_worker")
def test_a_task_is_carried_out_by_the_worker() -> None:
    carried_out = threading.Event()

    def note(**_: object) -> None:
        carried_out.set()

    task_success.connect(note, sender=sweep_outbox)
    try:
        sweep_outbox.delay()
        assert carried_out.wait(15)
    finally:
        task_success.disconnect(note, sender=sweep_outbox)
