"""Bad catalogue files: every fault is named, the good entries go in, and nothing ends in a stack trace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from procedures import importing
from procedures.importing.checking import check
from procedures.models import Procedure
from tests.procedures.conftest import ImportEntries, ImportText, entry, run_import

GOOD = "- {code: '9.9', name: Tốt, field: Hộ tịch}\n"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"code": None}, "code"),
        ({"code": 1.001193}, "code"),
        ({"code": 1001193}, "code"),
        ({"code": "1.00 1193"}, "code"),
        ({"code": "1/2"}, "code"),
        ({"code": "1" * 41}, "code"),
        ({"name": None}, "name"),
        ({"name": "   "}, "name"),
        ({"name": ["a"]}, "name"),
        ({"name": "a" * 501}, "name"),
        ({"field": None}, "field"),
        ({"field": 7}, "field"),
        ({"target": "cá nhân"}, "target"),
        ({"target": ["người nước ngoài"]}, "target.1"),
        ({"level_2023": "khu phố"}, "level_2023"),
        ({"valid_from": "1/7/2025"}, "valid_from"),
        ({"valid_from": "2025-02-30"}, "valid_from"),
        ({"time_limit": 5}, "time_limit"),
        ({"time_limit": {"mode": "days", "value": 5}}, "time_limit.mode"),
        ({"time_limit": {"mode": ["working_days"], "value": 5}}, "time_limit.mode"),
        ({"time_limit": {"mode": "working_days"}}, "time_limit.value"),
        ({"time_limit": {"mode": "working_days", "value": -1}}, "time_limit.value"),
        ({"time_limit": {"mode": "working_days", "value": 0}}, "time_limit.value"),
        ({"time_limit": {"mode": "working_days", "value": 2.5}}, "time_limit.value"),
        ({"time_limit": {"mode": "working_days", "value": "3"}}, "time_limit.value"),
        ({"time_limit": {"mode": "working_days", "value": True}}, "time_limit.value"),
        ({"time_limit": {"mode": "working_days", "value": 10**30}}, "time_limit.value"),
        ({"time_limit": {"mode": None, "value": 3}}, "time_limit.value"),
        ({"time_limit": {"mode": "calendar_days", "value": 5, "unit": "ngày làm việc"}}, "time_limit.unit"),
        ({"time_limit": {"mode": "same_day", "value": 0, "cutoff": "25:00"}}, "time_limit.cutoff"),
        ({"time_limit": {"mode": "same_day", "value": 0, "cutoff": 900}}, "time_limit.cutoff"),
        (
            {"time_limit": {"mode": "working_days", "value": 5, "by_channel": {"truc_tiep": -5}}},
            "time_limit.by_channel.truc_tiep",
        ),
        ({"fee": 8000}, "fee"),
        ({"fee": {"amount": -1}}, "fee.amount"),
        ({"fee": {"amount": "8.000"}}, "fee.amount"),
        ({"fee": {"amount": 1, "unit": "USD"}}, "fee.unit"),
        ({"fee": {"amount": 1, "by_province": "có"}}, "fee.by_province"),
        ({"papers": {"name": "Tờ khai"}}, "papers"),
        ({"papers": ["Tờ khai"]}, "papers.1"),
        ({"papers": [{"name": "Tờ khai"}, {"kind": "nop"}]}, "papers.2.name"),
        ({"papers": [{"name": "Tờ khai", "kind": "gửi"}]}, "papers.1.kind"),
        ({"papers": [{"name": "Tờ khai", "original": -1}]}, "papers.1.original"),
        ({"papers": [{"name": "Tờ khai", "mandatory": "yes"}]}, "papers.1.mandatory"),
        ({"sets": 0}, "sets"),
        ({"result": {"a": 1}}, "result"),
        ({"online_level": "toàn trình"}, "online_level"),
        ({"online_level": {"level": "mức 4"}}, "online_level.level"),
        ({"legal_basis": "Luật"}, "legal_basis"),
        ({"legal_basis": [1]}, "legal_basis.1"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"notes": float("nan")}, "notes"),
        ({"anything": {"deep": float("inf")}}, "anything.deep"),
    ],
)
def test_a_fault_is_named_by_entry_and_key(
    import_entries: ImportEntries, change: dict[str, Any], path: str
) -> None:
    bad = {**entry("1.000002"), **change}
    bad = {key: value for key, value in bad.items() if not (key in change and value is None)}
    result = import_entries(entry(), bad)
    assert result.code == 1
    assert result.out == "1 new, 0 changed, 0 unchanged, 1 rejected\n"
    faults = [line for line in result.err.splitlines() if line.startswith("entry ")]
    assert len(faults) == 1
    assert faults[0].startswith("entry 2 (")
    assert f"): {path}: " in faults[0]
    assert "expected" in faults[0]
    assert list(Procedure.objects.values_list("code", flat=True)) == ["1.000001"]


def test_a_number_as_code_is_told_to_be_quoted(import_entries: ImportEntries) -> None:
    assert "'1.001193'" in import_entries({**entry(), "code": 1.00193}).err


def test_all_faults_of_an_entry_come_at_once(import_entries: ImportEntries) -> None:
    result = import_entries({"code": 5, "field": [], "time_limit": {"mode": "x", "value": -1}, "sets": "a"})
    paths = {line.split(": ")[1] for line in result.err.splitlines() if line.startswith("entry")}
    assert paths == {"code", "name", "field", "time_limit.mode", "time_limit.value", "sets"}


def test_the_second_of_two_equal_codes_is_rejected(import_entries: ImportEntries) -> None:
    result = import_entries(entry(), entry(name="Tên khác"))
    assert result.last_line == "1 new, 0 changed, 0 unchanged, 1 rejected"
    assert "entry 2 (1.000001): code: " in result.err


@pytest.mark.parametrize("item", ["", "null", "5", "abc", "[]", "{}"])
def test_an_entry_that_is_nothing_is_rejected_by_its_number(import_bytes: ImportText, item: str) -> None:
    result = import_bytes(f"procedures:\n- {item}\n{GOOD}")
    assert result.last_line == "1 new, 0 changed, 0 unchanged, 1 rejected"
    assert "entry 1 (no code, line 2)" in result.err


@pytest.mark.parametrize(
    "text",
    [
        "- {code: '1', name: a, field: b, x: !!python/object/apply:os.getcwd []}\n",
        "- {code: '1', name: a, name: b, field: c}\n",
        "- {code: '1', name: a, field: b, valid_from: 2025-13-45}\n",
        "- &a {code: '1', name: a, field: b, x: *a}\n",
        "- {code: '1', name: a, field: b, ? [x] : 1}\n",
        "- {code: '1', name: a, field: b, x: " + "9" * 5000 + "}\n",
    ],
    ids=["python tag", "key twice", "impossible date", "contains itself", "list as key", "endless number"],
)
def test_an_entry_yaml_cannot_build_does_not_stop_the_others(import_bytes: ImportText, text: str) -> None:
    result = import_bytes(f"procedures:\n{text}{GOOD}")
    assert result.last_line == "1 new, 0 changed, 0 unchanged, 1 rejected"
    assert "entry 1 (1): line 2: " in result.err


def test_a_few_lines_that_unfold_into_billions_are_refused(import_bytes: ImportText) -> None:
    levels = "".join(f"- &x{n} [{', '.join(['*x' + str(n - 1)] * 9)}]\n" for n in range(1, 12))
    text = f"bomb:\n- &x0 [1]\n{levels}procedures:\n- {{code: '1', name: a, field: b, x: *x11}}\n{GOOD}"
    assert import_bytes(text).last_line == "1 new, 0 changed, 0 unchanged, 1 rejected"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "top level"),
        (b"- a\n", "top level"),
        (b"hello", "top level"),
        (b"meta: {}\n", "procedures"),
        (b"procedures:\n", "must be a list"),
        (b"procedures: {a: 1}\n", "must be a list"),
        (b"procedures: []\nprocedures: []\n", "twice"),
        (b"procedures:\n- code: 'a\n  name: [b\n", "line "),
        (b"procedures:\n\t- code: a\n", "line 2"),
        (b"procedures: []\n---\nprocedures: []\n", "not valid YAML"),
        (b"procedures:\n- name: \xff\xfe\n", "line 2: not UTF-8"),
        (b"\x00\x01\x02", "not valid YAML"),
        (b"procedures: " + b"[" * 100_000, "nested too deep"),
        (b"- " * 100_000 + b"x", "nested too deep"),
    ],
)
def test_an_unusable_file_is_explained(import_bytes: ImportText, content: bytes, words: str) -> None:
    result = import_bytes(content)
    assert result.code == 1
    assert result.out == "0 new, 0 changed, 0 unchanged, 0 rejected\n"
    assert words in result.err


def test_a_missing_file_and_a_folder_are_explained(db: None, tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.yaml", "no such file"), (tmp_path, "folder")):
        result = run_import(path)
        assert (result.code, result.out) == (1, "0 new, 0 changed, 0 unchanged, 0 rejected\n")
        assert words in result.err


def test_a_rejected_change_leaves_the_version_in_force(import_entries: ImportEntries) -> None:
    import_entries(entry())
    result = import_entries(entry(sets=-1))
    assert result.last_line == "0 new, 0 changed, 0 unchanged, 1 rejected"
    assert Procedure.objects.get().versions.get().valid_to is None


def test_a_database_without_tables_is_explained(import_bytes: ImportText, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_table(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("no such table: procedures_field")

    monkeypatch.setattr(importing, "Store", no_table)
    result = import_bytes(f"procedures:\n{GOOD}")
    assert (result.code, result.out) == (1, "0 new, 0 changed, 0 unchanged, 0 rejected\n")
    assert "no such table" in result.err


def test_the_bounds_of_an_amount_can_be_read() -> None:
    faults = check(entry(fee={"amount": -1}))[1]
    assert [fault.message.partition("0 ")[2] for fault in faults] == ["đến 1.000.000.000.000"]
