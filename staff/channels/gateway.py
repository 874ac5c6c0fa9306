"""SMS and Zalo through an HTTPS gateway (cổng nhắn tin): one signed JSON request a message.

The request bears an id that stays the same until the gateway has taken the message, so that it can drop twins of a
worker that died between the gateway's answer and the note of it.
"""

from __future__ import annotations

import hashlib
import json
import time

import requests

from staff.models import Message
from staff.phones import international_phone
from staff.text import whole_number

from . import signing
from .faults import ChannelFault, PermanentFault, TemporaryFault

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 5, 15, 25
_MOST_BYTES = 16 * 1024
_USUAL_REST, _LONGEST_REST = 60, 600
# Our own credentials and addresses may be mended, so what these say is not the message's fault.
_OUR_TROUBLE = {401, 403, 404, 405, 408, 425, 429}


class GatewayChannel:
    """Kênh qua cổng nhắn tin. Redirects are not followed: a signed text goes to the configured address only."""

    def __init__(self, name: str, *, url: str, key: str, sender: str) -> None:
        self._name, self._url, self._key, self._sender = name, url, key, sender
        self._session = requests.Session()

    def send(self, message: Message) -> str:
        body = json.dumps(self._content(message), ensure_ascii=False).encode()
        identity = request_id(message)
        headers = signing.headers_for(body, identity=identity, timestamp=int(time.time()), key=self._key)
        try:
            with self._session.post(
                self._url,
                data=body,
                headers={"Content-Type": "application/json", "Idempotency-Key": identity, **headers},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                return _accepted_number(response)
        except requests.RequestException as error:
            # Its text quotes the request; its class says enough.
            raise TemporaryFault(type(error).__name__) from None

    def close(self) -> None:
        self._session.close()

    def _content(self, message: Message) -> dict[str, str]:
        content = {"channel": self._name, "to": international_phone(message.recipient), "text": message.body}
        if self._sender:
            content["sender"] = self._sender
        if self._name == Message.Channel.ZALO:
            content["title"] = message.subject
        return content


def request_id(message: Message) -> str:
    """The same for every attempt at one sending; another one once the gateway reported the last as undelivered."""
    return hashlib.sha256(f"{message.key}|{message.provider_reference}".encode()).hexdigest()


def _accepted_number(response: requests.Response) -> str:
    """The gateway's number of the message. Raises TemporaryFault or PermanentFault."""
    status = response.status_code
    if status not in (200, 201, 202):
        raise _fault(response)
    try:
        number = json.loads(_bounded(response))["id"]
    except (ValueError, KeyError, TypeError):
        number = ""
    if not isinstance(number, str | int) or not 0 < len(str(number)) <= 80:
        raise TemporaryFault(f"GatewayAnswer {status}")
    return str(number)


def _fault(response: requests.Response) -> ChannelFault:
    status = response.status_code
    if 400 <= status < 500 and status not in _OUR_TROUBLE:
        return PermanentFault(f"Gateway {status}")
    return TemporaryFault(f"Gateway {status}", rest_seconds=_wanted_rest(response))


def _wanted_rest(response: requests.Response) -> float:
    """Seconds the gateway asks to be left alone after "too many requests"."""
    if response.status_code != requests.codes.too_many_requests:
        return 0
    seconds = whole_number(response.headers.get("Retry-After", ""))
    return min(_USUAL_REST if seconds is None else seconds, _LONGEST_REST)


def _bounded(response: requests.Response) -> bytes:
    """The body, unless it is longer or slower than any honest answer. Raises TemporaryFault."""
    until = time.monotonic() + WHOLE_SECONDS
    content = b""
    for part in response.iter_content(4096):
        content += part
        if len(content) > _MOST_BYTES or time.monotonic() > until:
            raise TemporaryFault("GatewayAnswer endless")
    return content
