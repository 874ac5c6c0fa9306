"""The sections of the editor: what they show of an entry and write back, and where a fault is put right."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from procedures.comparing.differences import differences
from procedures.drafting import SECTIONS, bound_of, read, section_of_path
from procedures.drafting.drafts import draft_entry
from procedures.importing.checking import check
from procedures.models import ProcedureVersion
from tests.procedures.conftest import Imported, entry


def posted(slug: str, said: dict[str, Any], data: dict[str, str]) -> dict[str, Any]:
    form = QueryDict(mutable=True)
    form.update(data)
    bound = read(SECTIONS[slug], said, form, MultiValueDict(), has_code=True)
    assert bound.is_valid
    return bound.written()


def test_what_is_shown_and_saved_again_says_the_same(some_procedures: Imported) -> None:
    for version in ProcedureVersion.objects.select_related("procedure__field"):
        said = draft_entry(version)
        for section in SECTIONS.values():
            bound = bound_of(section, said, has_code=True)
            assert bound.is_valid
            assert bound.written() == said, (version.procedure.code, section.slug)


@pytest.mark.django_db
def test_the_older_fee_becomes_rows_that_say_the_same() -> None:
    said = entry()
    bound = bound_of(SECTIONS["phi"], said, has_code=True)
    assert bound.is_valid
    written = bound.written()
    assert "fee" not in written
    assert differences(said, written) == []


@pytest.mark.parametrize(("typed", "kept"), [("10.000", 10000), ("10 000", 10000), ("0", 0), ("mười", "mười")])
@pytest.mark.django_db
def test_an_amount_is_read_as_people_write_it(typed: str, kept: object) -> None:
    written = posted("phi", {}, {"row_count": "1", "fees-0-kind": "phi", "fees-0-amount": typed})
    assert written["fees"][0]["amount"] == kept


@pytest.mark.django_db
def test_a_day_may_be_typed_as_it_is_spoken() -> None:
    data = {"row_count": "1", "fees-0-kind": "phi", "fees-0-amount": "1", "fees-0-valid_from": "01/02/2026"}
    assert posted("phi", {}, data)["fees"][0]["valid_from"] == "2026-02-01"


@pytest.mark.django_db
def test_a_row_that_says_nothing_is_left_out() -> None:
    assert "fees" not in posted("phi", {}, {"row_count": "1", "fees-0-kind": "phi"})


@pytest.mark.django_db
def test_other_parts_and_unknown_keys_of_a_row_stay() -> None:
    said = {"papers": [{"name": "Tờ khai", "origin": "x"}], "name": "Tên"}
    written = posted("giay-to", said, {"row_count": "1", "papers-0-name": "Tờ khai mới", "papers-0-kind": "nop"})
    assert (written["papers"][0]["origin"], written["name"]) == ("x", "Tên")


def test_each_key_an_entry_may_hold_has_its_section() -> None:
    paths = ("name", "papers.2.name", "fees.1.amount", "forms.1.file", "time_limit.mode", "ways.vneid", "steps.1")
    assert all(section_of_path(path) for path in paths)


@pytest.mark.django_db
def test_a_fault_stands_beside_its_field() -> None:
    said = entry(fee=None, fees=[{"kind": "phi", "name": "Bản sao", "amount": "nhiều"}])
    bound = bound_of(SECTIONS["phi"], said, has_code=True)
    bound.show(check(said)[1])
    assert [anchor for anchor, _label, _text in bound.fault_list()] == ["id_fees-0-amount"]


@pytest.mark.django_db
def test_a_row_nobody_has_filled_in_yet_is_not_scolded() -> None:
    said = entry() | {"papers": [{}]}
    bound = bound_of(SECTIONS["giay-to"], said, has_code=True)
    bound.show(check(said)[1])
    assert bound.fault_list() == []


@pytest.mark.parametrize(
    ("slug", "broken", "anchor"),
    [
        ("chung", {"target": ["ai"]}, "id_individuals"),
        ("cach-nop", {"steps": [1]}, "id_steps"),
        ("thoi-han", {"time_limit": {"mode": "working_days", "value": "x"}}, "id_value"),
        ("thoi-han", {"time_limit": {"mode": "same_day", "by_channel": {"buu_chinh": -1}}}, "id_by_buu_chinh"),
        ("ket-qua", {"url": "ftp"}, "id_url"),
        ("giay-to", {"sets": "hai"}, "id_sets"),
        ("bieu-mau", {"forms": [{"title": "Tờ khai", "file": "x"}]}, "id_forms-0-upload"),
    ],
)
@pytest.mark.django_db
def test_faults_find_their_fields(slug: str, broken: dict[str, Any], anchor: str) -> None:
    said = entry() | broken
    bound = bound_of(SECTIONS[slug], said, has_code=True)
    bound.show(check(said)[1])
    assert anchor in [each[0] for each in bound.fault_list()]
