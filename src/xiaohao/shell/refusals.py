"""不予办理: a refusal becomes a page, a fragment or JSON that says what was refused, why, and what would make it possible."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from xiaohao.lifecycle import Refused
from xiaohao.shell import respond
from xiaohao.shell.templatetags.shell import language
from xiaohao.wording import say

CONFLICT = 409
BACK = "xiaohao.back"


class refusals_as_pages:  # noqa: N801 (middleware is named like a function; it needs the exception hook of a class)
    """Middleware: no view has a `try`; the refusal is answered here."""

    def __init__(self, next_in_line: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.next_in_line = next_in_line

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.next_in_line(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """409 with the sentence; anything else goes on its way."""
        if not isinstance(problem, Refused):
            return None
        sentence = say(problem, language())
        if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
            return respond.json({"code": problem.code, "sentence": sentence}, CONFLICT)
        value = {"sentence": sentence, "back": came_from(request)}
        return respond.page(request, "shell/refused.html", value, fragment="shell/_refused.html", status=CONFLICT)


def lead_back(request: HttpRequest, address: str) -> None:
    """Where a refusal of this request leads back to, whichever way it was reached."""
    request.META[BACK] = address


def came_from(request: HttpRequest) -> str:
    """The page of ours to go back to, if it is known: the one that the view named, else the one that was left."""
    if BACK in request.META:
        return str(request.META[BACK])
    back = request.headers.get("Referer", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else ""
