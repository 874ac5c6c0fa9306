"""API addresses of `staff`, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from . import calendar

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/", calendar.CalendarView.as_view(), name="calendar"),
]
