"""调度督查的网址."""

from __future__ import annotations

from django.urls import path

from xiaohao.oversight import views

urlpatterns = [
    path("<slug:slug>/oversight/", views.oversight, name="oversight"),
    path("<slug:slug>/oversight/orders/<int:number>/answer/", views.answer, name="order-answer"),
]
