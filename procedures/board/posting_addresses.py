"""Addresses of rules, people and news (niêm yết, danh bạ, tin tức)."""

from django.urls import URLPattern, path

from procedures.views import directory, news, news_office, posted_rules, posting

ADDRESSES: list[URLPattern] = [
    path("niem-yet/", posting.units, name="posting_units"),
    path("niem-yet/<str:code>/", posting.unit_posting, name="posting"),
    path("can-bo/", directory.directory, name="directory"),
    path("can-bo/thong-tin-cua-toi/", directory.own_details, name="own_details"),
    path("can-bo/don-vi/<str:code>/", directory.people, name="people"),
    path("quan-ly/danh-ba/", directory.directory_order, name="directory_order"),
    path("quan-ly/danh-ba/<int:pk>/", directory.details_of_official, name="details_of"),
    path("quan-ly/niem-yet/noi-quy/", posted_rules.posted_rules, name="posted_rules"),
    path("quan-ly/niem-yet/noi-quy/<int:pk>/", posted_rules.rules_document, name="rules_document"),
    path("quan-ly/niem-yet/noi-quy/<int:pk>/sua/", posted_rules.rules_change, name="rules_change"),
    path("quan-ly/niem-yet/noi-quy/<int:pk>/rut/", posted_rules.rules_withdraw, name="rules_withdraw"),
    path("quan-ly/niem-yet/noi-quy/<int:pk>/ket-thuc/", posted_rules.rules_end, name="rules_end"),
    path("quan-ly/niem-yet/noi-quy/<str:unit>/<str:kind>/", posted_rules.rules_new, name="rules_new"),
    path("tin-tuc/", news.news, name="news"),
    path("tin-tuc/rss/", news.news_feed, name="news_feed"),
    path("tin-tuc/<int:pk>/", news.announcement, name="announcement"),
    path("tin-tuc/<int:pk>/an/", news.hide_notice, name="hide_notice"),
    path("quan-ly/tin-tuc/", news_office.announcements, name="announcements"),
    path("quan-ly/tin-tuc/moi/", news_office.announcement_new, name="announcement_new"),
    path("quan-ly/tin-tuc/<int:pk>/", news_office.announcement_change, name="announcement_change"),
    path("quan-ly/tin-tuc/<int:pk>/go/", news_office.announcement_end, name="announcement_end"),
    path("quan-ly/tin-tuc/<int:pk>/bo/", news_office.announcement_remove, name="announcement_remove"),
    path("quan-ly/tin-tuc/mo-lai/<str:token>/", news_office.announcement_again, name="announcement_again"),
]
