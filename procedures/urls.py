"""Page addresses of `procedures`."""

from django.urls import URLPattern, URLResolver, include, path

from procedures import converters
from procedures.board.posting_addresses import ADDRESSES as POSTING
from procedures.drafting.managing_addresses import ADDRESSES as MANAGING
from procedures.exchange.exchange_addresses import ADDRESSES as EXCHANGE
from procedures.references.explaining_addresses import ADDRESSES as EXPLAINING
from procedures.views import blank_form, expiry, finding, procedure, route
from procedures.wall.wall_addresses import ADDRESSES as WALLS

__all__ = ["converters", "urlpatterns"]

app_name = "procedures"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", finding.home, name="home"),
    path("thu-tuc/", finding.catalogue, name="catalogue"),
    path("thu-tuc/vua-xem/xoa/", finding.forget_recent, name="forget_recent"),
    path("su-kien/<slug:slug>/", finding.life_event, name="life_event"),
    path("thu-tuc/<procedure_code:code>/", procedure.detail, name="detail"),
    path("thu-tuc/<procedure_code:code>/phien-ban/", procedure.versions, name="versions"),
    path("bieu-mau/<sha256:digest>/", blank_form.form_file, name="form_file"),
    path("quan-ly/quy-trinh/", route.routes, name="routes"),
    path("quan-ly/quy-trinh/<procedure_code:code>/", route.edit_route, name="edit_route"),
    path("quan-ly/thu-tuc/", include(MANAGING)),
    path("quan-ly/sap-het-hieu-luc/", expiry.expiring, name="expiring"),
    *POSTING,
    *WALLS,
    *EXCHANGE,
    *EXPLAINING,
]
