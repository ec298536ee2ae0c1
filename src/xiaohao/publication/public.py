"""公众看的页面: only what is published, from its frozen rows; no account is asked for."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xiaohao.publication import paper, queries
from xiaohao.publication.models import PublishedNotice
from xiaohao.publication.views import WORD_FILE
from xiaohao.shell import respond
from xiaohao.shell.pages import keyset


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What was published, newest first."""
    page = keyset(queries.published(), ("-published_on", "-id"), request.GET.get("after", ""), 20)
    return respond.page(request, "publication/public_list.html", {"page": page})


def found(slug: str, number: int) -> PublishedNotice:
    """A published notice, or 404."""
    row = PublishedNotice.objects.select_related("inspection", "superseded_by", "supersedes").filter(inspection__slug=slug, number=number).first()
    if row is None:
        raise Http404
    return row


@require_safe
def notice(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One notice: its text, its counts with the items that each counts, its digest."""
    row = found(slug, number)
    numbers = {line.number for line in paper.lines(row.text, row.title) if line.number}
    counts = [{**one, "anchor": f"c-{place}", "shown": [item_number(address) for address in one["items"]]} for place, one in enumerate(row.counts, 1)]
    value = {"notice": row, "lines": list(paper.lines(row.text, row.title)), "counts": counts, "numbers": numbers}
    return respond.page(request, "publication/public_notice.html", value)


def item_number(address: str) -> str:
    """35 of a4-f12-35: the number as it is printed."""
    parts = [part for part in address.split("-") if not (part[:1] in "afn" and part[1:].isdecimal())]
    return "-".join(parts) or address


@require_safe
def notice_file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The same text as .txt or .docx."""
    row = found(slug, number)
    if form == "txt":
        return respond.download(row.text, f"{row.title}.txt", "text/plain; charset=utf-8")
    note = f"第{row.number}号，截至{row.as_of.isoformat()}；文本摘要 SHA-256 {row.sha256}；台账日志第{row.seq}条，链值 {row.head}"
    return respond.download(paper.as_docx(row.text, row.title, row.issuer, row.published_on, note), f"{row.title}.docx", WORD_FILE)
