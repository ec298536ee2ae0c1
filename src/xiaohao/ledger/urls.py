"""台账的网址: citations, such as /demo-2025/items/a4-f12-35-1/."""

from __future__ import annotations

from django.urls import path

from xiaohao.ledger.views import (
    board,
    calendar,
    desk,
    evidence,
    intake,
    item,
    mandates,
    many,
    move,
    overview,
    procedures,
    suggestions,
    targets,
)

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("inspections/", overview.inspections, name="inspections"),
    path("intake/", intake.intakes, name="intake"),
    path("intake/<int:pk>/", intake.intake, name="intake-one"),
    path("intake/<int:pk>/pictures/<int:number>/", intake.picture, name="intake-picture"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/decline/", suggestions.decline, name="suggestion-decline"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("procedures/", procedures.index, name="procedures"),
    path("procedures/<int:pk>/", procedures.one, name="procedure"),
    path("procedures/<int:pk>/edit/", procedures.edit, name="procedure-edit"),
    path("procedures/<int:pk>/use/", procedures.use, name="procedure-use"),
    path("<slug:slug>/", overview.overview, name="overview"),
    path("<slug:slug>/ledger/", board.board, name="ledger"),
    path("<slug:slug>/ledger/many/", many.many, name="many"),
    path("<slug:slug>/items/<slug:address>/", item.item, name="item"),
    path("<slug:slug>/items/<slug:address>/<slug:move>/", move.move, name="move"),
    path("<slug:slug>/mandates/", mandates.mandates, name="mandates"),
    path("<slug:slug>/evidence/", evidence.index, name="evidence-list"),
    path("<slug:slug>/targets/", targets.targets, name="targets"),
    path("<slug:slug>/evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("<slug:slug>/evidence/<int:pk>/preview/", evidence.preview, name="evidence-preview"),
    path("<slug:slug>/evidence/<int:pk>/public/", evidence.public_copy, name="evidence-public"),
]
