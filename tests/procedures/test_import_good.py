"""Good catalogue files go in whole, once, and as new versions when they change."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from procedures.models import Fee, Field, Procedure, ProcedureVersion
from tests.procedures.conftest import OWN_CATALOGUE, Imported, ImportEntries, ImportText, entry, run_import


def only() -> ProcedureVersion:
    return ProcedureVersion.objects.get()


def test_the_demo_catalogue_is_clean(catalogue: Imported) -> None:
    assert catalogue.last_line == "84 new, 0 changed, 0 unchanged, 0 rejected"
    assert catalogue.code == 0
    assert ProcedureVersion.objects.in_force(dt.date(2023, 8, 29)).count() == 82
    assert ProcedureVersion.objects.in_force(dt.date(2025, 7, 1)).count() == 84


def test_importing_again_changes_nothing(catalogue: Imported) -> None:
    before = list(ProcedureVersion.objects.order_by("id").values_list("id", "valid_to", "source_digest"))
    again = run_import(OWN_CATALOGUE)
    assert again.out == "0 new, 0 changed, 84 unchanged, 0 rejected\n"
    assert before == list(ProcedureVersion.objects.order_by("id").values_list("id", "valid_to", "source_digest"))


def test_procedures_without_a_limit_go_in_as_not_established(catalogue: Imported) -> None:
    codes = set(ProcedureVersion.objects.not_established().values_list("procedure__code", flat=True))
    assert codes == {"2.001263", "1.010803", "2.002307", "2.002308", "1.011606"}
    assert all(code in catalogue.err for code in codes)


def test_a_procedure_with_its_own_book_is_listed_but_not_submitted_online(catalogue: Imported) -> None:
    fields = ("Tiếp công dân", "Xử lý đơn thư", "Giải quyết khiếu nại", "Giải quyết tố cáo")
    versions = ProcedureVersion.objects.filter(procedure__field__name__in=fields)
    assert [version.accepts_online for version in versions] == [False] * 4


def test_a_module_key_alone_keeps_a_procedure_off_the_online_form(import_entries: ImportEntries) -> None:
    import_entries(entry(module="to_cao"))
    assert not only().accepts_online


def test_dry_run_writes_nothing_and_prints_the_same_line(import_entries: ImportEntries) -> None:
    dry = import_entries(entry(), entry("1.000002"), options=("--dry-run",))
    assert (Procedure.objects.count(), Field.objects.count(), ProcedureVersion.objects.count()) == (0, 0, 0)
    assert (
        dry.out == import_entries(entry(), entry("1.000002")).out == "2 new, 0 changed, 0 unchanged, 0 rejected\n"
    )


@time_machine.travel("2026-03-02T08:00:00+07:00", tick=False)
def test_a_changed_entry_makes_a_new_version_and_keeps_the_old(import_entries: ImportEntries) -> None:
    with time_machine.travel("2026-01-05T08:00:00+07:00", tick=False):
        import_entries(entry())
    changed = import_entries(entry(result="Bản sao trích lục"), entry("1.000002"))
    assert changed.last_line == "1 new, 1 changed, 0 unchanged, 0 rejected"
    old, new = ProcedureVersion.objects.filter(procedure__code="1.000001").order_by("number")
    assert (old.number, old.valid_to, old.status) == (1, dt.date(2026, 3, 1), "superseded")
    assert (new.number, new.valid_from, new.valid_to, new.status) == (2, dt.date(2026, 3, 2), None, "published")
    assert (old.result, new.result) == ("Trích lục hộ tịch", "Bản sao trích lục")


def test_a_change_on_the_first_day_leaves_one_version_in_force(import_entries: ImportEntries) -> None:
    with time_machine.travel("2026-03-02T08:00:00+07:00", tick=False):
        import_entries(entry())
        import_entries(entry(result="Bản sao trích lục"))
    in_force = ProcedureVersion.objects.in_force(dt.date(2026, 3, 2))
    assert [version.number for version in in_force] == [2]


def test_a_change_announced_for_later_leaves_the_old_version_in_force_until_then(
    import_entries: ImportEntries,
) -> None:
    with time_machine.travel("2026-03-02T08:00:00+07:00", tick=False):
        import_entries(entry())
        import_entries(entry(sets=2, valid_from="2026-07-01"))
    assert ProcedureVersion.objects.in_force(dt.date(2026, 6, 30)).get().sets == 1
    assert ProcedureVersion.objects.in_force(dt.date(2026, 7, 1)).get().sets == 2


def test_a_correction_before_an_announced_change_replaces_it(import_entries: ImportEntries) -> None:
    with time_machine.travel("2026-03-02T08:00:00+07:00", tick=False):
        import_entries(entry())
        import_entries(entry(sets=2, valid_from="2026-07-01"))
    with time_machine.travel("2026-03-09T08:00:00+07:00", tick=False):
        import_entries(entry(sets=3))
    for day, sets in ((dt.date(2026, 3, 8), 1), (dt.date(2026, 3, 9), 3), (dt.date(2026, 7, 1), 3)):
        assert ProcedureVersion.objects.in_force(day).get().sets == sets


def test_unknown_keys_are_kept_and_each_reported_once(import_entries: ImportEntries) -> None:
    papers = [{"name": "Tờ khai", "form_number": "01"}, {"name": "Giấy tờ", "form_number": "02"}]
    result = import_entries(entry(hearing=["có", "không"], papers=papers), entry("1.000002", hearing=[]))
    assert result.code == 0
    assert result.err.count("kept, not interpreted: hearing (2)") == 1
    assert result.err.count("kept, not interpreted: papers.form_number (1)") == 1
    version = ProcedureVersion.objects.get(procedure__code="1.000001")
    assert version.source_entry["hearing"] == ["có", "không"]
    assert version.source_entry["papers"][1]["form_number"] == "02"


def test_an_unknown_key_at_the_top_is_reported(import_bytes: ImportText) -> None:
    result = import_bytes("agency: UBND\nprocedures: []\n")
    assert "agency" in result.err
    assert result.last_line == "0 new, 0 changed, 0 unchanged, 0 rejected"


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_do_not_make_a_change(import_bytes: ImportText, prefix: bytes) -> None:
    text = "procedures:\n- code: '1.1'\n  name: Đăng ký\n  field: Hộ tịch\n  notes: |\n    một\n    hai\n"
    import_bytes(text)
    again = import_bytes(prefix + text.replace("\n", "\r\n").encode())
    assert again.last_line == "0 new, 0 changed, 1 unchanged, 0 rejected"


def test_decomposed_letters_are_the_same_text(import_entries: ImportEntries) -> None:
    import unicodedata

    import_entries(entry())
    again = import_entries(entry(name=unicodedata.normalize("NFD", entry()["name"])))
    assert again.last_line == "0 new, 0 changed, 1 unchanged, 0 rejected"


@pytest.mark.parametrize(
    ("before", "now", "commune", "district"),
    [
        ("xã", "xã", True, False),
        ("huyện", "xã", False, True),
        ("xã, huyện", "xã", True, True),
        ("xã, huyện, tỉnh", "xã, tỉnh", True, True),
        ("huyện (xã tiếp nhận)", "xã", True, False),
        ("huyện, tỉnh (xã tiếp nhận)", "tỉnh (xã tiếp nhận)", True, False),
        ("–", "xã", True, False),
        ("tỉnh", "tỉnh", False, False),
    ],
)
def test_the_level_says_whose_counter_receives(
    import_entries: ImportEntries, before: str, now: str, commune: bool, district: bool
) -> None:
    import_entries(entry(level_2023=before, level_now=now))
    assert (only().received_at_commune, only().received_at_district) == (commune, district)


def test_channels_have_their_own_limits(import_entries: ImportEntries) -> None:
    limit = {"mode": "working_days", "value": 17, "by_channel": {"truc_tuyen": 17, "truc_tiep": 27}}
    import_entries(entry(time_limit=limit))
    values = {channel: only().limit_for(channel).value for channel in ("counter", "online", "vneid", "post")}
    assert values == {"counter": 27, "online": 17, "vneid": 17, "post": 17}


def test_channels_have_their_own_fees(import_entries: ImportEntries) -> None:
    import_entries(entry(fee={"amount": 20000, "by_channel": {"truc_tiep": 20000, "truc_tuyen": 10000}}))
    assert [(fee.channel, fee.amount) for fee in Fee.objects.all()] == [("counter", 20000), ("online", 10000)]
    assert [fee.amount for fee in only().fees_for("vneid", dt.date(2026, 3, 2))] == [10000]


def test_an_amount_no_channel_repeats_is_kept_for_the_others(import_entries: ImportEntries) -> None:
    import_entries(entry(fee={"amount": 20000, "by_channel": {"truc_tuyen": 10000}}))
    assert [fee.amount for fee in only().fees_for("counter", dt.date(2026, 3, 2))] == [20000]


def test_a_provincial_fee_has_no_amount(import_entries: ImportEntries) -> None:
    import_entries(entry(fee={"amount": None, "by_province": True, "note": "theo HĐND cấp tỉnh"}))
    fee = Fee.objects.get()
    assert (fee.amount, fee.by_province) == (None, True)


def test_a_file_of_six_hundred_entries_goes_in(import_entries: ImportEntries) -> None:
    result = import_entries(*(entry(f"9.{number:06d}") for number in range(600)))
    assert result.last_line == "600 new, 0 changed, 0 unchanged, 0 rejected"
