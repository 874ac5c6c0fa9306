"""Every address of the portal: Vietnamese paths for people, English ones for the API."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from django.views.generic import RedirectView
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularJSONAPIView

from config.api import problem_response
from config.health import health

admin.site.site_header = admin.site.site_title = gettext_lazy("One-stop counter administration")
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("staff.api.urls")),
    path("", include("procedures.api.urls")),
    path("", include("dossiers.api.urls")),
    path("", include("feedback.api.urls")),
    path("health/", health, name="health"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
]

urlpatterns = [
    # asked for by browsers at pages that name no icon of their own: the administration, a PDF
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}img/favicon.svg"), name="favicon"),
    path("api/v1/", include((api_urlpatterns, "api"))),
    path("tai-khoan/", include("allauth.urls")),
    path("ngon-ngu/", set_language, name="set_language"),
    path("quan-tri/", admin.site.urls),
    path("", include("staff.urls")),
    path("", include("procedures.urls")),
    path("", include("dossiers.urls")),
    path("", include("feedback.urls")),
]


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_api(request):
        return problem_response(request, 400, _("The request cannot be understood."))
    return defaults.bad_request(request, exception)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_api(request):
        return problem_response(request, 403, _("You may not do this."))
    return defaults.permission_denied(request, exception)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_api(request):
        return problem_response(request, 404, _("There is nothing at this address."))
    return defaults.page_not_found(request, exception)


def handler500(request: HttpRequest) -> HttpResponse:
    if _is_api(request):
        return problem_response(request, 500, _("The server failed. The fault has been logged."))
    return defaults.server_error(request)
