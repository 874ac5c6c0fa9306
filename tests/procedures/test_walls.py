"""Acts on walls (việc niêm yết): what is to renew, printing, confirming with a photo, and telling the manager."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from procedures.errors import WallFault, WallWrongMoment
from procedures.models import Hanging, PostedSheet, PostingPlace, ProcedureVersion
from procedures.tasks import sweep_walls
from procedures.wall import hanging as acts
from procedures.wall.board import OnWall, Standing, boards_of, hanging_sheets
from procedures.wall.telling import tell_managers
from procedures.wall.usual import add_usual, missing_sheets
from staff.models import AuditEntry, Message, User
from staff.roles import Role
from staff.stored_files import all_or_nothing
from tests.drawn import png
from tests.people import Office, make_official, moment
from tests.procedures.walls import published_again

MORNING = moment("2023-08-29 09:30")
TODAY = dt.date(2023, 8, 29)
TOMORROW = dt.date(2023, 8, 30)
PHOTO = png(400, 300, blank=True)


@pytest.fixture
def posted(office: Office, version: ProcedureVersion, thu: User) -> PostedSheet:
    place = acts.add_place(unit=office.commune, name="Bảng tin", note="", by=thu)
    about = {"kind": "procedure", "size": "a3", "procedure_id": version.procedure_id}
    return acts.add_sheet(place=place, by=thu, at=MORNING, **about)


def hang(sheet: PostedSheet, by: User, at: dt.datetime = MORNING) -> Hanging:
    acts.print_sheets(sheets=[hanging_sheets().get(pk=sheet.pk)], by=by, at=at)
    return acts.confirm_hung(hanging=sheet.hangings.first(), photo=PHOTO, by=by, at=at)


def board(on: dt.date = TODAY) -> OnWall:
    return boards_of(hanging_sheets(), on)[0]


def test_sheet_nobody_hung_is_to_be_hung(posted: PostedSheet) -> None:
    assert board().standing is Standing.NEW


def test_sheet_that_hangs_and_says_what_holds_is_right(posted: PostedSheet, thu: User) -> None:
    hang(posted, thu)
    assert board().standing is Standing.RIGHT


def test_the_photo_of_a_wall_goes_with_the_act_that_failed(posted: PostedSheet, thu: User) -> None:
    kept: list[Any] = []

    def fails() -> None:
        with all_or_nothing():
            photo = hang(posted, thu).photo
            kept.extend((photo.storage, photo.name))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert not kept[0].exists(kept[1])


def test_change_of_a_fee_makes_the_wall_stale_and_says_what_changed(
    posted: PostedSheet, thu: User, version: ProcedureVersion
) -> None:
    first = published_again(version, TODAY, amount=8000)
    hang(posted, thu)
    published_again(first, TODAY, amount=10000)
    assert board().standing is Standing.STALE
    assert board().changes == ["Phí, lệ phí: 8.000 đồng/bản → 10.000 đồng/bản"]


def test_new_sheet_with_its_photo_makes_the_wall_right_again(
    posted: PostedSheet, thu: User, version: ProcedureVersion
) -> None:
    hang(posted, thu)
    published_again(version, TODAY, amount=10000)
    hang(posted, thu, moment("2023-08-29 10:00"))
    assert board().standing is Standing.RIGHT
    assert posted.hangings.filter(hung_at__isnull=False).count() == 2


def test_version_that_starts_later_is_announced_before(
    posted: PostedSheet, thu: User, version: ProcedureVersion
) -> None:
    hang(posted, thu)
    published_again(version, TOMORROW, amount=10000)
    assert (board().standing, board().coming_on) == (Standing.COMING, TOMORROW)
    assert board(TOMORROW).standing is Standing.STALE


def test_paper_printed_ahead_is_right_from_its_day_on(
    posted: PostedSheet, thu: User, version: ProcedureVersion
) -> None:
    published_again(version, TOMORROW, amount=10000)
    acts.print_sheets(sheets=[hanging_sheets().get()], by=thu, at=MORNING, on=TOMORROW)
    hanging = posted.hangings.get()
    with pytest.raises(WallWrongMoment):
        acts.confirm_hung(hanging=hanging, photo=PHOTO, by=thu, at=MORNING)
    acts.confirm_hung(hanging=hanging, photo=PHOTO, by=thu, at=moment("2023-08-30 07:05"))
    assert board(TOMORROW).standing is Standing.RIGHT


def test_closed_procedure_is_to_be_taken_down(posted: PostedSheet, thu: User, version: ProcedureVersion) -> None:
    hang(posted, thu)
    version.valid_to = TODAY
    version.save()
    assert board().coming_on == TOMORROW
    assert board(TOMORROW).standing is Standing.GONE


def test_paper_that_no_longer_holds_is_not_hung(posted: PostedSheet, thu: User, version: ProcedureVersion) -> None:
    acts.print_sheets(sheets=[hanging_sheets().get()], by=thu, at=MORNING)
    published_again(version, TODAY, amount=10000)
    with pytest.raises(WallWrongMoment):
        acts.confirm_hung(hanging=posted.hangings.get(), photo=PHOTO, by=thu, at=MORNING)


def test_nothing_hangs_without_a_photo(posted: PostedSheet, thu: User) -> None:
    acts.print_sheets(sheets=[hanging_sheets().get()], by=thu, at=MORNING)
    with pytest.raises(WallFault) as fault:
        acts.confirm_hung(hanging=posted.hangings.get(), photo=b"no picture", by=thu, at=MORNING)
    assert fault.value.field == "photo"
    assert posted.hangings.get().hung_at is None


def test_the_same_paper_is_confirmed_once(posted: PostedSheet, thu: User) -> None:
    hanging = hang(posted, thu)
    with pytest.raises(WallWrongMoment):
        acts.confirm_hung(hanging=hanging, photo=PHOTO, by=thu, at=MORNING)


def test_printing_twice_notes_one_paper(posted: PostedSheet, thu: User) -> None:
    for _time in range(2):
        acts.print_sheets(sheets=[hanging_sheets().get()], by=thu, at=MORNING)
    assert posted.hangings.count() == 1


def test_the_same_sheet_hangs_once_at_a_place(posted: PostedSheet, thu: User) -> None:
    with pytest.raises(WallFault):
        acts.add_sheet(
            place=posted.place, kind="procedure", size="a4", procedure_id=posted.procedure_id, by=thu, at=MORNING
        )


def test_second_place_of_the_same_name_is_refused(posted: PostedSheet, thu: User) -> None:
    with pytest.raises(WallFault):
        acts.add_place(unit=posted.place.unit, name="Bảng tin", note="", by=thu)


def test_sheet_that_ended_can_be_put_back(posted: PostedSheet, thu: User) -> None:
    acts.end_sheet(sheet=posted, by=thu, at=MORNING)
    assert not hanging_sheets().exists()
    acts.put_back(sheet=posted, by=thu)
    assert hanging_sheets().get() == posted


def test_usual_sheets_are_the_fields_the_fees_and_the_people(office: Office, version: ProcedureVersion) -> None:
    kinds = [sheet.kind for sheet in missing_sheets(office.commune, TODAY)]
    assert kinds == ["field", "fees", "people"]


def test_usual_sheets_are_added_once(office: Office, version: ProcedureVersion, thu: User) -> None:
    assert len(add_usual(unit=office.commune, by=thu, at=MORNING)) == 3
    assert add_usual(unit=office.commune, by=thu, at=MORNING) == []
    assert PostingPlace.objects.get().sheets.count() == 3


def test_every_act_is_in_the_security_trail(posted: PostedSheet, thu: User) -> None:
    hang(posted, thu)
    acts.end_sheet(sheet=posted, by=thu, at=MORNING)
    acted = set(AuditEntry.objects.filter(actor=thu).values_list("action", flat=True))
    assert {"wall.place_added", "wall.sheet_added", "wall.printed", "wall.hung", "wall.sheet_ended"} <= acted


def test_manager_is_told_once_of_a_change(posted: PostedSheet, thu: User, version: ProcedureVersion) -> None:
    hang(posted, thu)
    published_again(version, TODAY, amount=10000)
    assert tell_managers(now=MORNING) == 1
    assert tell_managers(now=MORNING) == 0
    letter = Message.objects.get()
    assert letter.recipient == thu.email
    assert "10.000 đồng/bản" in letter.body


def test_manager_of_the_unit_is_told_before_the_one_above(
    posted: PostedSheet, thu: User, version: ProcedureVersion, office: Office
) -> None:
    thao = make_official("thao", "Vũ Thị Thảo", office.commune, Role.MANAGER)
    hang(posted, thu)
    published_again(version, TODAY, amount=10000)
    tell_managers(now=MORNING)
    assert Message.objects.get().recipient == thao.email


def test_coming_change_is_told_ahead_and_again_on_its_day(
    posted: PostedSheet, thu: User, version: ProcedureVersion
) -> None:
    hang(posted, thu)
    published_again(version, TOMORROW, amount=10000)
    assert tell_managers(now=MORNING) == 1
    assert "30/08/2023" in Message.objects.get().body
    assert tell_managers(now=moment("2023-08-30 07:00")) == 1


def test_sheet_nobody_hung_yet_makes_no_letter(posted: PostedSheet, thu: User) -> None:
    assert tell_managers(now=MORNING) == 0


def test_sweep_tells_what_nobody_was_told_yet(posted: PostedSheet, thu: User, version: ProcedureVersion) -> None:
    hang(posted, thu)
    published_again(version, TODAY, amount=10000)
    with time_machine.travel(MORNING, tick=False):
        assert [sweep_walls(), sweep_walls()] == [1, 0]
