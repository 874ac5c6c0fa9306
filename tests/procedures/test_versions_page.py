"""A procedure as it was, as it will be, and after its end."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from procedures.models import Procedure, ProcedureVersion
from tests.people import Office
from tests.procedures.conftest import ImportEntries, entry
from tests.procedures.reading import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "tuesday_morning")]

PAGE = "/thu-tuc/1.000001/"
VERSIONS = f"{PAGE}phien-ban/"


@pytest.fixture
def cheaper_before(import_entries: ImportEntries) -> None:
    """8,000 đồng from 1 May 2023, 10,000 đồng from 29 August."""
    with time_machine.travel(dt.datetime(2023, 5, 1, 9, tzinfo=dt.UTC), tick=False):
        import_entries(entry())
    import_entries(entry(fee={"amount": 10000, "unit": "VND", "per": "bản"}))


def test_a_past_day_shows_what_was_posted_then(client: Client, office: Office, cheaper_before: None) -> None:
    text = body(client.get(PAGE, {"ngay": "2023-06-01"}))
    assert "As it was posted on 01/06/2023" in text
    assert "This version does not hold today." in text
    assert "8,000 đồng/bản" in text


def test_of_a_past_day_nothing_is_promised_and_nothing_can_be_filed(
    client: Client, office: Office, cheaper_before: None
) -> None:
    page = client.get(PAGE, {"ngay": "2023-06-01"})
    assert "promised for" not in body(page)
    assert "/ho-so/nop/" not in page.content.decode()


def test_a_past_day_is_not_for_search_engines(client: Client, cheaper_before: None) -> None:
    page = client.get(PAGE, {"ngay": "2023-06-01"}).content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert 'href="http://testserver/thu-tuc/1.000001/"' in page


@pytest.mark.parametrize("day", ["hôm qua", "2023-02-30", "30/2/2023"])
@pytest.mark.parametrize("page", [PAGE, VERSIONS])
def test_what_is_no_day_is_said_beside_the_field_and_kept(
    client: Client, office: Office, cheaper_before: None, page: str, day: str
) -> None:
    answer = client.get(page, {"ngay": day})
    assert answer.status_code == 422
    assert "How it was posted on: There is no such day. Write it like 31/12/2023" in body(answer)
    assert f'type="text" name="ngay" value="{day}"' in answer.content.decode()


@pytest.mark.parametrize("page", [PAGE, VERSIONS])
def test_before_the_first_version_that_one_and_today_are_offered(
    client: Client, office: Office, cheaper_before: None, page: str
) -> None:
    answer = client.get(page, {"ngay": "2023-04-30"})
    assert answer.status_code == 422
    assert "It was first posted here on 01/05/2023; what held before is not kept." in body(answer)
    assert f'href="{PAGE}?ngay=2023-05-01">See the first version, from 01/05/2023</a>' in answer.content.decode()
    assert f'href="{PAGE}">See what holds today</a>' in answer.content.decode()
    assert 'type="date" name="ngay" value="2023-04-30"' in answer.content.decode()


def test_a_day_of_an_unknown_procedure_is_not_found(client: Client, office: Office) -> None:
    assert {client.get(PAGE, {"ngay": day}).status_code for day in ("2023-04-30", "hôm qua")} == {404}


@pytest.mark.parametrize("day", ["2023-08-29", "", " "])
def test_today_or_no_day_in_the_address_is_the_page_of_today(
    client: Client, office: Office, cheaper_before: None, day: str
) -> None:
    text = body(client.get(PAGE, {"ngay": day}))
    assert "As it was posted" not in text
    assert "promised for" in text


def test_a_change_to_come_is_announced(client: Client, office: Office, import_entries: ImportEntries) -> None:
    import_entries(entry())
    import_entries(entry(result="Trích lục điện tử", valid_from="2023-10-01"))
    page = client.get(PAGE)
    assert "This procedure changes on 01/10/2023." in body(page)
    assert f'href="{PAGE}?ngay=2023-10-01"' in page.content.decode()
    then = body(client.get(PAGE, {"ngay": "2023-10-01"}))
    assert "It will hold from 01/10/2023; until then what is in force today applies." in then
    assert "Trích lục điện tử" in then


def closed(on: dt.date, replaced_by: str = "") -> None:
    ProcedureVersion.objects.filter(procedure__code="1.000001").update(valid_to=on)
    other = Procedure.objects.filter(code=replaced_by).first()
    Procedure.objects.filter(code="1.000001").update(replaced_by=other)


def test_a_closed_procedure_leads_on_to_the_one_that_replaces_it(
    client: Client, office: Office, import_entries: ImportEntries
) -> None:
    with time_machine.travel(dt.datetime(2023, 5, 1, 9, tzinfo=dt.UTC), tick=False):
        import_entries(entry(), entry("1.000002", name="Thủ tục mới"))
    closed(dt.date(2023, 6, 30), "1.000002")
    page = client.get(PAGE)
    assert "This procedure ended on 30/06/2023 It is replaced by: Thủ tục mới" in body(page)
    assert 'href="/thu-tuc/1.000002/"' in page.content.decode()
    assert "promised for" not in body(page)


def test_a_procedure_closed_without_another_sends_to_the_counter(
    client: Client, office: Office, import_entries: ImportEntries
) -> None:
    with time_machine.travel(dt.datetime(2023, 5, 1, 9, tzinfo=dt.UTC), tick=False):
        import_entries(entry())
    closed(dt.date(2023, 6, 30))
    assert "It is no longer filed." in body(client.get(PAGE))


def test_the_last_day_is_told(client: Client, office: Office, import_entries: ImportEntries) -> None:
    import_entries(entry())
    closed(dt.date(2023, 9, 30))
    text = body(client.get(PAGE))
    assert "The last day of this procedure is 30/09/2023." in text
    assert "promised for" in text


def test_the_versions_say_what_changed(client: Client, cheaper_before: None) -> None:
    text = body(client.get(VERSIONS))
    assert "Version 2 in force" in text
    assert "8,000 đồng" in text
    assert "10,000 đồng" in text
    assert text.index("Version 2") < text.index("Version 1 ")


def test_a_day_leads_to_the_page_as_of_it(client: Client, cheaper_before: None) -> None:
    assert client.get(VERSIONS, {"ngay": "2023-06-01"})["Location"] == f"{PAGE}?ngay=2023-06-01"


@pytest.mark.parametrize("page", [PAGE, VERSIONS])
@pytest.mark.parametrize(
    ("day", "fault"), [("2023-08-20", "not in force on that day"), ("1900-01-01", "1945 and 2100")]
)
def test_a_day_that_leads_nowhere_is_told(
    client: Client, office: Office, cheaper_before: None, page: str, day: str, fault: str
) -> None:
    ProcedureVersion.objects.filter(number=1).update(valid_to=dt.date(2023, 7, 31))
    response = client.get(page, {"ngay": day})
    assert response.status_code == 422
    assert fault in body(response)


@pytest.mark.parametrize("code", ["9.999999", "1.000009"])
def test_what_was_never_posted_has_no_versions(client: Client, cheaper_before: None, code: str) -> None:
    Procedure.objects.create(code="1.000009", field=Procedure.objects.get().field)
    assert client.get(f"/thu-tuc/{code}/phien-ban/").status_code == 404


def test_many_versions_take_no_more_statements_than_two(
    client: Client, cheaper_before: None, import_entries: ImportEntries
) -> None:
    def statements() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(VERSIONS)
        return len(captured)

    statements()
    two = statements()
    for month in range(1, 10):
        import_entries(entry(result=f"Kết quả {month}", valid_from=f"2024-{month:02d}-01"))
    assert statements() == two <= 24
