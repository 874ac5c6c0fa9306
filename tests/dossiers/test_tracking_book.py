"""The tracking book: the statutory columns, one counter and period, full only on paper."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dossiers.services import handover
from dossiers.statistics.period import Period
from dossiers.tracking_book import COLUMNS, book_pdf, entries, lines_of
from procedures.models import Field
from staff.models import AuditEntry, User
from tests.dossiers.papers import text_of_pdf
from tests.people import MakeDossier, Office, moment

PERIOD = Period(moment("2023-08-01 00:00").date(), moment("2023-08-31 00:00").date())
AUGUST = {"since": "2023-08-01", "until": "2023-08-31"}


def book(office: Office, by: User, at: str, field: Field | None = None) -> str:
    found = entries(office.commune, PERIOD, field)
    return text_of_pdf(book_pdf(found, unit=office.commune, period=PERIOD, field=field, by=by, at=moment(at)))


@pytest.mark.parametrize(("at", "mark"), [("2023-09-01 09:00", "Mẫu số 06"), ("2025-10-01 09:00", "Mẫu số 07")])
def test_book_has_every_column_of_the_form(
    returned: MakeDossier, office: Office, hoa: User, at: str, mark: str
) -> None:
    dossier = returned()
    text = book(office, hoa, at)
    expected = (
        mark,
        "SỔ THEO DÕI HỒ SƠ",
        "/STD-BPTNTKQ",
        "Lĩnh vực: tất cả các lĩnh vực",
        "từ ngày 01 tháng 8 năm 2023 đến ngày 31 tháng 8 năm 2023",
        "Nhận và trả kết quả",
        dossier.code,
        "Cấp Giấy xác nhận tình trạng hôn nhân",
        "Nguyễn Thị Lan",
        "Thôn 3, xã Bình Nghĩa",
        "0912345678",
        "09:30 29/08/2023",
        "17:00 05/09/2023",
        "10:00 31/08/2023",
        "Trực tiếp",
        "NGƯỜI LẬP SỔ",
    )
    # narrow columns break their heads over lines, and long words inside
    squeezed = text.replace(" ", "")
    missing = [piece for piece in (*COLUMNS, *expected) if str(piece).replace(" ", "") not in squeezed]
    assert missing == [], text


def test_a_dossier_stopped_is_not_entered_as_returned(
    processing_dossier: MakeDossier, office: Office, hoa: User
) -> None:
    handover.stop(dossier=processing_dossier(), reason="Theo đề nghị.", by=hoa, at=moment("2023-08-30 09:00"))
    (line,) = lines_of(entries(office.commune, PERIOD, None))
    assert line.returned == "Dừng giải quyết 09:00 30/08/2023"


def test_book_holds_one_counter_one_field_and_the_period(
    received: MakeDossier, office: Office, hoa: User, tu: User
) -> None:
    inside = received("2023-08-31 09:00")
    received("2023-09-01 09:00")
    received("2023-08-31 09:30", unit=office.other_commune, by=tu)
    other = Field.objects.create(name="Đất đai", slug="dat-dai")
    assert list(entries(office.commune, PERIOD, None)) == [inside]
    assert list(entries(office.commune, PERIOD, inside.version.procedure.field)) == [inside]
    assert list(entries(office.commune, PERIOD, other)) == []
    assert "Không có hồ sơ nào" in book(office, hoa, "2023-09-01 09:00", other)


def test_page_masks_phones_and_paper_does_not(client: Client, received: MakeDossier, hoa: User) -> None:
    received()
    client.force_login(hoa)
    page = client.get("/mot-cua/so-theo-doi/", AUGUST).content.decode()
    assert "******5678" in page
    assert "0912345678" not in page
    response = client.get("/mot-cua/so-theo-doi.pdf", AUGUST)
    assert "0912345678" in text_of_pdf(response.content)
    assert AuditEntry.objects.get(action="tracking_book.printed").detail["first"] == "2023-08-01"


def test_page_without_choice_shows_this_month_of_the_own_unit(client: Client, office: Office, hoa: User) -> None:
    client.force_login(hoa)
    response = client.get("/mot-cua/so-theo-doi/")
    assert response.status_code == 200
    assert response.context["form"].chosen_unit == office.commune


@pytest.mark.parametrize(
    "query", [{"since": "2023-08-31", "until": "2023-08-01"}, {"since": "2021-01-01", "until": "2023-08-01"}]
)
def test_a_period_no_book_can_hold_is_refused(client: Client, hoa: User, query: dict[str, str]) -> None:
    client.force_login(hoa)
    for address in ("/mot-cua/so-theo-doi/", "/mot-cua/so-theo-doi.pdf"):
        assert client.get(address, query).status_code == 422


def test_a_book_too_long_to_print_asks_for_a_shorter_period(
    client: Client, received: MakeDossier, hoa: User, monkeypatch: Any
) -> None:
    received()
    client.force_login(hoa)
    monkeypatch.setattr("dossiers.views.tracking_book.MOST_LINES", 0)
    assert client.get("/mot-cua/so-theo-doi.pdf", AUGUST).status_code == 422


def test_another_units_book_is_closed(client: Client, office: Office, hoa: User, minh: User, thu: User) -> None:
    client.force_login(hoa)
    assert client.get("/mot-cua/so-theo-doi/", {"unit": office.other_commune.pk}).status_code == 422
    client.force_login(minh)
    assert client.get("/mot-cua/so-theo-doi/").status_code == 403
    client.force_login(thu)
    assert client.get("/mot-cua/so-theo-doi/", {"unit": office.other_commune.pk}).status_code == 200


def test_book_costs_the_same_for_one_and_for_twenty(client: Client, received: MakeDossier, hoa: User) -> None:
    client.force_login(hoa)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/mot-cua/so-theo-doi/", AUGUST).status_code == 200
        return len(seen)

    received()
    count()
    first = count()
    for _ in range(19):
        received()
    assert count() == first
