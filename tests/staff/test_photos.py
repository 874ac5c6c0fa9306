"""Photos of officials: only the picture is kept, and only the official or a manager sets it."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from staff import photos
from staff.models import AuditEntry, Official, User
from staff.official_photo import set_photo
from staff.roles import Role
from staff.stored_files import all_or_nothing
from tests.drawn import png
from tests.people import Office, make_official

FACE = png(200, 200, extra=b"Comment\x00Nha so 5")


def part(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(width: int = 300, height: int = 400, *parts: bytes) -> bytes:
    """The frame of a JPEG: what is judged, without a real picture inside."""
    size = part(0xC0, b"\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00")
    head = part(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
    return b"\xff\xd8" + head + b"".join(parts) + size + part(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x00\xff\xd9"


def exif(order: str, way_up: int) -> bytes:
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    entries = struct.pack(f"{order}HHHIHH", 2, 0x010F, 2, 4, 0, 0) + struct.pack(
        f"{order}HHIHH", 0x0112, 3, 1, way_up, 0
    )
    return part(0xE1, b"Exif\x00\x00" + mark + struct.pack(f"{order}I", 8) + entries + b"GPS 20.49 105.93")


def test_texts_inside_a_png_are_left_out() -> None:
    assert b"Nha so 5" in FACE
    assert b"Nha so 5" not in photos.picture_of(FACE)


@pytest.mark.parametrize("order", ["<", ">"])
def test_of_a_camera_s_notes_only_which_way_is_up_is_kept(order: str) -> None:
    kept = photos.picture_of(jpeg(300, 400, exif(order, 6), part(0xFE, b"chup tai nha")))

    assert b"GPS" not in kept
    assert b"chup tai nha" not in kept
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in kept
    assert photos.picture_of(kept) == kept


def test_a_picture_that_is_up_carries_no_note() -> None:
    assert b"Exif" not in photos.picture_of(jpeg(300, 400, exif(">", 1)))


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"GIF89a",
        FACE[:-20],
        FACE.replace(b"IDAT", b"IDAX"),
        jpeg()[:40],
        jpeg()[:-2],
        b"\xff\xd8\xff\xd9",
        FACE + b"\x00" * photos.MOST_BYTES,
    ],
)
def test_what_is_no_whole_picture_is_refused(given: bytes) -> None:
    with pytest.raises(photos.NoPhoto):
        photos.picture_of(given)


@pytest.mark.parametrize("given", [png(100, 300), jpeg(300, 100), jpeg(6001, 400)])
def test_a_picture_of_no_use_is_refused(given: bytes) -> None:
    with pytest.raises(photos.WrongSize):
        photos.picture_of(given)


def upload(picture: bytes = FACE) -> dict[str, Any]:
    return {"photo": SimpleUploadedFile("anh.png", picture)}


@pytest.mark.django_db
def test_an_official_sets_the_own_photo_and_anybody_sees_it(client: Client, hoa: User) -> None:
    client.force_login(hoa)

    assert client.post("/can-bo/anh-cua-toi/", upload()).status_code == 302

    official = Official.objects.get(user=hoa)
    shown = Client().get(f"/can-bo/anh/{official.photo_key}/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert shown.content == photos.picture_of(FACE)
    assert AuditEntry.objects.filter(action="official.photo_set", actor=hoa).exists()


@pytest.mark.django_db
def test_a_new_photo_takes_the_old_file_away(hoa: User, django_capture_on_commit_callbacks: Any) -> None:
    before = set_photo(official=hoa.official, given=FACE, by=hoa).photo
    name, storage = before.name, before.storage

    with django_capture_on_commit_callbacks(execute=True):
        set_photo(official=hoa.official, given=jpeg(), by=hoa)

    assert not storage.exists(name)


@pytest.mark.django_db
def test_a_photo_goes_with_the_act_that_failed(hoa: User) -> None:
    kept: list[Any] = []

    def fails() -> None:
        with all_or_nothing():
            photo = set_photo(official=hoa.official, given=FACE, by=hoa).photo
            kept.extend((photo.storage, photo.name))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert not kept[0].exists(kept[1])


@pytest.mark.django_db
def test_a_photo_can_be_taken_away(client: Client, hoa: User) -> None:
    client.force_login(hoa)
    key = set_photo(official=hoa.official, given=FACE, by=hoa).photo_key

    client.post("/can-bo/anh-cua-toi/", {"remove": "1"})

    assert not Official.objects.get(user=hoa).photo
    assert client.get(f"/can-bo/anh/{key}/").status_code == 404


@pytest.mark.django_db
def test_a_file_that_is_no_picture_is_named(client: Client, hoa: User) -> None:
    client.force_login(hoa)

    answer = client.post("/can-bo/anh-cua-toi/", upload(b"%PDF-1.7"))

    assert answer.status_code == 422
    assert "JPEG" in answer.content.decode()
    assert not Official.objects.get(user=hoa).photo


@pytest.mark.django_db
def test_a_manager_sets_photos_of_the_units_below(client: Client, thu: User, hoa: User) -> None:
    client.force_login(thu)

    assert "Trần Thị Hoa" in client.get("/quan-ly/anh-can-bo/").content.decode()
    assert client.post(f"/quan-ly/anh-can-bo/{hoa.official.pk}/", upload()).status_code == 302
    assert Official.objects.get(user=hoa).photo


@pytest.mark.django_db
def test_a_manager_of_another_commune_sees_nobody_here(client: Client, office: Office, hoa: User) -> None:
    client.force_login(make_official("quan", "Lý Văn Quân", office.other_commune, Role.MANAGER))

    assert client.get(f"/quan-ly/anh-can-bo/{hoa.official.pk}/").status_code == 404


@pytest.mark.django_db
def test_a_clerk_sets_nobody_else_s_photo(client: Client, hoa: User, minh: User) -> None:
    client.force_login(hoa)

    assert client.post(f"/quan-ly/anh-can-bo/{minh.official.pk}/", upload()).status_code == 403


@pytest.mark.django_db
def test_a_citizen_has_no_photo_here(client: Client, lan: User) -> None:
    client.force_login(lan)

    assert client.get("/can-bo/anh-cua-toi/").status_code == 403


@pytest.mark.django_db
def test_many_officials_cost_no_more_than_one(
    client: Client, office: Office, thu: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(thu)
    for number in range(20):
        make_official(f"a{number}", f"Nguyễn Văn {number}", office.commune, Role.CLERK)

    with django_assert_max_num_queries(16):
        client.get("/quan-ly/anh-can-bo/")
