"""The photo of an official (ảnh cán bộ), as citizens see it at the desk: put there, replaced, taken away."""

from __future__ import annotations

from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from . import audit, photos
from .managed_units import managed_unit_ids
from .models import Assignment, Official, User
from .stored_files import all_or_nothing, remember


class PhotoFault(Exception):
    """What is wrong with the file, in words."""


def officials_managed_by(user: User) -> QuerySet[Official]:
    """Officials who work today at a unit this person manages or at one below, by name."""
    held = Assignment.objects.in_force(timezone.localdate()).filter(unit__in=managed_unit_ids(user))
    here = Official.objects.filter(pk__in=held.values("official"), user__is_active=True)
    return here.select_related("user").order_by("user__full_name", "pk")


@all_or_nothing()
def set_photo(*, official: Official, given: bytes, by: User) -> Official:
    """Keep the picture and nothing else of the file (đổi ảnh). Raises PhotoFault."""
    try:
        picture = photos.picture_of(given)
    except photos.WrongSize:
        raise PhotoFault(
            _("The photo must have from %(least)d to %(most)d points on each side.")
            % {"least": photos.LEAST_SIDE, "most": photos.MOST_SIDE}
        ) from None
    except photos.NoPhoto:
        raise PhotoFault(_("Choose a whole JPEG or PNG picture of at most 3 MB.")) from None
    return _replace(official, picture, by)


@transaction.atomic
def remove_photo(*, official: Official, by: User) -> Official:
    """Show the initials again (gỡ ảnh)."""
    return _replace(official, b"", by)


def _replace(official: Official, picture: bytes, by: User) -> Official:
    locked = Official.objects.select_for_update(of=("self",)).select_related("user").get(pk=official.pk)
    before, storage = locked.photo.name, locked.photo.storage
    if picture:
        locked.photo.save("", ContentFile(picture), save=False)
        remember(locked.photo)
    else:
        locked.photo = ""
    locked.save(update_fields=["photo"])
    act = "official.photo_set" if picture else "official.photo_removed"
    audit.record(act, actor=by, target=f"official:{locked.pk}")
    if before:
        transaction.on_commit(partial(storage.delete, before))
    return locked
