"""Messages to the applicant: one for each thing that happens, polite, without numbers of persons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from dossiers.models import Dossier
from dossiers.notifications import TEMPLATES, tell_applicant, tracking_address, way_to
from dossiers.services import processing
from staff.models import Message, MessageTemplate, User
from staff.sms_length import sms_length
from tests.people import LAN, MakeDossier, moment

pytestmark = pytest.mark.django_db
AT = moment("2023-08-29 10:00")
MOVE = SimpleNamespace(code="H25", procedure="Đăng ký khai sinh", old=AT, new=AT + dt.timedelta(days=1))
REST = {
    "reason": "Thiếu chữ ký <của chồng> & con dấu",
    "items": ["Tờ khai", "Bản sao"],
    "outcome": "granted",
    "moves": [MOVE],
}


@pytest.fixture
def dossier(received: MakeDossier) -> Dossier:
    """Received on Tuesday 29 August 2023, promised for Tuesday 5 September 17:00."""
    return received("2023-08-29 09:30")


def message(event: str) -> Message:
    return Message.objects.get(event=event)


@pytest.mark.parametrize("event", [kind.value for kind in TEMPLATES])
def test_every_event_has_a_whole_message(dossier: Dossier, event: str) -> None:
    Message.objects.all().delete()

    assert tell_applicant(dossier, event, at=AT, number=1, **REST)

    told = message(event)
    assert (told.recipient, told.unit, told.reference) == (LAN.email, dossier.receiving_unit, dossier.code)
    assert dossier.code in told.subject
    for part in (
        LAN.name,
        dossier.code,
        "Cấp Giấy xác nhận tình trạng hôn nhân",
        "0226 3860 104",
        f"http://testserver/tra-cuu/?code={dossier.code}",
    ):
        assert part in told.body
    for number in (LAN.identity_number, LAN.phone):
        assert number not in told.subject + told.body


@pytest.mark.parametrize("event", [kind.value for kind in TEMPLATES])
def test_no_template_leaves_marks_or_gaps(dossier: Dossier, event: str) -> None:
    Message.objects.all().delete()
    tell_applicant(dossier, event, at=AT, number=1, **REST)

    body = message(event).body
    assert not any(mark in body for mark in ("{{", "{%", "&lt;", "&amp;", "&#", "None", "\n\n\n"))
    assert body == f"{body.strip()}\n"


def test_reception_tells_the_promise(dossier: Dossier) -> None:
    assert "05/09/2023" in message("received").body


def test_a_supplement_request_lists_what_is_missing(dossier: Dossier) -> None:
    tell_applicant(dossier, "supplement_requested", at=AT, items=["Tờ khai", "Bản sao"], reason="Mờ", number=1)

    assert "1. Tờ khai\n2. Bản sao\n" in message("supplement_requested").body


def test_a_reason_is_given_word_for_word(dossier: Dossier) -> None:
    tell_applicant(dossier, "refused", at=AT, reason="Thiếu chữ ký <của chồng> & con dấu")

    assert "Thiếu chữ ký <của chồng> & con dấu" in message("refused").body


@pytest.mark.parametrize("delivery", ["counter", "post", "online"])
def test_a_ready_result_says_how_it_is_handed_over(dossier: Dossier, delivery: str) -> None:
    dossier.delivery = delivery
    tell_applicant(dossier, "resolved", at=AT, outcome="granted")
    others = {"counter", "post", "online"} - {delivery}
    bodies = {message("resolved").body}
    for other in others:
        Message.objects.filter(event="resolved").delete()
        dossier.delivery = other
        tell_applicant(dossier, "resolved", at=AT, outcome="granted")
        bodies.add(message("resolved").body)

    assert len(bodies) == 3


def test_a_negative_answer_is_not_announced_as_a_result(dossier: Dossier) -> None:
    tell_applicant(dossier, "resolved", at=AT, outcome="denied")
    denied = message("resolved").subject
    Message.objects.filter(event="resolved").delete()
    tell_applicant(dossier, "resolved", at=AT, outcome="granted")

    assert denied != message("resolved").subject


def test_without_an_address_nothing_is_written(received: MakeDossier) -> None:
    dossier = received(applicant=replace(LAN, email="", phone="02263860104"))

    assert tell_applicant(dossier, "resolved", at=AT, outcome="granted") is False
    assert not Message.objects.exists()


def test_without_e_mail_a_mobile_phone_is_told_in_short(received: MakeDossier) -> None:
    dossier = received(applicant=replace(LAN, email=""))

    told = message("received")
    assert (told.channel, told.recipient) == ("sms", LAN.phone)
    assert dossier.code in told.body
    assert "17:00 05/09/2023" in told.body
    assert sms_length(told.body).parts == 1


@pytest.mark.parametrize("event", [kind.value for kind in TEMPLATES])
def test_every_event_has_a_short_text(dossier: Dossier, event: str) -> None:
    """Also one whose author wrote no file for SMS: subject and link."""
    dossier.tell_by = "sms"
    Message.objects.all().delete()
    tell_applicant(dossier, event, at=AT, number=1, **REST)

    told = message(event)
    assert dossier.code in told.body
    assert told.body.endswith(f"/tra-cuu/?code={dossier.code}")
    assert sms_length(told.body).is_plain
    assert sms_length(told.body).parts <= 2


def test_who_wants_to_hear_nothing_hears_nothing(dossier: Dossier) -> None:
    Message.objects.all().delete()
    dossier.tell_by = "none"

    assert tell_applicant(dossier, "resolved", at=AT, outcome="granted") is False
    assert not Message.objects.exists()


def test_the_wish_of_the_dossier_goes_before_that_of_the_account(dossier: Dossier, lan: User) -> None:
    lan.tell_by = "none"
    dossier.applicant = lan
    assert way_to(dossier) is None

    dossier.tell_by = "zalo"
    assert way_to(dossier) == ("zalo", LAN.phone)


def test_a_dossier_filed_in_english_is_told_in_english(dossier: Dossier) -> None:
    dossier.language = "en"
    tell_applicant(dossier, "returned", at=AT)

    assert message("returned").subject == f"Dossier {dossier.code}: result returned"


def test_the_office_says_it_in_its_own_words(dossier: Dossier, thu: User) -> None:
    """The nearest unit's wording counts; what people typed is put in and never read again."""
    for unit, subject in ((dossier.receiving_unit.parent, "Huyện"), (dossier.receiving_unit, "Xã: {code}")):
        MessageTemplate.objects.create(
            unit=unit,
            event="refused",
            channel="email",
            language="vi",
            subject=subject,
            body="Vì {reason}",
            updated_by=thu,
        )
    tell_applicant(dossier, "refused", at=AT, reason="thiếu {name}")

    told = message("refused")
    assert (told.subject, told.body) == (f"Xã: {dossier.code}", "Vì thiếu {name}\n")


