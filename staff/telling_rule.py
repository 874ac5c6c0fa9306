"""By which way somebody is told (cách nhận thông báo): the own wish first, then whatever address is known.

Pure: no Django.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .phones import is_mobile

EMAIL, SMS, ZALO, NONE = "email", "sms", "zalo", "none"


def channel_for(
    *, wishes: Sequence[str], email: str, phone: str, channels: Collection[str]
) -> tuple[str, str] | None:
    """Channel and address, or None: told by nothing.

    `wishes` are those of the dossier and of the account, the nearer one first; an empty one says nothing. A wish
    that cannot be carried out (no such address, no such channel) is served by the next best way, for the papers of
    an office must reach people; only NONE keeps the office silent. Zalo is used where it was chosen, never else.
    """
    wish = next((wish for wish in wishes if wish), "")
    if wish == NONE:
        return None
    addresses = {EMAIL: email, SMS: phone if is_mobile(phone) else "", ZALO: phone if is_mobile(phone) else ""}
    for name in (wish, EMAIL, SMS):
        if name in channels and addresses.get(name):
            return name, addresses[name]
    return None
