"""图片: which picture lies at which cell: drawings that are anchored over a sheet, pictures in cells as Excel and as WPS write them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from xiaohao.notice.formats.workbook.cells import Cells, Layout
from xiaohao.notice.formats.workbook.grid import Cell, Photo
from xiaohao.notice.formats.workbook.open_xml import R, Relation, relations
from xiaohao.notice.formats.zipped import Package

CELL_IMAGES = "xl/cellimages.xml"
METADATA, VALUES, SHAPES = "xl/metadata.xml", "xl/richData/rdrichvalue.xml", "xl/richData/rdrichvaluestructure.xml"
SOURCES = ("xl/richData/richValueRel.xml", "xl/richData/richvaluerel.xml")
LOCAL_IMAGE = "_rvRel:LocalImageIdentifier"
FURTHEST = 1_048_576
MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"), (b"BM", "image/bmp"), (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)  # fmt: skip


def media_type(content: bytes) -> str:
    """What sort of picture these bytes are; empty for what a page cannot show as a photo, such as drawings of Windows."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in MAGIC if content.startswith(magic)), "")


def photos(package: Package, part: str, cells: Cells) -> Iterator[Photo]:
    """Every picture of a sheet, at its cell. Raises Unreadable."""
    for one in relations(package, part).values():
        if one.kind == "drawing" and one.part:
            yield from anchored(package, one.part, cells.layout)
    if cells.in_images:
        named = cell_images(package)
        yield from (Photo(cell, named.get(name, "")) for cell, name in cells.in_images)
    if cells.in_values:
        valued = cell_values(package)
        yield from (Photo(cell, valued[which - 1] if 0 < which <= len(valued) else "") for cell, which in cells.in_values)


def anchored(package: Package, part: str, layout: Layout) -> Iterator[Photo]:
    """The pictures of a drawing."""
    related = relations(package, part)
    for anchor in package.xml(part):
        cell = None
        for blip in anchor.iter("{*}blip"):
            cell = cell or where(anchor, layout)
            yield Photo(cell, target(blip, related))


def target(blip: etree._Element, related: dict[str, Relation]) -> str:
    """The file of a picture; empty where it is not in the package."""
    said = next((str(value) for key, value in blip.items() if str(key).endswith("}embed")), "")
    return related[said].part if said in related else ""


def where(anchor: etree._Element, layout: Layout) -> Cell:
    """The cell that a picture lies at: the one at its upper left corner, or the next one down or right where only the last quarter of a cell is touched.

    Photos are dragged into their cells by hand, and often begin a few points above or left of them.
    """
    begin, upto = anchor.find("{*}from"), anchor.find("{*}to")
    if begin is None:
        place = anchor.find("{*}pos")
        row, column = (0, 0) if place is None else (at(whole(place.get("y")), layout, "row"), at(whole(place.get("x")), layout, "column"))
        return row, column
    row, column = number(begin, "row"), number(begin, "col")
    goes_down = upto is None or number(upto, "row") > row
    goes_right = upto is None or number(upto, "col") > column
    if goes_down and number(begin, "rowOff") * 4 > layout.heights.get(row, layout.row_height) * 3:
        row += 1
    if goes_right and number(begin, "colOff") * 4 > width(column, layout) * 3:
        column += 1
    return row, column


def at(place: int, layout: Layout, axis: str) -> int:
    """The row or column that lies so far from the sheet's corner."""
    index = 0
    while index < FURTHEST:
        size = layout.heights.get(index, layout.row_height) if axis == "row" else width(index, layout)
        if place < size or not (layout.row_height if axis == "row" else layout.column_width):
            break
        place -= size
        index += 1
    return index


def width(column: int, layout: Layout) -> int:
    """How wide a column is."""
    return next((wide for first, last, wide in layout.widths if first <= column <= last), layout.column_width)


def number(anchor: etree._Element, name: str) -> int:
    """A number of an anchor, 0 where it says none."""
    return whole(anchor.findtext(f"{{*}}{name}"))


def whole(said: str | None) -> int:
    """A whole number, 0 for what is none."""
    plain = (said or "").strip()
    return int(plain) if plain.isdecimal() and len(plain) < 12 else 0


def cell_images(package: Package) -> dict[str, str]:
    """WPS 单元格图片: the files of the pictures that DISPIMG("ID_…") shows, by that name."""
    if CELL_IMAGES not in package.names:
        return {}
    related = relations(package, CELL_IMAGES)
    found = {}
    for one in package.xml(CELL_IMAGES).iter("{*}pic"):
        label, blip = next(one.iter("{*}cNvPr"), None), next(one.iter("{*}blip"), None)
        if label is not None and blip is not None:
            found[str(label.get("name") or "")] = target(blip, related)
    return found


def cell_values(package: Package) -> list[str]:
    """Excel 单元格图片: the file behind each value that `vm` of a cell counts from 1; empty where the value is no picture of the package."""
    source = next((one for one in SOURCES if one in package.names), "")
    if not source or not {METADATA, VALUES, SHAPES} <= package.names:
        return []
    related = relations(package, source)
    files = [related[said].part if said in related else "" for one in package.xml(source).iter("{*}rel") for said in [identity(one)]]
    shapes = [[str(key.get("n")) for key in one.iter("{*}k")] for one in package.xml(SHAPES).iter("{*}s")]
    values = []
    for one in package.xml(VALUES).iter("{*}rv"):
        shape = whole(one.get("s"))
        keys = shapes[shape] if shape < len(shapes) else []
        words = [whole(value.text) for value in one.iter("{*}v")]
        which = words[keys.index(LOCAL_IMAGE)] if LOCAL_IMAGE in keys and keys.index(LOCAL_IMAGE) < len(words) else len(files)
        values.append(files[which] if which < len(files) else "")
    return [values[which] if which < len(values) else "" for which in rich(package)]


def identity(one: etree._Element) -> str:
    """The id by which a part names another."""
    return next((str(value) for key, value in one.items() if str(key).endswith(R)), "")


def rich(package: Package) -> list[int]:
    """Which rich value each entry of the values' metadata means."""
    root = package.xml(METADATA)
    kinds = [str(one.get("name")) for one in root.iter("{*}metadataType")]
    blocks = {str(one.get("name")): [whole(found.get("i")) for found in one.iter("{*}rvb")] for one in root.iter("{*}futureMetadata")}
    values = root.find("{*}valueMetadata")
    found = []
    for one in () if values is None else values.iterchildren("{*}bk"):
        record = one.find("{*}rc")
        kind = 0 if record is None else whole(record.get("t"))
        listed = blocks.get(kinds[kind - 1], []) if 0 < kind <= len(kinds) else []
        which = FURTHEST if record is None else whole(record.get("v"))
        found.append(listed[which] if which < len(listed) else FURTHEST)
    return found
