"""单元格: what one cell says of an item, by what its column holds: names, days, how it stands. An empty field is right, a guess is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from xiaohao.notice.draft import Draft
from xiaohao.notice.grid import Cell
from xiaohao.notice.rules.deadlines import deadline
from xiaohao.notice.rules.fields import LONGEST_NAME, Said
from xiaohao.notice.rules.ledger.english import english_deadline
from xiaohao.notice.rules.standing import TRACK
from xiaohao.notice.tree import Dated, Place

NOTHING = re.compile(r"[-/\\—.\s]+|无|暂无|没有|/?无/?|n/?a|none|nil|tbc|tbd", re.IGNORECASE)  # what is put into a cell so that it is not empty
NUMBER = re.compile(r"(?:序号|编号|no\.?|#|第)?\s*(?P<n>[^\s,。;:]{1,20}?)\s*(?:[项号个条])?[、.]?", re.IGNORECASE)
NAME = re.compile(r"(?:[^、,;/\s()]|\([^()]*\))+")
ENGLISH_NAME, BODY_NAME = re.compile(r"[^;/]+"), re.compile(r"[^;/,]+")
ENGLISH_BODY = r"[^,]*\b(?:department|dept\.?|office|division|team|unit|bureau|services?|committee|directorate|section|board|branch)\s*"
ENGLISH_BODIES = re.compile(rf"{ENGLISH_BODY}(?:,{ENGLISH_BODY})+", re.IGNORECASE)
HAN = re.compile(r"[\u4e00-\u9fff]")
LEADS = re.compile(r"\((?:牵头|主责|牵头单位|主责单位)\)$")
BODY = re.compile(r"(?:局|委|办|厅|部|院|校|镇|乡|村|街道|社区|公司|中心|组|队|站|所|会|处|科|室|府|集团|银行|法院|馆|园|场|厂|单位|部门)(?:\([^()]*\))?$")
LABELS = {
    "lead_unit": "牵头单位|牵头部门|牵头责任单位|主责单位|主办单位|牵头|主责|主办",
    "units": "责任单位|责任部门|配合单位|配合部门|协办单位|协同单位|参与单位|实施单位|配合|协办|协同",
    "leader": "责任领导|分管领导|包案领导|牵头领导|包保领导|联系领导|责任人|负责人|整改责任人",
    "contact": "联系人|联络员|联系电话|电话",
    "due": "整改时限|完成时限|整改期限|办理时限",
}  # fmt: skip
ROLE_OF_LABEL = {word: role for role, words in LABELS.items() for word in words.split("|")}
LABEL = re.compile(rf"(?:^|(?<=[;,。、\s]))(?P<label>{'|'.join(sorted(ROLE_OF_LABEL, key=len, reverse=True))})[:]\s*")
NAMING = frozenset({"lead_unit", "units", "leader", "person", "responsible"})
DO = r"(?:整改|推进|办理|落实|实施|进行|建设|处理|处置|施工|完善)"
HOW = r"(?:积极|持续|有序|抓紧|加快|稳步|扎实)*"
DONE = r"(?:完成|整改|办结|落实|解决|到位|销号)"
WHOLE = (
    r"(?:完成|整改|办结|落实|解决|销号|整改到位|整改完成|完成整改|整改完毕|落实到位|解决到位|整改落实到位|完成销号|整改销号|处理到位|处置到位)"
    r"(?:到位|完毕|完成|整改|销号)?"
)
PERCENT = r"(?:[1-9]|[1-9]\d)(?:\.\d+)?%"
STATUS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((name, re.compile(shape)) for name, shape in (  # over the first clause of a cell, whole; in order
    ("", r"尚?未到(?:期|整改期限|整改时限|时间).*|不涉及.*|不适用.*|nolongerapplicable|riskaccepted|superseded|withdrawn|cancelled|notaccepted"),
    ("not_completed", r"(?:尚未|仍未|还未|暂未|未|没有)(?:能)?(?:全部|完全|按期|按时|如期)*(?:完成|整改|落实|解决|到位|启动|开始|开展|办结|动工)(?:整改|到位|完成)?|否|不是|×|✗|✘"
                      r"|no|n|not(?:yet)?(?:implemented|started|completed?|done|addressed)|closed-?notimplemented|unimplemented"),
    ("in_progress", rf"(?:已|正|正在|持续)?部分{DONE}(?:整改)?|(?:正在|正|处于)?{HOW}{DO}(?:过程|之)?中|正在{HOW}{DO}(?:落实|整改)?|(?:已)?(?:达到|符合|按|按照)?序时进度(?:推进|整改)?"
                    rf"|(?:已?完成|进度)?{PERCENT}|open|ongoing|underway|started|pending|ontrack|investigating|remediating|deviation-?requested|(?:open-?|implementation|work-?)?in-?(?:progress|process)|beingimplemented"
                    r"|partial(?:ly)?(?:implemented|completed?|addressed|closed)?"),
    ("substantially_completed", rf"(?:已)?基本{DONE}(?:整改|到位|完成|完毕)?(?:任务)?|(?:substantially|largely)(?:completed?|implemented)"),
    ("long_term", r"(?:需要?|正在)?(?:长期|持续|常态化?)(?:整改|坚持|推进|推进整改|整改推进|整改落实)(?:中|并持续推进)?|长期"),
    ("completed", rf"(?:均|全部|问题)?(?:已经?|业已|均已|全部|已全部|已按期|按期|按时)?{WHOLE}(?:并(?:长期|持续)(?:坚持|推进|巩固|保持))?|到位|是|√|✓|✔|☑|(?:已?完成)?100(?:\.0+)?%|yes|y|(?:fully)?(?:implemented|completed?|addressed)"
                  r"|closed(?:-?(?:implemented|completed?|verified))?|resolved|done|implemented(?:-?closed|and-?verified)"),
))  # fmt: skip
CLAUSE = re.compile(r"[。;,(]|\s(?=[\u4e00-\u9fff])")
LONGEST_STATUS = 30
TRACKS = {"长期": "continuing", "持续": "continuing", "持续推进": "continuing", "长期推进": "continuing", "限期": "staged", "分阶段": "staged", "阶段": "staged", "立行": "immediate", "立即": "immediate"}


def is_nothing(words: str) -> bool:
    """Whether a cell is filled only so that it is not empty."""
    return len(words) < 6 and NOTHING.fullmatch(words) is not None


@lru_cache(maxsize=1024)
def number_of(words: str) -> str:
    """A number as printed, without brackets and stops: (35-1) is 35-1, 序号十 is 十; empty for what is none."""
    bare = words.strip()
    while bare[:1] in "([【" and bare[-1:] in ")]】" and len(bare) > 2:
        bare = bare[1:-1].strip()
    found = NUMBER.fullmatch(bare)
    return found["n"].rstrip(".、") if found else ""


@lru_cache(maxsize=1024)
def status(words: str) -> tuple[str | None, bool]:
    """How an item stands by a cell's words, and whether the words are known: 已完成，长期坚持 is done; what nobody knows is nothing."""
    first = CLAUSE.split(words.strip(), maxsplit=1)[0].strip(" :!.、")
    plain = re.sub(r"\s+", "", first).lower()
    for name, shape in STATUS:
        if plain and len(plain) <= LONGEST_STATUS and shape.fullmatch(plain):
            return name or None, bool(name)
    return None, False


