"""Acts on walls (việc niêm yết): places, sheets, printing, and the photo that the old sheet came down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.errors import WallFault, WallWrongMoment
from procedures.models import Hanging, PostedSheet, PostingPlace
from procedures.wall.board import hanging_sheets
from procedures.wall.current import contents_on
from procedures.wall.press import Proof, pdf_of
from procedures.wall.sheets import Content, digest_of
from staff import photos
from staff.audit import record
from staff.models import Unit, User
from staff.stored_files import all_or_nothing, remember

#: Photos of a whole wall, as phones take them.
PHOTO_BYTES = 15 * 1024 * 1024
PHOTO_SIDE = 13000

Kind = PostedSheet.Kind


@transaction.atomic
def add_place(*, unit: Unit, name: str, note: str, by: User) -> PostingPlace:
    """Thêm nơi niêm yết. Raises WallFault for a name the unit has already."""
    return _kept(PostingPlace(unit=unit, name=name.strip(), note=note.strip()), "wall.place_added", by)


@transaction.atomic
def change_place(*, place: PostingPlace, name: str, note: str, by: User) -> PostingPlace:
    """Sửa tên, vị trí. Raises WallFault for a name the unit has already."""
    place.name, place.note = name.strip(), note.strip()
    return _kept(place, "wall.place_changed", by)


def _kept(place: PostingPlace, action: str, by: User) -> PostingPlace:
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError:
        raise WallFault("name", _("The unit has a place of this name already.")) from None
    record(action, actor=by, target=f"place:{place.pk}", name=place.name)
    return place


@transaction.atomic
def add_sheet(
    *,
    place: PostingPlace,
    kind: str,
    size: str,
    by: User,
    at: dt.datetime,
    procedure_id: int | None = None,
    field_id: int | None = None,
) -> PostedSheet:
    """Thêm tờ niêm yết vào một nơi. Raises WallFault for one that is meant to hang there already."""
    PostingPlace.objects.select_for_update().get(pk=place.pk)
    twins = place.sheets.filter(kind=kind, procedure=procedure_id, field=field_id, ended_at__isnull=True)
    if twins.exists():
        raise WallFault("subject", _("This sheet is on the list of this place already."))
    sheet = PostedSheet.objects.create(
        place=place,
        kind=kind,
        size=size,
        procedure_id=procedure_id,
        field_id=field_id,
        created_by=by,
        created_at=at,
    )
    record("wall.sheet_added", actor=by, target=f"sheet:{sheet.pk}", kind=kind, size=size)
    return sheet


@transaction.atomic
def end_sheet(*, sheet: PostedSheet, by: User, at: dt.datetime) -> PostedSheet:
    """Thôi niêm yết: the sheet came down and none takes its place. Raises WallWrongMoment."""
    locked = PostedSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if locked.ended_at is not None:
        raise WallWrongMoment(_("This sheet was taken from the list already."))
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    record("wall.sheet_ended", actor=by, target=f"sheet:{locked.pk}")
    return locked


@transaction.atomic
def put_back(*, sheet: PostedSheet, by: User) -> PostedSheet:
    """Niêm yết lại tờ đã thôi. Raises WallWrongMoment where its like is on the list again."""
    locked = PostedSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    same = {"kind": locked.kind, "procedure": locked.procedure_id, "field": locked.field_id}
    twins = PostedSheet.objects.filter(place=locked.place_id, ended_at__isnull=True, **same)
    if locked.ended_at is None or twins.exists():
        raise WallWrongMoment(_("This sheet is on the list of this place already."))
    locked.ended_at = None
    locked.save(update_fields=["ended_at"])
    record("wall.sheet_put_back", actor=by, target=f"sheet:{locked.pk}")
    return locked


@transaction.atomic
def print_sheets(*, sheets: Sequence[PostedSheet], by: User, at: dt.datetime, on: dt.date | None = None) -> bytes:
    """In tờ niêm yết, as they hold on the day `on`, today unless another is named; what is printed is noted.

    Printed twice with the same words it is one hanging. Raises WallWrongMoment when none of them says anything.
    """
    day = on or timezone.localdate(at)
    list(PostedSheet.objects.select_for_update(of=("self",)).filter(pk__in=[sheet.pk for sheet in sheets]))
    contents = contents_on(sheets, day)
    proofs = []
    for sheet in sheets:
        content = contents[sheet.pk]
        if content is None:
            continue
        hanging = _printed(sheet, content, day=day, by=by, at=at)
        proofs.append(proof_of(sheet, hanging))
        record("wall.printed", actor=by, target=f"sheet:{sheet.pk}", hanging=hanging.pk)
    if not proofs:
        raise WallWrongMoment(_("There is nothing left to post on this sheet."))
    return pdf_of(proofs, at=at)


def _printed(sheet: PostedSheet, content: Content, *, day: dt.date, by: User, at: dt.datetime) -> Hanging:
    digest = digest_of(content)
    last = sheet.hangings.order_by("-printed_at", "-pk").first()
    if last is not None and last.digest == digest:
        return last
    # The day is written at the foot, and is no part of what the sheet says.
    kept = content | {"day": day.isoformat()}
    return Hanging.objects.create(sheet=sheet, content=kept, digest=digest, printed_by=by, printed_at=at)


def proof_of(sheet: PostedSheet, hanging: Hanging) -> Proof:
    """What was printed, to be printed again."""
    day = dt.date.fromisoformat(hanging.content["day"])
    field_slug = sheet.field.slug if sheet.field is not None else ""
    return Proof(hanging.content, sheet.size, day, unit_code=sheet.place.unit.code, field_slug=field_slug)


@all_or_nothing()
def confirm_hung(*, hanging: Hanging, photo: bytes, by: User, at: dt.datetime) -> Hanging:
    """Xác nhận đã thay: the new sheet hangs, the old one came down, the photo shows it.

    Raises WallFault for a photo that is none, WallWrongMoment for paper that no longer says what holds.
    """
    sheet = hanging_sheets().select_for_update(of=("self",)).filter(pk=hanging.sheet_id).first()
    if sheet is None:
        raise WallWrongMoment(_("This sheet was taken from the list already."))
    locked = Hanging.objects.select_for_update(of=("self",)).get(pk=hanging.pk)
    if locked.hung_at is not None:
        raise WallWrongMoment(_("Somebody has confirmed this already."))
    content = contents_on([sheet], timezone.localdate(at))[sheet.pk]
    if content is None or digest_of(content) != locked.digest:
        raise WallWrongMoment(_("What this paper says does not hold today. Print the sheet again and hang it."))
    locked.photo.save("", ContentFile(_picture(photo)), save=False)
    remember(locked.photo)
    locked.hung_by, locked.hung_at = by, at
    locked.save(update_fields=["photo", "hung_by", "hung_at"])
    record("wall.hung", actor=by, target=f"sheet:{sheet.pk}", hanging=locked.pk)
    return locked


def _picture(given: bytes) -> bytes:
    """The picture and nothing of where and with what it was taken."""
    try:
        return photos.picture_of(given, most_bytes=PHOTO_BYTES, most_side=PHOTO_SIDE)
    except photos.NoPhoto:
        raise WallFault("photo", _("Choose a whole JPEG or PNG picture of at most 15 MB.")) from None
