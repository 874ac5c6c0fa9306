"""Errors raised by the procedures app."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procedures.importing.facts import Fault
    from procedures.models import ProcedureDraft


class PublishedVersionIsFixed(Exception):
    """Someone tried to change the content of a published version (phiên bản đã công bố).

    A dossier is judged by the version in force when it was received, so a published version never changes:
    publish a new one. ``names`` lists the fields (or rows) that would have changed.
    """

    def __init__(self, names: list[str]) -> None:
        super().__init__("a published procedure version never changes: " + ", ".join(names))
        self.names = names


class RouteAtFault(Exception):
    """The steps of a route cannot be published; ``faults`` says everything that is wrong with them."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class LimitNotSet(Exception):
    """The procedure has no established time limit, so nothing can be promised or received."""


class StaleVersion(Exception):
    """Someone else published a newer version in the meantime."""


class FormFileRefused(Exception):
    """The file of a blank form (tệp biểu mẫu) cannot be kept; the message tells whoever chose it why."""


class DraftExists(Exception):
    """A draft of the same code is open already; `draft` is the one to go on with."""

    def __init__(self, draft: ProcedureDraft) -> None:
        super().__init__(draft.code)
        self.draft = draft


class DraftChanged(Exception):
    """Somebody else changed the draft (dự thảo) since it was looked at; `draft` is how it stands now."""

    def __init__(self, draft: ProcedureDraft) -> None:
        super().__init__(draft.pk)
        self.draft = draft


class DraftWrongMoment(Exception):
    """The state of a draft does not permit the act; the message says why, in words for the reader."""


class DraftAtFault(Exception):
    """A draft cannot be handed in or published; `faults` says everything that is wrong, by dotted path."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in faults))
        self.faults = faults


class NotTheirOwn(Exception):
    """Nobody publishes what they wrote themselves, or without the role for it; the message says which."""


class WallFault(Exception):
    """Something given about a wall is wrong; `field` says which, the message tells whoever gave it why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class WallWrongMoment(Exception):
    """A sheet cannot be printed, hung or ended now; the message says why, in words for the reader."""


class AlreadyRegistered(Exception):
    """A text of law or a term of this name stands already; the message says so in words for the reader."""
