"""Blank forms uploaded in the editor: kept once, refused with the reason, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from procedures.models import FormFile, ProcedureDraft

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def upload(client: Client, draft: ProcedureDraft, content: bytes, name: str = "To khai.pdf") -> int:
    data = {
        "row_count": "1",
        "act": "save",
        "lock_version": str(draft.lock_version),
        "forms-0-title": "Tờ khai cấp bản sao",
        "forms-0-paper": "1",
        "forms-0-upload": SimpleUploadedFile(name, content),
    }
    return client.post(f"/quan-ly/thu-tuc/du-thao/{draft.pk}/phan/bieu-mau/", data).status_code


def test_an_uploaded_form_is_offered_with_its_paper(client: Client, draft: ProcedureDraft) -> None:
    assert upload(client, draft, PDF) == 302
    draft.refresh_from_db()
    kept = FormFile.objects.get()
    assert draft.entry["forms"] == [{"title": "Tờ khai cấp bản sao", "file": kept.digest, "paper": 1}]
    assert kept.name in client.get(f"/quan-ly/thu-tuc/du-thao/{draft.pk}/phan/bieu-mau/").content.decode()


def test_a_file_that_is_no_form_is_refused_and_what_was_typed_stays(client: Client, draft: ProcedureDraft) -> None:
    data = {"row_count": "1", "lock_version": "1", "forms-0-title": "Tờ khai cấp bản sao"}
    data["forms-0-upload"] = SimpleUploadedFile("to-khai.exe", b"MZ\x00\x01")  # type: ignore[assignment]
    response = client.post(f"/quan-ly/thu-tuc/du-thao/{draft.pk}/phan/bieu-mau/", data)
    assert response.status_code == 422
    assert response.context["faults"][0][0] == "id_forms-0-upload"
    assert "Tờ khai cấp bản sao" in response.content.decode()
    assert not FormFile.objects.exists()


def test_a_form_without_a_file_is_named_as_missing(client: Client, draft: ProcedureDraft) -> None:
    data = {"row_count": "1", "act": "save", "lock_version": "1", "forms-0-title": "Tờ khai"}
    response = client.post(f"/quan-ly/thu-tuc/du-thao/{draft.pk}/phan/bieu-mau/", data, follow=True)
    assert [anchor for anchor, _label, _text in response.context["faults"]] == ["id_forms-0-upload"]


@pytest.mark.parametrize("seen", ["²", "9" * 5000, ""])
def test_a_number_that_is_none_is_an_older_draft(client: Client, draft: ProcedureDraft, seen: str) -> None:
    of_draft, given = (
        f"/quan-ly/thu-tuc/du-thao/{draft.pk}/",
        {"row_count": "0", "act": "save", "lock_version": seen},
    )
    assert client.post(f"{of_draft}phan/phi/", given).status_code == 409
    assert client.post(f"{of_draft}undo/", given).status_code == 409
