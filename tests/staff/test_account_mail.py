"""Letters about accounts go through the post room: no fault of a mail server reaches the person at the door."""

from __future__ import annotations

from unittest.mock import patch

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff import post
from staff.models import Message, User
from tests.people import Office
from tests.staff.test_signup import ANSWERS

SIGN_UP = {**ANSWERS, "email": "lan.nguyen@example.com"}


def letters() -> list[Message]:
    return list(Message.objects.filter(event="account").order_by("pk"))


def test_signing_up_leaves_a_letter_in_the_outbox_of_the_district(client: Client, office: Office) -> None:
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("the mail server is away")):
        assert client.post("/tai-khoan/signup/", SIGN_UP).status_code == 302

    letter = letters()[0]
    assert User.objects.filter(username="lan.nguyen").exists()
    assert (letter.recipient, letter.unit, letter.state) == (SIGN_UP["email"], office.district, "queued")


def test_the_letter_reaches_its_reader_from_there(client: Client, office: Office, lan: User) -> None:
    client.post("/tai-khoan/password/reset/", {"email": lan.email})
    assert mail.outbox == []

    assert post.deliver(letters()[0].key, at=timezone.now())
    assert mail.outbox[0].to == [lan.email]
    assert "/tai-khoan/password/reset/key/" in mail.outbox[0].body


def test_two_letters_to_the_same_person_are_both_written(client: Client, office: Office, lan: User) -> None:
    for _ in range(2):
        client.post("/tai-khoan/password/reset/", {"email": lan.email})

    assert len(letters()) == 2


def test_the_manager_sees_that_it_was_written_but_not_the_link(
    client: Client, office: Office, lan: User, thu: User
) -> None:
    client.post("/tai-khoan/password/reset/", {"email": lan.email})
    letter = letters()[0]
    client.force_login(thu)
    page = client.get(reverse("staff:outbox_message", args=[letter.pk])).content.decode()

    assert letter.subject in page
    assert "/password/reset/" in letter.body
    assert "/password/reset/" not in page


def test_before_any_unit_is_entered_an_account_opens_all_the_same(client: Client, db: None) -> None:
    assert client.post("/tai-khoan/signup/", SIGN_UP).status_code == 302
    assert letters() == []
