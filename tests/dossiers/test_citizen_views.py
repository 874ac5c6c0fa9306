"""The citizen's rooms: nothing typed is lost, nothing of others is seen."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from dossiers.models import Attachment, Dossier
from dossiers.services import filing, intake, processing
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import CalendarDay, User
from tests.people import MakeDossier, Office, make_person, make_version, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def citizen(lan: User) -> Client:
    client = Client()
    client.force_login(lan)
    return client


def typed(office: Office, version: ProcedureVersion, **changes: Any) -> dict[str, Any]:
    """The form filled in completely, with a file for the declaration."""
    declaration = version.documents.get(position=1)
    return {
        "unit": office.commune.pk,
        "applicant_kind": "person",
        "applicant_name": "Nguyễn Thị Lan",
        "identity_number": "035185001234",
        "phone": "0912 345 678",
        "email": "lan@example.com",
        "address": "Thôn 3, xã Bình Nghĩa",
        "request": "Xin xác nhận tình trạng hôn nhân",
        "delivery": "counter",
        f"file_{declaration.pk}": SimpleUploadedFile("to-khai.pdf", PDF),
        **changes,
    }


def test_form_starts_with_what_the_account_knows(citizen: Client, version: ProcedureVersion) -> None:
    page = citizen.get(f"/ho-so/nop/{version.procedure.code}/").content.decode()
    assert "035185001234" in page
    assert "Nguyễn Thị Lan" in page


def test_submitting_makes_a_dossier_the_counter_sees(
    citizen: Client, office: Office, version: ProcedureVersion
) -> None:
    with time_machine.travel(moment("2023-08-25 18:40"), tick=False):
        answer = citizen.post(
            f"/ho-so/nop/{version.procedure.code}/", typed(office, version, do="submit"), follow=True
        )
    dossier = Dossier.objects.get()
    assert dossier.state == State.SUBMITTED
    assert dossier.receiving_unit == office.commune
    assert answer.redirect_chain[-1][0] == f"/ho-so/{dossier.reference}/"
    assert dossier.reference in answer.content.decode()


def test_draft_keeps_everything_and_can_be_submitted_later(
    citizen: Client, office: Office, version: ProcedureVersion
) -> None:
    citizen.post(f"/ho-so/nop/{version.procedure.code}/", typed(office, version, do="save", phone="", address=""))
    dossier = Dossier.objects.get()
    assert dossier.state == State.DRAFT
    assert dossier.attachments.get().name == "to-khai.pdf"
    page = citizen.get(f"/ho-so/nhap/{dossier.reference}/").content.decode()
    assert "Xin xác nhận tình trạng hôn nhân" in page
    assert "to-khai.pdf" in page
    complete = typed(office, version, do="submit")
    complete.pop(f"file_{version.documents.get(position=1).pk}")
    citizen.post(f"/ho-so/nhap/{dossier.reference}/", complete)
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED


def test_faults_come_together_and_lose_nothing(citizen: Client, office: Office, version: ProcedureVersion) -> None:
    declaration = version.documents.get(position=1)
    given = typed(office, version, do="submit", phone="12", identity_number="abc")
    given[f"file_{declaration.pk}"] = SimpleUploadedFile("virus.pdf", b"MZ\x90\x00")
    answer = citizen.post(f"/ho-so/nop/{version.procedure.code}/", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "virus.pdf" in page
    assert "Xin xác nhận tình trạng hôn nhân" in page
    dossier = Dossier.objects.get()
    assert dossier.state == State.DRAFT
    assert dossier.applicant_name == "Nguyễn Thị Lan"
    again = citizen.post(
        f"/ho-so/nhap/{dossier.reference}/", {**typed(office, version, do="submit"), "phone": "12"}
    )
    assert again.status_code == 422
    assert set(again.context["form"].errors) == {"phone"}
    assert Attachment.objects.count() == 1


def test_the_same_form_sent_twice_makes_one_dossier(
    citizen: Client, office: Office, version: ProcedureVersion
) -> None:
    for _ in range(2):
        answer = citizen.post(
            f"/ho-so/nop/{version.procedure.code}/", typed(office, version, do="submit", key="one-form")
        )
    assert Dossier.objects.get().state == State.SUBMITTED
    assert answer.status_code == 302


def test_a_missing_mandatory_file_is_named(citizen: Client, office: Office, version: ProcedureVersion) -> None:
    declaration = version.documents.get(position=1)
    given = typed(office, version, do="submit")
    del given[f"file_{declaration.pk}"]
    answer = citizen.post(f"/ho-so/nop/{version.procedure.code}/", given)
    assert set(answer.context["form"].errors) == {f"file_{declaration.pk}"}


def test_a_new_file_replaces_the_earlier_one_in_a_draft(
    citizen: Client, office: Office, version: ProcedureVersion
) -> None:
    citizen.post(f"/ho-so/nop/{version.procedure.code}/", typed(office, version, do="save"))
    dossier = Dossier.objects.get()
    declaration = version.documents.get(position=1)
    second = SimpleUploadedFile("moi.pdf", PDF)
    citizen.post(
        f"/ho-so/nhap/{dossier.reference}/",
        typed(office, version, do="save", **{f"file_{declaration.pk}": second}),
    )
    assert dossier.attachments.get(superseded_at__isnull=True).name == "moi.pdf"


def test_discarding_a_draft_removes_it_with_its_files(
    citizen: Client, office: Office, version: ProcedureVersion
) -> None:
    citizen.post(f"/ho-so/nop/{version.procedure.code}/", typed(office, version, do="save"))
    reference = Dossier.objects.get().reference
    citizen.post(f"/ho-so/nhap/{reference}/", {"do": "discard"})
    assert not Dossier.objects.exists()
    assert not Attachment.objects.exists()


def test_procedures_for_the_counter_only_send_back(citizen: Client) -> None:
    version = make_version("9.000002", "Chỉ nhận tại quầy", online=False)
    answer = citizen.get(f"/ho-so/nop/{version.procedure.code}/")
    assert answer.status_code == 302


def test_nobody_elses_dossier_exists(citizen: Client, office: Office, version: ProcedureVersion) -> None:
    citizen.post(f"/ho-so/nop/{version.procedure.code}/", typed(office, version, do="save"))
    reference = Dossier.objects.get().reference
    stranger = Client()
    stranger.force_login(make_person("binh", "Trần Văn Bình"))
    for path in (f"/ho-so/{reference}/", f"/ho-so/nhap/{reference}/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"/ho-so/nhap/{reference}/", {"do": "discard"}).status_code == 404
    assert Client().get(f"/ho-so/{reference}/").status_code == 302


def received_online(lan: User, hoa: User, version: ProcedureVersion, office: Office) -> Dossier:
    """Lan's online dossier that Hoa received on Tuesday 29 August 2023."""
    from tests.journeys.test_refused import submitted

    dossier = submitted(lan, version, office, "2023-08-28 08:00")
    return intake.receive(dossier=dossier, by=hoa, at=moment("2023-08-29 09:30"))


