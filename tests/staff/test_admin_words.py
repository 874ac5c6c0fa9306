"""The administration speaks Vietnamese, also where libraries wrote it, and shows no secret of theirs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from procedures.models import ProcedureVersion
from staff.models import AuditEntry, User
from tests.browser.world import add_app_and_codes
from tests.people import Office

SPOKEN = ("alt", "title", "placeholder", "aria-label")
# A word of three letters; addresses and stored details begin otherwise.
ENGLISH = re.compile(r"(?:^|\s)[A-Za-z]{3}")
# The name of the other language stands in that language, on the switch; the key closes a list; ways of sign-in.
NAMES = {"English", "Esc", "TOTP", "API", "True", "False", "tin"}


class Words(HTMLParser):
    """What a person reads or hears of a page, without what stands in a cell of a table."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in ("script", "style", "td")
        held = dict(attrs)
        self.found += [held[name] or "" for name in SPOKEN if name in held]
        if tag == "input" and held.get("type") in ("submit", "button", "reset"):
            self.found.append(held.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in ("script", "style", "td")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.found.append(" ".join(data.split()))


def words(client: Client, path: str, language: str) -> set[str]:
    client.cookies["django_language"] = language
    answer = client.get(path)
    assert answer.status_code in (200, 403), path
    parser = Words()
    parser.feed(answer.content.decode())
    return set(parser.found)


def left_in_english(client: Client, path: str) -> set[str]:
    """Texts that are the same in both languages and could be English."""
    both = words(client, path, "vi") & words(client, path, "en")
    return {text for text in both - NAMES if text.isascii() and ENGLISH.search(text)}


@pytest.fixture
def it_officer(office: Office) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("tin", password="x", full_name="Ngô Văn Tín"))
    return client


@pytest.fixture
def of_libraries(hoa: User, version: ProcedureVersion) -> None:
    """A row of whatever libraries keep."""
    add_app_and_codes(hoa)
    AuthToken.objects.create(hoa)
    EmailAddress.objects.create(user=hoa, email="hoa@binhnghia.example")


@pytest.mark.usefixtures("of_libraries")
def test_no_list_and_no_form_is_left_in_english(it_officer: Client) -> None:
    left: dict[str, set[str]] = {}
    for model in admin.site._registry:
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        paths = [reverse(f"{at}_changelist"), reverse(f"{at}_changelist") + "?q=zzz", reverse(f"{at}_add")]
        row = model._default_manager.first()
        if row is not None:
            paths += [reverse(f"{at}_{page}", args=[row.pk]) for page in ("change", "delete", "history")]
            names = {str(row), str(row).lower()}
            values = {str(value) for value in vars(row).values()}
        else:
            names, values = set(), set()
        for path in paths:
            shown = {text for text in left_in_english(it_officer, path) if text not in values | names}
            if shown:
                left[path] = shown
    assert left == {}


def test_the_first_page_and_the_passwords_are_in_vietnamese(it_officer: Client, hoa: User) -> None:
    paths = (reverse("admin:index"), reverse("admin:password_change"), f"/quan-tri/staff/user/{hoa.pk}/password/")

    assert {path: left_in_english(it_officer, path) for path in paths} == {path: set() for path in paths}


def test_the_scripts_of_the_administration_are_in_vietnamese(it_officer: Client) -> None:
    it_officer.cookies["django_language"] = "vi"
    script = it_officer.get(reverse("admin:jsi18n")).content.decode()

    assert '"Monday": "Th\\u1ee9 Hai"' in script
    assert '"abbrev. day Monday\\u0004Mon": "T2"' in script


@pytest.mark.usefixtures("of_libraries")
def test_a_lost_second_factor_is_removed_and_never_read(it_officer: Client, hoa: User) -> None:
    app = Authenticator.objects.get(user=hoa, type=Authenticator.Type.TOTP)
    page = reverse("admin:mfa_authenticator_change", args=[app.pk])

    assert app.data["secret"] not in it_officer.get(page).content.decode()
    it_officer.post(page.replace("change", "delete"), {"post": "yes"})

    assert not Authenticator.objects.filter(pk=app.pk).exists()
    assert AuditEntry.objects.get(action="second_factor.removed").target == "hoa"


@pytest.mark.usefixtures("of_libraries")
def test_several_second_factors_removed_at_once_are_recorded_each(it_officer: Client) -> None:
    chosen = [str(pk) for pk in Authenticator.objects.values_list("pk", flat=True)]
    sent = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    it_officer.post(reverse("admin:mfa_authenticator_changelist"), sent)

    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.filter(action="second_factor.removed").count() == len(chosen)


def test_a_token_is_shown_once_and_works(it_officer: Client, hoa: User) -> None:
    sent = {"user": hoa.pk, "expiry_0": "", "expiry_1": ""}
    page = it_officer.post(reverse("admin:knox_authtoken_add"), sent, follow=True)

    told = next(str(message) for message in page.context["messages"] if message.level_tag == "warning")
    token = told.rsplit(" ", 1)[-1]
    answer = Client().get("/api/v1/dossiers/", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    again = it_officer.get(reverse("admin:knox_authtoken_changelist")).content.decode()
    assert token not in again
    assert AuditEntry.objects.get(action="token.given").target == "hoa"


@pytest.mark.parametrize("model", [SocialApp, SocialToken, SocialAccount])
def test_what_is_set_elsewhere_or_secret_is_not_offered(model: type) -> None:
    assert not admin.site.is_registered(model)
