"""单位人员的网址, with those of the sign-in."""

from __future__ import annotations

from django.urls import include, path

from xiaohao.people import tree_views, views
from xiaohao.shell.language import speak

urlpatterns = [
    path("", include("xiaohao.people.sign_in.urls")),
    path("language/", speak, name="speak"),
    path("units/", tree_views.units, name="units"),
    path("units/new/", tree_views.new, name="unit-new"),
    path("units/<int:pk>/", tree_views.unit, name="unit"),
    path("units/<int:pk>/edit/", tree_views.edit, name="unit-edit"),
    path("people/", views.people, name="people"),
    path("people/new/", views.newcomer, name="person-new"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/posts/", views.appoint, name="appoint"),
    path("people/<int:pk>/account/", views.open_account, name="person-account"),
    path("posts/<int:pk>/substitute/", views.substitute, name="substitute"),
    path("substitutions/<int:pk>/end/", views.end_substitution, name="substitution-end"),
]
