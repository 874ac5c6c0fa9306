"""Every page of the portal, once: who opens it, and with what. A new address must be entered here.

`tests/browser/test_page_list.py` compares this list with the addresses the portal has.
"""

from __future__ import annotations

from tests.browser import catalogue_file, waiting_room
from tests.browser.address import Address
from tests.browser.explained_pages import MANAGER_EXPLAINED
from tests.browser.managed_pages import LEADER_MANAGED, MANAGER_MANAGED
from tests.browser.posted_pages import MANAGER_POSTED, OFFICIAL_POSTED, PUBLIC_POSTED
from tests.browser.procedure_world import closed_procedure, full_procedure
from tests.browser.wall_pages import MANAGER_WALLS
from tests.browser.world import WAYS, World


def _code(name: str, situation: str) -> Address:
    return Address(name, lambda world: [world.code(situation)])


def _version(world: World) -> list[str]:
    return [world.version.procedure.code]


def _passkey(world: World) -> list[int]:
    return [world.passkey()]


_SITUATIONS = tuple(WAYS)

PUBLIC = (
    Address("procedures:home"),
    Address("procedures:catalogue"),
    Address("procedures:catalogue", query=lambda world: "?q=tinh+trang+hon+nhan"),
    Address("procedures:catalogue", query=lambda world: "?q=khong+co+thu+tuc+nay"),
    Address("procedures:catalogue", query=lambda world: "?q=tinh+chang+hon+nhan&same_day="),
    Address("procedures:catalogue", query=lambda world: "?q=hon+nhan&online=offline"),
    Address("procedures:life_event", lambda world: ["ket-hon"]),
    Address("procedures:detail", _version),
    Address("procedures:detail", lambda world: [world.unlimited.procedure.code]),
    Address("procedures:detail", lambda world: ["9.999999"], status=404),
    Address("dossiers:bring_card", _version),
    Address("dossiers:bring_card", _version, lambda world: "?co=1-3&khong=2&pb=1"),
    Address("procedures:detail", lambda world: [full_procedure()]),
    Address("procedures:detail", lambda world: [full_procedure()], lambda world: "?ngay=2023-08-01"),
    Address("procedures:detail", lambda world: [closed_procedure()]),
    Address("procedures:versions", lambda world: [full_procedure()]),
    Address("procedures:versions", _version, lambda world: "?ngay=1999-01-01", status=422),
    Address("procedures:open_data"),
    Address("dossiers:track"),
    Address("dossiers:track", query=lambda world: f"?code={world.code('processing')}&phone=5678"),
    Address("dossiers:track", query=lambda world: f"?code={world.code('stopped')}&phone=5678"),
    Address("dossiers:track", query=lambda world: "?code=&phone=12", status=422),
    Address("dossiers:track", query=lambda world: "?code=H25.12.02-230101-0001&phone=0000", status=404),
    Address("dossiers:verify"),
    Address("dossiers:verify", query=lambda world: "?code=", status=422),
    Address("dossiers:verification", lambda world: [world.verification("received")]),
    Address("dossiers:verification", lambda world: ["K7M2-9QTD-4XHB"], status=404),
    Address("feedback:rate", lambda world: [world.rating("returned")]),
    Address("feedback:rate", lambda world: [world.rating("rated")]),
    Address("feedback:rate", lambda world: ["khong-dung"], status=404),
    Address("feedback:tablet", lambda world: [world.tablet()]),
    Address("feedback:tablet", lambda world: ["khong-dung"], status=404),
    Address("dossiers:booking_new", query=lambda world: "?don-vi=13504"),
    Address("dossiers:booking_find"),
    Address("dossiers:booking_find", query=lambda world: "?code=K7M2-9QTD-4XHB", status=404),
    Address("dossiers:booking", lambda world: [waiting_room.booking(world).code]),
    Address("dossiers:kiosk", waiting_room.kiosk),
    Address("dossiers:kiosk", waiting_room.kiosk, lambda world: "?service=receive&lang=en"),
    Address("dossiers:kiosk", waiting_room.kiosk, lambda world: "?service=ask"),
    Address("dossiers:kiosk_ticket", lambda world: [*waiting_room.kiosk(world), waiting_room.ticket(world).token]),
    Address("dossiers:board", waiting_room.board),
    Address("dossiers:ticket", lambda world: [waiting_room.ticket(world).token]),
    Address("account_login"),
    Address("account_signup"),
    Address("account_inactive"),
    Address("account_email_verification_sent"),
    Address("account_confirm_email", lambda world: [world.confirmation()]),
    Address("account_confirm_email", lambda world: ["het-han"]),
    Address("account_reset_password"),
    Address("account_reset_password_done"),
    Address("account_reset_password_from_key", lambda world: world.new_password(), lands_on="-set-password/"),
    Address("account_reset_password_from_key_done"),
    Address("socialaccount_login_cancelled"),
    Address("socialaccount_login_error", status=401),
    Address("admin:login", lands_on="/tai-khoan/login/"),
    *PUBLIC_POSTED,
)

