"""Addresses of walls (niêm yết tại trụ sở)."""

from django.urls import URLPattern, path

from procedures.views import wall_files, walls

ADDRESSES: list[URLPattern] = [
    path("quan-ly/niem-yet/", walls.walls, name="walls"),
    path("quan-ly/niem-yet/<str:unit>/them-noi/", walls.place_new, name="wall_place_new"),
    path("quan-ly/niem-yet/<str:unit>/de-xuat/", walls.propose, name="wall_propose"),
    path("quan-ly/niem-yet/<str:unit>/in/", wall_files.wall_print_all, name="wall_print_all"),
    path("quan-ly/niem-yet/noi/<int:pk>/", walls.place, name="wall_place"),
    path("quan-ly/niem-yet/noi/<int:pk>/sua/", walls.place_edit, name="wall_place_edit"),
    path("quan-ly/niem-yet/to/<int:pk>/", walls.sheet, name="wall_sheet"),
    path("quan-ly/niem-yet/to/<int:pk>/in/", wall_files.wall_print, name="wall_print"),
    path("quan-ly/niem-yet/to/<int:pk>/thoi/", walls.sheet_end, name="wall_sheet_end"),
    path("quan-ly/niem-yet/to/<int:pk>/tro-lai/", walls.sheet_back, name="wall_sheet_back"),
    path("quan-ly/niem-yet/ban-in/<int:pk>/", wall_files.hanging_pdf, name="hanging_pdf"),
    path("quan-ly/niem-yet/anh/<int:pk>/", wall_files.hanging_photo, name="hanging_photo"),
    path("quan-ly/niem-yet/mau/<slug:kind>/", wall_files.wall_sample, name="wall_sample"),
]
