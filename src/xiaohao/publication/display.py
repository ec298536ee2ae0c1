"""公示页: closings that are shown to the public before they are granted, and the form by which anybody objects; what was granted since; what is void.

Nothing but words that were written for the public is shown: the notice's text and channel, its result, days. An item's own words never are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from xiaohao.ledger import moves, queries
from xiaohao.ledger.models import Event, EventFact, Item
from xiaohao.lifecycle import Refused
from xiaohao.publication.models import PublishedNotice
from xiaohao.shell import refusals, respond
from xiaohao.shell.pages import Page, keyset

SEE_OTHER = 303
PUBLIC_WORDS = ("notice_text", "channel", "result")
SHOWN_FOR = timedelta(days=180)  # how long a result stays on the page
MOST_A_DAY = 40  # objections of the public to one item: more are no longer read by anybody
MOST = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """公示的一项: in the words that were written for the public."""

    item: Item
    text: str
    channel: str
    first_on: date
    last_on: date
    result: str = ""
    is_void: bool = False

    def is_running(self, today: date) -> bool:
        """Whether its announced days are not over."""
        return today <= self.last_on


def newest(move: str) -> Subquery:
    """The item's newest standing event of a move."""
    told = Event.objects.filter(queries.stands(event="pk"), item_id=OuterRef("pk"), move=move).order_by("-seq")
    return Subquery(told.values("pk")[:1])


def on_notice() -> QuerySet[Item]:
    """Items in their notice."""
    return Item.objects.filter(stage="in_notice").select_related("inspection").annotate(put_by=newest("put_on_notice"), ended=newest("end_notice"))


def granted(today: date) -> QuerySet[Item]:
    """Items that were in a notice and struck off on it lately, and those of them whose strike-off is void since."""
    rows = Item.objects.select_related("inspection").annotate(put_by=newest("put_on_notice"), ended=newest("end_notice"), voided=newest("void"))
    lately = Q(stage="struck_off", struck_off_on__gte=today - SHOWN_FOR) | Q(voided__isnull=False)
    return rows.filter(lately, ended__isnull=False)


def shown(items: Sequence[Item]) -> tuple[Shown, ...]:
    """The items in their public words: two statements, whatever their number. What was erased by law is not shown."""
    ids = {pk for item in items for pk in (item.put_by, item.ended) if pk}  # type: ignore[attr-defined]  # annotated
    events = {event.pk: event for event in Event.objects.filter(pk__in=ids)}
    words: dict[tuple[int, str], str] = {
        (pk, name): value for pk, name, value in EventFact.objects.filter(event_id__in=ids, name__in=PUBLIC_WORDS).values_list("event_id", "name", "value")
    }
    return tuple(one for item in items if (one := in_words(item, events, words)))


def in_words(item: Item, events: Mapping[int, Event], words: Mapping[tuple[int, str], str]) -> Shown | None:
    """One item in its public words."""
    put = events.get(item.put_by)  # type: ignore[attr-defined]  # annotated
    if put is None:
        return None
    return Shown(
        item=item, text=words.get((put.pk, "notice_text"), ""), channel=words.get((put.pk, "channel"), ""), first_on=date.fromisoformat(put.facts["first_on"]),
        last_on=date.fromisoformat(put.facts["last_on"]), result=words.get((item.ended or 0, "result"), ""),  # type: ignore[attr-defined]
        is_void=bool(getattr(item, "voided", None)) and item.stage != "struck_off",
    )  # fmt: skip


@require_safe
def display(request: HttpRequest) -> HttpResponse:
    """What is on notice now, and what came of notices lately."""
    today = timezone.localdate()
    page: Page[Item] = keyset(on_notice(), ("inspection_id", "position"), request.GET.get("after", ""))
    past = shown(list(granted(today).order_by("-struck_off_on", "-id")[:MOST]))
    value = {"rows": shown(page.rows), "page": page, "granted": past, "today": today, "nav": "public"}
    return respond.page(request, "publication/display.html", value)


class ObjectionForm(forms.Form):
    """异议表: what speaks against the closing, and how to reach who says so."""

    grounds = forms.CharField(label=_("异议和理由"), widget=forms.Textarea(attrs={"rows": 6}), max_length=4000, help_text=_("写明时间、地点和具体情况。"))
    objector = forms.CharField(label=_("姓名和联系方式"), max_length=200, required=False, help_text=_("只供核查和答复使用，不公开。"))


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One closing on notice, and the form to object to it. No account is asked for."""
    now = timezone.now()
    today = timezone.localdate(now)
    item = on_notice().filter(inspection__slug=slug, address=address).first()
    if item is None:
        raise Http404
    form = ObjectionForm(request.POST or None)
    refusals.lead_back(request, reverse("display"))
    if request.method == "POST" and form.is_valid():
        refuse_flood(item, today)
        given = {"channel_kind": "page", **{key: value for key, value in form.cleaned_data.items() if value}}
        event = moves.make("object", item, by=None, on=today, now=now, given=given)
        messages.success(request, gettext("已收到您的异议，登记号 %(seq)s。答复之前不会销号。") % {"seq": event.seq})
        return HttpResponseRedirect(reverse("display-one", args=[slug, address]), status=SEE_OTHER)
    (one,) = shown([item])
    value = {"one": one, "form": form, "today": today, "nav": "public"}
    return respond.page(request, "publication/display_one.html", value, status=422 if form.errors else 200)


def refuse_flood(item: Item, today: date) -> None:
    """So many objections of one day can be read; more are sent by other ways. Raises Refused(too_many_objections)."""
    told = Event.objects.filter(item=item, move="object", capacity="public", effective_on=today).aggregate(n=Count("pk"))["n"]
    if told >= MOST_A_DAY:
        raise Refused("too_many_objections", count=MOST_A_DAY)


def voided_since(notice: PublishedNotice) -> tuple[str, ...]:
    """Numbers of the items that the notice names and whose strike-off is void since: one statement."""
    named = [one["address"] for one in notice.items]
    rows = Event.objects.filter(inspection_id=notice.inspection_id, move="void", seq__gt=notice.seq, item__address__in=named)
    return tuple(dict.fromkeys(rows.order_by("seq").values_list("item__number", flat=True)))
