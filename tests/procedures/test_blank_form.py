"""Downloading a blank form: what is posted, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from procedures.blank_forms.form_files import keep_form_file
from procedures.models import FormFile
from staff.models import User
from tests.people import moment
from tests.procedures.conftest import ImportEntries, entry

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def kept() -> FormFile:
    return keep_form_file(name="Tờ khai.pdf", given=PDF, by=None, at=moment("2023-08-01 08:00"))


@pytest.fixture
def posted(kept: FormFile, import_entries: ImportEntries) -> FormFile:
    import_entries(entry(forms=[{"title": "Tờ khai", "file": kept.digest}]))
    return kept


def address(form: FormFile) -> str:
    return f"/bieu-mau/{form.digest}/"


def test_a_posted_form_comes_under_its_own_name(client: Client, posted: FormFile) -> None:
    response = client.get(address(posted))
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert "T%E1%BB%9D%20khai.pdf" in response["Content-Disposition"]
    response.close()


def test_a_browser_guesses_no_other_kind_and_runs_nothing(client: Client, posted: FormFile) -> None:
    response = client.get(address(posted))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    response.close()


def test_who_has_the_form_does_not_load_it_again(client: Client, posted: FormFile) -> None:
    response = client.get(address(posted), headers={"if-none-match": f'"{posted.digest}"'})
    assert response.status_code == 304


def test_what_no_version_offers_is_not_found(client: Client, kept: FormFile) -> None:
    assert client.get(address(kept)).status_code == 404


def test_officials_look_at_what_a_draft_offers(client: Client, kept: FormFile, hoa: User) -> None:
    client.force_login(hoa)
    response = client.get(address(kept))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_a_citizen_does_not(client: Client, kept: FormFile, lan: User) -> None:
    client.force_login(lan)
    assert client.get(address(kept)).status_code == 404


def test_a_file_that_is_gone_is_not_found(client: Client, posted: FormFile) -> None:
    posted.file.storage.delete(posted.file.name)
    assert client.get(address(posted)).status_code == 404


@pytest.mark.parametrize("digest", ["abc", "0" * 64, "../../secret"])
def test_nothing_else_is_downloaded(client: Client, posted: FormFile, digest: str) -> None:
    assert client.get(f"/bieu-mau/{digest}/").status_code == 404
