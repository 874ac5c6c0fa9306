"""The ways a message leaves the office (kênh gửi tin): e-mail, SMS and Zalo behind one interface.

`open_channel(name).send(message)` hands a message over and returns the provider's number of it. What goes wrong is
a `TemporaryFault` or a `PermanentFault`; any other exception counts as temporary.
"""

from __future__ import annotations

import time
from typing import Protocol

from django.conf import settings

from staff.models import Message

from .faults import ChannelFault, PermanentFault, TemporaryFault
from .gateway import GatewayChannel
from .letter import LetterChannel
from .trial import TrialChannel

__all__ = [
    "Channel",
    "ChannelFault",
    "PermanentFault",
    "TemporaryFault",
    "available",
    "let_rest",
    "open_channel",
    "resting",
]

# Kept per process: leaving a gateway alone must not need a common store, which could itself be away.
_rests_until: dict[str, float] = {}


class Channel(Protocol):
    """Kênh: hands over one message at a time until it is closed."""

    def send(self, message: Message) -> str:
        """Hand the message over; the provider's number, empty where there is none."""

    def close(self) -> None:
        """Let go of connections."""


def open_channel(name: str) -> Channel:
    """The channel of this name. Raises TemporaryFault when nobody has set it up."""
    if name == Message.Channel.EMAIL:
        return LetterChannel()
    if name in settings.MESSAGE_GATEWAYS:
        return GatewayChannel(name, **settings.MESSAGE_GATEWAYS[name])
    if settings.IS_MAIL_ON_TRIAL:
        return TrialChannel(name)
    raise TemporaryFault("NotSetUp")


def available() -> frozenset[str]:
    """The channels by which people can be told here."""
    if settings.IS_MAIL_ON_TRIAL:
        return frozenset(Message.Channel.values)
    return frozenset({Message.Channel.EMAIL.value, *settings.MESSAGE_GATEWAYS})


def let_rest(name: str, seconds: float) -> None:
    """Leave a channel alone for so long, as its provider asked."""
    _rests_until[name] = time.monotonic() + seconds


def resting() -> list[str]:
    """Channels whose provider asked for patience that is not over yet."""
    now = time.monotonic()
    return [name for name, until in _rests_until.items() if until > now]