def parts(draft: Draft, start: int, end: int, role: str) -> Iterator[tuple[str, int, int]]:
    """A cell of names by the labels inside it: 牵头单位:甲;配合单位:乙. What stands before the first label is what the column says."""
    at, current = start, role
    for found in LABEL.finditer(draft.text, start, end):
        yield current, at, found.start()
        at, current = found.end(), ROLE_OF_LABEL[found["label"]]
    yield current, at, end


def names(draft: Draft, start: int, end: int) -> tuple[Place, ...]:
    """Names in a row, each by itself."""
    return tuple(Place(start + a, start + b, draft.words(start + a, start + b)) for a, b in cut(draft.text[start:end]))


@lru_cache(maxsize=4096)
def cut(words: str) -> tuple[Cell, ...]:
    """Where the names of a row stand in it; 等 behind the last is no name, and nothing is cut inside brackets. English names are cut where it is sure."""
    shape = NAME if HAN.search(words) else BODY_NAME if ENGLISH_BODIES.fullmatch(words) else ENGLISH_NAME
    found = []
    for one in shape.finditer(words):
        start, end = one.start(), one.end()
        while end > start and words[end - 1] in "等。 ":
            end -= 1
        while start < end and words[start] == " ":
            start += 1
        if start < end and not is_nothing(words[start:end]) and (shape is not NAME or end - start <= LONGEST_NAME):
            found.append((start, end))
    return tuple(found)


