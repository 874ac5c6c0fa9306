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


@pytest.mark.parametrize(
    ("now", "tone"),
    [
        ("2023-09-01 09:00", "tag--quiet"),
        ("2023-09-05 09:00", "tag--care"),
        ("2023-09-07 09:00", "tag--care"),
        ("2023-09-07 17:01", "tag--bad"),
    ],
)
def test_the_deadline_badge_grows_graver_as_the_date_comes(now: str, tone: str) -> None:
    html = render("{% deadline_badge due_at now=now %}", due_at=moment("2023-09-07 17:00"), now=moment(now))

    assert tone in html


def test_a_result_after_the_promise_is_late() -> None:
    html = render(
        "{% deadline_badge due_at done_at=done %}",
        due_at=moment("2023-09-07 17:00"),
        done=moment("2023-09-08 08:00"),
    )

    assert "tag--bad" in html


def test_a_stopped_clock_is_not_overdue() -> None:
    html = render(
        "{% deadline_badge due_at paused=True now=now %}",
        due_at=moment("2023-09-07 17:00"),
        now=moment("2023-09-20 09:00"),
    )

    assert "tag--note" in html


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
