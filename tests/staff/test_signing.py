"""Digital signatures on files: what was signed is proved, what was changed afterwards is refused."""

import datetime as dt
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from pkcs11.exceptions import DeviceRemoved
from pyhanko.sign.signers import SimpleSigner
from pypdf import PdfReader, PdfWriter

from staff import signing, signing_keys
from staff.models import Certificate
from staff.printing import render_pdf
from staff.signing import TRIAL, Checked, sign_pdf, verify_pdf
from staff.signing_keys import NoKey, key_in
from staff.trial_authority import Authority
from tests.people import moment

AT = moment("2023-08-31 10:00")


@pytest.fixture(scope="module")
def plain() -> bytes:
    data = {"title": "Giấy thử", "unit": "Xã", "lines": [], "place_and_day": "Bình Nghĩa", "name": "Lan"}
    return render_pdf("giay_to_mau", data, at=moment("2023-08-31 09:00"))


@pytest.fixture
def signed(plain: bytes, hai_signs: Certificate) -> bytes:
    return sign_pdf(plain, key_in(hai_signs.slot), at=AT, reason="Ký kết quả")


def check(pdf: bytes) -> Checked:
    found = verify_pdf(pdf, signing_keys.roots())
    assert found is not None
    return found


def test_a_signed_file_says_who_and_when(signed: bytes, hai_signs: Certificate) -> None:
    found = check(signed)
    assert found.is_genuine
    assert found.signer == "Phạm Văn Hải"
    assert found.issuer == TRIAL
    assert found.organisation == "UBND xã Bình Nghĩa"
    assert found.serial == hai_signs.serial
    assert found.signed_at == AT
    assert not found.has_timestamp


def test_signing_only_adds_to_the_end(plain: bytes, signed: bytes) -> None:
    assert signed.startswith(plain)


def test_description_for_archive_and_reading_aloud_stays(plain: bytes, signed: bytes) -> None:
    before, after = (
        PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data() for pdf in (plain, signed)
    )
    assert before == after
    assert b"<pdfaid:part>2</pdfaid:part>" in after
    assert b"<pdfuaid:part>1</pdfuaid:part>" in after


def test_the_field_is_printable_named_and_off_the_page(signed: bytes) -> None:
    field = PdfReader(io.BytesIO(signed)).trailer["/Root"]["/AcroForm"]["/Fields"][0].get_object()
    assert field["/F"] & 4
    assert not field["/F"] & 2
    assert field["/TU"] == "Chữ ký số"
    assert all(float(edge) < 0 for edge in field["/Rect"])


def test_an_unsigned_file_has_no_signer(plain: bytes, hai_signs: Certificate) -> None:
    assert verify_pdf(plain, signing_keys.roots()) is None


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.9])
def test_one_flipped_byte_of_what_was_signed_is_found(plain: bytes, signed: bytes, place: float) -> None:
    tampered = bytearray(signed)
    tampered[int(len(plain) * place)] ^= 1
    try:
        found = verify_pdf(bytes(tampered), signing_keys.roots())
    except signing.Unreadable:
        return  # so badly damaged that nothing can be read
    assert found is None or not found.is_genuine


def test_an_update_added_after_the_signature_is_found(signed: bytes) -> None:
    writer = PdfWriter(io.BytesIO(signed), incremental=True)
    writer.add_metadata({"/Title": "Khác"})
    added = io.BytesIO()
    writer.write(added)
    assert added.getvalue().startswith(signed)
    found = check(added.getvalue())
    assert not found.covers_whole_file
    assert not found.is_genuine


def test_bytes_after_the_end_are_found(signed: bytes) -> None:
    assert not check(signed + b"\n% them vao sau\n").is_genuine