def test_a_wording_that_cannot_be_filled_in_does_not_stop_the_act(
    dossier: Dossier, thu: User, caplog: pytest.LogCaptureFixture
) -> None:
    MessageTemplate.objects.create(
        unit=dossier.receiving_unit, event="refused", channel="email", language="vi", body="{tuoi}", updated_by=thu
    )
    tell_applicant(dossier, "refused", at=AT, reason="mờ")

    assert "mờ" in message("refused").body
    assert "cannot be filled in any more" in caplog.text


def test_reception_is_told_once(dossier: Dossier) -> None:
    tell_applicant(dossier, "received", at=AT + dt.timedelta(hours=1))

    assert Message.objects.get().key == f"{dossier.reference}:received:once"


def test_each_supplement_request_is_told_once(dossier: Dossier) -> None:
    for number in (1, 1, 2):
        tell_applicant(dossier, "supplement_requested", at=AT, items=["Tờ khai"], reason="Mờ", number=number)

    keys = Message.objects.filter(event="supplement_requested").values_list("key", flat=True)
    assert sorted(keys) == [f"{dossier.reference}:supplement_requested:{number}" for number in (1, 2)]


def test_what_happens_again_is_told_again(dossier: Dossier) -> None:
    tell_applicant(dossier, "continued", at=AT)
    tell_applicant(dossier, "continued", at=AT)
    tell_applicant(dossier, "continued", at=AT + dt.timedelta(days=1))

    assert Message.objects.filter(event="continued").count() == 2


def test_an_account_is_led_to_its_status_page(dossier: Dossier, lan: User) -> None:
    dossier.applicant = lan
    tell_applicant(dossier, "resolved", at=AT, outcome="granted")

    assert f"http://testserver/ho-so/{dossier.reference}/" in message("resolved").body


def test_an_organisation_is_addressed_by_its_name(dossier: Dossier) -> None:
    tell_applicant(dossier, "stopped", at=AT, reason="…")
    dossier.applicant_kind, dossier.applicant_name = "organisation", "Công ty TNHH Hà Nam"
    tell_applicant(dossier, "returned", at=AT)

    def greeting(event: str) -> str:
        return message(event).body.splitlines()[0]

    assert greeting("returned").replace("Công ty TNHH Hà Nam", "") != greeting("stopped").replace(LAN.name, "")


def test_the_language_of_the_clerk_does_not_matter(dossier: Dossier) -> None:
    with translation.override("en"):
        tell_applicant(dossier, "returned", at=AT)
    english = message("returned").body
    Message.objects.filter(event="returned").delete()
    tell_applicant(dossier, "returned", at=AT)

    assert message("returned").body == english


def test_an_unknown_event_is_a_mistake_of_the_program(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match="parked"):
        tell_applicant(dossier, "parked", at=AT)


def test_the_message_goes_the_way_of_the_act(dossier: Dossier) -> None:
    with transaction.atomic():
        tell_applicant(dossier, "stopped", at=AT, reason="…")
        transaction.set_rollback(True)

    assert not Message.objects.filter(event="stopped").exists()


def test_telling_asks_for_the_offices_wording_and_writes(dossier: Dossier, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        tell_applicant(dossier, "resolved", at=AT, outcome="granted")


def test_an_accepted_supplement_tells_the_new_date(processing_dossier: MakeDossier, hoa: User, minh: User) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    processing.request_supplement(
        dossier=dossier, items=["Tờ khai"], reason="Thiếu chữ ký", by=minh, at=moment("2023-08-30 09:00")
    )
    dossier = processing.resume(dossier=dossier, by=hoa, at=moment("2023-09-11 08:00"))

    assert dossier.due_at.strftime("%d/%m/%Y") in message("resumed").body
    assert dossier.due_at > moment("2023-09-11 17:00")


def test_the_link_opens_tracking_with_the_code_filled_in(dossier: Dossier, client: Client) -> None:
    response = client.get(tracking_address(dossier).removeprefix("http://testserver"))

    assert response.status_code == 200
    assert not response.context["form"].is_bound
    assert dossier.code in response.content.decode()
