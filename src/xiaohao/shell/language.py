"""语言: Chinese unless the account, the address or the cookie says English."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "lang"
KNOWN = frozenset(code for code, _ in settings.LANGUAGES)


def chosen(request: HttpRequest) -> str:
    """The language of this answer. Browsers' wishes are passed over: the office's language is Chinese, and a link says otherwise."""
    asked = request.GET.get("lang") or request.COOKIES.get(COOKIE) or ""
    asked = {"zh": "zh-hans"}.get(asked, asked)
    return asked if asked in KNOWN else settings.LANGUAGE_CODE


def chosen_language(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: speak the chosen language, and remember one that the address asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = chosen(request)
        with translation.override(code):
            answer = respond(request)
        answer.headers.setdefault("Content-Language", code)
        if "lang" in request.GET:
            answer.set_cookie(COOKIE, code, max_age=31_536_000, samesite="Lax", httponly=True, secure=request.is_secure())
        return answer

    return middleware
