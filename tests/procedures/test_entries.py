"""A version written as an entry and read back says the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command

from procedures.entries import entry_of
from procedures.importing.checking import check
from procedures.importing.facts import EntryFacts
from procedures.models import LifeEvent, Procedure, ProcedureVersion
from tests.procedures.conftest import ImportEntries, entry


def facts_of(raw: dict[str, Any]) -> EntryFacts:
    facts, faults = check(raw)
    assert faults == []
    assert facts is not None
    return facts


@pytest.mark.django_db
def test_every_published_procedure_survives_the_way_out_and_back() -> None:
    call_command("import_procedures", "procedures/data/procedures.yaml")
    for version in ProcedureVersion.objects.select_related("procedure__field"):
        before, after = facts_of(version.source_entry), facts_of(entry_of(version))
        for name in EntryFacts.__slots__:
            if name not in ("digest", "source", "kept_keys", "valid_from", "life_events", "everyday_words"):
                assert getattr(after, name) == getattr(before, name), (version.procedure.code, name)


def test_everything_an_entry_may_say_comes_back(import_entries: ImportEntries) -> None:
    fees = [
        {"name": "Bản sao trích lục", "kind": "phi", "amount": 8000, "per": "bản", "channel": "truc_tiep"}
        | {"exemption": "Người có công", "ground": "TT 281/2016/TT-BTC"}
        | {"valid_from": "2025-07-01", "valid_to": "2027-12-31"},
        {"kind": "le_phi", "by_province": True, "note": "quá hạn"},
    ]
    paper = {"name": "Giấy chứng sinh", "kind": "nop", "original": 1, "copy": 0, "mandatory": False}
    said = entry() | {
        "fees": fees,
        "papers": [paper | {"condition": "Sinh tại cơ sở y tế", "database": "CSDL hộ tịch"}],
        "steps": ["Nộp hồ sơ", "Nhận kết quả"],
        "ways": {"buu_chinh": "Gửi bảo đảm"},
        "conditions": "Trẻ còn sống",
        "everyday_words": ["giấy khai sinh"],
        "life_events": ["sinh-con"],
    }
    said.pop("fee", None)
    import_entries(said)
    written = entry_of(ProcedureVersion.objects.get())
    assert {key: written[key] for key in said if key not in ("valid_from", "same_day")} == {
        key: value for key, value in said.items() if key not in ("valid_from", "same_day")
    }


def test_words_of_a_procedure_change_without_a_new_version(import_entries: ImportEntries) -> None:
    import_entries(entry())
    import_entries(entry() | {"everyday_words": ["sổ đỏ"], "life_events": ["nha-dat"]})
    version = ProcedureVersion.objects.get()
    assert "so do" in version.search_text
    assert list(Procedure.objects.get().life_events.all()) == [LifeEvent.objects.get(slug="nha-dat")]


@pytest.mark.parametrize(
    ("extra", "path"),
    [
        ({"fees": [{"amount": 1}], "fee": {"amount": 1}}, "fee"),
        ({"fees": [{"amount": -1}]}, "fees.1.amount"),
        ({"fees": [{"valid_from": "2025-02-01", "valid_to": "2025-01-01"}]}, "fees.1.valid_to"),
        ({"fees": [{"channel": "fax"}]}, "fees.1.channel"),
        ({"forms": [{"title": "Tờ khai", "file": "0" * 64}]}, "forms.1.file"),
        ({"forms": [{"file": "x"}]}, "forms.1.title"),
        ({"life_events": ["khong-co"]}, "life_events.1"),
        ({"steps": [1]}, "steps.1"),
    ],
)
@pytest.mark.django_db
def test_each_fault_is_named_by_its_place(extra: dict[str, Any], path: str) -> None:
    said = {key: value for key, value in entry().items() if key != "fee"} | extra
    _facts, faults = check(said)
    assert path in [fault.path for fault in faults]


def test_days_are_days(import_entries: ImportEntries) -> None:
    said = {key: value for key, value in entry().items() if key != "fee"}
    import_entries(said | {"fees": [{"amount": 5, "valid_from": dt.date(2026, 1, 2)}]})
    assert ProcedureVersion.objects.get().fees.get().valid_from == dt.date(2026, 1, 2)
