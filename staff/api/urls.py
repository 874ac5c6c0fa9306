"""API addresses of `staff`, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from . import calendar
from .callbacks import MessageCallbackView

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/", calendar.CalendarView.as_view(), name="calendar"),
    path("message-callbacks/<str:channel>/", MessageCallbackView.as_view(), name="message_callback"),
]
