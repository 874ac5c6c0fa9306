"""Page addresses of `dossiers`: each views module lists its own."""

from django.urls import URLPattern, URLResolver

from .views import citizen, files, public

app_name = "dossiers"
urlpatterns: list[URLPattern | URLResolver] = [
    # before the citizen's pages: /ho-so/tep/… must not be taken for a dossier's reference
    *files.urlpatterns,
    *citizen.urlpatterns,
    *public.urlpatterns,
]
