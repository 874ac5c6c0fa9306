"""Trial certificates: one for each leader and counter, plainly a trial, made anew when the keys are lost."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from staff.models import Certificate, User
from staff.roles import Role
from staff.signing import TRIAL
from staff.signing_keys import key_in, keys_folder
from staff.trial_authority import Authority
from staff.trial_certificates import equip
from tests.people import Office, make_official, moment

AT = moment("2023-08-29 09:00")


def working() -> Any:
    return Certificate.objects.filter(revoked_at=None)


def test_each_leader_and_each_counter_gets_one(
    office: Office, hai: User, hoa: User, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    assert equip(at=AT) == 4
    assert working().get(official=hai.official).subject == "Phạm Văn Hải"
    assert set(working().filter(official=None).values_list("unit", flat=True)) == {
        office.commune.pk,
        office.other_commune.pk,
        office.district.pk,
    }
    assert not working().filter(official=hoa.official).exists()


def test_every_certificate_says_that_it_is_a_trial(
    office: Office, hai: User, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    equip(at=AT)
    for row in working():
        certificate = key_in(row.slot).signing_cert
        assert row.issuer == TRIAL
        assert certificate.issuer.native["common_name"] == TRIAL
        assert certificate.subject.native["organizational_unit_name"] == TRIAL


def test_making_them_again_changes_nothing(office: Office, hai: User, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    equip(at=AT)
    before = set(working().values_list("serial", flat=True))
    call_command("make_test_authority", verbosity=0)
    assert set(working().values_list("serial", flat=True)) == before


def test_lost_keys_are_made_anew(office: Office, hai: User, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    equip(at=AT)
    lost = working().get(official=hai.official)
    (keys_folder() / lost.slot.removeprefix("pkcs12:")).unlink()
    later = moment("2023-09-01 09:00")
    assert equip(at=later) == 1
    lost.refresh_from_db()
    assert lost.revoked_at == later
    assert key_in(working().get(official=hai.official).slot).signing_cert is not None


@pytest.fixture
def it_officer(client: Client, office: Office) -> Client:
    son = make_official("son", "Bùi Xuân Sơn", office.district, Role.ADMIN)
    User.objects.filter(pk=son.pk).update(is_staff=True, is_superuser=True)
    client.force_login(User.objects.get(pk=son.pk))
    return client


def test_entering_a_certificate_reads_it_from_the_key(
    it_officer: Client, hai: User, authority: Authority, hai_signs: Certificate
) -> None:
    Certificate.objects.all().delete()
    given = {"official": hai.official.pk, "unit": "", "slot": "pkcs12:hai.p12"}
    response = it_officer.post("/quan-tri/staff/certificate/add/", given)
    assert response.status_code == 302
    entered = Certificate.objects.get()
    assert (entered.subject, entered.serial) == ("Phạm Văn Hải", hai_signs.serial)
    assert entered.not_after == hai_signs.not_after


def test_a_key_that_cannot_be_opened_is_named(it_officer: Client, hai: User, authority: Authority) -> None:
    given = {"official": hai.official.pk, "unit": "", "slot": "pkcs12:khong-co.p12"}
    response = it_officer.post("/quan-tri/staff/certificate/add/", given)
    assert response.status_code == 200
    assert "khong-co.p12" in response.content.decode()
    assert not Certificate.objects.exists()


def test_a_certificate_is_withdrawn_not_deleted(it_officer: Client, hai_signs: Certificate) -> None:
    address = f"/quan-tri/staff/certificate/{hai_signs.pk}"
    assert it_officer.get(f"{address}/delete/").status_code == 403
    response = it_officer.post(f"{address}/change/", {"revoked_at_0": "29/08/2023", "revoked_at_1": "09:00:00"})
    assert response.status_code == 302
    hai_signs.refresh_from_db()
    assert hai_signs.revoked_at is not None