def test_another_authority_is_not_trusted(signed: bytes, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "other"
    stranger = Authority(since=AT)
    found = verify_pdf(signed, [stranger.root])
    assert found is not None
    assert found.is_intact
    assert not found.is_trusted
    assert not found.is_genuine


def test_a_signature_outlives_its_certificate(
    plain: bytes, authority: Authority, hai_signs: Certificate, hai: Any
) -> None:
    short = authority.certify(
        name="Ngắn hạn",
        organisation="UBND",
        slot="short.p12",
        official=hai.official,
        not_after=AT + dt.timedelta(1),
    )
    assert check(sign_pdf(plain, key_in(short.slot), at=AT)).is_genuine
    assert not check(sign_pdf(plain, key_in(short.slot), at=AT + dt.timedelta(2))).is_trusted


def test_a_time_stamp_is_asked_and_proved(
    plain: bytes, hai_signs: Certificate, time_stamping: list[bytes], settings: Any
) -> None:
    found = check(sign_pdf(plain, key_in(hai_signs.slot), at=AT, tsa_url=settings.SIGNING_TSA_URL))
    assert found.has_timestamp
    assert found.is_genuine
    assert found.signed_at == dt.datetime(2023, 8, 31, 3, 0, 5, tzinfo=dt.UTC)
    assert time_stamping


def test_a_silent_time_stamp_authority_means_no_signature(plain: bytes, hai_signs: Certificate) -> None:
    with pytest.raises(signing.Unsigned, match="time-stamp authority"):
        sign_pdf(plain, key_in(hai_signs.slot), at=AT, tsa_url="http://127.0.0.1:9/tsa")


def test_an_rsa_key_signs_as_well(plain: bytes, authority: Authority) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = authority.certificate_for(key.public_key(), name="Phạm Văn Hải", organisation="UBND")
    content = pkcs12.serialize_key_and_certificates(b"hai", key, certificate, None, NoEncryption())
    (signing_keys.keys_folder() / "rsa.p12").write_bytes(content)
    found = check(sign_pdf(plain, key_in("pkcs12:rsa.p12"), at=AT))
    assert found.is_genuine


def test_a_token_pulled_out_while_signing_means_no_signature(plain: bytes, hai_signs: Certificate) -> None:
    class PulledOut(SimpleSigner):
        async def async_sign_raw(self, *arguments: Any, **more: Any) -> bytes:
            raise DeviceRemoved

    key = key_in(hai_signs.slot)
    assert isinstance(key, SimpleSigner)
    pulled_out = PulledOut(key.signing_cert, key.signing_key, key.cert_registry)
    with pytest.raises(signing.Unsigned, match="DeviceRemoved"):
        sign_pdf(plain, pulled_out, at=AT)


def test_a_certified_file_takes_no_second_signature(signed: bytes, commune_seals: Certificate) -> None:
    with pytest.raises(signing.Unreadable, match="closed by an earlier signature"):
        sign_pdf(signed, key_in(commune_seals.slot), at=AT)


def packed(stream: bytes, *, filtered: str) -> bytes:
    """A PDF whose root lies in a compressed stream."""
    begin = f"1 0 obj\n<< /Type /ObjStm /N 1 /First 4 {filtered} /Length {len(stream)} >>\nstream\n".encode()
    pdf = b"%PDF-1.7\n" + begin + stream + b"\nendstream\nendobj\n"
    rows = b"".join(struct.pack(">BIH", *row) for row in ((0, 0, 65535), (1, 9, 0), (2, 1, 0), (1, len(pdf), 0)))
    table = f"<< /Type /XRef /Size 4 /W [1 4 2] /Root 2 0 R /Info 2 0 R /Length {len(rows)} >>".encode()
    tail = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(pdf)
    return pdf + b"3 0 obj\n" + table + b"\nstream\n" + rows + tail


@pytest.mark.parametrize(
    ("stream", "filtered"),
    [
        (b"nothing that was compressed", "/Filter /FlateDecode"),
        (zlib.compress(b"2 0 << /Type /Catalog >>")[:-8], "/Filter /FlateDecode"),
        (
            zlib.compress(b"2 0 << /Type /Catalog >>"),
            "/Filter /FlateDecode /DecodeParms << /Predictor 2 /Columns 1 >>",
        ),
        (b"any", "/Filter /LZWDecode"),
        (b"any", "/Filter /Crypt"),
    ],
)
def test_a_pdf_with_broken_or_unknown_streams_is_unreadable(stream: bytes, filtered: str) -> None:
    pdf = packed(stream, filtered=filtered)
    with pytest.raises(signing.Unreadable):
        verify_pdf(pdf, [])
    with pytest.raises(signing.Unreadable):
        signing.words_of(pdf)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnonsense", b"PK\x03\x04", b"%PDF-1.7\n" + b"[" * 5000])
def test_what_is_no_pdf_is_said_to_be_unreadable(content: bytes, hai_signs: Certificate) -> None:
    with pytest.raises(signing.Unreadable):
        verify_pdf(content, [])
    with pytest.raises(signing.Unreadable):
        sign_pdf(content, key_in(hai_signs.slot), at=AT)


def test_keys_lie_behind_their_passphrase(settings: Any, authority: Authority, hai: Any) -> None:
    settings.SIGNING_PASSPHRASE = "mật khẩu"
    made = authority.certify(name="Hải", organisation="UBND", slot="kin.p12", official=hai.official)
    assert key_in(made.slot).subject_name.startswith("Hải")
    settings.SIGNING_PASSPHRASE = "sai"
    with pytest.raises(NoKey, match="SIGNING_PASSPHRASE"):
        key_in(made.slot)


def test_keys_are_readable_by_their_owner_only(hai_signs: Certificate) -> None:
    folder = signing_keys.keys_folder()
    assert folder.stat().st_mode & 0o077 == 0
    assert {path.stat().st_mode & 0o077 for path in folder.glob("*.p12")} == {0}


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        ("pkcs12:mat.p12", "missing"),
        ("pkcs12:../secret-key", "folder of keys"),
        ("pkcs11:chu-tich", "SIGNING_PKCS11_MODULE is not set"),
        ("usb:1", "neither"),
        ("pkcs12:", "neither"),
    ],
)
def test_an_unusable_slot_says_what_is_missing(authority: Authority, slot: str, words: str) -> None:
    with pytest.raises(NoKey, match=words):
        key_in(slot)


def test_a_token_without_its_library_is_named(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_PKCS11 = {"module": str(tmp_path / "no.so"), "token": "một cửa", "pin": "1234"}
    with pytest.raises(NoKey, match=r"no\.so, does not exist"):
        key_in("pkcs11:chu-tich")


def test_a_library_that_is_none_is_reported_without_the_pin(settings: Any, tmp_path: Path) -> None:
    library = tmp_path / "token.so"
    library.write_text("not a library")
    settings.SIGNING_PKCS11 = {"module": str(library), "token": "một cửa", "pin": "4711"}
    with pytest.raises(NoKey, match="cannot be used") as raised:
        key_in("pkcs11:chu-tich")
    assert "4711" not in str(raised.value)
