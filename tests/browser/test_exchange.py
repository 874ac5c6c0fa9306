"""A catalogue file nobody has seen before: what it changes is read, handed in, published by another, and found."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from procedures.models import ProcedureDraft, ProcedureVersion
from staff.models import User
from staff.roles import Role
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import a_file, say, title
from tests.people import Office, make_official

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

#: As another office writes it: keys of its own, one entry right, four wrong.
UNSEEN = """\
meta: {count: 5, nguon: Sở Tư pháp}
ghi_chu: bản nháp
procedures:
- code: '2.000635'
  name: Cấp bản sao trích lục hộ tịch
  field: Hộ tịch
  level_2023: xã
  level_now: xã
  time_limit: {mode: same_day, value: 0, cutoff: '15:00'}
  fees:
  - {name: Bản sao trích lục, kind: phi, amount: 10000, per: bản, ground: NQ 12/2023/NQ-HĐND}
  papers:
  - {name: Tờ khai, kind: nop, original: 1}
  cot_rieng: giữ nguyên
- code: 1.001193
  name: Đăng ký khai sinh
  field: Hộ tịch
- code: '1.000894'
  field: Hộ tịch
  time_limit: {mode: tuan, value: 2}
- code: '1.000656'
  name: Đăng ký khai tử
  field: Hộ tịch
  fees:
  - {amount: 8.000đ}
- [không, phải, thủ, tục]
"""


@pytest.fixture
def huong(office: Office) -> User:
    """Manager of the district, which owns the site."""
    return make_official("huong", "Đỗ Thị Hương", office.district, Role.MANAGER)


def read_in(page: Page, name: str, content: bytes) -> None:
    page.goto(reverse("procedures:import_file"))
    page.locator("[name=file]").set_input_files(a_file(name, content))
    page.get_by_role("button", name=say("Read and show the differences")).click()
    expect(title(page)).to_have_text(say("What the file changes"))


def test_an_unseen_file_is_looked_at_handed_in_and_published_by_another(
    desks: Desks, version: ProcedureVersion, thu: User, huong: User
) -> None:
    page = desks.open(thu)
    read_in(page, "so-tu-phap.yaml", UNSEEN.encode())
    expect(page.get_by_role("link", name=f"{say('New')} 1")).to_be_visible()

    page.get_by_role("link", name=f"{say('With faults')} 4").click()
    wrong = page.locator(".exchange__faults li")
    for place in ("dòng 15", "dòng 18", "dòng 20", "dòng 25", "dòng 26"):
        expect(wrong.filter(has_text=place).first).to_be_visible()
    assert faults(page) == []

    page.get_by_role("link", name=f"{say('New')} 1").click()
    page.get_by_label(say("Decision that publishes it")).fill("QĐ 77/QĐ-UBND")
    page.get_by_role("button", name=say("Hand in for review")).click()
    expect(page.get_by_text(say("Handed in for review"), exact=True)).to_be_visible()
    assert faults(page) == []

    reviewer = desks.open(huong)
    reviewer.goto(reverse("procedures:publish_drafts"))
    reviewer.get_by_role("checkbox", name="Cấp bản sao trích lục hộ tịch").check()
    assert faults(reviewer) == []
    reviewer.get_by_role("button", name=say("Publish what is ticked")).click()
    reviewer.get_by_role("dialog").get_by_role("button", name=say("Publish"), exact=True).click()
    expect(reviewer.get_by_role("status").get_by_role("link", name="Cấp bản sao")).to_be_visible()

    citizen = desks.open(screen=PHONE)
    citizen.goto(reverse("procedures:detail", args=["2.000635"]))
    expect(citizen.get_by_text("10.000 đồng").first).to_be_visible()


def test_a_workbook_taken_away_changed_and_brought_back_without_scripts(
    desks: Desks, version: ProcedureVersion, thu: User, tmp_path: Path
) -> None:
    page = desks.open(thu, screen=PHONE, scripts=False)
    page.goto(reverse("procedures:export"))
    with page.expect_download() as taken:
        page.get_by_role("button", name=say("Export")).click()
    taken.value.save_as(tmp_path / "danh-muc.xlsx")
    book = load_workbook(tmp_path / "danh-muc.xlsx")
    sheet = book["Thủ tục"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(3, headings.index("Kết quả") + 1).value = "Giấy xác nhận điện tử"
    book.save(tmp_path / "sua.xlsx")

    read_in(page, "sua.xlsx", (tmp_path / "sua.xlsx").read_bytes())
    expect(page.locator(".exchange__changes")).to_contain_text("Giấy xác nhận điện tử")
    page.get_by_role("button", name=say("Hand in for review")).click()
    expect(page.get_by_text(say("Handed in for review"), exact=True)).to_be_visible()
    assert ProcedureDraft.objects.get().entry["result"] == "Giấy xác nhận điện tử"


def test_fees_are_taken_away_as_a_file_for_a_spreadsheet(
    desks: Desks, version: ProcedureVersion, tmp_path: Path
) -> None:
    page = desks.open(screen=PHONE)
    page.goto(reverse("procedures:open_data"))
    assert faults(page) == []
    with page.expect_download() as taken:
        page.locator("#fees").get_by_role("link", name=say("For Excel (CSV)")).click()
    taken.value.save_as(tmp_path / "phi.csv")
    content = (tmp_path / "phi.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "amount" in next(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
