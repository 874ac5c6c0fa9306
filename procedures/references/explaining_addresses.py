"""Addresses of what helps a reader beside the publication (văn bản pháp luật, thuật ngữ)."""

from django.urls import URLPattern, path

from procedures.views import law_register, term_list

ADDRESSES: list[URLPattern] = [
    path("quan-ly/van-ban/", law_register.texts, name="texts_of_law"),
    path("quan-ly/van-ban/moi/", law_register.new_text, name="new_text_of_law"),
    path("quan-ly/van-ban/<int:pk>/", law_register.text, name="text_of_law"),
    path("quan-ly/van-ban/<int:pk>/bo/", law_register.remove, name="remove_text_of_law"),
    path("quan-ly/thuat-ngu/", term_list.terms, name="terms"),
    path("quan-ly/thuat-ngu/moi/", term_list.new_term, name="new_term"),
    path("quan-ly/thuat-ngu/<int:pk>/", term_list.term, name="term"),
    path("quan-ly/thuat-ngu/<int:pk>/bo/", term_list.remove, name="remove_term"),
]
