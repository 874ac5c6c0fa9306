"""What the demo office posts beside procedures (niêm yết): rules, news, people, walls, a change on its way."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from django.db.models import QuerySet

from dossiers.observed import reckon
from procedures.blank_forms.own_forms import draw_forms, moment_of, offer_forms
from procedures.board.notice_acts import Notice, write
from procedures.board.posting_acts import Wording, issue
from procedures.drafting import drafts, reviewing
from procedures.models import PostedDocument, Procedure, ProcedureDraft
from staff.models import Official, Unit, User

from . import posting_texts as texts
from .people import CAST, DISTRICT, Cast
from .walls import hang_sheets

_POSTED_SINCE = dt.date(2023, 1, 3)
_HUNG_BEFORE = dt.timedelta(days=45)
_COMING_IN = dt.timedelta(days=20)
_PEOPLE_SHEET_CHANGED = "0226 000 3510"

Kind = PostedDocument.Kind
_RULES_DECISION = f"Quyết định số 01/QĐ-UBND ngày 03/01/2023 {texts.INVENTED}"
_DISTRICT = (
    (Kind.COMMITMENTS, "6 biết, 5 không, 3 thể hiện", texts.COMMITMENTS),
    (Kind.RULES, "Nội quy Bộ phận Tiếp nhận và Trả kết quả", texts.RULES),
    (Kind.HOURS, "Lưu ý về giờ làm việc", texts.HOURS),
    (Kind.RECEPTION, "Lịch tiếp công dân của huyện", texts.RECEPTION_OF_DISTRICT),
    (Kind.HOTLINES, "Đường dây nóng của huyện", texts.HOTLINES_OF_DISTRICT),
)
_COMMUNE = (
    (Kind.RECEPTION, "Lịch tiếp công dân của xã Bình Nghĩa", texts.RECEPTION_OF_COMMUNE),
    (Kind.HOTLINES, "Đường dây nóng của xã Bình Nghĩa", texts.HOTLINES_OF_COMMUNE),
)
#: Username → what the official answers for, and the invented public telephone.
_PUBLIC = {
    "hai": ("Phụ trách chung; tiếp công dân thứ Tư hằng tuần", "0226 000 3505"),
    "minh": ("Hộ tịch, chứng thực, hòa giải ở cơ sở", "0226 000 3506"),
    "hoa": ("Tiếp nhận hồ sơ, trả kết quả mọi lĩnh vực", "0226 000 3504"),
    "thao": ("Niêm yết, thống kê, lịch làm việc", "0226 000 3507"),
    "thang": ("Phụ trách cải cách hành chính", "0226 000 0355"),
    "huong": ("Danh mục thủ tục, niêm yết của huyện", "0226 000 0356"),
    "nga": ("Tiếp nhận hồ sơ, trả kết quả", "0226 000 0352"),
    "dung": ("Hộ tịch có yếu tố nước ngoài, chứng thực", "0226 000 0357"),
}
#: Who is warned before something of a field runs out.
_OWNERS = {"Hộ tịch": "dung", "Chứng thực": "dung", "Hộ kinh doanh": "huong", "Đất đai": "huong"}


def prepare_forms(first_day: dt.date) -> int:
    """Blank forms from the day after the catalogue came in, before any dossier."""
    day = first_day + dt.timedelta(days=1)
    return len(offer_forms(draw_forms(at=moment_of(day)), on=day))


class Posting:
    """The posted office around the dossiers; everything as of `now`."""

    def __init__(self, cast: Cast, *, now: dt.datetime) -> None:
        self._people, self._now = cast.by_username, now
        self._commune = cast.main.unit
        self._district = Unit.objects.get(code=DISTRICT)

    def tell(self) -> int:
        """Post everything; how many sheets hang."""
        self._post_rules()
        self._announce()
        self._list_people()
        sheets = hang_sheets(self._commune, by=self._people["thao"], at=self._now - _HUNG_BEFORE)
        self._change_a_phone()
        self._change_procedures()
        reckon(at=self._now)
        return len(sheets)

    def _post_rules(self) -> None:
        for unit, who, wanted in (
            (self._district, "huong", _DISTRICT),
            (self._commune, "thao", _COMMUNE),
        ):
            for kind, title, body in wanted:
                self._issue(unit, who, Wording(kind, title, body, _POSTED_SINCE, _RULES_DECISION))
        begins = self._now.date() + _COMING_IN
        title = "Lịch tiếp công dân của xã Bình Nghĩa"
        coming = Wording(Kind.RECEPTION, title, texts.RECEPTION_OF_COMMUNE_NEXT, begins, _RULES_DECISION)
        self._issue(self._commune, "thao", coming)

    def _issue(self, unit: Unit, who: str, wording: Wording) -> None:
        issue(unit=unit, wording=wording, by=self._people[who], at=self._now)

    def _announce(self) -> None:
        begins = _evening(self._now + dt.timedelta(days=8))
        ends = begins + dt.timedelta(hours=4)
        day = dt.timedelta(days=1)
        wanted: tuple[tuple[Unit, str, dict[str, Any]], ...] = (
            (
                self._district,
                "huong",
                {"kind": "maintenance", "title": "Cổng tạm ngừng để nâng cấp", "body": texts.MAINTENANCE}
                | {"is_pinned": True, "shown_from": self._now - day, "shown_to": ends}
                | {"begins_at": begins, "ends_at": ends},
            ),
            (
                self._commune,
                "thao",
                {"kind": "hours", "title": "Mở thêm sáng thứ Bảy để trả kết quả", "body": texts.SATURDAY}
                | {"shown_from": self._now - 5 * day, "shown_to": self._now + 60 * day},
            ),
            (
                self._commune,
                "thao",
                {"kind": "news", "title": "Thanh niên giúp nộp hồ sơ trực tuyến", "body": texts.HELPERS}
                | {"shown_from": self._now - 12 * day},
            ),
            (
                self._district,
                "huong",
                {"kind": "warning", "title": "Cảnh giác cuộc gọi giả danh cán bộ", "body": texts.SCAM}
                | {"shown_from": self._now - 20 * day},
            ),
        )
        for unit, who, notice in wanted:
            write(unit=unit, notice=Notice(**notice), by=self._people[who], at=notice["shown_from"])

    def _list_people(self) -> None:
        order = [row[0] for row in CAST]
        for username, (duties, phone) in _PUBLIC.items():
            user = self._people[username]
            self._official(user).update(
                duties=duties,
                public_phone=phone,
                public_email=user.email,
                directory_order=order.index(username) + 1,
            )
        for name, username in _OWNERS.items():
            owner = self._people[username].official
            Procedure.objects.filter(field__name=name).update(owner=owner)

    def _change_a_phone(self) -> None:
        """After the sheet was hung: it says an old number now."""
        self._official(self._people["hoa"]).update(public_phone=_PEOPLE_SHEET_CHANGED)

    def _official(self, user: User) -> QuerySet[Official]:
        return Official.objects.filter(user=user)

    def _change_procedures(self) -> None:
        """A fee that changes in some weeks, published; and a shorter limit that waits for its review."""
        fee = self._draft("1.001612", _with_fee, f"Nghị quyết số 00/NQ-HĐND của HĐND tỉnh {texts.INVENTED}")
        reviewing.publish(fee, by=self._people["huong"], at=self._now)
        self._draft("1.004873", _with_shorter_limit, f"Quyết định số 00/QĐ-UBND {texts.INVENTED}")

    def _draft(self, code: str, change: Any, decision: str) -> ProcedureDraft:
        thao, at = self._people["thao"], self._now
        draft = drafts.start(Procedure.objects.get(code=code), by=thao, at=at)
        draft, _found = drafts.save(
            draft, change(copy.deepcopy(draft.entry)), lock_version=draft.lock_version, by=thao, at=at
        )
        return reviewing.hand_in(
            draft,
            lock_version=draft.lock_version,
            starts_on=at.date() + _COMING_IN,
            decision=decision,
            change_summary="",
            by=thao,
            at=at,
        )


def _with_fee(entry: dict[str, Any]) -> dict[str, Any]:
    (fee,) = entry["fees"]
    fee.pop("by_province")
    fee |= {"amount": 100_000, "ground": f"Nghị quyết số 00/NQ-HĐND {texts.INVENTED}"}
    fee["note"] = "nộp khi nộp hồ sơ, không hoàn lại"
    return entry


def _with_shorter_limit(entry: dict[str, Any]) -> dict[str, Any]:
    entry["time_limit"]["value"] = 2
    return entry


def _evening(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=18, minute=0, second=0, microsecond=0)
