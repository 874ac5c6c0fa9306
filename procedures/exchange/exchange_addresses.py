"""Addresses of the catalogue as files: the manager's pages, and what anybody may take away."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import URLPattern, path

from procedures.sitemaps import SECTIONS, robots
from procedures.views import exchange, open_data, several

ADDRESSES: list[URLPattern] = [
    path("quan-ly/danh-muc/nhap/", exchange.import_file, name="import_file"),
    path("quan-ly/danh-muc/nhap/mau.xlsx", exchange.blank_workbook, name="blank_workbook"),
    path("quan-ly/danh-muc/nhap/<int:pk>/", exchange.upload, name="upload"),
    path("quan-ly/danh-muc/xuat/", exchange.export, name="export"),
    path("quan-ly/danh-muc/cong-bo/", several.publish_drafts, name="publish_drafts"),
    path("du-lieu-mo/", open_data.open_data, name="open_data"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SECTIONS, "sitemap_url_name": "procedures:sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SECTIONS}, name="sitemap_section"),
]
