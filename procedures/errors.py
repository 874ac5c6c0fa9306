"""Errors raised by the procedures app."""


class PublishedVersionIsFixed(Exception):
    """Someone tried to change the content of a published version (phiên bản đã công bố).

    A dossier is judged by the version in force when it was received, so a published version never changes:
    publish a new one. ``names`` lists the fields (or rows) that would have changed.
    """

    def __init__(self, names: list[str]) -> None:
        super().__init__("a published procedure version never changes: " + ", ".join(names))
        self.names = names


class LimitAlreadyPublished(Exception):
    """The procedure already has a published time limit, which only a new publication may change."""


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
