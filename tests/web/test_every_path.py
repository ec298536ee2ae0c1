"""Every address that the configuration knows, opened by everybody of the wide cast, beside the rule of who may see what.

The addresses are found by walking the configuration; one without a rule here fails, and so does a rule without its address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import make
import pytest
from cast import Cast, Wide, assemble, widen
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from xiaohao.ledger import intake, mandates, moves
from xiaohao.ledger.models import Evidence, Inspection, IntakePicture, Item, Mandate, ProcedureVersion, Suggestion
from xiaohao.lifecycle import Capacity
from xiaohao.oversight import record
from xiaohao.people.models import Appointment, Substitution, User
from xiaohao.people.sign_in import urls as sign_in
from xiaohao.publication import publish
from xiaohao.roster import handover

TODAY = make.DAY + timedelta(days=40)
NOW = make.moment(TODAY, 2)
SECRET = "不该看见的字句"
ALL = frozenset({1, 2, 3, 4, 5, 6})
# The rule, written apart from the code. Who acts on the whole inspection, by a body that looks after it, or for one who does:
ACTING = frozenset({"lin", "sumin", "handu", "daishuang", "daiban", "reader"})
DESK = frozenset({"lin", "sumin", "daishuang", "daiban"})
OFFICE = frozenset({"sumin", "daishuang", "daiban"})
ABOVE = frozenset({"minister", "governor", "secretary"})  # at a unit above one of those bodies
WHOLE = ACTING | ABOVE
SOME = {
    "hegong": {1}, "zhoulan": {1, 6}, "fangchan": {1, 6}, "stranger": {2}, "zhenzhang": {4, 5}, "liucun": {4}, "yangcun": {5}, "fuqu": {5}, "daifu": {5},
    "daiguo": set(),
}  # fmt: skip
Who = Callable[[str], bool]
SHARES = 4  # the cast in so many parts, so that they are looked at side by side


def seen_by(name: str) -> frozenset[int]:
    """Positions of the items that an account may see."""
    return ALL if name in WHOLE else frozenset(SOME.get(name, set()))


def anybody(name: str) -> bool:
    return True


def signed_in(name: str) -> bool:
    return bool(name)


def nobody(name: str) -> bool:
    return False


def of(names: frozenset[str]) -> Who:
    """Those of a set."""
    return lambda name: name in names


def sees_some(name: str) -> bool:
    return bool(seen_by(name))


def sees(position: int) -> Who:
    """Those who see one item."""
    return lambda name: position in seen_by(name)


@dataclass(frozen=True, slots=True)
class World:
    """What there is to be seen."""

    cast: Cast
    wide: Wide
    inspection: Inspection
    items: tuple[Item, ...]

    @property
    def accounts(self) -> tuple[User, ...]:
        return (*self.cast.users, *self.wide.users)


@pytest.fixture
def world(db: None, settings, tmp_path, monkeypatch: pytest.MonkeyPatch) -> World:  # type: ignore[no-untyped-def]  # the plugin's own fixture
    """Six items, each with words that only it has: of a bureau, of another, of nobody, of two villages, of a bureau that has merged; a file, an order, a draft, a paper."""
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cast = assemble()
    wide = widen(cast, TODAY)
    text = make.notice(6)
    for number in ALL:
        text = text.replace(f"第{number}类事项办理不够规范", f"{SECRET}{number}号，办理不够规范").replace(f"第{number}类事项流程", f"{SECRET}{number}号流程")
    inspection = make.inspection(cast, text=text)
    Mandate.objects.filter(inspection=inspection, capacity="inspecting_body").delete()
    items = tuple(inspection.items.order_by("position"))
    make.item(cast, items[0], at="claimed")
    leads = {2: (cast.finance, cast.lin), 4: (wide.willow, cast.lin), 5: (wide.poplar, wide.fuqu), 6: (wide.estates, cast.lin)}
    for position, (unit, leader) in leads.items():
        given = {"leader": leader.person_id, "lead_unit": unit.pk, "due_on": TODAY, "track": "staged"}
        moves.make("assign", items[position - 1], by=cast.sumin, on=make.DAY, now=make.NOW, given=given)
    change(inspection, cast, wide)
    taken = intake.propose(text.replace(f"{SECRET}2号流程。二是开展培训", f"{SECRET}2号流程。二是{SECRET}2号再培训").encode(), "再来.txt", by=cast.sumin, now=make.moment(TODAY, 1))
    intake.admit(taken, by=cast.sumin, on=TODAY, now=make.moment(TODAY, 1), inspection=inspection)
    return World(cast, wide, Inspection.objects.get(pk=inspection.pk), tuple(inspection.items.order_by("position")))


def change(inspection: Inspection, cast: Cast, wide: Wide) -> None:
    """A reader, a merged bureau, an order and a draft, through their doors."""
    mandates.change(inspection, capacity=Capacity.READER, unit=wide.congress, from_on=make.DAY, by=cast.sumin, now=make.NOW)
    handover.merge(wide.estates, cast.market, on=TODAY, by=cast.sumin, now=make.moment(TODAY, 1))
    locked = Inspection.objects.get(pk=inspection.pk)
    record.order(locked, to_unit=cast.finance, answer_due_on=TODAY, subject=f"{SECRET}2号催办", words="", items=[], by=cast.sumin, on=make.DAY, now=make.moment(TODAY, 1))
    publish.draft(Inspection.objects.get(pk=inspection.pk), TODAY, by=cast.sumin, now=make.moment(TODAY, 1))


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the configuration, as it is written there."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern)


def plain(path: str, who: Who) -> Callable[[World], Iterator[tuple[str, Who]]]:
    """One address."""
    return lambda world: iter([(path.format(slug=world.inspection.slug), who)])


def queried(path: str, who: Who, *queries: str) -> Callable[[World], Iterator[tuple[str, Who]]]:
    """One address, bare and with each query."""
    return lambda world: ((f"{path.format(slug=world.inspection.slug)}{query}", who) for query in ("", *queries))


def each_item(path: str) -> Callable[[World], Iterator[tuple[str, Who]]]:
    """The address of each item."""
    return lambda world: ((path.format(slug=world.inspection.slug, address=one.address), sees(one.position)) for one in world.items)


def each(path: str, who: Who, rows: Callable[[World], Iterator[int]]) -> Callable[[World], Iterator[tuple[str, Who]]]:
    """The address of each row."""
    return lambda world: ((path.format(slug=world.inspection.slug, pk=pk), who) for pk in rows(world))


def files(world: World) -> Iterator[tuple[str, Who]]:
    """Every file of evidence, and one asked for under an inspection that is not there."""
    for one in Evidence.objects.select_related("item"):
        yield f"/{world.inspection.slug}/evidence/{one.pk}/", sees(one.item.position)
        yield f"/no-such/evidence/{one.pk}/", nobody


def of_files(path: str) -> Callable[[World], Iterator[tuple[str, Who]]]:
    """What is made of every file of evidence."""
    rows = Evidence.objects.select_related("item")
    return lambda world: ((path.format(slug=world.inspection.slug, pk=one.pk), sees(one.item.position)) for one in rows.all())


def item_moves(world: World) -> Iterator[tuple[str, Who]]:
    """A form of each item, of the first one more: a refusal is told to those who see it."""
    for one in world.items:
        for move in ("assign", "report-progress", "claim-completion", "pass-gate", "strike-off", "annul")[: 6 if one.position == 1 else 1]:
            yield f"/{world.inspection.slug}/items/{one.address}/{move}/", sees(one.position)


def of_units(world: World) -> Iterator[int]:
    return iter([world.cast.housing.pk, world.wide.willow.pk, world.wide.estates.pk])


def of_people(world: World) -> Iterator[int]:
    return iter([world.cast.lin.person_id, world.cast.hegong.person_id, world.wide.fuqu.person_id])


def of_posts(world: World) -> Iterator[int]:
    return iter(Appointment.objects.filter(person__in=of_people(world)).values_list("pk", flat=True))


AS_OF = f"as_of={TODAY.isoformat()}"
LEDGER = tuple(f"?{one}" for one in ("format=csv", "format=json", AS_OF, f"{AS_OF}&format=json", f"q={SECRET}", "print=1", "select=1"))
RULES: dict[str, Callable[[World], Iterator[tuple[str, Who]]]] = {
    "healthz": plain("/healthz", anybody), "sign-in/": plain("/sign-in/", anybody), "": queried("/", signed_in, "?after="),
    "account/": plain("/account/", signed_in), "inspections/": plain("/inspections/", signed_in),
    # of units and people: everybody looks, the office changes
    "units/": queried("/units/", signed_in, "?q=村", "?past=1", "?kind=village"), "units/new/": plain("/units/new/", of(OFFICE)),
    "units/<int:pk>/": each("/units/{pk}/", signed_in, of_units), "units/<int:pk>/edit/": each("/units/{pk}/edit/", of(OFFICE), of_units),
    "units/<int:pk>/move/": each("/units/{pk}/move/", of(OFFICE), of_units), "units/<int:pk>/merge/": each("/units/{pk}/merge/", of(OFFICE), of_units),
    "units/<int:pk>/dissolve/": each("/units/{pk}/dissolve/", of(OFFICE), of_units), "people/": queried("/people/", signed_in, "?past=1"),
    "people/new/": plain("/people/new/", of(OFFICE)), "people/<int:pk>/": each("/people/{pk}/", of(OFFICE), of_people),
    "people/<int:pk>/handover/": each("/people/{pk}/handover/", of(OFFICE), of_people), "posts/<int:pk>/end/": each("/posts/{pk}/end/", of(OFFICE), of_posts),
    "posts/<int:pk>/substitute/": each("/posts/{pk}/substitute/", of(OFFICE), of_posts), "handover/": plain("/handover/", of(OFFICE)),
    "roster/": plain("/roster/", of(OFFICE)), "roster/template/": plain("/roster/template/", of(OFFICE)),
    # of an inspection
    "<slug:slug>/": queried("/{slug}/", sees_some, f"?{AS_OF}"), "<slug:slug>/ledger/": queried("/{slug}/ledger/", sees_some, *LEDGER),
    "<slug:slug>/targets/": queried("/{slug}/targets/", sees_some, "?format=csv", "?format=json"),
    "<slug:slug>/ledger/many/": queried("/{slug}/ledger/many/?move=assign", sees_some), "<slug:slug>/items/<slug:address>/": each_item("/{slug}/items/{address}/"),
    "<slug:slug>/items/<slug:address>/<slug:move>/": item_moves, "<slug:slug>/evidence/<int:pk>/": files,
    "<slug:slug>/evidence/<int:pk>/preview/": of_files("/{slug}/evidence/{pk}/preview/"), "<slug:slug>/evidence/<int:pk>/public/": of_files("/{slug}/evidence/{pk}/public/"),
    "<slug:slug>/evidence/": queried("/{slug}/evidence/", sees_some, f"?q={SECRET}", "?state=unreviewed"),
    "<slug:slug>/mandates/": plain("/{slug}/mandates/", of(DESK)),
    "<slug:slug>/oversight/": queried("/{slug}/oversight/", of(ACTING), "?kind=order"), "<slug:slug>/notices/": plain("/{slug}/notices/", of(DESK)),
    "<slug:slug>/notices/<int:number>/": plain("/{slug}/notices/1/", of(DESK)),
    r"^(?P<slug>[-\w]+)/notices/(?P<number>\d{1,9})\.(?P<form>txt|docx)$": plain("/{slug}/notices/1.txt", of(DESK)),
    "notices/waiting/": plain("/notices/waiting/", signed_in), "suggestions/": queried("/suggestions/", signed_in, "?mine=1", "?inspection=demo-2026"),
    "intake/": plain("/intake/", of(OFFICE)),
    "intake/<int:pk>/": each("/intake/{pk}/", of(WHOLE), lambda world: iter(world.inspection.intakes.values_list("pk", flat=True))),
    "intake/<int:pk>/pictures/<int:number>/": each("/intake/{pk}/pictures/1/", nobody, lambda world: iter(IntakePicture.objects.values_list("intake_id", flat=True) or [1])),
    "calendar/": queried("/calendar/", signed_in, "?year=2027", f"?day={TODAY}"), "procedures/": plain("/procedures/", signed_in), "procedures/<int:pk>/": each("/procedures/{pk}/", signed_in, lambda world: versions()),
    "procedures/<int:pk>/edit/": each("/procedures/{pk}/edit/", of(OFFICE), lambda world: versions()),
    # in public: nothing has been published here, so that nothing is shown
    "notices/": plain("/notices/", anybody), "notices/<slug:slug>/<int:number>/": plain("/notices/{slug}/1/", nobody),
    r"^notices/(?P<slug>[-\w]+)/(?P<number>\d{1,9})\.(?P<form>txt|docx)$": plain("/notices/{slug}/1.txt", nobody),
    "display/": plain("/display/", anybody), "display/<slug:slug>/<slug:address>/": lambda world: ((f"/display/{world.inspection.slug}/{one.address}/", nobody) for one in world.items),
    # for programs
    "api/openapi.json": plain("/api/openapi.json", anybody), "api/inspections": plain("/api/inspections", signed_in),
    "api/inspections/<slug:slug>": plain("/api/inspections/{slug}", sees_some),
    "api/inspections/<slug:slug>/items": queried("/api/inspections/{slug}/items", sees_some, f"?q={SECRET}", f"?{AS_OF}", "?sort=due"),
    "api/inspections/<slug:slug>/figures": queried("/api/inspections/{slug}/figures", sees_some, f"?{AS_OF}"),
    "api/items/<slug:slug>/<slug:address>": each_item("/api/items/{slug}/{address}"), "api/items/<slug:slug>/<slug:address>/events": each_item("/api/items/{slug}/{address}/events"),
}  # fmt: skip
# Addresses that answer to POST alone: a GET tells nothing to anybody, a POST of strangers changes nothing.
POSTED: dict[str, Callable[[World], Iterator[str]]] = {
    "sign-out/": lambda world: iter(["/sign-out/"]), "language/": lambda world: iter(["/language/"]),
    "people/<int:pk>/posts/": lambda world: (f"/people/{pk}/posts/" for pk in of_people(world)),
    "people/<int:pk>/account/": lambda world: (f"/people/{pk}/account/" for pk in of_people(world)),
    "substitutions/<int:pk>/end/": lambda world: (f"/substitutions/{pk}/end/" for pk in Substitution.objects.values_list("pk", flat=True)),
    "<slug:slug>/notices/<int:number>/explain/": lambda world: iter([f"/{world.inspection.slug}/notices/1/explain/"]),
    "<slug:slug>/notices/<int:number>/withhold/": lambda world: iter([f"/{world.inspection.slug}/notices/1/withhold/"]),
    "<slug:slug>/notices/<int:number>/confirm/": lambda world: iter([f"/{world.inspection.slug}/notices/1/confirm/"]),
    "<slug:slug>/notices/<int:number>/<slug:move>/": lambda world: iter([f"/{world.inspection.slug}/notices/1/check/"]),
    "<slug:slug>/oversight/orders/<int:number>/answer/": lambda world: iter([f"/{world.inspection.slug}/oversight/orders/1/answer/"]),
    "suggestions/<int:pk>/decline/": lambda world: (f"/suggestions/{pk}/decline/" for pk in Suggestion.objects.values_list("pk", flat=True)),
    "procedures/<int:pk>/use/": lambda world: (f"/procedures/{pk}/use/" for pk in versions()),
    "api/items/<slug:slug>/<slug:address>/moves": lambda world: (f"/api/items/{world.inspection.slug}/{one.address}/moves" for one in world.items),
}  # fmt: skip
APART = {"api/"}  # the root of the interface, which its maker adds and which answers nothing
ABOUT_ONESELF = {str(one.pattern) for one in sign_in.urlpatterns} - RULES.keys() - POSTED.keys()  # how one signs in: it tells of one's own account


def versions() -> Iterator[int]:
    return iter(ProcedureVersion.objects.values_list("pk", flat=True))


def clients(world: World) -> Iterator[tuple[str, Client]]:
    """Everybody, and somebody without an account."""
    yield "", Client()
    for account in world.accounts:
        client = Client()
        client.force_login(account)
        yield account.username, client


def body(answer: object) -> str:
    """All words of an answer."""
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # a response of Django's
    for close in answer._resource_closers:  # type: ignore[attr-defined]  # not close(): it would end the connection that the test stands on
        close()
    return raw.decode("utf-8", "ignore")


def leaks(name: str, told: str) -> set[int]:
    """Positions of hidden items whose words are told; the address that was asked for is no leak."""
    return {int(number) for number in re.findall(rf"{SECRET}(\d)", told)} - seen_by(name)


def test_every_address_has_a_rule_and_every_rule_its_address() -> None:
    known = set(routes(get_resolver()))
    assert known - APART - ABOUT_ONESELF == RULES.keys() | POSTED.keys(), known ^ (RULES.keys() | POSTED.keys() | APART | ABOUT_ONESELF)


def test_how_one_signs_in_tells_nothing_of_the_ledger(world: World) -> None:
    for name, client in clients(world):
        for path in sorted(ABOUT_ONESELF):
            told = body(client.get("/" + path.replace("<int:pk>", "1")))
            assert SECRET not in told, (name, path)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_address_opens_for_those_whom_the_rule_lets_and_for_nobody_else(world: World, share: int) -> None:
    addresses = [(path, who) for rule in RULES.values() for path, who in rule(world)]
    wrong = []
    for name, client in list(clients(world))[share::SHARES]:
        for path, who in addresses:
            answer = client.get(path)
            told = body(answer)
            opened = answer.status_code in (200, 302, 409) and "/sign-in/" not in answer.headers.get("Location", "")
            if path in ("/intake/",) and answer.status_code == 409:
                opened = False  # told that it is for an office
            if opened is not who(name) or leaks(name, told) or answer.status_code >= 500:
                wrong.append((name, path, answer.status_code, sorted(leaks(name, told))))
    assert not wrong, "\n".join(map(str, wrong))


def test_what_is_posted_by_whom_the_rule_keeps_out_is_refused_and_tells_nothing(world: World) -> None:
    before = {row.pk: row.last_event_id for row in world.items}
    wrong = []
    for name, client in clients(world):
        if name in WHOLE:
            continue
        for path in (path for rule, paths in POSTED.items() if rule not in ("sign-out/", "language/") for path in paths(world)):
            address = next((one for one in world.items if f"/{one.address}/" in path), None)
            if address is not None and address.position in seen_by(name):
                continue
            kind = "application/json" if path.startswith("/api/") else MULTIPART_CONTENT
            said = {"move": "acknowledge", "on": TODAY.isoformat()}
            for answer in (client.get(path), client.post(path, said | {"given": {}} if kind == "application/json" else said, content_type=kind)):
                if answer.status_code not in (302, 400, 401, 403, 404, 405, 409) or leaks(name, body(answer)):
                    wrong.append((name, path, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))
    assert {row.pk: row.last_event_id for row in Item.objects.all()} == before


def test_a_figure_counts_only_what_its_reader_sees(world: World) -> None:
    for name, client in clients(world):
        if seen_by(name):
            told = client.get(f"/api/inspections/{world.inspection.slug}/figures").json()
            assert told["total"]["count"] == len(seen_by(name)), name


def test_a_false_rule_is_named(world: World) -> None:
    assert leaks("liucun", f"{SECRET}5号") == {5}
    assert not leaks("zhenzhang", f"{SECRET}5号")
    assert sees(4)("liucun") and not sees(5)("liucun")
