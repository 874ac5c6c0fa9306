"""A hand-over slip is signed where there is a key, kept so, and goes out unsigned where there is none."""

import datetime as dt
import io

from pypdf import PdfReader

from dossiers.models import HandoverSlip, Signature
from dossiers.services.batch import Wanted
from dossiers.services.handing_over import hand_over
from dossiers.services.signing import file_of_slip
from staff import signing_keys
from staff.models import Certificate, User
from staff.signing import verify_pdf
from tests.people import MakeDossier, moment

NOW = moment("2023-08-29 16:00")


def _slip(received: MakeDossier, hoa: User) -> HandoverSlip:
    return hand_over(kind="dossiers", wanted=[Wanted(str(received().reference))], by=hoa, at=NOW).slips[0]


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_slip_bears_the_seal_of_the_counter(
    received: MakeDossier, hoa: User, commune_seals: Certificate
) -> None:
    slip = _slip(received, hoa)
    pdf = file_of_slip(slip)
    checked = verify_pdf(pdf, signing_keys.roots())
    assert checked is not None
    assert checked.is_genuine
    assert Signature.objects.get(slip=slip).signer == commune_seals.subject
    assert file_of_slip(slip) == pdf


def test_a_slip_without_a_key_is_signed_by_hand(received: MakeDossier, hoa: User) -> None:
    slip = _slip(received, hoa)
    assert not Signature.objects.filter(slip=slip).exists()
    assert "(Ký và ghi rõ họ tên)" in _text(file_of_slip(slip))


def test_a_seal_that_has_ended_keeps_no_paper_back(
    received: MakeDossier, hoa: User, commune_seals: Certificate
) -> None:
    Certificate.objects.filter(pk=commune_seals.pk).update(not_after=NOW - dt.timedelta(days=1))
    slip = _slip(received, hoa)
    assert not Signature.objects.filter(slip=slip).exists()
    assert slip.lines.count() == 1


def test_the_slip_names_both_sides_and_each_dossier(received: MakeDossier, hoa: User) -> None:
    slip = _slip(received, hoa)
    text = _text(file_of_slip(slip))
    code = slip.lines.get().dossier.shown_code
    for words in ("PHIẾU BÀN GIAO HỒ SƠ", "Bên giao:", "Bên nhận:", code, "1 hồ sơ"):
        assert words in text
