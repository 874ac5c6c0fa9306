"""A verification code is found however it is written."""

import pytest

from dossiers.verification_code import PRINTED, normal_code


@pytest.mark.parametrize("written", ["K7M2-9QTD-4XHB", "k7m29qtd4xhb", " K7M2 9QTD 4XHB. ", "k7m2–9qtd–4xhb"])
def test_hyphens_spaces_and_case_do_not_matter(written: str) -> None:
    assert normal_code(written) == "K7M2-9QTD-4XHB"


@pytest.mark.parametrize("written", ["", "K7M2-9QTD", "K7M2-9QTD-4XHB-2"])
def test_too_few_or_too_many_letters_are_no_code(written: str) -> None:
    assert normal_code(written) == ""


def test_the_code_is_read_out_of_a_paper() -> None:
    assert PRINTED.findall("Mã kiểm tra: K7M2-9QTD-4XHB · kiểm tra tại") == ["K7M2-9QTD-4XHB"]
