"""Reading a page as a person does."""

from __future__ import annotations

import html
import re
from typing import Any


def names(response: Any) -> list[str]:
    """Names of the procedures listed, in order."""
    text = response.content.decode()
    links = re.findall(r'class="listing__link"[^>]*>(.+?)</a>', text)
    return [html.unescape(re.sub(r"<[^>]+>", "", name)) for name in links]


def body(response: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
