"""Words, badges and drawings of the design."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import translation

from staff.templatetags.office_ui import icon, masked_identity, masked_phone, mid_sentence, vn_date, vn_moment, vnd
from tests.people import moment


def render(source: str, **context: object) -> str:
    return Template("{% load office_ui %}" + source).render(Context(context))


@pytest.mark.parametrize(("amount", "words"), [(8000, "8.000 đồng"), (0, "0 đồng"), (1250000, "1.250.000 đồng")])
def test_money_has_its_thousands_set_apart(amount: int, words: str) -> None:
    assert vnd(amount) == words


def test_money_not_known_is_left_blank() -> None:
    assert vnd(None) == ""


def test_a_moment_is_told_in_the_time_of_the_office() -> None:
    noon_utc = dt.datetime(2023, 9, 5, 7, 30, tzinfo=dt.UTC)

    with translation.override("en"):
        assert vn_moment(noon_utc) == "14:30 on 05/09/2023"


def test_the_day_of_a_moment_late_in_the_evening_is_the_office_day() -> None:
    assert vn_date(dt.datetime(2023, 9, 5, 18, 0, tzinfo=dt.UTC)) == "06/09/2023"


def test_a_number_shows_only_its_last_digits() -> None:
    assert masked_identity("035185001234").endswith("234")
    assert masked_phone("0912345678") == "******5678"


@pytest.mark.parametrize(
    ("name", "inside"), [("Huyện Bình Lục", "huyện Bình Lục"), ("UBND xã Tràng An", "UBND xã Tràng An")]
)
def test_a_unit_name_inside_a_sentence_begins_small_unless_abbreviated(name: str, inside: str) -> None:
    assert mid_sentence(name) == inside


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in icon("search")


def test_an_unknown_icon_leaves_the_words_alone() -> None:
    assert icon("no-such-drawing") == ""


def test_the_deadline_badge_says_when_and_in_a_word() -> None:
    html = render("{% deadline_badge due_at tone='bad' words='Quá hạn' %}", due_at=moment("2023-09-07 17:00"))

    assert "tag--bad" in html
    assert "Quá hạn" in html
    assert "07/09/2023" in html


def test_a_badge_without_a_moment_is_its_word() -> None:
    html = render("{% deadline_badge due_at tone='quiet' words='Chưa tính thời hạn' %}", due_at=None)

    assert "Chưa tính thời hạn" in html


def test_the_last_part_of_a_breadcrumb_is_not_a_link() -> None:
    html = render("{% breadcrumb 'Thủ tục' '/thu-tuc/' 'Khai sinh' %}")

    assert '<a href="/thu-tuc/">Thủ tục</a>' in html
    assert '<li aria-current="page">Khai sinh</li>' in html


def test_a_panel_escapes_its_title() -> None:
    assert "&lt;b&gt;" in render("{% panel title=title %}x{% endpanel %}", title="<b>")


def test_a_file_field_names_its_fault() -> None:
    html = render("{% file_input name='paper-1' label='Tờ khai' errors=errors %}", errors=["Tệp không phải PDF."])

    assert 'aria-invalid="true"' in html
    assert "Tệp không phải PDF." in html
