"""Static files: a script is loaded once, whether a page names it or another script imports it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.static_files import FingerprintedFiles


@pytest.fixture
def collected(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Three scripts as they lie after collecting, and the names they got."""
    scripts = tmp_path / "js" / "counter"
    scripts.mkdir(parents=True)
    (scripts / "money.js").write_text("export const shown = 1;\n")
    (scripts / "till.js").write_text('import { shown } from "./money.js";\nimport "./effects.js";\n')
    (scripts / "effects.js").write_text('import("https://elsewhere.example/x.js");\n')
    storage = FingerprintedFiles(location=str(tmp_path), base_url="/static/")
    names = [f"js/counter/{name}.js" for name in ("money", "till", "effects")]
    list(storage.post_process({name: (storage, name) for name in names}))
    paths: dict[str, str] = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    return tmp_path, paths


@pytest.mark.parametrize("imported", ["money", "effects"])
def test_scripts_import_each_other_by_their_fingerprint(
    collected: tuple[Path, dict[str, str]], imported: str
) -> None:
    folder, paths = collected
    name = Path(paths[f"js/counter/{imported}.js"]).name

    assert f'"./{name}"' in (folder / paths["js/counter/till.js"]).read_text()


def test_addresses_elsewhere_stay(collected: tuple[Path, dict[str, str]]) -> None:
    folder, paths = collected

    assert "https://elsewhere.example/x.js" in (folder / paths["js/counter/effects.js"]).read_text()
