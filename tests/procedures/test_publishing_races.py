"""What two managers do to one procedure in the same moment: real threads, real row locks."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client

from procedures.drafting import drafts, reviewing
from procedures.errors import DraftAtFault, DraftExists
from procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from procedures.routing import PlannedStep
from procedures.services import set_route
from staff.models import User
from staff.roles import Role
from tests.people import Office, make_official, moment
from tests.procedures.conftest import ImportEntries, entry
from tests.procedures.drafting import address, fees

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = moment("2026-03-02 09:00")
_PATIENCE = 20


@pytest.fixture
def draft(office: Office, import_entries: ImportEntries, thu: User) -> ProcedureDraft:
    """Thu has handed in another result of the only procedure."""
    import_entries(entry(valid_from="2021-01-01"))
    draft = drafts.start(Procedure.objects.get(), by=thu, at=AT)
    draft, _changed = drafts.save(draft, {**draft.entry, "result": "Khác"}, lock_version=1, by=thu, at=AT)
    lock = draft.lock_version
    day = dt.date(2026, 3, 2)
    return reviewing.hand_in(
        draft, lock_version=lock, starts_on=day, decision="", change_summary="", by=thu, at=AT
    )


def _until_somebody_waits() -> None:
    for _ in range(20_000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waits for the other")


def test_a_draft_is_not_published_over_a_route_set_in_that_moment(draft: ProcedureDraft, office: Office) -> None:
    huong = make_official("huong", "Ngô Thị Hương", office.district, Role.MANAGER)
    is_set = threading.Event()

    def route() -> None:
        try:
            with transaction.atomic():
                steps = [
                    PlannedStep("Tiếp nhận", "clerk", "counter", 60),
                    PlannedStep("Thẩm định", "specialist", "handling", 60),
                    PlannedStep("Ký", "leader", "handling", 60),
                ]
                set_route(ProcedureVersion.objects.get(), steps, ground="QĐ 7/QĐ-UBND", by=huong, at=AT)
                is_set.set()
                _until_somebody_waits()
        finally:
            connection.close()

    def publish() -> list[str]:
        try:
            is_set.wait(timeout=_PATIENCE)
            reviewing.publish(draft, by=huong, at=AT)
        except DraftAtFault as error:
            return [fault.message for fault in error.faults]
        finally:
            connection.close()
        return []

    with ThreadPoolExecutor(2) as pool:
        setting, publishing = pool.submit(route), pool.submit(publish)
        setting.result(timeout=_PATIENCE)
        assert publishing.result(timeout=_PATIENCE)
    assert ProcedureVersion.objects.count() == 2


NEW = {"code": "2.000009"}


def _begin(by: User) -> None:
    drafts.start_from(NEW, by=by, at=AT)


def _claim(by: User) -> None:
    draft = drafts.start_from({}, by=by, at=AT)
    drafts.save(draft, NEW, lock_version=draft.lock_version, by=by, at=AT)


@pytest.mark.parametrize(("act", "refused"), [(_begin, DraftExists), (_claim, DraftAtFault)])
def test_of_two_who_claim_a_new_code_at_once_one_is_told(
    act: Callable[[User], None], refused: type[Exception], office: Office, thu: User
) -> None:
    huong = make_official("huong", "Ngô Thị Hương", office.district, Role.MANAGER)
    is_begun = threading.Event()

    def first() -> None:
        try:
            with transaction.atomic():
                _begin(thu)
                is_begun.set()
                _until_somebody_waits()
        finally:
            connection.close()

    def second() -> None:
        try:
            is_begun.wait(timeout=_PATIENCE)
            act(huong)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        beginning, claiming = pool.submit(first), pool.submit(second)
        beginning.result(timeout=_PATIENCE)
        with pytest.raises(refused):
            claiming.result(timeout=_PATIENCE)


def test_nothing_is_saved_into_a_draft_put_away_in_that_moment(office: Office, thu: User) -> None:
    huong = make_official("huong", "Ngô Thị Hương", office.district, Role.MANAGER)
    draft = drafts.start_from(NEW, by=thu, at=AT)
    is_put_away = threading.Event()

    def put_away() -> None:
        try:
            with transaction.atomic():
                drafts.discard(draft, lock_version=draft.lock_version, by=thu, at=AT)
                is_put_away.set()
                _until_somebody_waits()
        finally:
            connection.close()

    def write() -> int:
        try:
            client = Client()
            client.force_login(huong)
            is_put_away.wait(timeout=_PATIENCE)
            return client.post(address(draft, "phan/phi/"), fees(ProcedureDraft.objects.get())).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        putting, writing = pool.submit(put_away), pool.submit(write)
        putting.result(timeout=_PATIENCE)
        assert writing.result(timeout=_PATIENCE) == 409
