"""应答: a page or its fragment, a download, a piece of JSON; the only HTTP manners there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers


def is_fragment(request: HttpRequest) -> bool:
    """Whether a part of the page asks, not a person who opened the address."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def page(request: HttpRequest, template: str, value: Mapping[str, object], *, fragment: str | None = None, status: int = 200) -> HttpResponse:
    """The whole page, or the fragment when a part of the page asks; the same address answers both. What an account sees is kept by nobody between."""
    answer = render(request, fragment if fragment and is_fragment(request) else template, dict(value), status=status)
    patch_vary_headers(answer, ["HX-Request"])
    if getattr(getattr(request, "user", None), "is_authenticated", False):
        patch_cache_control(answer, private=True, no_cache=True)
    return answer


def attachment(name: str) -> str:
    """The header that names a file to keep; the name may be Chinese (RFC 6266)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name) or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def download(content: bytes | str, name: str, media_type: str) -> HttpResponse:
    """A file to keep."""
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": attachment(name), "X-Content-Type-Options": "nosniff"})


def stream(parts: Iterable[str], name: str, media_type: str) -> StreamingHttpResponse:
    """A file to keep, written while it is read: memory stays flat."""
    return StreamingHttpResponse(parts, content_type=media_type, headers={"Content-Disposition": attachment(name), "X-Content-Type-Options": "nosniff"})


def json(value: object, status: int = 200) -> JsonResponse:
    """A piece of JSON, Chinese as it is."""
    return JsonResponse(value, safe=False, status=status, json_dumps_params={"ensure_ascii": False})
