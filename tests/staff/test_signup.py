"""A citizen opens an account."""

from typing import Any

import pytest
from django.test import Client

from staff.forms import CitizenSignupForm
from staff.models import User

ANSWERS = {
    "full_name": "Nguyễn  Thị Lan",
    "phone": "+84 912 345 678",
    "username": "lan.nguyen",
    "email": "",
    "password1": "hoa-sen-Binh-Luc",
    "password2": "hoa-sen-Binh-Luc",
}


@pytest.mark.django_db
def test_name_and_phone_are_kept_with_the_account() -> None:
    Client().post("/tai-khoan/signup/", ANSWERS)

    lan = User.objects.get(username="lan.nguyen")
    assert (lan.full_name, lan.phone) == ("Nguyễn Thị Lan", "0912345678")


@pytest.mark.django_db
def test_a_refused_form_keeps_what_was_typed_and_names_the_fault() -> None:
    page = Client().post("/tai-khoan/signup/", {**ANSWERS, "phone": "12345"}).content.decode()

    assert 'value="12345"' in page
    assert 'href="#id_phone"' in page
    assert not User.objects.exists()


@pytest.mark.parametrize("phone", ["0912345678", "0912 345 678", "+84912345678", "84912345678"])
def test_a_phone_is_kept_as_ten_digits(phone: str) -> None:
    assert form(phone=phone).cleaned_data["phone"] == "0912345678"


@pytest.mark.parametrize("phone", ["02263860104", "0226 3860 104", "+84 226 3860 104"])
def test_a_landline_of_the_province_has_eleven_digits(phone: str) -> None:
    assert form(phone=phone).cleaned_data["phone"] == "02263860104"


@pytest.mark.parametrize("phone", ["912345678", "09123456789", "0123456789", "abc"])
def test_other_numbers_are_refused(phone: str) -> None:
    assert "phone" in form(phone=phone).errors


def form(**answers: Any) -> CitizenSignupForm:
    filled = CitizenSignupForm({**ANSWERS, **answers})
    filled.is_valid()
    return filled
