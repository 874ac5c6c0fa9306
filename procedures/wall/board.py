"""Where each sheet stands (tình trạng tờ niêm yết): what hangs, what holds today, and what will hold soon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from procedures.models import Fee, Hanging, PostedDocument, PostedSheet
from procedures.wall.changes import changes
from procedures.wall.current import contents_on, units_concerned, versions_concerned
from procedures.wall.printed import title_of
from procedures.wall.sheets import Content, digest_of

#: A change is announced so many days before it holds.
DAYS_AHEAD = 30
#: Of the days on which something begins or ends so many are looked at, the next ones first.
MOST_DAYS = 5


class Standing(models.TextChoices):
    """Tình trạng: in the order in which somebody has to act."""

    STALE = "stale", _("Says what no longer holds")
    GONE = "gone", _("To be taken down")
    NEW = "new", _("To be hung")
    COMING = "coming", _("Right, changes soon")
    RIGHT = "right", _("Right")


#: Somebody has to go to the wall.
TO_RENEW = (Standing.STALE, Standing.GONE, Standing.NEW)


@dataclass(frozen=True)
class OnWall:
    """A sheet, what hangs of it, and what it has to say."""

    sheet: PostedSheet
    standing: Standing
    hung: Hanging | None = None
    #: Printed after what hangs, and not yet hung.
    printed: Hanging | None = None
    content: Content | None = None
    changes: Sequence[str] = field(default_factory=tuple)
    coming_on: dt.date | None = None
    coming: Content | None = None
    coming_changes: Sequence[str] = field(default_factory=tuple)

    @property
    def title(self) -> str:
        """What the sheet is called, also once there is nothing left to post."""
        said = self.content or (self.hung.content if self.hung is not None else None)
        if said is not None:
            return title_of(said)
        about = self.sheet.procedure or self.sheet.field
        return f"{self.sheet.get_kind_display()}: {about}" if about else str(self.sheet.get_kind_display())

    @property
    def is_to_renew(self) -> bool:
        """Whether somebody has to go to the wall."""
        return self.standing in TO_RENEW

    @property
    def is_printed(self) -> bool:
        """Whether paper that says what holds today lies ready to be hung."""
        return (
            self.printed is not None
            and self.content is not None
            and self.printed.digest == digest_of(self.content)
        )

    @property
    def news(self) -> str:
        """What the manager is told of this sheet, as a mark; empty while there is nothing to tell."""
        if self.standing is Standing.STALE and self.content is not None:
            return f"now:{digest_of(self.content)}"
        if self.standing is Standing.GONE:
            return f"gone:{self.hung.pk if self.hung is not None else ''}"
        if self.standing is Standing.COMING:
            return f"{self.coming_on}:{digest_of(self.coming) if self.coming is not None else ''}"
        return ""


def hanging_sheets() -> QuerySet[PostedSheet]:
    """Sheets on the list, with all that is needed to say what they say."""
    units = "place__unit__parent__parent__parent"
    return PostedSheet.objects.filter(ended_at__isnull=True).select_related(units, "procedure", "field")


def boards_of(sheets: QuerySet[PostedSheet], on: dt.date) -> list[OnWall]:
    """Each sheet as it stands on the day `on`, those first for which somebody has to act."""
    hangings = Hanging.objects.filter(sheet=OuterRef("pk"))
    listed = list(
        sheets.annotate(
            hung_pk=Subquery(hangings.filter(hung_at__isnull=False).order_by("-hung_at", "-pk").values("pk")[:1]),
            printed_pk=Subquery(hangings.order_by("-printed_at", "-pk").values("pk")[:1]),
        )
    )
    if not listed:
        return []
    wanted = {pk for sheet in listed for pk in (sheet.hung_pk, sheet.printed_pk) if pk is not None}
    rows = Hanging.objects.select_related("hung_by", "printed_by").in_bulk(list(wanted))
    today = contents_on(listed, on)
    ahead = [(day, contents_on(listed, day)) for day in _turning_days(listed, on)]
    boards = [_board(sheet, rows, today[sheet.pk], ahead) for sheet in listed]
    return sorted(boards, key=lambda board: (_ORDER[board.standing], str(board.sheet.place), board.title))


_ORDER = {standing: position for position, standing in enumerate(Standing)}


def _board(
    sheet: PostedSheet,
    rows: dict[int, Hanging],
    content: Content | None,
    ahead: Sequence[tuple[dt.date, dict[int, Content | None]]],
) -> OnWall:
    hung = rows.get(getattr(sheet, "hung_pk", None) or 0)
    last = rows.get(getattr(sheet, "printed_pk", None) or 0)
    printed = last if last is not None and last.hung_at is None else None
    if content is None:
        return OnWall(sheet, Standing.GONE, hung, printed)
    if hung is None:
        return OnWall(sheet, Standing.NEW, None, printed, content)
    if hung.digest != digest_of(content):
        return OnWall(sheet, Standing.STALE, hung, printed, content, changes(hung.content, content))
    for day, contents in ahead:
        coming = contents[sheet.pk]
        if coming != content:
            words = changes(content, coming) if coming is not None else ()
            return OnWall(sheet, Standing.COMING, hung, printed, content, (), day, coming, words)
    return OnWall(sheet, Standing.RIGHT, hung, printed, content)


def _turning_days(sheets: Collection[PostedSheet], on: dt.date) -> list[dt.date]:
    """The next days on which something the sheets speak of begins, or has ended the day before."""
    until = on + dt.timedelta(days=DAYS_AHEAD)
    versions = versions_concerned(sheets)
    fees = Fee.objects.filter(version__in=versions.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)))
    documents = PostedDocument.objects.filter(unit__in=units_concerned(sheets), withdrawn_at__isnull=True)
    days: set[dt.date] = set()
    dated: list[QuerySet[Any]] = [versions, fees, documents]
    for rows in dated:
        starts = rows.filter(valid_from__gt=on, valid_from__lte=until)
        ends = rows.filter(valid_to__gte=on, valid_to__lt=until)
        days |= set(starts.order_by().values_list("valid_from", flat=True).distinct())
        lasts = ends.order_by().values_list("valid_to", flat=True).distinct()
        days |= {last + dt.timedelta(days=1) for last in lasts}
    return sorted(days)[:MOST_DAYS]
