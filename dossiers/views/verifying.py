"""Kiểm tra văn bản: what anybody can learn about a paper of the office, by its code or by the file itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Trang kiểm tra."""
    return render(request, "dossiers/public/verify.html", {"code": code})


urlpatterns = [path("kiem-tra/", verify, name="verify"), path("kiem-tra/<str:code>/", verify, name="verification")]
