"""文件包: what is inside a .docx besides its words: nothing that came with a template, nothing of the machine, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

from docx.document import Document as Paperwork
from docx.oxml.ns import qn

EPOCH = (1980, 1, 1, 0, 0, 0)
KEPT_STYLES = frozenset({"Normal", "Footer", "Header", "DefaultParagraphFont", "TableNormal", "NoList"})
BAGGAGE = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects", "/numbering", "/webSettings")


def bared(file: Paperwork) -> None:
    """Take out what the library's blank file brings along: its picture, its statistics, its styles for other papers, its paragraphs."""
    package = file.part.package
    for owner in (package, file.part):
        rels = owner.rels
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(BAGGAGE)]:
            del rels[key]
    styles = file.styles.element
    for one in styles.findall(qn("w:style")):
        if one.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(one)
        elif one.get(qn("w:styleId")) in ("Header", "Footer"):
            for link in one.findall(qn("w:link")):
                one.remove(link)
    for paragraph in list(file.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)  # type: ignore[union-attr]  # a paragraph of the body


def signed(file: Paperwork, title: str, author: str, on: date | None) -> None:
    """Who and when, from the paper and not from the machine."""
    core = file.core_properties
    day = on or date(*EPOCH[:3])
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 (the format knows no zone)
    core.title, core.author, core.last_modified_by, core.comments, core.keywords, core.revision = title[:255], author[:255], "", "", "", 1
    core.created = core.modified = core.last_printed = moment


def packed(raw: bytes) -> bytes:
    """The same parts in the same order with the same times."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type, part.external_attr, part.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            after.writestr(part, before.read(name))
    return made.getvalue()
