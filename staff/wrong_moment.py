"""The page for what cannot be done now (409): why, and where to go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def wrong_moment_page(request: HttpRequest, message: str, *, back: str, back_words: str) -> HttpResponse:
    """Answer 409 with the reason, in words for the reader, and a button that leads to the address `back`."""
    context = {"message": message, "back": back, "back_words": back_words}
    return render(request, "409.html", context, status=409)
