"""单位人员与登录的网址."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from xiaohao.people import views

urlpatterns = [
    path("sign-in/", LoginView.as_view(template_name="shell/sign_in.html", redirect_authenticated_user=True), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("units/", views.units, name="units"),
    path("units/new/", views.unit, name="unit-new"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("people/", views.people, name="people"),
    path("people/new/", views.appointment, name="appointment-new"),
    path("people/<int:pk>/end/", views.end, name="appointment-end"),
]
