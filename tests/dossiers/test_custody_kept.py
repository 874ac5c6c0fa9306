"""What proves who held an original or took a result is written once, in the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from dossiers.models import DrawnSignature, HandoverSlip, KeptOriginal, Signature
from dossiers.services import custody, decision, handover
from dossiers.services.batch import Wanted
from dossiers.services.custody import OriginalLine
from dossiers.services.handing_over import hand_over, receive
from dossiers.services.handover import Collector
from staff.models import User
from staff.models.append_only import AppendOnlyError
from tests.drawn import png
from tests.people import MakeDossier, moment

NOW = moment("2023-08-31 10:00")


@pytest.fixture
def returned_original(proposed: MakeDossier, hoa: User, hai: User) -> KeptOriginal:
    """Kept, and returned with the result under a drawn signature."""
    dossier = proposed()
    (row,) = custody.keep(dossier=dossier, originals=[OriginalLine(shelf="A-1", name="Sổ đỏ")], by=hoa, at=NOW)
    decision.sign(dossier=dossier, by=hai, at=NOW)
    came = Collector(originals=[row.pk], drawn=png())
    handover.return_result(dossier=dossier, by=hoa, at=NOW, collector=came)
    return row


def _refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_custodymove SET place = 'X'",
        "DELETE FROM dossiers_custodymove",
        "UPDATE dossiers_collection SET name = 'X'",
        "DELETE FROM dossiers_collection",
        "UPDATE dossiers_drawnsignature SET name = 'X'",
        "DELETE FROM dossiers_drawnsignature",
        "UPDATE dossiers_keptoriginal SET returned_to = 'X'",
        "DELETE FROM dossiers_keptoriginal",
    ],
)
def test_database_refuses_to_change_a_return(returned_original: KeptOriginal, statement: str) -> None:
    _refused(statement)


def test_a_drawn_signature_is_not_changed_by_the_program(returned_original: KeptOriginal) -> None:
    with pytest.raises(AppendOnlyError):
        DrawnSignature.objects.update(name="X")


@pytest.fixture
def slip(received: MakeDossier, hoa: User, minh: User) -> HandoverSlip:
    wanted = [Wanted(str(received().reference))]
    made = hand_over(kind="dossiers", wanted=wanted, by=hoa, at=NOW).slips[0]
    return receive(slip=made, by=minh, at=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_handoverslip SET number = 9",
        "UPDATE dossiers_handoverslip SET received_at = NULL, received_by_id = NULL",
        "DELETE FROM dossiers_handoverslip",
    ],
)
def test_database_refuses_to_change_a_confirmed_slip(slip: HandoverSlip, statement: str) -> None:
    _refused(statement)


def test_a_signature_is_guarded_on_both_engines(db: None) -> None:
    table = Signature._meta.db_table
    listed = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(listed[connection.vendor], [table])
        assert cursor.fetchall()