CITIZEN = (
    Address("procedures:home"),
    Address("dossiers:mine"),
    Address("dossiers:telling"),
    Address("dossiers:apply", _version),
    Address("dossiers:draft", lambda world: [world.reference("draft")]),
    *(Address("dossiers:status", lambda world, each=each: [world.reference(each)]) for each in _SITUATIONS),
    Address("dossiers:counter", status=403),
)

CLERK = (
    *OFFICIAL_POSTED,
    Address("staff:own_photo"),
    Address("feedback:my_votes"),
    Address("dossiers:counter"),
    Address("dossiers:counter", query=lambda world: "?tab=processing"),
    Address("dossiers:counter", query=lambda world: "?q=khong+ai"),
    Address("dossiers:counter", query=lambda world: "?code=khong-co"),
    Address("dossiers:counter", query=lambda world: "?tab=uncollected"),
    Address("dossiers:counter", query=lambda world: "?tab=unfinished"),
    Address("dossiers:counter_pick"),
    Address("dossiers:counter_pick", query=lambda world: "?q=hon+nhan"),
    Address("dossiers:scan_test"),
    Address("dossiers:counter_intake", _version),
    Address("dossiers:counter_intake", lambda world: [world.unlimited.procedure.code]),
    Address("dossiers:counter_pick", query=lambda world: f"?done={world.code('received')}"),
    Address("dossiers:signed_in"),
    *(_code("dossiers:counter_dossier", each) for each in _SITUATIONS),
    Address("dossiers:counter_dossier", lambda world: [world.code("received")], lambda world: "?in=01"),
    Address("dossiers:correct_document", lambda world: [world.paper("received").pk]),
    *(_code("dossiers:correct_reception", each) for each in ("received", "processing")),
    *(_code("dossiers:return_result", each) for each in ("processing", "resolved", "returned")),
    Address("dossiers:counter_handover"),
    Address("dossiers:counter_handover", query=lambda world: f"?ma={world.code('received')}&ma=KHONG-CO"),
    Address("dossiers:counter_handover", query=lambda world: "?tab=confirm"),
    Address("dossiers:counter_handover", query=lambda world: "?tab=slips"),
    Address("dossiers:slip", lambda world: [world.slip.pk]),
    Address("dossiers:shelves"),
    Address("dossiers:shelves", query=lambda world: "?q=khong+co"),
    *(_code("dossiers:originals", each) for each in ("received", "resolved", "returned")),
    Address("dossiers:fees"),
    Address("dossiers:fees", query=lambda world: "?tab=receipts"),
    Address("dossiers:fees", query=lambda world: "?q=khong+co"),
    *(_code("dossiers:dossier_fees", each) for each in ("received", "resolved", "processing", "submitted")),
    Address("dossiers:void_receipt", lambda world: [world.fee_receipt.pk]),
    Address("dossiers:shift"),
    Address("dossiers:close_shift"),
    Address("dossiers:shift_sheet", lambda world: [world.closed_shift.pk]),
    Address("dossiers:tracking_book"),
    Address("dossiers:tracking_book", query=lambda world: "?since=2023-08-01&until=2023-08-31"),
    Address("dossiers:tracking_book", query=lambda world: "?since=2023-08-31&until=2023-08-01", status=422),
    Address("dossiers:leader", status=403),
    Address("dossiers:counter_tasks"),
    Address("dossiers:counter_tasks", query=lambda world: "?tab=done"),
    Address("dossiers:counter_task", lambda world: [world.counter_task.pk]),
    Address("dossiers:uncollected"),
    Address("dossiers:queue"),
    Address("dossiers:queue_desk", query=lambda world: f"?{waiting_room.desk(world).pk}"),
    Address("dossiers:reminders"),
)

SPECIALIST = (
    Address("dossiers:specialist"),
    Address("dossiers:desk_handover"),
    Address("dossiers:desk_handover", query=lambda world: "?tab=confirm"),
    Address("dossiers:desk_handover", query=lambda world: "?tab=slips"),
    Address("dossiers:slip", lambda world: [world.slip.pk]),
    Address("dossiers:opinions"),
    Address("dossiers:opinions", query=lambda world: "?tab=ours"),
    *(_code("dossiers:specialist_dossier", each) for each in ("untaken", "processing", "sent_back", "supplied")),
)

LEADER = (
    *LEADER_MANAGED,
    Address("dossiers:shift"),
    Address("dossiers:shift_sheet", lambda world: [world.closed_shift.pk]),
    Address("dossiers:leader"),
    Address("dossiers:leader", query=lambda world: "?tab=unsaid"),
    Address("dossiers:apologies"),
    Address("dossiers:apologies", query=lambda world: "?tab=sent"),
    _code("dossiers:leader_dossier", "proposed"),
    _code("dossiers:leader_dossier", "extended"),
    _code("dossiers:leader_dossier", "resolved"),
    Address("feedback:figures"),
    Address("feedback:votes"),
    Address("feedback:votes", query=lambda world: "?show=aside"),
    Address("feedback:figures", query=lambda world: "?first=2023-08-30&last=2023-08-01", status=400),
    Address("feedback:figure_dossiers", query=lambda world: "?what=received&first=2023-08-01&last=2023-08-31"),
    Address("feedback:figure_dossiers", query=lambda world: "?what=nothing", status=400),
)

