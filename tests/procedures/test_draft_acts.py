"""Acts on a draft: back and forth, put away and taken up, and what is refused without losing what was typed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from procedures.drafting import drafts, reviewing
from procedures.models import ProcedureDraft
from staff.models import User
from tests.procedures.drafting import LIST, address, fees


def test_a_step_is_taken_back_and_made_again(signed_in: Client, draft: ProcedureDraft) -> None:
    signed_in.post(address(draft, "phan/phi/"), fees(draft, amount="10000"))
    draft.refresh_from_db()
    signed_in.post(address(draft, "undo/"), {"lock_version": draft.lock_version})
    draft.refresh_from_db()
    assert draft.entry["fees"][0]["amount"] == 8000
    signed_in.post(address(draft, "redo/"), {"lock_version": draft.lock_version})
    draft.refresh_from_db()
    assert draft.entry["fees"][0]["amount"] == 10000


def test_going_back_to_a_code_another_draft_took_is_the_wrong_moment(signed_in: Client, thu: User) -> None:
    draft = drafts.start_from({"code": "2.000001"}, by=thu, at=timezone.now())
    now = timezone.now()
    draft, _changed = drafts.save(draft, {"code": "2.000002"}, lock_version=draft.lock_version, by=thu, at=now)
    drafts.start_from({"code": "2.000001"}, by=thu, at=now)
    answer = signed_in.post(address(draft, "undo/"), {"lock_version": draft.lock_version})
    assert answer.status_code == 409
    assert "mã này" in answer.content.decode()


def test_a_step_of_a_draft_that_cannot_be_is_not_found(signed_in: Client) -> None:
    assert signed_in.post(f"{LIST}du-thao/{'9' * 5000}/undo/").status_code == 404


@pytest.mark.parametrize("given", [{"row_count": "²"}, {"row_count": "9" * 5000}, {"amount": "1" + ".000" * 2000}])
def test_a_number_no_computer_keeps_breaks_no_page(
    signed_in: Client, draft: ProcedureDraft, given: dict[str, str]
) -> None:
    amount = given.pop("amount", "8.000")
    answer = signed_in.post(address(draft, "phan/phi/"), fees(draft, amount=amount) | given)
    assert answer.status_code in (302, 422)


def test_the_second_of_two_managers_sees_what_the_first_did_and_keeps_what_was_typed(
    signed_in: Client, draft: ProcedureDraft, huong: User
) -> None:
    seen = fees(draft, amount="9000", note="Ghi chú của tôi")
    other = Client()
    other.force_login(huong)
    other.post(address(draft, "phan/phi/"), fees(draft, amount="10000"))
    response = signed_in.post(address(draft, "phan/phi/"), seen)
    assert response.status_code == 409
    content = response.content.decode()
    assert "Ngô Thị Hương" in content
    assert "Ghi chú của tôi" in content
    assert "10.000" in content


def test_a_draft_is_put_away_and_taken_up_again(signed_in: Client, draft: ProcedureDraft) -> None:
    signed_in.post(address(draft, "bo/"), {"lock_version": draft.lock_version})
    draft.refresh_from_db()
    assert draft.status == "discarded"
    signed_in.post(address(draft, "mo-lai/"))
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_what_was_typed_is_kept_where_the_draft_was_handed_in_meanwhile(
    signed_in: Client, draft: ProcedureDraft, thu: User
) -> None:
    signed_in.post(address(draft, "phan/phi/"), fees(draft, amount="10000"))
    draft.refresh_from_db()
    seen = fees(draft, amount="9000", note="Ghi chú của tôi")
    now = timezone.now()
    given = {"starts_on": timezone.localdate(now), "decision": "", "change_summary": ""}
    reviewing.hand_in(draft, lock_version=draft.lock_version, **given, by=thu, at=now)
    answer = signed_in.post(address(draft, "phan/phi/"), seen)
    assert answer.status_code == 409
    assert "Ghi chú của tôi" in answer.content.decode()
    assert "rút dự thảo về" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.entry["fees"][0]["amount"] == 10000
