"""What a dossier must contain: each check returns every fault by field; forms and API both call these."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from procedures.models import ProcedureVersion, RequiredDocument
from staff.models import TellBy, Unit
from staff.phones import is_mobile, is_phone, normal_phone
from staff.text import plain_line

from .errors import Faults
from .models import Dossier

MOST_OF_A_REASON = 1000
MOST_OF_A_PAPER_FAULT = 300
_TAX_CODE = re.compile(r"\d{10}(-\d{3})?|\d{12}")


@dataclass(frozen=True)
class Applicant:
    """Người nộp hồ sơ: person or organisation, with how to reach them."""

    name: str = ""
    kind: str = "person"
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    tell_by: str = ""
    language: str = "vi"


@dataclass(frozen=True)
class Authorising:
    """Người ủy quyền: on whose behalf the applicant files, and the paper that says so."""

    name: str
    authorisation: str
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class HandedIn:
    """Giấy tờ nộp: a paper of the published list, or another one the applicant hands in by choice."""

    document_id: int | None
    name: str = ""
    originals: int = 0
    copies: int = 0
    #: Why it does not pass; empty for a paper that does.
    fault: str = ""


@dataclass
class FaultList:
    """Collects faults by field and raises them together."""

    errors: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, text: str) -> None:
        self.errors.setdefault(name, []).append(text)

    def raise_if_any(self) -> None:
        """Raise `Faults` with everything collected."""
        if self.errors:
            raise Faults(self.errors)


def tidy_identity(number: str) -> str:
    """Số định danh without the spaces and dots by which people group its digits."""
    return number.strip().replace(" ", "").replace(".", "")


def tidy_applicant(applicant: Applicant) -> Applicant:
    """The same applicant with spaces trimmed and numbers without separators."""
    return Applicant(
        name=plain_line(applicant.name),
        kind=applicant.kind,
        identity_number=tidy_identity(applicant.identity_number),
        phone=normal_phone(applicant.phone) or applicant.phone.strip(),
        email=applicant.email.strip(),
        address=plain_line(applicant.address),
        tell_by=applicant.tell_by,
        language=applicant.language,
    )


def applicant_faults(applicant: Applicant, faults: FaultList) -> None:
    """Check name, identity number, phone, e-mail and address of a tidied applicant."""
    if len(applicant.name) < 2:
        faults.add("applicant_name", _("Enter the full name as on the identity paper."))
    if len(applicant.name) > 150:
        faults.add("applicant_name", _("The name has more than 150 characters; shorten it."))
    if not any(char.isalpha() for char in applicant.name) and len(applicant.name) >= 2:
        faults.add("applicant_name", _("A name needs letters."))
    if applicant.kind == "organisation":
        if not _TAX_CODE.fullmatch(applicant.identity_number):
            faults.add("identity_number", _("A tax code has 10 digits, or 10 digits, a dash and 3 digits."))
    elif not re.fullmatch(r"\d{12}|\d{9}", applicant.identity_number):
        faults.add(
            "identity_number",
            _("A personal identity number has 12 digits (an old identity card has 9). Check the card."),
        )
    if not is_phone(applicant.phone):
        faults.add("phone", _("Enter a Vietnamese phone number, for example 0912 345 678."))
    if applicant.email:
        try:
            validate_email(applicant.email)
        except ValidationError:
            faults.add("email", _("This is not an e-mail address; correct it or leave it empty."))
    if len(applicant.address) < 5:
        faults.add("address", _("Enter the address: hamlet or street, commune, district, province."))
    if len(applicant.address) > 255:
        faults.add("address", _("The address has more than 255 characters; shorten it."))
    telling_faults(applicant, faults)


def telling_faults(applicant: Applicant, faults: FaultList) -> None:
    """Check that the way of being told has the address it needs."""
    if applicant.tell_by == TellBy.EMAIL and not applicant.email:
        faults.add("email", _("Enter the e-mail address by which you want to be told."))
    if applicant.tell_by in (TellBy.SMS, TellBy.ZALO) and not is_mobile(applicant.phone):
        faults.add("phone", _("Messages can be sent to a mobile phone only; enter one, or choose another way."))


def authorising_faults(principal: Authorising | None, faults: FaultList) -> None:
    """Check the authorising person, when there is one."""
    if principal is None:
        return
    if len(principal.name.strip()) < 2:
        faults.add("principal_name", _("Enter the full name of the authorising person."))
    if not principal.authorisation.strip():
        faults.add("principal_authorisation", _("Name the authorisation paper and its date."))


def receivable_faults(version: ProcedureVersion, unit: Unit, faults: FaultList, *, on: dt.date) -> None:
    """Check that `unit` may receive this procedure, that it is in force on `on` and its time limit established."""
    if not version.is_in_force(on):
        faults.add(
            "procedure",
            _("This version of procedure %(code)s is not in force on %(date)s. Choose the procedure anew.")
            % {"code": version.procedure.code, "date": f"{on:%d/%m/%Y}"},
        )
    if not version.is_receivable:
        faults.add(
            "procedure",
            _(
                "Procedure %(code)s has no established time limit, so no date can be promised. "
                "A manager drafts one in the catalogue of procedures."
            )
            % {"code": version.procedure.code},
        )
    if "module" in version.source_entry:
        faults.add(
            "procedure",
            _(
                "Petitions, complaints, denunciations and citizen reception have their own registers; "
                "they are not received as dossiers."
            ),
        )
    if not unit.receives_dossiers:
        faults.add("unit", _("%(unit)s has no one-stop counter.") % {"unit": unit.name})
    elif not version.is_received_by(unit):
        faults.add("unit", _("%(unit)s does not receive this procedure.") % {"unit": unit.name})


def paper_faults(documents: Iterable[RequiredDocument], handed_in: Iterable[HandedIn], faults: FaultList) -> None:
    """Compare with the published list only: each mandatory paper is there and passes, counts make sense."""
    by_id = {document.pk: document for document in documents}
    present: set[int] = set()
    for position, paper in enumerate(handed_in, start=1):
        if paper.document_id is not None and paper.document_id not in by_id:
            faults.add(
                "papers",
                _("Line %(line)d: paper %(id)s is not in the list of this procedure.")
                % {"line": position, "id": paper.document_id},
            )
            continue
        if paper.document_id is None and not paper.name.strip():
            faults.add("papers", _("Line %(line)d: name the paper.") % {"line": position})
        if not (0 <= paper.originals <= 999 and 0 <= paper.copies <= 999):
            faults.add(
                "papers", _("Line %(line)d: the number of copies is between 0 and 999.") % {"line": position}
            )
        elif paper.originals + paper.copies == 0:
            faults.add("papers", _("Line %(line)d: enter how many originals or copies.") % {"line": position})
        if len(paper.fault) > MOST_OF_A_PAPER_FAULT:
            faults.add(
                "papers",
                _("Line %(line)d: say in at most %(count)d characters why it does not pass.")
                % {"line": position, "count": MOST_OF_A_PAPER_FAULT},
            )
        if paper.document_id is not None:
            if paper.document_id in present:
                faults.add("papers", _("Line %(line)d: this paper is listed twice.") % {"line": position})
            present.add(paper.document_id)
            if paper.fault and by_id[paper.document_id].mandatory:
                faults.add(
                    "papers",
                    _("%(paper)s does not pass (%(fault)s), so the dossier is not complete: ask for a supplement.")
                    % {"paper": by_id[paper.document_id].name, "fault": paper.fault},
                )
    for document in by_id.values():
        if document.mandatory and document.pk not in present:
            faults.add("papers", _("Missing: %(paper)s.") % {"paper": document.name})


def reason_faults(
    reason: str,
    faults: FaultList,
    *,
    name: str = "reason",
    most: int = MOST_OF_A_REASON,
    for_office: bool = False,
) -> None:
    """A reason is words, not a blank, and at most `most` characters long; some are read by officials only."""
    if len(reason.strip()) < 5:
        faults.add(
            name,
            _("State the reason, so that whoever goes on knows what to do.")
            if for_office
            else _("State the reason in words the citizen understands."),
        )
    elif len(reason) > most:
        faults.add(
            name,
            _("The text has more than %(count)s characters; shorten it.")
            % {"count": number_format(most, force_grouping=True)},
        )


def online_faults(dossier: Dossier, faults: FaultList) -> None:
    """Check that the procedure is open online and every mandatory paper to hand in has a file."""
    version = dossier.version
    if not version.can_apply_online:
        faults.add("procedure", _("This procedure is received at the counter only."))
    have = set(dossier.attachments.filter(superseded_at__isnull=True).values_list("required_document", flat=True))
    for document in version.documents.all():
        if document.mandatory and document.is_uploadable and document.pk not in have:
            faults.add(f"file_{document.pk}", _("Attach a file: %(paper)s.") % {"paper": document.name})


def local_day(moment: dt.datetime) -> dt.date:
    """The day in Vietnam on which `moment` falls."""
    return timezone.localtime(moment).date()
