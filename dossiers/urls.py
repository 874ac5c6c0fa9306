"""Page addresses of `dossiers`: each views module lists its own."""

from django.urls import URLPattern, URLResolver

from .views import (
    acts,
    application,
    citizen,
    counter,
    files,
    folder,
    leader,
    public,
    specialist,
    verifying,
    walk_in,
)

app_name = "dossiers"
urlpatterns: list[URLPattern | URLResolver] = [
    # before the citizen's pages: /ho-so/tep/… must not be taken for a dossier's reference
    *files.urlpatterns,
    *application.urlpatterns,
    *citizen.urlpatterns,
    *public.urlpatterns,
    *verifying.urlpatterns,
    *counter.urlpatterns,
    *walk_in.urlpatterns,
    *specialist.urlpatterns,
    *leader.urlpatterns,
    *folder.urlpatterns,
    *acts.urlpatterns,
]