def test_status_explains_the_promise_and_asks_for_the_supplement(
    citizen: Client, lan: User, hoa: User, minh: User, version: ProcedureVersion, office: Office
) -> None:
    dossier = received_online(lan, hoa, version, office)
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 09:40"))
    processing.request_supplement(
        dossier=dossier,
        items=["Bản án ly hôn"],
        reason="Thiếu bản án ly hôn.",
        by=minh,
        at=moment("2023-08-30 08:00"),
    )
    with time_machine.travel(moment("2023-08-30 09:00"), tick=False):
        page = citizen.get(f"/ho-so/{dossier.reference}/").content.decode()
        assert "Bản án ly hôn" in page
        wrong = citizen.post(
            f"/ho-so/{dossier.reference}/bo-sung/",
            {"files": [SimpleUploadedFile("a.exe", b"MZ")], "supply-answer": "Đây là bản án"},
        )
        assert wrong.status_code == 422
        assert "Đây là bản án" in wrong.content.decode()
        citizen.post(
            f"/ho-so/{dossier.reference}/bo-sung/",
            {"files": [SimpleUploadedFile("ban-an.pdf", PDF)], "supply-answer": "Đây là bản án"},
        )
    asked = dossier.supplement_requests.get()
    assert asked.answered_at == moment("2023-08-30 09:00")
    assert dossier.attachments.filter(kind="supplement", name="ban-an.pdf").exists()


