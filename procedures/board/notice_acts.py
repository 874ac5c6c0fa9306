"""Acts on announcements (thông báo): write, change, end, take the end back, remove before it was shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from procedures.models import Announcement
from staff.audit import record
from staff.models import Unit, User


class NoticeMoment(Exception):
    """The act comes at the wrong moment; the message tells why."""


@dataclass(frozen=True)
class Notice:
    """What an announcement says, and when."""

    kind: str
    title: str
    shown_from: datetime
    shown_to: datetime | None = None
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    body: str = ""
    is_pinned: bool = False


@transaction.atomic
def write(*, unit: Unit, notice: Notice, by: User, at: datetime) -> Announcement:
    """Announce (đăng thông báo)."""
    row = Announcement.objects.create(unit=unit, created_by=by, created_at=at, updated_at=at, **asdict(notice))
    _note("announcement.written", row, by)
    return row


@transaction.atomic
def change(*, announcement: Announcement, notice: Notice, by: User, at: datetime) -> Announcement:
    """Word it anew (sửa thông báo); who had put it away sees it again."""
    row = _lock(announcement)
    for name, value in asdict(notice).items():
        setattr(row, name, value)
    row.updated_at = at
    row.save()
    _note("announcement.changed", row, by)
    return row


@transaction.atomic
def end_now(*, announcement: Announcement, by: User, at: datetime) -> Announcement:
    """Take it off all pages (gỡ ngay). Raises NoticeMoment when it is not shown."""
    row = _lock(announcement)
    if not is_shown(row, at):
        raise NoticeMoment(_("This announcement is not shown at this moment."))
    row.shown_to, row.updated_at = max(at, row.shown_from + timedelta(seconds=1)), at
    row.save(update_fields=["shown_to", "updated_at"])
    _note("announcement.ended", row, by)
    return row


@transaction.atomic
def show_again(*, announcement: Announcement, shown_to: datetime | None, by: User, at: datetime) -> Announcement:
    """Take the end back (hoàn tác): it is shown as long as it was to be before."""
    row = _lock(announcement)
    row.shown_to, row.updated_at = shown_to, at
    row.save(update_fields=["shown_to", "updated_at"])
    _note("announcement.shown_again", row, by)
    return row


@transaction.atomic
def remove(*, announcement: Announcement, by: User, at: datetime) -> None:
    """Drop one nobody has seen (bỏ thông báo chưa đăng). Raises NoticeMoment when it was shown already."""
    row = _lock(announcement)
    if row.shown_from <= at:
        raise NoticeMoment(_("This announcement was shown already. It can be ended."))
    _note("announcement.removed", row, by)
    row.delete()


def is_shown(announcement: Announcement, at: datetime) -> bool:
    """Can readers see it at this moment?"""
    return announcement.shown_from <= at and (announcement.shown_to is None or at < announcement.shown_to)


def _lock(announcement: Announcement) -> Announcement:
    return Announcement.objects.select_for_update(of=("self",)).select_related("unit").get(pk=announcement.pk)


def _note(action: str, row: Announcement, by: User) -> None:
    record(action, actor=by, target=f"announcement:{row.pk}", unit=row.unit.code, title=row.title)
