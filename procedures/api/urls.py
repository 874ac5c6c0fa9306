"""API addresses of `procedures`, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from procedures import converters
from procedures.api import views

__all__ = ["converters", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("procedures/", views.ProcedureList.as_view(), name="procedure-list"),
    path("procedures/<procedure_code:code>/", views.ProcedureDetail.as_view(), name="procedure-detail"),
]
