"""What the program loads when it starts, and what only when somebody asks for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from deploy.machine import ROOT

#: Half a second and 45 MB for signatures, a tenth of a second for the feasts of the moon.
HEAVY = {"pyhanko", "aiohttp", "pkcs11", "holidays", "openpyxl"}


_WORKER = "config.celery; config.celery.app.loader.import_default_modules()"
_LOADED = "print(*(name for name in sys.modules if '.' not in name))"


@pytest.mark.slow
@pytest.mark.parametrize("program", ["config.wsgi", _WORKER])
def test_a_process_starts_without_what_few_of_them_need(program: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {program}; {_LOADED}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "django" in loaded
    assert HEAVY.isdisjoint(loaded)
