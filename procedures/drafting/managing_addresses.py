"""Page addresses of the manager's catalogue, below /quan-ly/thu-tuc/."""

from django.urls import URLPattern, path, re_path

from procedures.views import closing, draft_acts, draft_pages, editing, everyday, manage

#: To be included under one prefix.
ADDRESSES: list[URLPattern] = [
    path("", manage.manage, name="manage"),
    path("moi/", draft_pages.new_draft, name="new_draft"),
    path("du-thao/", draft_pages.draft_list, name="drafts"),
    path("du-thao/<int:pk>/", draft_pages.draft_page, name="draft"),
    path("du-thao/<int:pk>/xem-truoc/", draft_pages.preview, name="draft_preview"),
    path("du-thao/<int:pk>/phan/<slug:slug>/", editing.edit_section, name="draft_section"),
    re_path(r"^du-thao/(?P<pk>[0-9]{1,18})/(?P<way>undo|redo|update)/$", draft_acts.step, name="draft_step"),
    path("du-thao/<int:pk>/bo/", draft_acts.discard, name="draft_discard"),
    path("du-thao/<int:pk>/mo-lai/", draft_acts.restore, name="draft_restore"),
    path("du-thao/<int:pk>/trinh/", draft_acts.hand_in, name="draft_hand_in"),
    path("du-thao/<int:pk>/rut-lai/", draft_acts.take_back, name="draft_take_back"),
    path("du-thao/<int:pk>/tra-lai/", draft_acts.give_back, name="draft_give_back"),
    path("du-thao/<int:pk>/cong-bo/", draft_acts.publish, name="draft_publish"),
    path("<procedure_code:code>/", manage.procedure, name="managed"),
    path("<procedure_code:code>/soan/", draft_pages.start_draft, name="start_draft"),
    path("<procedure_code:code>/sao-chep/", draft_pages.copy_draft, name="copy_draft"),
    path("<procedure_code:code>/bai-bo/", closing.close, name="close"),
    path("<procedure_code:code>/mo-lai/", closing.reopen, name="reopen"),
    path("<procedure_code:code>/phu-trach/", closing.owner, name="set_owner"),
    path("<procedure_code:code>/hoi-dap/", closing.questions, name="edit_questions"),
    path("<procedure_code:code>/tim-thay/", everyday.findable, name="findable"),
]
