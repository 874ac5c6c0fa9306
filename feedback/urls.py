"""Page addresses of `feedback`."""

from django.urls import URLPattern, URLResolver, path

from .views import citizen, leader, tablet, votes

app_name = "feedback"
urlpatterns: list[URLPattern | URLResolver] = [
    path("danh-gia/<str:token>/", citizen.rate, name="rate"),
    path("lanh-dao/so-lieu/", leader.figures, name="figures"),
    path("lanh-dao/so-lieu/ho-so/", leader.figure_dossiers, name="figure_dossiers"),
    *tablet.urlpatterns,
    *votes.urlpatterns,
]
