"""Page addresses of `dossiers`: each views module lists its own."""

from django.urls import URLPattern, URLResolver

from .views import files

app_name = "dossiers"
urlpatterns: list[URLPattern | URLResolver] = [
    # before the citizen's pages: /ho-so/tep/… must not be taken for a dossier's reference
    *files.urlpatterns,
]
