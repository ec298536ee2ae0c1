"""佐证材料的交付: only to those who see the item, and never as anything that a browser would run."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from xiaohao.ledger import queries, store
from xiaohao.ledger.models import Evidence, IntakePicture
from xiaohao.ledger.views.asked import account

PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})
PLAIN = "application/octet-stream"
AS_THEY_ARE = PICTURES | {"application/pdf", "application/zip"}


@require_safe
@login_required
def evidence(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """The bytes of one file. Pictures known by their first bytes are shown in place, all else is kept by the browser as a file."""
    seen = Evidence.objects.filter(queries.seen(account(request), timezone.localdate(), "item__"), item__inspection__slug=slug)
    return delivered(get_object_or_404(seen, pk=pk))


def delivered(row: Evidence | IntakePicture) -> FileResponse:
    """The bytes of a kept file. Raises Http404 where they are not there."""
    path = store.path_of(row.sha256)
    if not path.is_file():
        raise Http404
    media_type = row.media_type if row.media_type in AS_THEY_ARE else PLAIN
    answer = FileResponse(path.open("rb"), as_attachment=media_type not in PICTURES, filename=row.name, content_type=media_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
