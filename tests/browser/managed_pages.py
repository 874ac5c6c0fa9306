"""Pages of the manager's catalogue and of drafts, for the list in `addresses.py`."""

from __future__ import annotations

from django.utils import timezone

from procedures.drafting import SECTIONS, drafts, reviewing
from procedures.errors import DraftExists
from procedures.models import Procedure, ProcedureDraft
from tests.browser.address import Address
from tests.browser.world import World


def _open(world: World, procedure: Procedure) -> ProcedureDraft:
    try:
        return drafts.start(procedure, by=world.people["thu"], at=timezone.now())
    except DraftExists as error:
        return error.draft


def _saved(world: World, draft: ProcedureDraft, **changes: object) -> ProcedureDraft:
    entry = {**draft.entry, **changes}
    now = timezone.now()
    return drafts.save(draft, entry, lock_version=draft.lock_version, by=world.people["thu"], at=now)[0]


def _draft(world: World) -> list[int]:
    """A draft with a fault, a changed paper and a fee."""
    draft = _open(world, world.version.procedure)
    fees = [{"kind": "phi", "name": "Bản sao", "amount": "nhiều"}]
    papers = [{**draft.entry["papers"][0], "copy": 3}, *draft.entry["papers"][1:]]
    return [_saved(world, draft, fees=fees, papers=papers).pk]


def _whole(world: World) -> list[int]:
    """A draft that could be handed in, of a procedure without a limit."""
    procedure = world.unlimited.procedure
    waiting = procedure.drafts.filter(status=ProcedureDraft.Status.IN_REVIEW).first()
    if waiting is not None:
        return [waiting.pk]
    return [_saved(world, _open(world, procedure), result="Quyết định công nhận").pk]


def _in_review(world: World) -> list[int]:
    pk = _whole(world)[0]
    draft = ProcedureDraft.objects.get(pk=pk)
    if draft.status == ProcedureDraft.Status.DRAFT:
        reviewing.hand_in(
            draft,
            lock_version=draft.lock_version,
            starts_on=timezone.localdate(),
            decision="QĐ 7/QĐ-UBND",
            change_summary="",
            by=world.people["thu"],
            at=timezone.now(),
        )
    return [pk]


def _code(world: World) -> list[str]:
    return [world.version.procedure.code]


LEADER_MANAGED = (
    Address("procedures:managed", _code),
    Address("procedures:draft_preview", _whole),
    Address("procedures:draft", _in_review),
    Address("procedures:drafts"),
)

MANAGER_MANAGED = (
    Address("procedures:manage"),
    Address("procedures:manage", query=lambda world: "?state=chua-thoi-han"),
    Address("procedures:manage", query=lambda world: "?q=khong-co"),
    Address("procedures:drafts"),
    Address("procedures:managed", _code),
    Address("procedures:managed", lambda world: ["9.999999"], status=404),
    Address("procedures:draft", _draft),
    Address("procedures:draft_preview", _draft, status=409),
    *(Address("procedures:draft_section", lambda world, slug=slug: [*_draft(world), slug]) for slug in SECTIONS),
    Address("procedures:draft", _in_review),
    Address("procedures:draft_section", lambda world: [*_in_review(world), "phi"], status=409),
    Address("procedures:set_owner", _code),
    Address("procedures:edit_questions", _code),
    Address("procedures:close", _code),
)
