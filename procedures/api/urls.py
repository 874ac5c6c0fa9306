"""API addresses of `procedures`, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from procedures import converters
from procedures.api import open_data, views

__all__ = ["converters", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("procedures/", views.ProcedureList.as_view(), name="procedure-list"),
    path("procedures/<procedure_code:code>/", views.ProcedureDetail.as_view(), name="procedure-detail"),
    path("papers/", open_data.PaperPages.as_view(), name="paper-list"),
    path("fees/", open_data.FeePages.as_view(), name="fee-list"),
    path("units/", open_data.UnitPages.as_view(), name="unit-list"),
    path("fields/", open_data.FieldPages.as_view(), name="field-list"),
    path("posted-documents/", open_data.PostedDocumentPages.as_view(), name="posted-document-list"),
    path("procedures.yaml", open_data.CatalogueFile.as_view(), name="procedures-yaml"),
    *(path(f"{name}.csv", view.as_view(), name=f"{name}-csv") for name, view in open_data.CSV_FILES.items()),
]
