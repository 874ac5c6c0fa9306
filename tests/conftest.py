"""What every test shares: quick passwords, a throw-away place for files, no task leaving the process."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from celery.contrib.testing.worker import start_worker
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from config.celery import app

pytest_plugins = ["tests.people", "tests.sealing"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On SQLite the tests of real row locks are left out: `make test` runs them on PostgreSQL."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))


@pytest.fixture(scope="session", autouse=True)
def portal_for_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings for all tests; tasks sent without `task_worker` stay in memory and are never run."""
    app.conf.update(broker_url="memory://localhost/", broker_transport_options={})
    with override_settings(
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        SESSION_ENGINE="django.contrib.sessions.backends.db",  # as many statements on either engine
        PUBLIC_BASE_URL="http://testserver",
    ):
        yield


def put_back(**_: Any) -> None:
    """What migrations fill: a test that really commits ends by emptying every table, which says `post_migrate`."""
    import_module("procedures.migrations.0003_findable").open_doors(apps, None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Keys as in an office that has worked for years: beyond 999, and the same in no two tables.

    A page that writes a key as a number for people (“12.001”), or takes one key for another, is found.
    """
    post_migrate.connect(put_back, sender=apps.get_app_config("procedures"))
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for number, model in enumerate(apps.get_models(), start=1):
            key = model._meta.pk
            if key is None or key.get_internal_type() not in ("AutoField", "BigAutoField"):
                continue
            start = 10_000 + number * 1_000
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [model._meta.db_table, key.column, start]
                )
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [model._meta.db_table, start])


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Rate limits and remembered values of one test do not reach the next."""
    cache.clear()


@pytest.fixture
def task_worker(transactional_db: None, worker_id: str) -> Iterator[Any]:
    """A real task worker beside the test, on Redis where there is one; mark the test `postgres`."""
    if settings.ENV.redis_url:
        number = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 0
        broker_url = f"{settings.ENV.redis_url.rsplit('/', 1)[0]}/{number}"
        travel_through(broker_url)
    app.set_current()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30) as worker:
        yield worker
    travel_through("memory://localhost/")


def travel_through(broker_url: str) -> None:
    """Send tasks through this broker from now on; connections kept open to another are forgotten."""
    app.conf.broker_url = broker_url
    app._pool = None
    app.amqp._producer_pool = None
