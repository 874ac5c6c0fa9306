"""SMS and Zalo where no gateway is set and mail is on trial (gửi thử): a file each, beside the trial e-mails."""

from __future__ import annotations

from django.conf import settings

from staff.models import Message

from .gateway import request_id


class TrialChannel:
    """Kênh gửi thử: writes what a phone would show into a file that only the office's machine can read."""

    def __init__(self, name: str) -> None:
        self._name = name

    def send(self, message: Message) -> str:
        identity = request_id(message)
        path = settings.MAIL_DIR / f"{self._name}-{identity[:24]}.txt"
        title = f"{message.subject}\n\n" if self._name == Message.Channel.ZALO else ""
        path.write_text(f"{self._name.upper()} (trial) → {message.recipient}\n\n{title}{message.body}", "utf-8")
        return f"trial-{identity[:24]}"

    def close(self) -> None:
        """Nothing is held."""
