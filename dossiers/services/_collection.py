"""Who comes for a result (người nhận kết quả): proof of the right to it, originals given back, signature.

Runs inside the transaction of `handover.return_result`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dossiers.models import Collection, Dossier, KeptOriginal, Principal
from dossiers.rules import FaultList, tidy_identity
from dossiers.workflow import Action
from staff.models import User
from staff.text import plain_line

from . import custody
from ._drawn import drawn_faults, keep_drawn
from ._step import check

Proof = Collection.Proof


@dataclass(frozen=True)
class Collector:
    """Who came and what they showed; nothing given means the applicant with the receipt.

    Originals the office still holds go out in the same act (`originals`), or `originals_stay` says why not.
    """

    name: str = ""
    proof: str = ""
    identity_number: str = ""
    authorisation: str = ""
    originals: Sequence[int] = ()
    originals_stay: str = ""
    drawn: bytes = b""


@dataclass(frozen=True)
class Settled:
    """A collector whose proof was judged."""

    collection: Collection
    originals: list[KeptOriginal]
    picture: bytes
    #: Named by the clerk; empty when it was simply the applicant.
    named: str
    originals_stay: str

    @property
    def detail(self) -> dict[str, str]:
        """What the trail says beyond the act itself; no numbers of papers."""
        said = {"collected_by": self.named, "originals_stay": self.originals_stay}
        return {name: text for name, text in said.items() if text}

    @property
    def printed(self) -> dict[str, object]:
        """What the result slip says of it."""
        return {
            "collected_by": self.collection.name,
            "originals": [{"name": each.name, "count": f"{each.count:02d}"} for each in self.originals],
            "is_drawn": bool(self.picture),
        }


def settled(dossier: Dossier, collector: Collector, *, by: User, at: dt.datetime) -> Settled:
    """Judge who came for the result of a *locked* dossier. Raises Faults, WrongMoment, NotPermitted."""
    check(dossier, Action.RETURN, by)
    faults = FaultList()
    named = plain_line(collector.name)
    named = "" if named == dossier.applicant_name else named
    # who was only named, before there was a field for it, came with the authorisation that is named beside
    proof = collector.proof or (Proof.AUTHORISED if named else Proof.RECEIPT)
    authorisation = plain_line(collector.authorisation) or (named if not collector.proof else "")
    number = tidy_identity(collector.identity_number)
    if proof not in Proof.values:
        faults.add("proof", _("Choose what was shown: receipt, identity paper or authorisation."))
    if proof == Proof.IDENTITY:
        _identity_faults(dossier, number, faults)
    if proof == Proof.AUTHORISED:
        if len(named) < 2:
            faults.add("collected_by", _("Enter the full name of whoever came."))
        if not authorisation:
            faults.add("authorisation", _("Name the authorisation paper and its date."))
    if len(named) > 150:
        faults.add("collected_by", _("The name has more than 150 characters; shorten it."))
    originals = _originals(dossier, collector, faults)
    picture = drawn_faults(collector.drawn, faults)
    faults.raise_if_any()
    collection = Collection(
        dossier=dossier,
        at=at,
        by=by.official,
        proof=proof,
        name=named or dossier.applicant_name,
        identity_number=number if proof != Proof.RECEIPT else "",
        authorisation=authorisation[:200] if proof == Proof.AUTHORISED else "",
    )
    return Settled(collection, originals, picture, named, plain_line(collector.originals_stay))


def write(found: Settled, *, by: User, at: dt.datetime) -> None:
    """The collection with its signature, and the return of the originals under the same signature."""
    collection = found.collection
    collection.signature = keep_drawn(found.picture, name=collection.name, at=at)
    collection.save(force_insert=True)
    custody.hand_out(found.originals, to=collection.name, signature=collection.signature, by=by, at=at)


def _identity_faults(dossier: Dossier, number: str, faults: FaultList) -> None:
    """Without the receipt only the applicant, or who authorised them, takes the result by an identity paper."""
    if not number:
        faults.add("identity_number", _("Enter the number of the identity paper that was shown."))
        return
    if dossier.applicant_kind == Dossier.ApplicantKind.ORGANISATION:
        return  # the dossier has its tax code; who came for it shows a card of their own
    principal = Principal.objects.filter(dossier=dossier).values_list("identity_number", flat=True).first()
    if number not in (dossier.identity_number, principal):
        faults.add(
            "identity_number",
            _("This is not the number in the dossier. Whoever else comes shows an authorisation."),
        )


def _originals(dossier: Dossier, collector: Collector, faults: FaultList) -> list[KeptOriginal]:
    """Those that go out now; none may be forgotten."""
    held = set(dossier.originals.filter(returned_at__isnull=True).values_list("pk", flat=True))
    wanted = set(collector.originals)
    if not held and not wanted:
        return []
    staying = held - wanted
    if staying and len(plain_line(collector.originals_stay)) < 5:
        faults.add(
            "originals_stay",
            _("The office still keeps originals of this dossier: return them now, or say why they stay."),
        )
    return custody.chosen(dossier, wanted, faults) if wanted else []