def test_citizen_withdraws_with_a_reason(
    citizen: Client, lan: User, hoa: User, version: ProcedureVersion, office: Office
) -> None:
    dossier = received_online(lan, hoa, version, office)
    answer = citizen.post(f"/ho-so/{dossier.reference}/rut/", {"withdraw-reason": "x"})
    assert answer.status_code == 422
    citizen.post(f"/ho-so/{dossier.reference}/rut/", {"withdraw-reason": "Tôi đã nộp ở nơi khác."})
    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWAL
    assert citizen.post(f"/ho-so/{dossier.reference}/rut/", {"withdraw-reason": "Lần nữa"}).status_code == 409


def test_tracking_page_needs_both_code_and_phone(received: MakeDossier) -> None:
    dossier = received("2023-08-29 09:30")
    anybody = Client()
    assert anybody.get("/tra-cuu/").status_code == 200
    found = anybody.get("/tra-cuu/", {"code": dossier.code, "phone": "5678"})
    assert found.status_code == 200
    assert "Lan" not in found.content.decode()
    assert str(dossier.code) in found.content.decode()
    assert anybody.get("/tra-cuu/", {"code": dossier.code, "phone": "0000"}).status_code == 404
    assert anybody.get("/tra-cuu/", {"code": dossier.code, "phone": "56"}).status_code == 422


@time_machine.travel(moment("2023-08-29 10:00"), tick=False)  # within one minute, whatever the clock says
def test_tracking_is_slowed_down(received: MakeDossier) -> None:
    received("2023-08-29 09:30")
    anybody = Client()
    answers = [
        anybody.get("/tra-cuu/", {"code": "X", "phone": f"{number:04d}"}).status_code for number in range(40)
    ]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_mine_costs_the_same_for_one_and_for_twenty(
    citizen: Client, lan: User, office: Office, version: ProcedureVersion, django_assert_max_num_queries: Any
) -> None:
    from tests.people import LAN

    for _ in range(20):
        filing.save_draft(
            dossier=None,
            version=version,
            unit=office.commune,
            applicant=LAN,
            by=lan,
            at=moment("2023-08-29 08:00"),
        )
    with django_assert_max_num_queries(8):
        page = citizen.get("/ho-so/").content.decode()
    assert page.count("/ho-so/nhap/") == 20


def test_nobody_has_an_empty_list_without_a_way_on(citizen: Client) -> None:
    assert "/thu-tuc/" in citizen.get("/ho-so/").content.decode()


def test_returned_dossier_offers_the_rating(citizen: Client, lan: User, returned: MakeDossier) -> None:
    dossier = returned("2023-08-29 09:30")
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    assert "/danh-gia/" in citizen.get(f"/ho-so/{dossier.reference}/").content.decode()


@pytest.mark.parametrize("do", ["save", "submit"])
def test_an_identity_number_longer_than_its_column_is_a_fault(
    citizen: Client, office: Office, version: ProcedureVersion, do: str
) -> None:
    given = typed(office, version, do=do, identity_number="0" * 20)
    answer = citizen.post(f"/ho-so/nop/{version.procedure.code}/", given)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["identity_number"]


def test_spaces_between_the_digits_do_not_count(
    citizen: Client, office: Office, version: ProcedureVersion
) -> None:
    given = typed(office, version, do="save", identity_number="035 185 001 234")
    citizen.post(f"/ho-so/nop/{version.procedure.code}/", given)

    assert Dossier.objects.get().identity_number == "035185001234"


def test_where_the_calendar_ends_the_page_says_so(citizen: Client, lan: User, received: MakeDossier) -> None:
    dossier = received("2023-08-29 09:30", version=make_version("1.000656", "Đăng ký khai tử"))
    dossier.applicant = lan
    dossier.save()
    CalendarDay.objects.filter(day__year=2023).delete()

    answer = citizen.get(f"/ho-so/{dossier.reference}/")

    assert answer.status_code == 200
    assert "2023" in answer.context["promise_problem"]
    assert escape(answer.context["promise_problem"]) in answer.content.decode()
