"""答不了的: every refusal and fault as one shape: code, facts, sentence. Nothing is caught here that is a fault of ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from xiaohao.lifecycle import Gate, Refused
from xiaohao.shell.templatetags.shell import language
from xiaohao.wording import say


def plain(value: object) -> object:
    """A fact as JSON holds it: words of the law by their stored names, days as ISO text."""
    if isinstance(value, (bool, int, str)) and not isinstance(value, Enum):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Gate):
        return value.key
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in (sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)]
    return None if value is None else str(getattr(value, "code", value))


def answer(api: NinjaAPI, request: HttpRequest, status: int, code: str, **facts: str) -> HttpResponse:
    """The shape of everything that is not an answer."""
    return api.create_response(request, {"code": code, "facts": plain(facts), "sentence": say(code, language(), **facts)}, status=status)


def where(error: Mapping[str, object]) -> str:
    """The field that was wrong, as the caller wrote it: body parameters without the library's own name for the body."""
    place = error.get("loc")
    parts = [str(part) for part in place if part not in ("body", "query", "path", "made")] if isinstance(place, (list, tuple)) else []
    return ".".join(parts[:2]) or "body"


def put_on(api: NinjaAPI) -> None:
    """Answer each kind of problem in the one shape."""

    def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
        said = {"code": problem.code, "facts": plain(problem.facts), "sentence": say(problem, language())}
        return api.create_response(request, said, status=HTTPStatus.CONFLICT)

    def not_found(request: HttpRequest, problem: Http404) -> HttpResponse:
        return answer(api, request, HTTPStatus.NOT_FOUND, "not_found")

    def invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
        field = where(problem.errors[0]) if problem.errors else "body"
        return answer(api, request, HTTPStatus.UNPROCESSABLE_ENTITY, "bad_input", field=field)

    def bad(request: HttpRequest, problem: BadRequest) -> HttpResponse:
        return answer(api, request, HTTPStatus.UNPROCESSABLE_ENTITY, "bad_input", field=str(problem))

    def unknown(request: HttpRequest, problem: AuthenticationError) -> HttpResponse:
        said = answer(api, request, HTTPStatus.UNAUTHORIZED, "not_signed_in")
        said["WWW-Authenticate"] = "Bearer"
        return said

    def other(request: HttpRequest, problem: HttpError) -> HttpResponse:
        if problem.status_code == HTTPStatus.BAD_REQUEST:
            return answer(api, request, HTTPStatus.UNPROCESSABLE_ENTITY, "bad_input", field="body")
        return answer(api, request, problem.status_code, "not_trusted")

    for kind, handler in (
        (Refused, refused), (Http404, not_found), (ValidationError, invalid), (BadRequest, bad), (AuthenticationError, unknown), (HttpError, other),
    ):  # fmt: skip
        api.add_exception_handler(kind, handler)  # type: ignore[arg-type]  # each handler takes its own kind
