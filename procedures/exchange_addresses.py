"""Addresses of the catalogue as files: the manager's pages, and what anybody may take away."""

from django.urls import URLPattern, path

from procedures.views import exchange, several

ADDRESSES: list[URLPattern] = [
    path("quan-ly/danh-muc/nhap/", exchange.import_file, name="import_file"),
    path("quan-ly/danh-muc/nhap/mau.xlsx", exchange.blank_workbook, name="blank_workbook"),
    path("quan-ly/danh-muc/nhap/<int:pk>/", exchange.upload, name="upload"),
    path("quan-ly/danh-muc/xuat/", exchange.export, name="export"),
    path("quan-ly/danh-muc/cong-bo/", several.publish_drafts, name="publish_drafts"),
]
