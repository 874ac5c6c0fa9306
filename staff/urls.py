"""Page addresses of `staff`."""

from django.urls import URLPattern, URLResolver, path

from .views import official_photos, outbox, system, wordings

app_name = "staff"
urlpatterns: list[URLPattern | URLResolver] = [
    path("can-bo/anh/<str:key>/", official_photos.photo, name="photo"),
    path("can-bo/anh-cua-toi/", official_photos.own_photo, name="own_photo"),
    path("quan-ly/anh-can-bo/", official_photos.photos_of_officials, name="photos"),
    path("quan-ly/anh-can-bo/<int:pk>/", official_photos.photo_of_official, name="photo_of"),
    path("quan-ly/he-thong/", system.system, name="system"),
    path("quan-ly/tin-nhan/", outbox.outbox, name="outbox"),
    path("quan-ly/tin-nhan/gui-lai/", outbox.resend_many, name="resend_messages"),
    path("quan-ly/tin-nhan/mau/", wordings.wordings, name="wordings"),
    path("quan-ly/tin-nhan/mau/<str:event>/<str:channel>/", wordings.wording, name="wording"),
    path("quan-ly/tin-nhan/<int:pk>/", outbox.outbox_message, name="outbox_message"),
    path("quan-ly/tin-nhan/<int:pk>/huy/", outbox.withdraw_message, name="withdraw_message"),
    path("quan-ly/tin-nhan/<int:pk>/gui-lai/", outbox.resend_message, name="resend_message"),
]
