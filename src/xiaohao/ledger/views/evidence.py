"""佐证材料的交付: only to those who see the item, asked anew each time, and never as anything that a browser would run."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from xiaohao.ledger import access, queries
from xiaohao.ledger.evidence import kinds, previews, store, stripping
from xiaohao.ledger.models import Evidence, IntakePicture
from xiaohao.ledger.pages.evidence import listing
from xiaohao.ledger.views.asked import account
from xiaohao.lifecycle import Refused
from xiaohao.shell import respond

Answer = TypeVar("Answer", bound=HttpResponseBase)
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})
PLAIN = "application/octet-stream"
AS_THEY_ARE = PICTURES | {"application/pdf", "application/zip"}


@require_safe
@login_required
def evidence(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """The bytes of one file. Pictures known by their content are shown in place, all else is kept by the browser as a file."""
    return delivered(asked_for(request, slug, pk))


@require_safe
@login_required
def preview(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A small picture of a picture or of a page of a PDF: `size` small or large, `page` from one. Raises Http404 where there is none."""
    row = asked_for(request, slug, pk)
    size, page = request.GET.get("size", "small"), request.GET.get("page", "1")
    tag = f'"{row.sha256}-{size}-{page}"' if size in previews.SIDES and page.isascii() and page.isdecimal() and len(page) < 3 else ""
    if not tag:
        raise Http404
    answer = get_conditional_response(request, tag, None)
    if answer is None:
        drawn = previews.preview(row.sha256, row.media_type, size, int(page))
        if drawn is None:
            raise Http404
        answer = HttpResponse(drawn, content_type=previews.MEDIA_TYPE)
        answer.headers["ETag"] = tag
    return fenced(answer)


@require_safe
@login_required
def public_copy(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A copy without what is hidden in the file: who made it, where, when. Raises Refused(cannot_strip) where that cannot all be taken off."""
    row = asked_for(request, slug, pk)
    if not store.is_there(row.sha256):
        raise Http404
    copy = stripping.stripped(b"".join(store.pieces(row.sha256)), row.media_type)
    if copy is None:
        raise Refused("cannot_strip", name=row.name)
    return fenced(respond.download(copy, kinds.named(row.name, row.media_type), row.media_type))


@require_safe
@login_required
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """All evidence of one inspection that the user may see."""
    today, user = timezone.localdate(), account(request)
    inspection = access.inspection(user, slug, today)
    found = listing(inspection, user, today, request.GET.dict())
    value = {"listing": found, "page": found.page, "inspection": inspection, "nav": "inspections", "tab": "evidence"}
    return respond.page(request, "ledger/evidence.html", value, fragment="ledger/_evidence.html")


def asked_for(request: HttpRequest, slug: str, pk: int) -> Evidence:
    """The row, if the user may see its item now. Raises Http404."""
    seen = Evidence.objects.filter(queries.seen(account(request), timezone.localdate(), "item__"), item__inspection__slug=slug)
    return get_object_or_404(seen, pk=pk)


def delivered(row: Evidence | IntakePicture) -> FileResponse:
    """The bytes of a kept file. Raises Http404 where they are not there."""
    if not store.is_there(row.sha256):
        raise Http404
    media_type = row.media_type if row.media_type in AS_THEY_ARE else PLAIN
    answer = FileResponse(
        store.opened(row.sha256), as_attachment=media_type not in PICTURES, filename=kinds.named(row.name, row.media_type), content_type=media_type,
    )  # fmt: skip
    return fenced(answer)


def fenced(answer: Answer) -> Answer:
    """The headers that let a browser draw it and do nothing else, and nobody between keep it."""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
