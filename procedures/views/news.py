"""News for everybody (tin tức, thông báo): the list, one announcement, the feed; putting a pinned one away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import condition, conditional_page, require_POST, require_safe

from procedures.board.marked_text import html_of
from procedures.board.notices import COOKIE, SECONDS_HIDDEN, hidden_by, shown, with_hidden
from procedures.freshness import kept_for_a_minute, page_etag
from procedures.models import Announcement

PAGE_SIZE = 12
IN_THE_FEED = 30


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def news(request: HttpRequest) -> HttpResponse:
    """What is announced now, pinned first."""
    found = shown(timezone.now()).order_by("-is_pinned", "-shown_from", "-pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "procedures/public/news.html", {"page_obj": page})


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    """One announcement; 404 once it has ended."""
    found = get_object_or_404(shown(timezone.now()), pk=pk)
    return render(request, "procedures/public/announcement.html", {"announcement": found})


@require_POST
def hide_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a pinned notice away in this browser; a changed one is shown again."""
    found = get_object_or_404(shown(timezone.now()), pk=pk)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("procedures:news")
    response = redirect(back)
    response.set_cookie(
        COOKIE,
        with_hidden(hidden_by(request), found),
        max_age=SECONDS_HIDDEN,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


class NewsFeed(Feed):
    """Tin tức as RSS, for readers and for other sites of the province."""

    title = _("Announcements of the one-stop portal")
    link = reverse_lazy("procedures:news")
    description = _("Changed hours, planned maintenance and news of the offices.")

    def items(self) -> QuerySet[Announcement]:
        """The latest that are shown now."""
        return shown(timezone.now())[:IN_THE_FEED]

    def item_title(self, item: Announcement) -> str:
        return item.title

    def item_description(self, item: Announcement) -> str:
        return html_of(item.body)

    def item_link(self, item: Announcement) -> str:
        return reverse("procedures:announcement", args=[item.pk])

    def item_pubdate(self, item: Announcement) -> datetime:
        return item.shown_from

    def item_updateddate(self, item: Announcement) -> datetime:
        return item.updated_at

    def item_author_name(self, item: Announcement) -> str:
        return item.unit.name

    def item_categories(self, item: Announcement) -> list[Any]:
        return [item.get_kind_display()]


#: Readers ask again and again; who has the feed as it is gets "not modified".
news_feed = conditional_page(NewsFeed())