MANAGER = (
    *MANAGER_POSTED,
    *MANAGER_WALLS,
    *MANAGER_EXPLAINED,
    *MANAGER_MANAGED,
    Address("staff:photos"),
    Address("staff:photo_of", lambda world: [world.people["hoa"].official.pk]),
    Address("dossiers:bank_accounts"),
    Address("dossiers:bank_account", lambda world: [world.office.commune.code]),
    Address("dossiers:bank_account", lambda world: [world.office.district.code]),
    Address("dossiers:absences"),
    Address("dossiers:absences", query=lambda world: "?tab=ended"),
    Address("dossiers:absence_new"),
    Address("dossiers:absence", lambda world: [world.absence.pk]),
    Address("dossiers:reminded"),
    Address("dossiers:desks"),
    Address("dossiers:desks", query=lambda world: f"?unit={waiting_room.desk(world).unit.code}"),
    Address("dossiers:desk_new", lambda world: [world.office.commune.code]),
    Address("dossiers:desk", lambda world: [waiting_room.desk(world).pk]),
    Address("staff:outbox"),
    Address("staff:outbox", query=lambda world: "?state=dead"),
    Address("staff:outbox_message", lambda world: [world.queued_message.pk]),
    Address("staff:wordings"),
    Address("staff:wording", lambda world: ["supplement_requested", "email"]),
    Address("staff:wording", lambda world: ["received", "sms"]),
    Address("staff:system"),
    Address("staff:outbox_message", lambda world: [world.dead_message.pk]),
    Address("dossiers:calendar"),
    Address("dossiers:calendar_year", lambda world: [2024]),
    Address("dossiers:calendar_year", lambda world: [world.unplanned_year]),
    Address("dossiers:calendar_year_new", lambda world: [world.unplanned_year]),
    Address("dossiers:calendar_year_new", lambda world: [2024], status=409),
    Address("dossiers:calendar_day_new"),
    Address("dossiers:calendar_day", lambda world: [world.day_off.pk]),
    Address("dossiers:calendar_day_removal", lambda world: [world.day_off.pk]),
    Address("dossiers:calendar_swap"),
    Address("dossiers:calendar_preview", query=lambda world: f"?change={world.swap_draft}"),
    Address("dossiers:calendar_preview", query=lambda world: f"?change={world.idle_draft}"),
    Address("dossiers:calendar_preview", status=404),
    Address("dossiers:hours"),
    Address("dossiers:hours_of_unit", lambda world: [world.office.commune.code]),
    Address("procedures:export"),
    Address("procedures:export", query=lambda world: "?format=pdf", status=422),
    Address("procedures:import_file"),
    Address("procedures:upload", lambda world: [catalogue_file.upload(world).pk]),
    Address("procedures:upload", lambda world: [catalogue_file.upload(world).pk], lambda world: "?tab=new"),
    Address("procedures:upload", lambda world: [catalogue_file.upload(world).pk], lambda world: "?tab=faulty"),
    Address("procedures:upload", lambda world: [catalogue_file.upload(world).pk], lambda world: "?tab=unchanged"),
    Address("procedures:publish_drafts"),
    Address("procedures:expiring"),
    Address("procedures:expiring", query=lambda world: "?cua=toi"),
    Address("procedures:findable", _version),
    Address("procedures:routes"),
    Address("procedures:routes", query=lambda world: "?q=khong-co"),
    Address("procedures:edit_route", _version),
)

#: The own account, opened by somebody who has just typed the password.
ACCOUNT = (
    Address("account_email"),
    Address("account_change_password"),
    Address("account_reauthenticate"),
    Address("account_logout"),
    Address("mfa_index"),
    Address("mfa_activate_totp"),
    Address("mfa_add_webauthn"),
    Address("mfa_list_webauthn"),
    Address("socialaccount_connections"),
)

#: The own account of somebody with a second factor.
PROTECTED = (
    Address("mfa_index"),
    Address("mfa_deactivate_totp"),
    Address("mfa_view_recovery_codes"),
    Address("mfa_generate_recovery_codes"),
    Address("mfa_list_webauthn"),
    Address("mfa_edit_webauthn", _passkey),
    Address("mfa_remove_webauthn", _passkey),
    Address("mfa_reauthenticate"),
    Address("mfa_reauthenticate_webauthn"),
)

#: Opened on the way, not by their address alone: `test_account_pages.py` does.
ON_THE_WAY = {"mfa_authenticate"}

PAGES = (*PUBLIC, *CITIZEN, *CLERK, *SPECIALIST, *LEADER, *MANAGER, *ACCOUNT, *PROTECTED)
