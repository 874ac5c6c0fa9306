"""Words of English that stand for two things are two words in Vietnamese."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, pgettext

from dossiers.models import Leg
from dossiers.views.absences import TAB_LABELS
from procedures.exchange.open_data_words import COLUMNS
from procedures.models import PostedSheet


@pytest.mark.parametrize(
    ("context", "word", "vietnamese"),
    [
        ("", "Text", "Nội dung"),
        ("law", "Text", "Văn bản"),
        ("", "Ended", "Đã kết thúc"),
        ("law", "Ended", "Hết hiệu lực"),
        ("", "Who", "Người thực hiện"),
        ("reception", "Who", "Người tiếp"),
        ("", "Decided by", "Văn bản quyết định"),
        ("", "Authority that decides", "Cơ quan quyết định"),
    ],
)
def test_a_word_says_what_it_means_where_it_stands(context: str, word: str, vietnamese: str) -> None:
    assert (pgettext(context, word) if context else gettext(word)) == vietnamese


def test_the_size_of_a_wall_sheet_is_no_paper_of_a_dossier() -> None:
    assert str(PostedSheet._meta.get_field("size").verbose_name) == "khổ giấy"
    assert gettext("paper") == "giấy tờ"


def test_the_end_of_a_leg_and_of_an_absence_are_not_the_end_of_a_law() -> None:
    assert str(Leg._meta.get_field("ending").verbose_name) == "kết thúc"
    assert (str(TAB_LABELS["now"]), str(TAB_LABELS["ended"])) == ("Đang có hiệu lực", "Đã kết thúc")


def test_the_place_of_a_unit_is_no_step_of_a_route() -> None:
    assert str(COLUMNS["place"]) == "địa danh ghi trên văn bản"
