"""通报的网址: the desk's under its inspection, the public's under /notices/."""

from __future__ import annotations

from django.urls import path, re_path

from xiaohao.publication import display, public, views

urlpatterns = [
    path("notices/", public.notices, name="public-notices"),
    path("notices/waiting/", views.waiting, name="notices-waiting"),
    path("notices/<slug:slug>/<int:number>/", public.notice, name="public-notice"),
    re_path(r"^notices/(?P<slug>[-\w]+)/(?P<number>\d{1,9})\.(?P<form>txt|docx)$", public.notice_file, name="public-notice-file"),
    path("display/", display.display, name="display"),
    path("display/<slug:slug>/<slug:address>/", display.objection, name="display-one"),
    path("<slug:slug>/notices/", views.notices, name="notices"),
    path("<slug:slug>/notices/<int:number>/", views.draft, name="notice-draft"),
    path("<slug:slug>/notices/<int:number>/explain/", views.explain, name="notice-explain"),
    path("<slug:slug>/notices/<int:number>/withhold/", views.withhold, name="notice-withhold"),
    re_path(r"^(?P<slug>[-\w]+)/notices/(?P<number>\d{1,9})\.(?P<form>txt|docx)$", views.draft_file, name="notice-draft-file"),
    path("<slug:slug>/notices/<int:number>/confirm/", views.confirm, name="notice-confirm"),
    path("<slug:slug>/notices/<int:number>/<slug:move>/", views.move, name="notice-move"),
]
