"""Everything the portal reads from its environment, typed; `.env.example` explains each name."""

import secrets
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BASE_DIR = Path(__file__).resolve().parent.parent

Words = Annotated[list[str], NoDecode]


class Env(BaseSettings):
    """The environment's variables, named as here but in capitals; an empty variable counts as unset."""

    model_config = SettingsConfigDict(env_file=BASE_DIR / ".env", env_ignore_empty=True, extra="ignore")

    debug: bool = False
    data_dir: Path = BASE_DIR / "var"
    secret_key: str = Field(default="", min_length=32, validate_default=False)
    secret_key_fallbacks: Words = []
    public_base_url: str = "http://localhost:8000"
    allowed_hosts: Words = ["localhost", "127.0.0.1", "[::1]"]
    behind_https_proxy: bool = False
    static_manifest: bool = False
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    database_url: str = ""
    redis_url: str = ""

    email_host: str = ""
    email_port: int = Field(default=587, ge=1, le=65535)
    email_user: str = ""
    email_password: str = ""
    email_security: Literal["none", "starttls", "tls"] = "starttls"
    email_from: str = "Bộ phận Một cửa <mot-cua@localhost>"

    sms_gateway_url: str = ""
    sms_gateway_key: str = Field(default="", min_length=32, validate_default=False)
    sms_sender: str = Field(default="", max_length=20)
    sms_plain_letters: bool = True
    zalo_gateway_url: str = ""
    zalo_gateway_key: str = Field(default="", min_length=32, validate_default=False)
    zalo_sender: str = Field(default="", max_length=40)

    signing_passphrase: str = ""
    signing_pkcs11_module: str = ""
    signing_pkcs11_token: str = ""
    signing_pkcs11_pin: str = ""
    signing_tsa_url: str = ""

    api_token_days: int = Field(default=0, ge=0)
    vneid_server_url: str = ""
    vneid_client_id: str = ""
    vneid_client_secret: str = ""

    @field_validator("secret_key_fallbacks", "allowed_hosts", mode="before")
    @classmethod
    def split_commas(cls, value: Any) -> Any:
        return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value

    @field_validator("public_base_url")
    @classmethod
    def check_public_base_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must be an address such as https://mot-cua.example.vn")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def check_database_url(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("postgres", "postgresql", "sqlite"):
            raise ValueError("must start with postgres:// or sqlite:///")
        return value

    @field_validator("redis_url")
    @classmethod
    def check_redis_url(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            raise ValueError("must start with redis://, rediss:// or unix://")
        return value

    @field_validator("sms_gateway_url", "zalo_gateway_url")
    @classmethod
    def check_gateway_url(cls, value: str) -> str:
        parts = urlsplit(value)
        is_own_machine = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
        if value and not is_own_machine and (parts.scheme != "https" or not parts.hostname):
            raise ValueError("must start with https://; http:// only on this very machine")
        return value

    @model_validator(mode="after")
    def check_gateways_are_whole(self) -> "Env":
        for name in ("sms", "zalo"):
            url, key = getattr(self, f"{name}_gateway_url"), getattr(self, f"{name}_gateway_key")
            if bool(url) != bool(key):
                raise ValueError(f"{name.upper()}_GATEWAY_URL and {name.upper()}_GATEWAY_KEY go together")
        return self

    @field_validator("signing_tsa_url")
    @classmethod
    def check_signing_tsa_url(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError("must start with https:// or http://")
        return value

    @model_validator(mode="after")
    def check_vneid_is_whole(self) -> "Env":
        parts = (self.vneid_server_url, self.vneid_client_id, self.vneid_client_secret)
        if any(parts) and not all(parts):
            raise ValueError("VNEID_SERVER_URL, VNEID_CLIENT_ID and VNEID_CLIENT_SECRET go together")
        return self

    @property
    def is_https(self) -> bool:
        return self.public_base_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """Host names answered to: the configured ones and the public address's own."""
        return list(dict.fromkeys([*self.allowed_hosts, urlsplit(self.public_base_url).hostname or ""]))

    @property
    def sign_in_providers(self) -> list[dict[str, Any]]:
        """The OpenID Connect providers offered at sign-in: VNeID where it is configured."""
        if not self.vneid_server_url:
            return []
        return [
            {
                "provider_id": "vneid",
                "name": "VNeID",
                "client_id": self.vneid_client_id,
                "secret": self.vneid_client_secret,
                "settings": {"server_url": self.vneid_server_url},
            }
        ]

    @property
    def gateways(self) -> dict[str, dict[str, str]]:
        """The message gateways that are set up, by channel."""
        known = {
            "sms": {"url": self.sms_gateway_url, "key": self.sms_gateway_key, "sender": self.sms_sender},
            "zalo": {"url": self.zalo_gateway_url, "key": self.zalo_gateway_key, "sender": self.zalo_sender},
        }
        return {name: gateway for name, gateway in known.items() if gateway["url"]}

    @property
    def database(self) -> dict[str, Any]:
        """Django's `DATABASES["default"]`: PostgreSQL with kept connections, or SQLite in WAL mode."""
        url = self.database_url or f"sqlite:///{self.data_dir / 'db.sqlite3'}"
        database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
        if database["ENGINE"].endswith("sqlite3"):
            # IMMEDIATE takes the write lock at BEGIN: two clerks queue instead of failing half-way.
            database["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            }
        return database

    def stored_secret_key(self) -> str:
        """The configured key, else one generated once and kept readable by the owner only."""
        if self.secret_key:
            return self.secret_key
        path = self.data_dir / "secret-key"
        if not path.exists():
            fresh = path.with_name(f"secret-key.{secrets.token_hex(4)}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(50))
            try:
                path.hardlink_to(fresh)  # the first of several starting processes wins
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return path.read_text().strip()


def read_env() -> Env:
    """Read the environment; raises ImproperlyConfigured naming every fault at once."""
    try:
        return Env()
    except ValidationError as error:
        faults = [
            f"  {'.'.join(str(part) for part in fault['loc']).upper() or 'environment'}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise ImproperlyConfigured("The environment is not usable:\n" + "\n".join(faults)) from None
