"""The portal's addresses and the bare view: one row by its key through a DRF serializer of twenty fields."""

from typing import Any

from django.urls import URLPattern, URLResolver, path
from rest_framework.generics import RetrieveAPIView
from rest_framework.serializers import ModelSerializer

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as portal_urlpatterns
from dossiers.models import Dossier

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class OneRow(ModelSerializer[Dossier]):
    class Meta:
        model = Dossier
        fields = (
            "id",
            "reference",
            "code",
            "channel",
            "state",
            "lock_version",
            "applicant_kind",
            "applicant_name",
            "identity_number",
            "phone",
            "email",
            "address",
            "request",
            "sets",
            "delivery",
            "note",
            "submitted_at",
            "received_at",
            "due_at",
            "verdict",
        )


class BareView(RetrieveAPIView[Dossier]):
    """No sign-in, no permission, no audit: what DRF and the middleware cost by themselves."""

    queryset = Dossier.objects.all()
    serializer_class = OneRow
    authentication_classes: Any = ()
    permission_classes: Any = ()


urlpatterns: list[URLPattern | URLResolver] = [
    path("bench/one-row/<int:pk>/", BareView.as_view()),
    *portal_urlpatterns,
]
