"""API addresses of `feedback`, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from . import tablet

urlpatterns: list[URLPattern | URLResolver] = [
    path("tablets/<str:token>/", tablet.TabletView.as_view(), name="tablet"),
    path("tablets/<str:token>/questions/<str:question>/vote/", tablet.VoteView.as_view(), name="tablet_vote"),
    path(
        "tablets/<str:token>/questions/<str:question>/reason/", tablet.ReasonView.as_view(), name="tablet_reason"
    ),
]
