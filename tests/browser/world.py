"""A small world for the walk over all pages: one dossier in every state, messages, ratings, a second factor."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dossiers.calendar_draft import Draft
from dossiers.models import Attachment, CounterTask, Dossier, FeeReceipt, HandoverSlip, IssuedDocument, Shift
from dossiers.rating_link import rating_token
from dossiers.services import attaching, filing
from dossiers.services.apology import draft_due_apologies
from dossiers.services.perform import ActInput, perform
from dossiers.workflow import Action
from feedback.services.rating import rate
from procedures.models import Desk, LifeEvent, ProcedureVersion
from staff.device_links import device_token
from staff.models import CalendarDay, Delegation, Message, User
from staff.roles import Role
from tests.browser.custody_world import keep_and_hand_over
from tests.browser.money import post_fees, take_money
from tests.people import LAN, Office, make_official, make_version, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
FILED, SIGNED = moment("2023-08-28 08:00"), moment("2023-08-28 16:00")
#: When the promises made on the day of filing are about to break.
SLIPPED = moment("2023-08-31 08:00")

Step = tuple[str, Action, ActInput]
_REASON = ActInput(reason="Thành phần hồ sơ chưa đúng với danh mục đã công bố.")
_TAKEN: tuple[Step, ...] = (
    ("hoa", Action.RECEIVE, ActInput()),
    ("hoa", Action.FORWARD, ActInput()),
    ("minh", Action.TAKE, ActInput()),
)
_MISSING = ActInput(items=["Trích lục kết hôn bản chính"], reason="Thiếu giấy tờ theo danh mục đã công bố.")
_SORRY = ActInput(cause="Phải xác minh tại cơ sở.", extra_days=2)
_PROPOSED: tuple[Step, ...] = (
    *_TAKEN,
    ("minh", Action.PROPOSE, ActInput(outcome="granted", text="Đủ điều kiện, đề nghị cấp.")),
)
_SIGNED: tuple[Step, ...] = (*_PROPOSED, ("hai", Action.SIGN, ActInput()))
_RETURNED: tuple[Step, ...] = (*_SIGNED, ("hoa", Action.RETURN, ActInput()))

#: The way to each situation that looks different on the screen.
WAYS: dict[str, tuple[Step, ...]] = {
    "submitted": (),
    "asked_before_receipt": (("hoa", Action.REQUEST_SUPPLEMENT, _MISSING),),
    "received": _TAKEN[:1],
    "refused": (("hoa", Action.REFUSE, _REASON),),
    "untaken": _TAKEN[:2],
    "processing": _TAKEN,
    "proposed": _PROPOSED,
    "sent_back": (*_PROPOSED, ("hai", Action.SEND_BACK, _REASON)),
    "supplement": (*_TAKEN, ("minh", Action.REQUEST_SUPPLEMENT, _MISSING)),
    "supplied": (
        *_TAKEN,
        ("minh", Action.REQUEST_SUPPLEMENT, _MISSING),
        ("lan", Action.SUPPLY, ActInput(answer="Tôi gửi bản chính.")),
    ),
    "extended": (*_TAKEN, ("hai", Action.EXTEND, _SORRY)),
    "payment": (*_TAKEN, ("minh", Action.REQUEST_PAYMENT, _REASON)),
    "withdrawal": (*_TAKEN, ("lan", Action.WITHDRAW, _REASON)),
    "stopped": (*_TAKEN, ("lan", Action.WITHDRAW, _REASON), ("hoa", Action.STOP, _REASON)),
    "resolved": _SIGNED,
    "returned": _RETURNED,
    "rated": _RETURNED,
}


@dataclass
class World:
    """People, and dossiers by the situation they are in."""

    office: Office
    people: dict[str, User]
    version: ProcedureVersion
    unlimited: ProcedureVersion
    dossiers: dict[str, Dossier] = field(default_factory=dict)

    @property
    def dead_message(self) -> Message:
        return Message.objects.get(state=Message.State.DEAD)

    @property
    def queued_message(self) -> Message:
        return Message.objects.filter(state=Message.State.QUEUED).earliest("pk")

    @property
    def counter_task(self) -> CounterTask:
        """A call about the result nobody has collected."""
        task, _ = CounterTask.objects.get_or_create(
            dossier=self.dossiers["resolved"],
            kind=CounterTask.Kind.CALL_UNCOLLECTED,
            about=SIGNED,
            defaults={"planned_at": SIGNED, "due_at": SIGNED + dt.timedelta(days=1)},
        )
        return task

    #: No calendar yet, so it can be proposed.
    unplanned_year = 2025

    @property
    def day_off(self) -> CalendarDay:
        return CalendarDay.objects.get(day=dt.date(2023, 9, 4))

    @property
    def swap_draft(self) -> str:
        """A swap entered that moves open dossiers."""
        typed = {"day_off": ["2023-08-30"], "worked": ["2023-09-09"], "document": ["Công văn 12/VPCP-KGVX"]}
        return Draft("swap", "", typed).token

    @property
    def idle_draft(self) -> str:
        """A day off entered on which nobody waits."""
        typed = {"day": ["2023-12-25"], "kind": ["holiday"], "name": ["Nghỉ"], "document": ["Công văn 13/UBND"]}
        return Draft("day", "", typed).token

    @property
    def absence(self) -> Delegation:
        return Delegation.objects.get()

    @property
    def closed_shift(self) -> Shift:
        return Shift.objects.get(closed_at__isnull=False)

    @property
    def fee_receipt(self) -> FeeReceipt:
        return FeeReceipt.objects.get(voided_at__isnull=True)

    @property
    def slip(self) -> HandoverSlip:
        return HandoverSlip.objects.get()

    def code(self, situation: str) -> str:
        return self.dossiers[situation].shown_code

    def reference(self, situation: str) -> str:
        return str(self.dossiers[situation].reference)

    def paper(self, situation: str) -> IssuedDocument:
        """The receipt of this dossier."""
        return self.dossiers[situation].issued_documents.get(form=IssuedDocument.Form.RECEIPT)

    def verification(self, situation: str) -> str:
        return self.paper(situation).verification_code

    def rating(self, situation: str) -> str:
        return rating_token(self.dossiers[situation])

    def confirmation(self) -> str:
        person = self.people["minh"]
        address, _ = EmailAddress.objects.get_or_create(user=person, email=person.email)
        return str(EmailConfirmationHMAC(address).key)

    def new_password(self) -> tuple[str, str]:
        lan = self.people["lan"]
        return user_pk_to_url_str(lan), default_token_generator.make_token(lan)

    def tablet(self) -> str:
        """The address of the rating tablet at a desk."""
        since = dt.date(2016, 1, 1)
        desk, _ = Desk.objects.get_or_create(unit=self.office.commune, number=9, defaults={"valid_from": since})
        return device_token("tablet", desk.pk)

    def passkey(self) -> int:
        return Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk


def build_world(office: Office, **people: User) -> World:
    """Everything the pages show, made by the services."""
    people["admin"] = make_official("son", "Bùi Xuân Sơn", office.district, Role.ADMIN)
    people["admin"].is_staff = people["admin"].is_superuser = True
    people["admin"].save()
    for name in ("lan", "hoa"):
        email = people[name].email
        EmailAddress.objects.create(user=people[name], email=email, verified=True, primary=True)
    CalendarDay.objects.filter(day__year=World.unplanned_year).delete()
    version = make_version()
    open_door(version, "ket-hon", "Kết hôn", "heart", place=1)
    posted = post_fees(version)
    unlimited = make_version("9.000003", "Xác nhận nội dung chưa có thời hạn", mode="", value=None)
    world = World(office, people, version, unlimited)
    for minutes, (situation, way) in enumerate(WAYS.items()):
        world.dossiers[situation] = _dossier(world, way, FILED + dt.timedelta(minutes=minutes))
    world.dossiers["draft"] = _draft(world, FILED)
    _meet_others(world, FILED + dt.timedelta(hours=2))
    owing, paid, voided = (world.dossiers[each] for each in ("received", "resolved", "processing"))
    take_money(posted[0], owing=owing, paid=paid, voided=voided, unit=office.commune, by=people["hoa"], at=SIGNED)
    keep_and_hand_over(world.dossiers, by=people["hoa"], specialist=people["minh"], at=SIGNED)
    rate(dossier=world.dossiers["rated"], attitude=5, time=4, result=5, comment="Nhanh, gọn.", at=timezone.now())
    draft_due_apologies(now=SLIPPED)
    newest = Message.objects.latest("pk")
    Message.objects.filter(pk=newest.pk).update(
        state=Message.State.DEAD, attempts=5, last_error="Mailbox unavailable"
    )
    return world


def open_door(version: ProcedureVersion, slug: str, name: str, icon: str, *, place: int) -> None:
    """A life event that leads to a procedure; what migrations seeded is not there in a browser's database."""
    event, _created = LifeEvent.objects.get_or_create(slug=slug, defaults={"name": name, "icon": icon})
    version.procedure.life_events.add(event)
    event.sequence.insert(place - 1, version.procedure.code)
    event.save()


