"""API addresses of `dossiers`, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from . import (
    apologies,
    batch,
    calendar,
    counter_tasks,
    deadlines,
    opinions,
    papers,
    queue,
    queue_board,
    tracking,
    verifying,
    views,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("apologies/", apologies.ApologiesView.as_view(), name="apologies"),
    path("calendar/preview/", calendar.CalendarPreview.as_view(), name="calendar_preview"),
    path("calendar/apply/", calendar.CalendarApply.as_view(), name="calendar_apply"),
    path("deadlines/preview/", deadlines.DeadlinePreview.as_view(), name="deadline_preview"),
    path("counter-tasks/", counter_tasks.CounterTasksView.as_view(), name="counter_tasks"),
    path("counter-tasks/<int:pk>/outcome/", counter_tasks.TaskOutcomeView.as_view(), name="counter_task_outcome"),
    path("opinions/", opinions.OpinionsView.as_view(), name="opinions"),
    path("reminder-preferences/", counter_tasks.PreferenceView.as_view(), name="reminder_preferences"),
    path("dossiers/", views.DossiersView.as_view(), name="dossiers"),
    path("dossiers/batch/", batch.BatchView.as_view(), name="dossiers_batch"),
    path("dossiers/<str:code>/", views.DossierView.as_view(), name="dossier"),
    path("dossiers/<str:code>/actions/<str:action>/", views.ActionView.as_view(), name="dossier_action"),
    path("dossiers/<str:code>/attachments/", views.AttachmentsView.as_view(), name="dossier_attachments"),
    path("dossiers/<str:code>/control-sheet/", papers.ControlSheetView.as_view(), name="dossier_control_sheet"),
    path(
        "dossiers/<str:code>/documents/<int:pk>/corrections/",
        papers.CorrectionsView.as_view(),
        name="document_corrections",
    ),
    path("dossiers/<str:code>/receipt.pdf", views.ReceiptView.as_view(), name="dossier_receipt"),
    path("queue/boards/<str:token>/", queue_board.BoardView.as_view(), name="queue_board"),
    path("queue/desks/<int:pk>/", queue.DeskView.as_view(), name="queue_desk"),
    path("queue/desks/<int:pk>/next/", queue.NextView.as_view(), name="queue_next"),
    path("queue/desks/<int:pk>/recall/", queue.RecallView.as_view(), name="queue_recall"),
    path("queue/desks/<int:pk>/skip/", queue.SkipView.as_view(), name="queue_skip"),
    path("queue/desks/<int:pk>/done/", queue.DoneView.as_view(), name="queue_done"),
    path("queue/desks/<int:pk>/transfer/", queue.TransferView.as_view(), name="queue_transfer"),
    path("queue/desks/<int:pk>/serve/", queue.ServeView.as_view(), name="queue_serve"),
    path("queue/tickets/", queue.TicketsView.as_view(), name="queue_tickets"),
    path("tracking/<str:code>/", tracking.TrackingView.as_view(), name="tracking"),
    path("verifications/", verifying.VerificationsView.as_view(), name="verifications"),
    path("verifications/<str:code>/", verifying.VerificationView.as_view(), name="verification"),
]