def say(draft: Draft, said: Said, role: str, start: int, end: int) -> None:
    """Add what a cell of this role says."""
    if role not in NAMING or ":" not in draft.text[start:end]:
        if role in SAYING:
            SAYING[role](draft, said, start, end)
        return
    for part, a, b in parts(draft, start, end, role):
        a, b = draft.trimmed(a, b)
        while b > a and draft.text[b - 1] in ";,。、":
            b -= 1
        if a < b and part in SAYING:
            SAYING[part](draft, said, a, b)


def say_leader(draft: Draft, said: Said, start: int, end: int) -> None:
    if said.leader is None and end - start <= LONGEST_NAME * 2:
        said.leader = draft.place(start, end)


def say_lead_unit(draft: Draft, said: Said, start: int, end: int) -> None:
    named = names(draft, start, end)
    if named and said.lead_unit is None:
        said.lead_unit, named = named[0], named[1:]
    said.add([one for one in named if said.lead_unit is None or one.text != said.lead_unit.text])


def say_units(draft: Draft, said: Said, start: int, end: int) -> None:
    named = names(draft, start, end)
    leading = next((one for one in named if draft.text[one.end - 1] == ")" and LEADS.search(draft.text[one.start : one.end])), None)
    if leading is not None and said.lead_unit is None:
        said.lead_unit = draft.place(leading.start, draft.text.rindex("(", leading.start, leading.end))
        named = tuple(one for one in named if one is not leading)
    said.add(named)


def say_responsible(draft: Draft, said: Said, start: int, end: int) -> None:
    """A cell of units and persons: only what is called as units are."""
    said.add([one for one in names(draft, start, end) if BODY.search(draft.text[one.start : one.end])])


def say_due(draft: Draft, said: Said, start: int, end: int) -> None:
    words, code = draft.text[start:end], ""
    value = None if HAN.search(words) else english_deadline(words)
    if value is not None:
        due = Dated(start, end, draft.words(start, end), value)
    else:
        due, code = deadline(draft, start, end)
    if code:
        draft.doubt(code, start, end, **({"inferred": due.value} if due.inferred and due.value else {}))
    said.due = said.due or due
    if due.value is None or not words[-1:].isdecimal():
        said.track = said.track or next((name for name, shape in TRACK if name != "staged" and shape.search(words)), None)


def say_track(draft: Draft, said: Said, start: int, end: int) -> None:
    words = draft.text[start:end].strip()
    said.track = said.track or TRACKS.get(words) or next((name for name, shape in TRACK if shape.search(words)), None)


def say_completion(draft: Draft, said: Said, start: int, end: int) -> None:
    said.completion = said.completion or status(draft.text[start:end])[0]


SAYING: dict[str, Callable[[Draft, Said, int, int], None]] = {
    "leader": say_leader, "person": say_leader, "lead_unit": say_lead_unit, "units": say_units, "responsible": say_responsible, "due": say_due,
    "track": say_track, "completion": say_completion,
}  # fmt: skip
