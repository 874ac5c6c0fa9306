"""What a unit shows of posted rules: its own, else the nearest unit's above, on any day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from procedures.board.posting import documents_for
from procedures.models import PostedDocument
from staff.models import Unit
from tests.people import Office, moment

TODAY = dt.date(2023, 9, 5)


def post(unit: Unit, kind: str = "rules", title: str = "Nội quy", **given: Any) -> PostedDocument:
    given.setdefault("valid_from", dt.date(2023, 1, 1))
    given.setdefault("body", "1. Lấy số thứ tự.")
    return PostedDocument.objects.create(
        unit=unit, kind=kind, title=title, created_at=moment("2023-01-01 08:00"), **given
    )


def titles(unit: Unit, on: dt.date = TODAY) -> list[str]:
    return [each.document.title for each in documents_for(unit, on)]


def test_a_unit_without_rules_shows_those_of_the_nearest_unit_above(office: Office) -> None:
    post(office.province, title="Nội quy của tỉnh")
    post(office.district, title="Nội quy của huyện")
    (shown,) = documents_for(office.commune, TODAY)
    assert (shown.document.title, shown.inherited_from) == ("Nội quy của huyện", office.district)


def test_own_rules_go_before_those_above(office: Office) -> None:
    post(office.district, title="Nội quy của huyện")
    post(office.commune, title="Nội quy của xã")
    (shown,) = documents_for(office.commune, TODAY)
    assert (shown.document.title, shown.inherited_from) == ("Nội quy của xã", None)


def test_rules_of_a_neighbour_are_not_shown(office: Office) -> None:
    post(office.other_commune)
    assert titles(office.commune) == []


def test_own_rules_that_have_not_begun_leave_those_above_in_place(office: Office) -> None:
    post(office.district, title="Nội quy của huyện")
    post(office.commune, title="Nội quy của xã", valid_from=TODAY + dt.timedelta(days=1))
    assert titles(office.commune) == ["Nội quy của huyện"]
    assert titles(office.commune, TODAY + dt.timedelta(days=1)) == ["Nội quy của xã"]


def test_the_last_day_of_validity_is_included(office: Office) -> None:
    post(office.commune, valid_to=TODAY)
    assert titles(office.commune) == ["Nội quy"]
    assert titles(office.commune, TODAY + dt.timedelta(days=1)) == []


def test_other_rules_are_as_many_as_there_are_titles(office: Office) -> None:
    post(office.district, "other", "Quy chế phối hợp với Mặt trận")
    post(office.district, "other", "Nội quy phòng cháy")
    post(office.commune, "other", "Nội quy Phòng cháy")
    assert titles(office.commune) == ["Nội quy Phòng cháy", "Quy chế phối hợp với Mặt trận"]


def test_kinds_stand_in_the_order_people_look_for_them(office: Office) -> None:
    post(office.commune, "hotlines", "Đường dây nóng")
    post(office.commune, "commitments", "6 biết – 5 không – 3 thể hiện")
    post(office.commune, "rules", "Nội quy")
    assert titles(office.commune) == ["Nội quy", "6 biết – 5 không – 3 thể hiện", "Đường dây nóng"]


def test_what_was_withdrawn_is_shown_on_no_day(office: Office) -> None:
    post(office.commune, withdrawn_at=moment("2022-12-30 08:00"))
    assert titles(office.commune) == []


def test_earlier_and_coming_ones_stand_beside_the_one_in_force(office: Office) -> None:
    first = post(office.commune, valid_from=dt.date(2022, 1, 1), valid_to=dt.date(2022, 12, 31))
    post(office.commune, valid_to=dt.date(2023, 9, 30))
    ahead = post(office.commune, valid_from=dt.date(2023, 10, 1))
    (shown,) = documents_for(office.commune, TODAY)
    assert list(shown.earlier) == [first]
    assert shown.coming == ahead


def test_the_first_own_document_is_what_comes_after_one_from_above(office: Office) -> None:
    post(office.district, title="Nội quy của huyện")
    own = post(office.commune, title="Nội quy của xã", valid_from=dt.date(2023, 10, 1))
    (shown,) = documents_for(office.commune, TODAY)
    assert shown.coming == own


def test_what_comes_at_a_unit_above_does_not_replace_an_own_document(office: Office) -> None:
    post(office.commune, title="Nội quy của xã")
    post(office.district, title="Nội quy của huyện", valid_from=dt.date(2023, 10, 1))
    (shown,) = documents_for(office.commune, TODAY)
    assert shown.coming is None


def test_the_number_of_statements_does_not_grow_with_the_documents(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        post(office.district, "other", f"Quy chế số {number}")
    commune = Unit.objects.select_related("parent__parent").get(pk=office.commune.pk)
    with django_assert_max_num_queries(1):
        assert len(documents_for(commune, TODAY)) == 20


@pytest.mark.parametrize("change", [{"body": "Khác."}, {"valid_from": TODAY}, {"title": "Khác"}])
def test_the_database_refuses_to_rewrite_what_was_posted(office: Office, change: dict[str, Any]) -> None:
    document = post(office.commune)
    with pytest.raises(IntegrityError), transaction.atomic():
        PostedDocument.objects.filter(pk=document.pk).update(**change)


def test_the_database_refuses_to_delete_what_was_posted(office: Office) -> None:
    document = post(office.commune)
    with pytest.raises(IntegrityError), transaction.atomic():
        document.delete()


def test_what_was_withdrawn_stays_withdrawn(office: Office) -> None:
    document = post(office.commune, withdrawn_at=moment("2022-12-30 08:00"))
    with pytest.raises(IntegrityError), transaction.atomic():
        PostedDocument.objects.filter(pk=document.pk).update(withdrawn_at=None)