def _meet_others(world: World, at: dt.datetime) -> None:
    """Minh stands in for a colleague, waits for one answer and has another; one dossier has a linked one."""
    office, minh = world.office, world.people["minh"]
    away = make_official("an", "Vũ Hoài An", office.commune, Role.SPECIALIST)
    Delegation.objects.create(
        official=away.official,
        deputy=minh.official,
        unit=office.commune,
        document="Thông báo số 15/TB-UBND",
        valid_from=at.date(),
    )
    answering = make_official("binh", "Phan Thanh Bình", office.other_commune, Role.SPECIALIST)
    asked = ActInput(units=["13510"], question="Xác nhận tình trạng cư trú.", amount=2, measure="days")
    for situation in ("processing", "sent_back"):
        perform(world.dossiers[situation], Action.ASK_OPINION, asked, by=minh, at=at)
    answer = ActInput(answer="Thường trú tại xã từ năm 2010.")
    perform(world.dossiers["sent_back"], Action.GIVE_OPINION, answer, by=answering, at=at)
    make_version("1.004222", "Đăng ký thường trú", value=7)
    linked = ActInput(procedure="1.004222", unit="13510")
    perform(world.dossiers["processing"], Action.LINK, linked, by=minh, at=at)


def _draft(world: World, at: dt.datetime) -> Dossier:
    lan = world.people["lan"]
    draft = filing.save_draft(
        dossier=None,
        version=world.version,
        unit=world.office.commune,
        applicant=LAN,
        request="Xác nhận để đăng ký kết hôn",
        by=lan,
        at=at,
    )
    attaching.attach(
        dossier=draft,
        upload=SimpleUploadedFile("to-khai.pdf", PDF),
        document=world.version.documents.get(position=1),
        by=lan,
        at=at,
    )
    return draft


def _dossier(world: World, way: tuple[Step, ...], at: dt.datetime) -> Dossier:
    dossier = filing.submit(dossier=_draft(world, at), by=world.people["lan"], at=at)
    for person, action, given in way:
        then = SIGNED if action in (Action.SIGN, Action.RETURN) else at
        dossier = perform(dossier, action, given, by=world.people[person], at=then)
        if action is Action.PROPOSE:
            _attach_result(dossier, by=world.people[person], at=at)
    return dossier


def _attach_result(dossier: Dossier, *, by: User, at: dt.datetime) -> None:
    upload = SimpleUploadedFile("giay-xac-nhan.pdf", PDF)
    attaching.attach(dossier=dossier, upload=upload, document=None, by=by, at=at, kind=Attachment.Kind.RESULT)


def add_app_and_codes(person: User) -> None:
    """An authenticator app and recovery codes, as if set up long ago."""
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
