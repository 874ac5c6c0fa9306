"""The bar with which a clerk calls numbers from any page of the counter (thanh gọi số)."""

from __future__ import annotations

from typing import Any

from django import template

from dossiers.chosen_desk import chosen_desk
from dossiers.queue_state import desk_name

register = template.Library()


@register.inclusion_tag("dossiers/office/_serving_bar.html", takes_context=True)
def serving_bar(context: Any) -> dict[str, Any]:
    """The desk of this computer; nothing where none was chosen, and on the queue's own page, which says it larger.

    What stands in the queue is fetched by the script: the page itself waits for no more than the desk.
    """
    request = context["request"]
    match = request.resolver_match
    if match is not None and match.url_name in ("queue", "queue_desk", "queue_transfer", "queue_ticket"):
        return {"desk": None}
    desk = chosen_desk(request)
    return {
        "desk": desk,
        "name": desk_name(desk) if desk is not None else "",
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }
