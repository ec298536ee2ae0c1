"""Word files for tests, written part by part: what stands in them is what the test says, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W, R = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KINDS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
Level = tuple[str, str]  # how it counts, and what it prints


def run(words: str, properties: str = "") -> str:
    """A run of words."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def p(words: str = "", numbered: tuple[int, int] | None = None, style: str = "", inside: str = "", mark: str = "", properties: str = "") -> str:
    """A paragraph: words, or what stands inside it; numbered by a list and a level."""
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    told += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>' if numbered else ""
    told += properties + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f'<w:p>{f"<w:pPr>{told}</w:pPr>" if told else ""}{inside or (run(words) if words else "")}</w:p>'


def level(place: int, way: str, text: str, more: str = "", start: int | None = 1) -> str:
    """A level of a pattern; `more` are further elements, the suffix among them."""
    begins = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{place}">{begins}<w:numFmt w:val="{way}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def pattern(number: int, levels: Sequence[Level | str], more: str = "") -> str:
    """A pattern of levels, each of two words or whole."""
    whole = "".join(one if isinstance(one, str) else level(place, *one) for place, one in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{more}{whole}</w:abstractNum>'


def series(number: int, of: int, more: str = "") -> str:
    """A list made after a pattern."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def begins(place: int, start: int) -> str:
    """Where a list begins anew."""
    return f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(id_: str, inside: str = "", after: str = "", kind: str = "paragraph", name: str = "", default: bool = False) -> str:
    """A style."""
    chain = f'<w:basedOn w:val="{after}"/>' if after else ""
    usual = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"{usual}><w:name w:val="{name or id_}"/>{chain}{inside}</w:style>'


def cell(inside: str = "", properties: str = "") -> str:
    """A cell of paragraphs, or of words."""
    return f'<w:tc>{f"<w:tcPr>{properties}</w:tcPr>" if properties else ""}{inside if inside.startswith("<") else p(inside)}</w:tc>'


def table(*rows: Sequence[str], properties: Mapping[int, str] | None = None) -> str:
    """A table of rows of cells; words stand for a plain cell."""
    told = properties or {}
    lines = [
        f'<w:tr>{f"<w:trPr>{told[n]}</w:trPr>" if n in told else ""}{"".join(one if one.startswith("<w:tc") else cell(one) for one in row)}</w:tr>'
        for n, row in enumerate(rows)
    ]
    return f'<w:tbl><w:tblPr/><w:tblGrid>{"<w:gridCol/>" * max(map(len, rows), default=0)}</w:tblGrid>{"".join(lines)}</w:tbl>'


def field(code: str, result: str | None = None) -> str:
    """A field with its code and its result."""
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result if result.startswith("<") else run(result)}'
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def docx(
    body: str, numbering: str = "", styles: str = "", notes: str = "", endnotes: str = "", related: Mapping[str, tuple[str, str]] | None = None,
    parts: Mapping[str, bytes] | None = None, strict: bool = False,
) -> bytes:  # fmt: skip
    """A whole file. `related` are further relationships (kind, target) by name; `parts` further parts by path."""
    told = {
        "document": f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>", "numbering": f"<w:numbering {NAMES}>{numbering}</w:numbering>" if numbering else "",
        "styles": f"<w:styles {NAMES}>{styles}</w:styles>" if styles else "", "footnotes": f"<w:footnotes {NAMES}>{notes}</w:footnotes>" if notes else "",
        "endnotes": f"<w:endnotes {NAMES}>{endnotes}</w:endnotes>" if endnotes else "",
    }  # fmt: skip
    links = {f"rId{name}": (kind, f"{name}.xml") for name, kind in KINDS.items() if told[name]} | dict(related or {})
    files = {f"word/{name}.xml": HEAD + text for name, text in told.items() if text}
    files["word/_rels/document.xml.rels"] = relationships(links)
    files["_rels/.rels"] = relationships({"rId1": ("officeDocument", "word/document.xml")})
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{"document.main" if name == "document" else name}+xml"/>' for name, text in told.items() if text)
    files["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    )
    if strict:
        files = {name: as_strict(text) for name, text in files.items()}
    return zipped({name: text.encode() for name, text in files.items()} | dict(parts or {}))


def as_strict(text: str) -> str:
    """The same in the strict vocabulary."""
    old, new = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
    text = text.replace(f"{old}/officeDocument/2006/relationships", f"{new}/officeDocument/relationships")
    return text.replace(f"{old}/wordprocessingml/2006/main", f"{new}/wordprocessingml/main").replace(f"{old}/officeDocument/2006/math", f"{new}/officeDocument/math")


def relationships(links: Mapping[str, tuple[str, str]]) -> str:
    """A part of relationships; a target with a scheme lies outside."""
    outside = ' TargetMode="External"'
    lines = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{escape(target)}"{outside if "://" in target else ""}/>' for name, (kind, target) in links.items()
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as an archive, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
