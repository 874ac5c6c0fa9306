"""API addresses of `dossiers`, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from . import tracking

urlpatterns: list[URLPattern | URLResolver] = [
    path("tracking/<str:code>/", tracking.TrackingView.as_view(), name="tracking"),
]
