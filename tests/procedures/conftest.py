"""Catalogue files written on the spot and imported through the command."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from procedures.models import ProcedureDraft
from staff.models import User
from staff.roles import Role
from tests.people import Office, make_official

OWN_CATALOGUE = Path(__file__).resolve().parents[2] / "procedures" / "data" / "procedures.yaml"


@dataclass(frozen=True)
class Imported:
    """What the command answered."""

    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        return self.out.splitlines()[-1]


def entry(code: str = "1.000001", **changes: Any) -> dict[str, Any]:
    """A whole, valid entry; a change to None takes the key away."""
    whole: dict[str, Any] = {
        "code": code,
        "name": "Cấp bản sao Trích lục hộ tịch",
        "field": "Hộ tịch",
        "level_2023": "xã",
        "level_now": "xã",
        "authority_2023": "UBND cấp xã",
        "authority_now": "UBND cấp xã",
        "target": ["cá nhân"],
        "time_limit": {"mode": "working_days", "value": 3, "unit": "ngày làm việc"},
        "fee": {"amount": 8000, "unit": "VND", "per": "bản"},
        "papers": [{"name": "Tờ khai", "kind": "nop", "original": 1, "copy": 0, "mandatory": True}],
        "sets": 1,
        "result": "Trích lục hộ tịch",
        "online_level": {"level": "toàn trình", "confidence": "F"},
        "legal_basis": ["Luật Hộ tịch 60/2014/QH13"],
    }
    whole.update(changes)
    return {key: value for key, value in whole.items() if value is not None}


ImportEntries = Callable[..., Imported]
ImportText = Callable[..., Imported]


@pytest.fixture
def import_bytes(db: None, tmp_path: Path) -> ImportText:
    """Import a file with exactly these bytes."""

    def run(content: bytes | str, *options: str) -> Imported:
        path = tmp_path / "catalogue.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return run_import(path, *options)

    return run


@pytest.fixture
def import_entries(import_bytes: ImportText) -> ImportEntries:
    """Import a file with these entries."""

    def run(*entries: Any, options: tuple[str, ...] = ()) -> Imported:
        return import_bytes(yaml.safe_dump({"procedures": list(entries)}, allow_unicode=True), *options)

    return run


@pytest.fixture
def catalogue(db: None) -> Imported:
    """The 84 procedures of the demo, in force since 2021."""
    return run_import(OWN_CATALOGUE, "--valid-from=2021-01-01")


SOME = ("1.001193", "1.004873", "1.000894", "1.013978", "1.004222", "2.001263", "2.002396", "1.010945")


@pytest.fixture(scope="session")
def file_of_some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a few of the demo's procedures, one of each kind, which imports faster than all."""
    whole = yaml.load(OWN_CATALOGUE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    entries = [entry for entry in whole["procedures"] if entry["code"] in SOME]
    path = tmp_path_factory.mktemp("catalogue") / "some.yaml"
    path.write_text(yaml.dump({"procedures": entries}, Dumper=yaml.CSafeDumper, allow_unicode=True))
    return path


@pytest.fixture
def some_procedures(db: None, file_of_some: Path) -> Imported:
    """Eight procedures of the demo, in force since 2021."""
    return run_import(file_of_some, "--valid-from=2021-01-01")


@pytest.fixture
def english(client: Client) -> None:
    """The reader switched to English."""
    client.cookies["django_language"] = "en"


@pytest.fixture
def tuesday_morning() -> Iterator[None]:
    """Tuesday, 29 August 2023, 9:30: the week before the national holiday."""
    with time_machine.travel("2023-08-29T09:30:00+07:00", tick=False):
        yield


def run_import(path: Path | str, *options: str) -> Imported:
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with translation.override("en"):
        try:
            call_command("import_procedures", str(path), *options, stdout=out, stderr=err)
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Imported(code, out.getvalue(), err.getvalue())


@pytest.fixture
def huong(office: Office) -> User:
    return make_official("huong", "Ngô Thị Hương", office.district, Role.MANAGER)


@pytest.fixture
def posted(import_entries: ImportEntries, office: Office) -> None:
    import_entries(entry(valid_from="2021-01-01"))


@pytest.fixture
def signed_in(client: Client, thu: User, posted: None) -> Client:
    client.force_login(thu)
    return client


@pytest.fixture
def draft(signed_in: Client) -> ProcedureDraft:
    signed_in.post("/quan-ly/thu-tuc/1.000001/soan/")
    return ProcedureDraft.objects.get()
