"""The environment is read once, typed, and all its faults are told together."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import Env, read_env


def test_all_faults_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "oracle://somewhere")
    monkeypatch.setenv("EMAIL_PORT", "many")
    monkeypatch.setenv("PUBLIC_BASE_URL", "mot-cua.example.vn")

    with pytest.raises(ImproperlyConfigured) as caught:
        read_env()

    for name in ("DATABASE_URL", "EMAIL_PORT", "PUBLIC_BASE_URL"):
        assert name in str(caught.value)


def test_half_of_the_vneid_settings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VNEID_CLIENT_ID", "portal")

    with pytest.raises(ImproperlyConfigured, match="go together"):
        read_env()


def test_without_any_environment_the_data_is_embedded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    env = Env(_env_file=None, data_dir=tmp_path)

    assert env.database["NAME"] == str(tmp_path / "db.sqlite3")
    assert env.database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_connections_are_kept_and_checked() -> None:
    env = Env(_env_file=None, database_url="postgres://clerk:secret@db.example/mot_cua")

    assert env.database["CONN_MAX_AGE"] == 600
    assert env.database["CONN_HEALTH_CHECKS"] is True


def test_the_generated_secret_key_is_kept_and_private(tmp_path: Path) -> None:
    first = Env(_env_file=None, data_dir=tmp_path).stored_secret_key()

    assert Env(_env_file=None, data_dir=tmp_path).stored_secret_key() == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_hosts_are_the_listed_ones_and_the_public_address() -> None:
    env = Env(_env_file=None, allowed_hosts="a.example, b.example", public_base_url="https://mot-cua.example.vn/")

    assert env.hosts == ["a.example", "b.example", "mot-cua.example.vn"]
    assert env.is_https
