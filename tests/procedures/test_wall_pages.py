"""The manager's pages of walls: who sees what, printing, and the photo."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from procedures.models import PostedSheet, PostingPlace, ProcedureVersion
from procedures.wall import hanging as acts
from staff.models import User
from staff.roles import Role
from tests.drawn import png
from tests.people import Office, make_official, make_version, moment
from tests.procedures.walls import published_again

MORNING = moment("2023-08-29 09:30")


@pytest.fixture(autouse=True)
def _that_morning() -> Any:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def place(office: Office, thu: User) -> PostingPlace:
    return acts.add_place(unit=office.commune, name="Bảng tin", note="Sảnh tầng 1", by=thu)


@pytest.fixture
def posted(place: PostingPlace, version: ProcedureVersion, thu: User) -> PostedSheet:
    return acts.add_sheet(
        place=place, kind="procedure", size="a4", procedure_id=version.procedure_id, by=thu, at=MORNING
    )


@pytest.fixture
def at_the_wall(client: Client, thu: User) -> Client:
    client.force_login(thu)
    return client


def photo(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("tuong.png", content or png(400, 300, blank=True), content_type="image/png")


def printed(client: Client, sheet: PostedSheet) -> int:
    client.post(reverse("procedures:wall_print", args=[sheet.pk]))
    return sheet.hangings.get().pk


def test_sheets_to_renew_come_first_with_what_changed(
    at_the_wall: Client, posted: PostedSheet, place: PostingPlace, thu: User, version: ProcedureVersion
) -> None:
    other = make_version("1.000002", "Đăng ký khai tử")
    right = acts.add_sheet(
        place=place, kind="procedure", size="a4", procedure_id=other.procedure_id, by=thu, at=MORNING
    )
    for sheet in (posted, right):
        at_the_wall.post(
            reverse("procedures:wall_sheet", args=[sheet.pk]),
            {"hanging": printed(at_the_wall, sheet), "photo": photo()},
        )
    published_again(version, MORNING.date(), limit_value=2)
    page = at_the_wall.get(reverse("procedures:walls"), {"unit": "13504"})
    assert [board.sheet for board in page.context["page_obj"]] == [posted, right]
    assert "03 ngày làm việc → 02 ngày làm việc" in page.content.decode()


def test_photo_makes_the_sheet_hang(at_the_wall: Client, posted: PostedSheet) -> None:
    given = {"hanging": printed(at_the_wall, posted), "photo": photo()}
    assert at_the_wall.post(reverse("procedures:wall_sheet", args=[posted.pk]), given).status_code == 302
    hanging = posted.hangings.get()
    assert hanging.hung_at == MORNING
    answer = at_the_wall.get(reverse("procedures:hanging_photo", args=[hanging.pk]))
    assert answer["Content-Type"] == "image/png"


def test_photo_that_is_gone_from_the_disk_is_not_found(at_the_wall: Client, posted: PostedSheet) -> None:
    given = {"hanging": printed(at_the_wall, posted), "photo": photo()}
    at_the_wall.post(reverse("procedures:wall_sheet", args=[posted.pk]), given)
    hanging = posted.hangings.get()
    hanging.photo.storage.delete(hanging.photo.name)
    assert at_the_wall.get(reverse("procedures:hanging_photo", args=[hanging.pk])).status_code == 404


def test_file_that_is_no_picture_is_named_beside_its_field(at_the_wall: Client, posted: PostedSheet) -> None:
    given = {"hanging": printed(at_the_wall, posted), "photo": photo(b"%PDF-1.7")}
    page = at_the_wall.post(reverse("procedures:wall_sheet", args=[posted.pk]), given)
    assert page.status_code == 422
    assert "photo" in page.context["form"].errors


def test_paper_overtaken_by_a_change_is_refused(
    at_the_wall: Client, posted: PostedSheet, version: ProcedureVersion
) -> None:
    given = {"hanging": printed(at_the_wall, posted), "photo": photo()}
    published_again(version, MORNING.date(), limit_value=2)
    assert at_the_wall.post(reverse("procedures:wall_sheet", args=[posted.pk]), given).status_code == 409


def test_everything_to_renew_is_one_file(at_the_wall: Client, posted: PostedSheet) -> None:
    answer = at_the_wall.post(reverse("procedures:wall_print_all", args=["13504"]))
    assert answer["Content-Type"] == "application/pdf"
    assert posted.hangings.count() == 1


def test_printing_where_nothing_is_to_renew_says_so(at_the_wall: Client, place: PostingPlace) -> None:
    assert at_the_wall.post(reverse("procedures:wall_print_all", args=["13504"])).status_code == 409


def test_board_is_added_and_a_sheet_put_on_it(
    at_the_wall: Client, office: Office, version: ProcedureVersion
) -> None:
    at_the_wall.post(reverse("procedures:wall_place_new", args=["13504"]), {"name": "Tường quầy 2", "note": ""})
    place = PostingPlace.objects.get()
    subject = f"field:{version.procedure.field_id}"
    at_the_wall.post(reverse("procedures:wall_place", args=[place.pk]), {"subject": subject, "size": "a3"})
    assert place.sheets.get().field == version.procedure.field


def test_the_same_sheet_twice_is_a_fault_of_the_form(at_the_wall: Client, posted: PostedSheet) -> None:
    given = {"subject": f"procedure:{posted.procedure_id}", "size": "a3"}
    page = at_the_wall.post(reverse("procedures:wall_place", args=[posted.place_id]), given)
    assert page.status_code == 422
    assert "subject" in page.context["form"].errors


def test_renamed_board_keeps_its_sheets(at_the_wall: Client, posted: PostedSheet) -> None:
    address = reverse("procedures:wall_place_edit", args=[posted.place_id])
    at_the_wall.post(address, {"name": "Bảng cổng chính", "note": ""})
    assert PostingPlace.objects.get().name == "Bảng cổng chính"


def test_sheet_that_came_down_can_be_taken_back_for_some_seconds(at_the_wall: Client, posted: PostedSheet) -> None:
    at_the_wall.post(reverse("procedures:wall_sheet_end", args=[posted.pk]))
    at_the_wall.post(reverse("procedures:wall_sheet_back", args=[posted.pk]))
    posted.refresh_from_db()
    assert posted.ended_at is None


def test_later_it_is_too_late_to_take_it_back(at_the_wall: Client, posted: PostedSheet) -> None:
    at_the_wall.post(reverse("procedures:wall_sheet_end", args=[posted.pk]))
    with time_machine.travel(moment("2023-08-29 09:45"), tick=False):
        answer = at_the_wall.post(reverse("procedures:wall_sheet_back", args=[posted.pk]))
    assert answer.status_code == 409


def test_one_click_adds_the_usual_sheets(at_the_wall: Client, office: Office, version: ProcedureVersion) -> None:
    at_the_wall.post(reverse("procedures:wall_propose", args=["13504"]))
    assert PostedSheet.objects.count() == 3


@pytest.mark.parametrize("name", ["wall_place", "wall_place_edit"])
def test_clerks_do_not_say_what_hangs_where(client: Client, hoa: User, posted: PostedSheet, name: str) -> None:
    client.force_login(hoa)
    assert client.get(reverse(f"procedures:{name}", args=[posted.place_id])).status_code == 403
    for page in (reverse("procedures:walls"), reverse("procedures:wall_sheet", args=[posted.pk])):
        shown = client.get(page).content.decode()
        assert reverse("procedures:wall_place", args=[posted.place_id]) not in shown
        assert reverse("procedures:wall_sheet_end", args=[posted.pk]) not in shown


def test_the_clerk_who_hangs_it_confirms_with_a_photo(client: Client, hoa: User, posted: PostedSheet) -> None:
    client.force_login(hoa)
    page = reverse("procedures:wall_sheet", args=[posted.pk])
    assert client.post(reverse("procedures:wall_print", args=[posted.pk])).status_code == 200
    client.post(page, {"hanging": posted.hangings.get().pk, "photo": photo()})
    assert posted.hangings.get().hung_by == hoa


def test_clerks_elsewhere_see_nothing_of_it(client: Client, tu: User, posted: PostedSheet) -> None:
    client.force_login(tu)
    assert client.get(reverse("procedures:wall_sheet", args=[posted.pk])).status_code == 404
    assert client.post(reverse("procedures:wall_print", args=[posted.pk])).status_code == 404


@pytest.mark.parametrize("name", ["wall_sheet", "hanging_pdf", "hanging_photo"])
def test_managers_elsewhere_see_nothing_of_it(
    client: Client, office: Office, posted: PostedSheet, thu: User, name: str
) -> None:
    acts.print_sheets(sheets=[posted], by=thu, at=MORNING)
    client.force_login(make_official("tam", "Ngô Thị Tâm", office.other_commune, Role.MANAGER))
    key = posted.pk if name == "wall_sheet" else posted.hangings.get().pk
    assert client.get(reverse(f"procedures:{name}", args=[key])).status_code == 404


@pytest.mark.parametrize("query", ["code=1.004873", "code=1.004873&size=a3"])
def test_any_official_may_print_a_sheet_to_look_at(
    client: Client, hoa: User, version: ProcedureVersion, query: str
) -> None:
    client.force_login(hoa)
    answer = client.get(f"{reverse('procedures:wall_sample', args=['procedure'])}?{query}")
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("kind", ["nothing", "rules", "field"])
def test_sample_of_what_is_not_there_is_not_found(client: Client, hoa: User, kind: str) -> None:
    client.force_login(hoa)
    assert client.get(reverse("procedures:wall_sample", args=[kind])).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_walls_are_read_by_as_many_statements_however_many_hang(
    at_the_wall: Client,
    place: PostingPlace,
    thu: User,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        version = make_version(f"1.{number:06d}", f"Thủ tục {number}")
        sheet = acts.add_sheet(
            place=place, kind="procedure", size="a4", procedure_id=version.procedure_id, by=thu, at=MORNING
        )
        acts.print_sheets(sheets=[sheet], by=thu, at=MORNING)
    with django_assert_max_num_queries(25):
        at_the_wall.get(reverse("procedures:walls"), {"unit": "13504"})


def test_officials_find_the_sheet_of_a_field_below_its_list(
    client: Client, hoa: User, version: ProcedureVersion
) -> None:
    client.force_login(hoa)
    page = client.get(reverse("procedures:catalogue"), {"field": version.procedure.field.slug}).content.decode()
    assert f"{reverse('procedures:wall_sample', args=['field'])}?size=a3&amp;field=ho-tich" in page


def test_citizens_see_no_sheet_to_print(client: Client, version: ProcedureVersion) -> None:
    page = client.get(version.procedure.get_absolute_url()).content.decode()
    assert reverse("procedures:wall_sample", args=["procedure"]) not in page


def test_citizens_read_what_hangs_at_an_office_and_since_when(
    client: Client, posted: PostedSheet, thu: User
) -> None:
    acts.print_sheets(sheets=[posted], by=thu, at=MORNING)
    picture = png(400, 300, blank=True)
    acts.confirm_hung(hanging=posted.hangings.get(), photo=picture, by=thu, at=MORNING)
    page = client.get(reverse("procedures:posting", args=["13504"]))
    [(place, sheets)] = page.context["on_walls"]
    assert (place, sheets[0].title, sheets[0].since) == ("Bảng tin", posted.procedure.versions.get().name, MORNING)
