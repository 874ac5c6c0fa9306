"""Page addresses of `procedures`."""

from django.urls import URLPattern, URLResolver, path

from procedures import converters
from procedures.posting_addresses import ADDRESSES as POSTING
from procedures.views import office, public, route

__all__ = ["converters", "urlpatterns"]

app_name = "procedures"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.home, name="home"),
    path("thu-tuc/", public.catalogue, name="catalogue"),
    path("thu-tuc/<procedure_code:code>/", public.detail, name="detail"),
    path("quan-ly/quy-trinh/", route.routes, name="routes"),
    path("quan-ly/quy-trinh/<procedure_code:code>/", route.edit_route, name="edit_route"),
    path("quan-ly/thu-tuc/", office.manage, name="manage"),
    path("quan-ly/thu-tuc/<procedure_code:code>/", office.set_limit, name="set_limit"),
    *POSTING,
]
