"""API addresses of `staff`, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from .callbacks import MessageCallbackView

urlpatterns: list[URLPattern | URLResolver] = [
    path("message-callbacks/<str:channel>/", MessageCallbackView.as_view(), name="message_callback"),
]
