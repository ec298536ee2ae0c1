"""花名册的网址."""

from __future__ import annotations

from django.urls import path

from xiaohao.roster import list_views, views

urlpatterns = [
    path("units/<int:pk>/move/", views.move, name="unit-move"),
    path("units/<int:pk>/merge/", views.merge, name="unit-merge"),
    path("units/<int:pk>/dissolve/", views.dissolve, name="unit-dissolve"),
    path("posts/<int:pk>/end/", views.end, name="appointment-end"),
    path("people/<int:pk>/handover/", views.person, name="person-handover"),
    path("handover/", views.orphans, name="orphans"),
    path("roster/", list_views.lists, name="roster"),
    path("roster/template/", list_views.template, name="roster-template"),
]
