"""Page addresses of `feedback`."""

from django.urls import URLPattern, URLResolver, path

from .views import citizen

app_name = "feedback"
urlpatterns: list[URLPattern | URLResolver] = [
    path("danh-gia/<str:token>/", citizen.rate, name="rate"),
]
