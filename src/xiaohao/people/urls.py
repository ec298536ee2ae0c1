"""单位人员与登录的网址."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from xiaohao.people import tree_views, views
from xiaohao.shell.language import speak

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", speak, name="speak"),
    path("account/", views.account, name="account"),
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
