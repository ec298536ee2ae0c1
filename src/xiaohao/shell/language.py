"""语言: Chinese unless the address, the cookie or the account says English."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "lang"
YEAR = 31_536_000
KNOWN = frozenset(code for code, _ in settings.LANGUAGES)


def known(code: str) -> str:
    """The code under which the language is kept; empty for one that is not spoken here."""
    code = {"zh": "zh-hans", "zh-cn": "zh-hans"}.get(code.lower(), code.lower())
    return code if code in KNOWN else ""


def chosen(request: HttpRequest) -> str:
    """The language of this answer. Browsers' wishes are passed over: the office's language is Chinese, and a link says otherwise."""
    asked = known(request.GET.get("lang", "")) or known(request.COOKIES.get(COOKIE, ""))
    return asked or known(getattr(getattr(request, "user", None), "language", "")) or settings.LANGUAGE_CODE


def remember(answer: HttpResponse, request: HttpRequest, code: str) -> None:
    """Keep a choice in this browser."""
    answer.set_cookie(COOKIE, code, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())


def chosen_language(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: speak the chosen language, and remember one that the address asked for. It stands behind the one that knows the account."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = chosen(request)
        with translation.override(code):
            answer = respond(request)
        answer.headers.setdefault("Content-Language", code)
        if known(request.GET.get("lang", "")):
            remember(answer, request, code)
        return answer

    return middleware


@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """The language of an account, kept with it; then back to the page."""
    code = known(request.POST.get("lang", "")) or settings.LANGUAGE_CODE
    if request.user.is_authenticated:
        request.user.language = code
        request.user.save(update_fields=["language"])
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(back if safe else "/")
    remember(answer, request, code)
    return answer
