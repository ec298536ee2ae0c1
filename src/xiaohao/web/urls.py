"""Addresses: where each room's pages stand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from xiaohao.shell import errors


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz),
    path("api/", include("xiaohao.api.urls")),
    path("", include("xiaohao.people.urls")),
    path("", include("xiaohao.roster.urls")),
    path("", include("xiaohao.publication.urls")),
    path("", include("xiaohao.oversight.urls")),
    path("", include("xiaohao.ledger.urls")),
]
handler400, handler403, handler404, handler500 = errors.bad_request, errors.forbidden, errors.not_found, errors.failed
handler429 = errors.too_many
