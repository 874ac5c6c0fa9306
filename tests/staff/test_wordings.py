"""The manager words messages: own units only, only with what the event offers, seen before it is said."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.notifications import TEMPLATES
from staff import wordings
from staff.message_placeholders import check_wording, placeholders_of
from staff.message_samples import editable_events, sample_context, usual_file, usual_outline
from staff.message_texts import Occasion, usual_text
from staff.models import AuditEntry, Message, MessageTemplate, Unit, User
from staff.roles import Role
from staff.wording_forms import Wording
from staff.wordings import Place, current, set_wording
from tests.people import Office, make_official

pytestmark = pytest.mark.django_db
LIST = reverse("staff:wordings")
EVERY_TEXT = [
    (kind.value, channel, language)
    for kind in TEMPLATES
    for channel in Message.Channel.values
    for language in ("vi", "en")
]


@pytest.fixture
def thus_page(client: Client, thu: User) -> Client:
    """Thu, manager at the district, is signed in."""
    client.force_login(thu)
    return client


def editor(unit: Unit, event: str = "refused", channel: str = "email") -> str:
    return f"{reverse('staff:wording', args=[event, channel])}?unit={unit.code}"


def typed(do: str, **given: str) -> dict[str, str]:
    """Both languages as the editor sends them, with what is given instead."""
    texts = {}
    for language in ("vi", "en"):
        texts[f"subject_{language}"], texts[f"body_{language}"] = usual_outline(
            "refused", channel="email", language=language
        )
    return {**texts, "do": do, **given}


def test_what_is_worded_here_is_what_citizens_are_told() -> None:
    assert set(editable_events()) == set(TEMPLATES)
    assert {kind: usual_file(kind) for kind in TEMPLATES} == TEMPLATES


@pytest.mark.parametrize(("event", "channel", "language"), EVERY_TEXT)
def test_the_usual_text_is_shown_with_offered_placeholders_only(event: str, channel: str, language: str) -> None:
    subject, body = usual_outline(event, channel=channel, language=language)

    check_wording(subject + body, placeholders_of(event))
    assert "{code}" in subject + body
    assert "{link}" in body
    assert "1901" not in subject + body


@pytest.mark.parametrize("person", ["lan", "hoa", "minh", "hai"])
def test_other_roles_may_not_word(client: Client, office: Office, person: str, request: Any) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.get(LIST).status_code == 403
    assert client.get(editor(office.commune)).status_code == 403


def test_other_units_are_out_of_sight(client: Client, office: Office) -> None:
    client.force_login(make_official("my", "Đinh Thị My", office.commune, Role.MANAGER))

    assert client.get(editor(office.commune)).status_code == 200
    for unit in (office.other_commune, office.district):
        assert client.get(editor(unit)).status_code == 404
        assert client.post(editor(unit), typed("save", body_vi="x")).status_code == 404


@pytest.mark.parametrize(("event", "channel"), [("parked", "email"), ("account", "email"), ("refused", "fax")])
def test_what_cannot_be_worded_is_not_found(thus_page: Client, office: Office, event: str, channel: str) -> None:
    assert thus_page.get(editor(office.district, event, channel)).status_code == 404


def test_saving_keeps_only_what_differs_and_notes_it(thus_page: Client, thu: User, office: Office) -> None:
    response = thus_page.post(editor(office.district), typed("save", body_vi="Không nhận vì {reason}."))

    assert response.status_code == 302
    row = MessageTemplate.objects.get()
    assert (row.unit, row.language, row.body, row.updated_by) == (
        office.district,
        "vi",
        "Không nhận vì {reason}.",
        thu,
    )
    entry = AuditEntry.objects.get(action=wordings.SET)
    assert (entry.actor, entry.detail["body"]) == (thu, "Không nhận vì {reason}.")


def test_preview_shows_the_text_and_keeps_nothing(thus_page: Client, office: Office) -> None:
    response = thus_page.post(editor(office.district), typed("preview", body_vi="Gửi {name}: {reason}"))

    text = response.content.decode()
    assert "Gửi Nguyễn Thị Mẫu: Tờ khai chưa có chữ ký." in text
    assert "Gửi {name}: {reason}" in text
    assert not MessageTemplate.objects.exists()


def test_an_unknown_placeholder_is_named_and_nothing_typed_is_lost(thus_page: Client, office: Office) -> None:
    response = thus_page.post(editor(office.district), typed("save", body_vi="Gửi {tuoi}", body_en="Mind }"))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["body_vi", "body_en"]
    assert "{tuoi}" in str(response.context["form"].errors["body_vi"])
    assert "Gửi {tuoi}" in response.content.decode()
    assert not MessageTemplate.objects.exists()


def test_markup_is_shown_as_typed(thus_page: Client, office: Office) -> None:
    response = thus_page.post(editor(office.district), typed("preview", body_vi="<script>alert(1)</script>"))

    assert "<script>alert(1)" not in response.content.decode()


def test_taking_an_own_wording_back_falls_to_the_unit_above(thus_page: Client, thu: User, office: Office) -> None:
    here = Place(office.commune, "refused", "email", "vi")
    above = Place(office.district, "refused", "email", "vi")
    set_wording(above, Wording("Huyện", "Huyện nói"), by=thu)
    set_wording(here, Wording("Xã", "Xã nói"), by=thu)

    thus_page.post(editor(office.commune), {"do": "reset_vi"})

    assert current(here)[0].body == "Huyện nói"
    assert AuditEntry.objects.filter(action=wordings.RESET, target=here.target).count() == 1


def test_the_usual_text_typed_again_is_no_own_wording(thus_page: Client, thu: User, office: Office) -> None:
    place = Place(office.district, "refused", "email", "vi")
    set_wording(place, Wording("a", "b"), by=thu)

    thus_page.post(editor(office.district), typed("save"))

    assert not MessageTemplate.objects.exists()


def test_an_sms_has_no_subject_and_shows_its_parts(thus_page: Client, office: Office) -> None:
    url = editor(office.district, channel="sms")
    assert "subject_vi" not in thus_page.get(url).context["form"].fields

    response = thus_page.post(url, {"do": "preview", "body_vi": "x" * 161, "body_en": "x"})
    assert [side.length.parts for side in response.context["sides"]] == [2, 1]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_usual_sms_is_previewed_as_it_is_sent(thus_page: Client, office: Office, language: str) -> None:
    side = next(
        side
        for side in thus_page.get(editor(office.district, "received", "sms")).context["sides"]
        if side.language == language
    )

    context = sample_context(office.district, language)
    occasion = Occasion("received", usual_file("received"), office.district, context)
    assert side.preview == usual_text(occasion, channel="sms", language=language)


def test_the_history_shows_who_said_what(thus_page: Client, thu: User, office: Office) -> None:
    place = Place(office.district, "refused", "email", "vi")
    set_wording(place, Wording("a", "Lời cũ"), by=thu)
    set_wording(place, Wording("a", "Lời mới"), by=thu)

    text = thus_page.get(editor(office.district)).content.decode()
    assert text.index("Lời mới") < text.index("Lời cũ")
    assert "Đỗ Thị Thu" in text


def test_the_list_shows_where_it_differs_and_costs_the_same(thus_page: Client, thu: User, office: Office) -> None:
    with CaptureQueriesContext(connection) as none:
        assert "Own text" not in thus_page.get(LIST, headers={"accept-language": "en"}).content.decode()
    for kind in TEMPLATES:
        set_wording(Place(office.district, kind.value, "email", "vi"), Wording("a", "b"), by=thu)
    with CaptureQueriesContext(connection) as all_of_them:
        response = thus_page.get(LIST, {"unit": office.district.code})

    own = [cell for line in response.context["lines"] for cell in line["cells"] if cell["own"]]
    assert len(own) == len(TEMPLATES)
    assert len(none) == len(all_of_them)
