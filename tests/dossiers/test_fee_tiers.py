"""Fees that fall from some page on: certified copies as the catalogue publishes them."""

from __future__ import annotations

from typing import Any

import pytest

from dossiers.charge_lines import ChargeLine
from dossiers.errors import Faults
from dossiers.fee_tiers import Tiers, read_tiers, tiers_in_words
from dossiers.forms.charging import IntakeFees
from dossiers.models import Dossier
from dossiers.services import charging
from procedures.models import Fee, ProcedureVersion
from staff.models import User
from tests.people import MakeDossier, Office, make_version, moment

FORMULA = "min(2000*min(n,2)+1000*max(n-2,0), 200000) mỗi bản"
AT = moment("2023-08-30 10:00")


@pytest.fixture
def copies(office: Office) -> ProcedureVersion:
    entry: dict[str, Any] = {"fee": {"amount": 2000, "per": "trang", "formula": FORMULA}}
    return make_version("2.000815", "Chứng thực bản sao từ bản chính", source_entry=entry)


@pytest.fixture
def fee(copies: ProcedureVersion) -> Fee:
    return Fee.objects.create(version=copies, amount=2000, per="trang")


@pytest.fixture
def dossier(received: MakeDossier, copies: ProcedureVersion, fee: Fee) -> Dossier:
    return received("2023-08-30 09:30", version=copies)


def test_formula_of_the_catalogue_is_read() -> None:
    assert read_tiers(FORMULA) == Tiers(first=2000, pages=2, further=1000, most=200_000)


def test_words_of_the_posting_are_read() -> None:
    note = "Từ trang thứ 3: 1.000 đồng/trang; tối đa 200.000 đồng/bản; tính theo trang của bản chính"
    assert tiers_in_words(2000, note) == Tiers(first=2000, pages=2, further=1000, most=200_000)


@pytest.mark.parametrize(("first", "note"), [(2000, "tối đa 200.000 đồng/bản"), (0, "trang thứ 3: 1 đồng")])
def test_other_notes_are_no_tiers(first: int, note: str) -> None:
    assert tiers_in_words(first, note) is None


def test_published_copies_go_by_pages(office: Office) -> None:
    version = make_version("2.000815", "Chứng thực bản sao từ bản chính")
    note = "từ trang thứ 3: 1.000 đồng/trang; tối đa 200.000 đồng/bản"
    Fee.objects.create(version=version, amount=2000, per="trang", note=note)

    (row,) = IntakeFees(version, "counter").rows()

    assert row.pages is not None


@pytest.mark.parametrize("formula", ["", "2000*n", FORMULA.replace("max(n-2", "max(n-3")])
def test_other_words_are_no_tiers(formula: str) -> None:
    assert read_tiers(formula) is None


@pytest.mark.parametrize(("pages", "amount"), [(1, 2000), (2, 4000), (3, 5000), (10, 12_000), (500, 200_000)])
def test_price_of_one_copy(pages: int, amount: int) -> None:
    assert Tiers(2000, 2, 1000, 200_000).amount(pages) == amount


def test_copies_are_charged_by_their_pages(dossier: Dossier, fee: Fee, hoa: User) -> None:
    (charge,) = charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk, quantity=3, pages=5)], by=hoa, at=AT)

    assert (charge.unit_amount, charge.amount) == (7000, 21_000)
    assert charge.name == "Chứng thực bản sao từ bản chính (5 trang)"


def test_copy_without_pages_is_a_fault(dossier: Dossier, fee: Fee, hoa: User) -> None:
    with pytest.raises(Faults) as error:
        charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk, pages=0)], by=hoa, at=AT)

    assert set(error.value.errors) == {f"fee_{fee.pk}_pages"}


def test_pages_are_asked_in_the_form(copies: ProcedureVersion, fee: Fee) -> None:
    name = f"fee_{fee.pk}"
    form = IntakeFees(copies, "counter", {"fee_channel": "counter", f"{name}_on": "on", f"{name}_pages": "5"})

    assert form.check()
    assert form.lines() == [ChargeLine(fee.pk, pages=5)]


def test_formula_that_contradicts_the_posting_is_not_followed(copies: ProcedureVersion) -> None:
    Fee.objects.create(version=copies, amount=3000, per="trang")

    (row,) = IntakeFees(copies, "counter").rows()

    assert row.pages is None
