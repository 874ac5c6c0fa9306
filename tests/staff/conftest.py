"""What the tests with real workers share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.staff.portal import Portal
from tests.staff.smtp_server import SmtpServer


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    folder = tmp_path_factory.mktemp("empty")
    env = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}"}
    migrate = [sys.executable, "-W", "ignore", "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=env, cwd=settings.BASE_DIR, check=True)
    return folder / "db.sqlite3"


@pytest.fixture
def portal(
    tmp_path: Path, smtp: SmtpServer, worker_id: str, transactional_db: None, request: pytest.FixtureRequest
) -> Portal:
    """On PostgreSQL the tests' own database and Redis; else a database and a broker of files in `tmp_path`."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("EMAIL_", "COV_"))}
    env |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(tmp_path),
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp.port),
        "EMAIL_SECURITY": "none",
        "REDIS_URL": "",
    }
    portal = Portal(env)
    if redis := settings.ENV.redis_url:
        number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
        env["REDIS_URL"] = f"{redis.rsplit('/', 1)[0]}/{15 - number % 8}"
    if connection.vendor == "postgresql":
        place = connection.settings_dict
        who = f"{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT']}"
        env["DATABASE_URL"] = f"postgres://{who}/{place['NAME']}"
    else:
        env["DATABASE_URL"] = f"sqlite:///{shutil.copy(request.getfixturevalue('empty_database'), tmp_path)}"
    return portal
