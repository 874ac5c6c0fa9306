"""Page addresses of `dossiers`: each views module lists its own."""

from django.urls import URLPattern, URLResolver

from .views import (
    absences,
    acts,
    apologies,
    application,
    batch,
    calendar,
    calendar_entry,
    citizen,
    counter,
    counter_tasks,
    files,
    folder,
    leader,
    office_hours,
    opinions,
    papers,
    public,
    reminders,
    specialist,
    telling,
    tracking_book,
    verifying,
    walk_in,
)

app_name = "dossiers"
urlpatterns: list[URLPattern | URLResolver] = [
    # before the citizen's pages: /ho-so/tep/… must not be taken for a dossier's reference
    *files.urlpatterns,
    *papers.urlpatterns,
    *application.urlpatterns,
    *citizen.urlpatterns,
    *telling.urlpatterns,
    *public.urlpatterns,
    *verifying.urlpatterns,
    *tracking_book.urlpatterns,
    *counter.urlpatterns,
    *counter_tasks.urlpatterns,
    *walk_in.urlpatterns,
    *specialist.urlpatterns,
    *leader.urlpatterns,
    *apologies.urlpatterns,
    *reminders.urlpatterns,
    *absences.urlpatterns,
    *opinions.urlpatterns,
    *calendar.urlpatterns,
    *calendar_entry.urlpatterns,
    *office_hours.urlpatterns,
    *batch.urlpatterns,
    *folder.urlpatterns,
    *acts.urlpatterns,
]
