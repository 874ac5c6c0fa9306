"""The manager's catalogue, the editor and the way to publication, page by page."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from procedures.drafting import drafts
from procedures.models import ProcedureDraft, ProcedureVersion
from procedures.routing import PlannedStep
from procedures.services import set_route
from staff.models import User
from tests.procedures.conftest import ImportEntries, entry
from tests.procedures.drafting import LIST, address, fees
from tests.procedures.walls import published_again

CODE = "1.000001"
OWN = f"{LIST}{CODE}/"
ROUTE = [
    PlannedStep("Tiếp nhận", "clerk", "counter", 60),
    PlannedStep("Thẩm định", "specialist", "handling", 60),
    PlannedStep("Ký", "leader", "handling", 60),
]


def handed_in(client: Client, draft: ProcedureDraft) -> None:
    client.post(address(draft, "phan/phi/"), fees(draft, amount="10000"))
    draft.refresh_from_db()
    today = timezone.localdate().isoformat()
    client.post(address(draft, "trinh/"), {"starts_on": today, "lock_version": draft.lock_version})
    draft.refresh_from_db()
    assert draft.status == "in_review"


def test_a_stranger_is_sent_to_sign_in(client: Client, posted: None) -> None:
    for path in (LIST, OWN, f"{LIST}du-thao/"):
        assert client.get(path).status_code == 302


def test_only_managers_and_leaders_open_it(client: Client, posted: None, hoa: User, hai: User) -> None:
    client.force_login(hoa)
    assert [client.get(path).status_code for path in (LIST, OWN, f"{LIST}du-thao/")] == [403, 403, 403]
    client.force_login(hai)
    assert [client.get(path).status_code for path in (LIST, OWN, f"{LIST}du-thao/")] == [200, 200, 200]


def test_a_leader_does_not_write(client: Client, posted: None, hai: User) -> None:
    client.force_login(hai)
    assert client.post(f"{OWN}soan/").status_code == 403
    assert f"{LIST}moi/" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_for_one_and_for_twenty(
    signed_in: Client, import_entries: ImportEntries, django_assert_max_num_queries: object, count: int
) -> None:
    import_entries(*(entry(f"2.{number:06}") for number in range(count)))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert signed_in.get(LIST).status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_the_drafts_cost_the_same_for_one_and_for_twenty(
    signed_in: Client, thu: User, django_assert_max_num_queries: object, count: int
) -> None:
    for number in range(count):
        drafts.start_from(entry(f"3.{number:06}"), by=thu, at=timezone.now())
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert len(signed_in.get(f"{LIST}du-thao/").context["page_obj"].object_list) == count


@pytest.mark.parametrize("count", [1, 20])
def test_a_procedure_costs_the_same_with_one_version_and_with_twenty(
    signed_in: Client, thu: User, django_assert_max_num_queries: object, count: int
) -> None:
    version = ProcedureVersion.objects.get()
    for number in range(count):
        at = timezone.now() + dt.timedelta(days=number)
        version = set_route(version, ROUTE, ground="QĐ 7/QĐ-UBND", by=thu, at=at)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert len(signed_in.get(OWN).context["versions"]) == count + 1


def test_what_holds_now_is_not_what_only_comes(signed_in: Client) -> None:
    published_again(ProcedureVersion.objects.get(), timezone.localdate() + dt.timedelta(days=20), limit_value=9)
    context = signed_in.get(OWN).context
    assert (context["state"]["key"], context["now"].limit_value, context["latest"].limit_value) == (
        "current",
        3,
        9,
    )


def test_a_draft_with_faults_says_that_it_is_not_whole(signed_in: Client, draft: ProcedureDraft) -> None:
    signed_in.post(address(draft, "phan/phi/"), fees(draft, amount="nhiều"))
    draft.refresh_from_db()
    data = {"starts_on": timezone.localdate().isoformat(), "lock_version": draft.lock_version}
    response = signed_in.post(address(draft, "trinh/"), data)
    assert response.status_code == 422
    assert len(response.context["loose"]) == 1


def test_a_fault_names_its_field(signed_in: Client, draft: ProcedureDraft) -> None:
    ProcedureDraft.objects.filter(pk=draft.pk).update(entry={**draft.entry, "name": "", "fees": [{"amount": -1}]})
    said = {fault["text"].partition(":")[0] for fault in signed_in.get(address(draft)).context["faults"]}
    assert said == {"Tên", "Mức thu (đồng)"}


def test_the_list_is_filtered_by_state(signed_in: Client, import_entries: ImportEntries, draft: object) -> None:
    import_entries(entry("2.000002", time_limit=None), entry("2.000003"))
    for state, codes in (("du-thao", {CODE}), ("chua-thoi-han", {"2.000002"}), ("tham-dinh", set())):
        rows = signed_in.get(LIST, {"state": state}).context["rows"]
        assert {row["version"].procedure.code for row in rows} == codes


def test_what_runs_out_soon_is_found(signed_in: Client, import_entries: ImportEntries) -> None:
    soon = (timezone.localdate() + dt.timedelta(days=20)).isoformat()
    import_entries(entry("2.000002", fee=None, fees=[{"amount": 1, "valid_to": soon}]))
    rows = signed_in.get(LIST, {"state": "sap-het"}).context["rows"]
    assert [row["version"].procedure.code for row in rows] == ["2.000002"]


def test_what_is_followed_does_not_run_out(signed_in: Client, import_entries: ImportEntries) -> None:
    last = timezone.localdate() + dt.timedelta(days=20)
    first = (last + dt.timedelta(days=1)).isoformat()
    fees = [{"amount": 1, "valid_to": last.isoformat()}, {"amount": 2, "valid_from": first}]
    import_entries(entry("2.000002", fee=None, fees=fees))
    assert signed_in.get(LIST, {"state": "sap-het"}).context["rows"] == []


def test_an_unknown_filter_counts_as_none(signed_in: Client) -> None:
    assert len(signed_in.get(LIST, {"state": "?"}).context["rows"]) == 1


def test_a_change_that_was_begun_is_gone_on_with(signed_in: Client, draft: ProcedureDraft) -> None:
    response = signed_in.post(f"{OWN}soan/")
    assert response.headers["Location"] == address(draft)


def test_a_section_is_saved_and_told(signed_in: Client, draft: ProcedureDraft) -> None:
    response = signed_in.post(address(draft, "phan/phi/"), fees(draft, amount="10.000"))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.entry["fees"][0]["amount"] == 10000
    changes = [str(each) for each in signed_in.get(address(draft)).context["changes"]]
    assert "8.000 đồng/bản → 10.000 đồng/bản" in changes[0]


def test_what_is_missing_is_saved_and_named(signed_in: Client, draft: ProcedureDraft) -> None:
    response = signed_in.post(address(draft, "phan/phi/"), fees(draft, amount="nhiều"), follow=True)
    assert response.context["faults"][0][0] == "id_fees-0-amount"
    assert b"nhi\xe1\xbb\x81u" in response.content


def test_rows_are_added_moved_and_removed_without_scripts(signed_in: Client, draft: ProcedureDraft) -> None:
    def act(what: str, rows: list[str]) -> list[str]:
        draft.refresh_from_db()
        data = {"row_count": str(len(rows)), "sets": "1", "act": what, "lock_version": str(draft.lock_version)}
        for place, name in enumerate(rows):
            data |= {f"papers-{place}-name": name, f"papers-{place}-kind": "nop", f"papers-{place}-original": "1"}
        signed_in.post(address(draft, "phan/giay-to/"), data)
        draft.refresh_from_db()
        return [row.get("name", "") for row in draft.entry.get("papers", [])]

    assert act("add", ["Tờ khai"]) == ["Tờ khai", ""]
    assert act("up:2", ["Tờ khai", "Giấy chứng sinh"]) == ["Giấy chứng sinh", "Tờ khai"]
    assert act("down:1", ["Giấy chứng sinh", "Tờ khai"]) == ["Tờ khai", "Giấy chứng sinh"]
    assert act("remove:1", ["Tờ khai", "Giấy chứng sinh"]) == ["Giấy chứng sinh"]


@pytest.mark.parametrize(("limit", "is_said"), [("3", False), ("2", True)])
def test_a_limit_too_short_for_the_route_is_said_before_publishing(
    signed_in: Client, thu: User, limit: str, is_said: bool
) -> None:
    set_route(ProcedureVersion.objects.get(), ROUTE, ground="QĐ 12/QĐ-UBND", by=thu, at=timezone.now())
    signed_in.post(f"{OWN}soan/")
    draft = ProcedureDraft.objects.get()
    data = {"mode": "working_hours", "value": limit, "act": "save", "lock_version": str(draft.lock_version)}
    signed_in.post(address(draft, "phan/thoi-han/"), data)
    assert bool(signed_in.get(address(draft)).context["consequences"]) is is_said


def test_something_is_missing_and_nothing_is_handed_in(signed_in: Client, draft: ProcedureDraft) -> None:
    data = {"starts_on": "", "decision": "QĐ 7", "lock_version": draft.lock_version}
    response = signed_in.post(address(draft, "trinh/"), data)
    assert response.status_code == 422
    assert "QĐ 7" in response.content.decode()


def test_a_draft_that_changes_nothing_says_so(signed_in: Client, draft: ProcedureDraft) -> None:
    data = {"starts_on": timezone.localdate().isoformat(), "lock_version": draft.lock_version}
    response = signed_in.post(address(draft, "trinh/"), data)
    assert response.status_code == 422
    assert len(response.context["loose"]) == 1


def test_a_second_person_publishes(signed_in: Client, draft: ProcedureDraft, huong: User) -> None:
    handed_in(signed_in, draft)
    data = {"starts_on": timezone.localdate().isoformat(), "lock_version": draft.lock_version}
    assert signed_in.post(address(draft, "cong-bo/"), data).status_code == 403
    signed_in.force_login(huong)
    assert signed_in.get(address(draft)).context["may_review"]
    assert signed_in.post(address(draft, "cong-bo/"), data).headers["Location"] == OWN
    assert ProcedureVersion.objects.latest("number").published_by == huong


def test_publishing_twice_is_the_wrong_moment(signed_in: Client, draft: ProcedureDraft, huong: User) -> None:
    handed_in(signed_in, draft)
    signed_in.force_login(huong)
    data = {"starts_on": timezone.localdate().isoformat(), "lock_version": draft.lock_version}
    signed_in.post(address(draft, "cong-bo/"), data)
    assert signed_in.post(address(draft, "cong-bo/"), data).status_code == 409
    assert ProcedureVersion.objects.count() == 2


def test_what_is_given_back_shows_the_remark(signed_in: Client, draft: ProcedureDraft, huong: User) -> None:
    handed_in(signed_in, draft)
    signed_in.force_login(huong)
    assert signed_in.post(address(draft, "tra-lai/"), {"remark": ""}).status_code == 422
    signed_in.post(address(draft, "tra-lai/"), {"remark": "Thiếu căn cứ"})
    assert "Thiếu căn cứ" in signed_in.get(address(draft)).content.decode()


def test_the_preview_writes_nothing(signed_in: Client, draft: ProcedureDraft) -> None:
    signed_in.post(address(draft, "phan/phi/"), fees(draft, amount="10000"))
    response = signed_in.get(address(draft, "xem-truoc/"))
    assert "10.000" in response.content.decode()
    assert ProcedureVersion.objects.count() == 1


def test_an_unfinished_draft_has_no_preview(signed_in: Client, draft: ProcedureDraft) -> None:
    drafts.save(draft, {**draft.entry, "name": ""}, lock_version=1, by=draft.prepared_by, at=timezone.now())
    assert signed_in.get(address(draft, "xem-truoc/")).status_code == 409


def test_a_new_procedure_begins_empty(signed_in: Client) -> None:
    response = signed_in.post(f"{LIST}moi/", follow=True)
    assert response.status_code == 200
    assert response.context["faults"] == []


def test_a_copy_asks_for_a_code(signed_in: Client) -> None:
    response = signed_in.post(f"{OWN}sao-chep/", follow=True)
    assert "code" not in response.context["draft"].entry


@pytest.mark.parametrize("rest", ["phan/khong-co/", "phan/phi/../x/"])
def test_an_unknown_section_is_not_found(signed_in: Client, draft: ProcedureDraft, rest: str) -> None:
    assert signed_in.get(address(draft, rest)).status_code == 404
