"""Posted documents through their life: issued, replaced, withdrawn before they begin, ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from procedures.board.posting import documents_for
from procedures.board.posting_acts import (
    PostingFaults,
    PostingMoment,
    Wording,
    end,
    issue,
    issue_instead,
    withdraw,
)
from procedures.models import PostedDocument
from staff.models import AuditEntry, User
from tests.people import Office, moment

NOW = moment("2023-09-05 09:00")
TODAY = NOW.date()


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@pytest.fixture
def post(office: Office, thu: User) -> Any:
    def make(starts: dt.date = TODAY, kind: str = "rules", title: str = "Nội quy", **given: Any) -> PostedDocument:
        wording = Wording(kind=kind, title=title, body=given.pop("body", "Giữ trật tự."), valid_from=starts)
        return issue(unit=given.pop("unit", office.commune), wording=wording, by=thu, at=given.pop("at", NOW))

    return make


def periods(office: Office) -> list[tuple[dt.date, dt.date | None]]:
    rows = PostedDocument.objects.filter(unit=office.commune, withdrawn_at=None).order_by("valid_from")
    return [(row.valid_from, row.valid_to) for row in rows]


def test_the_next_document_ends_the_one_before(office: Office, post: Any) -> None:
    post()
    post(day(10))
    assert periods(office) == [(TODAY, day(9)), (day(10), None)]


def test_a_document_between_two_ends_where_the_later_begins(office: Office, post: Any) -> None:
    post()
    post(day(10))
    post(day(5))
    assert periods(office) == [(TODAY, day(4)), (day(5), day(9)), (day(10), None)]


def test_the_first_of_a_unit_may_have_begun_long_ago(office: Office, post: Any) -> None:
    post(dt.date(2021, 3, 1))
    assert periods(office) == [(dt.date(2021, 3, 1), None)]


def test_what_was_shown_before_today_stays(post: Any) -> None:
    post(day(-30))
    with pytest.raises(PostingFaults) as refused:
        post(day(-1))
    assert list(refused.value.errors) == ["valid_from"]


def test_two_of_a_kind_do_not_begin_on_one_day(post: Any) -> None:
    post(day(3))
    with pytest.raises(PostingFaults):
        post(day(3))


def test_other_rules_with_another_title_begin_beside_each_other(office: Office, post: Any) -> None:
    post(kind="other", title="Quy chế phối hợp")
    post(kind="other", title="Nội quy phòng cháy")
    assert periods(office) == [(TODAY, None), (TODAY, None)]


def test_withdrawing_lets_the_one_before_go_on(office: Office, post: Any, thu: User) -> None:
    post()
    coming = post(day(10))
    withdraw(document=coming, by=thu, at=NOW)
    assert periods(office) == [(TODAY, None)]


def test_withdrawing_one_in_between_closes_the_gap(office: Office, post: Any, thu: User) -> None:
    post()
    post(day(10))
    between = post(day(5))
    withdraw(document=between, by=thu, at=NOW)
    assert periods(office) == [(TODAY, day(9)), (day(10), None)]


def test_what_has_begun_is_not_withdrawn(post: Any, thu: User) -> None:
    with pytest.raises(PostingMoment):
        withdraw(document=post(), by=thu, at=NOW)


def test_nothing_is_withdrawn_twice(post: Any, thu: User) -> None:
    coming = post(day(1))
    withdraw(document=coming, by=thu, at=NOW)
    with pytest.raises(PostingMoment):
        withdraw(document=coming, by=thu, at=NOW)


def test_a_coming_document_is_worded_anew_and_its_old_row_stays(office: Office, post: Any, thu: User) -> None:
    old = post(day(3), body="Sai.")
    new = issue_instead(
        document=old, wording=Wording("rules", "Nội quy", "Đúng.", day(3)), by=thu, at=moment("2023-09-06 08:00")
    )
    old.refresh_from_db()
    assert old.withdrawn_at == moment("2023-09-06 08:00")
    (shown,) = documents_for(office.commune, day(3))
    assert shown.document == new


def test_ending_gives_way_to_the_unit_above(office: Office, post: Any, thu: User) -> None:
    post(unit=office.district, title="Nội quy của huyện")
    own = post()
    end(document=own, last_day=TODAY, by=thu, at=NOW)
    (shown,) = documents_for(office.commune, day(1))
    assert shown.document.title == "Nội quy của huyện"


def test_nothing_ends_in_the_past(post: Any, thu: User) -> None:
    with pytest.raises(PostingFaults):
        end(document=post(), last_day=day(-1), by=thu, at=NOW)


def test_what_the_next_one_ends_is_not_ended_by_hand(post: Any, thu: User) -> None:
    current = post()
    post(day(10))
    with pytest.raises(PostingMoment):
        end(document=current, last_day=day(2), by=thu, at=NOW)


def test_what_has_not_begun_is_withdrawn_not_ended(post: Any, thu: User) -> None:
    with pytest.raises(PostingMoment):
        end(document=post(day(1)), last_day=day(2), by=thu, at=NOW)


def test_every_act_stands_in_the_security_trail(post: Any, thu: User) -> None:
    current, coming = post(), post(day(10))
    withdraw(document=coming, by=thu, at=NOW)
    end(document=current, last_day=day(1), by=thu, at=NOW)
    acts = AuditEntry.objects.filter(actor=thu).order_by("pk").values_list("action", flat=True)
    assert list(acts) == [
        "posted_document.issued",
        "posted_document.issued",
        "posted_document.withdrawn",
        "posted_document.ended",
    ]
