"""画出: run as a program of its own by `previews` and `stripping`: a picture drawn smaller, a page of a PDF drawn, a PDF whose pages are pictures.

`python drawing.py WORK MEMORY SECONDS PIXELS PAGE SIDE` reads the file from standard input and writes what it drew to standard output; whatever is wrong
with the file ends this process and no other. It knows neither Django nor the ledger.
"""

from __future__ import annotations

import io
import sys
from importlib import import_module

import pypdfium2
from PIL import Image, ImageOps

REFUSED = 3  # the answer for a file that cannot be drawn within the limits
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "MPO")
MOST_PAGES = 60
POINTS = 72


def confine(memory: int, seconds: int) -> None:
    """Limits of the system on this process. Where a system knows none, the parent's clock remains."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def picture(raw: bytes, pixels: int, side: int) -> bytes:
    """The picture upright and no larger than a square of that side, as JPEG; nothing of who, where and when goes along. Raises ValueError."""
    made = Image.open(io.BytesIO(raw), formats=FORMATS)
    if made.width * made.height > pixels:
        raise ValueError("too many pixels")
    made.draft("RGB", (side, side))
    made.thumbnail((side * 2, side * 2))
    upright = ImageOps.exif_transpose(made)
    upright.thumbnail((side, side))
    return jpeg(upright)


def page(raw: bytes, pixels: int, number: int, side: int) -> bytes:
    """One page of a PDF, its longer side that long, as JPEG. Raises ValueError."""
    document = pypdfium2.PdfDocument(raw)
    if not 0 < number <= len(document):
        raise ValueError("no such page")
    return jpeg(drawn(document[number - 1], side, pixels))


def flat(raw: bytes, pixels: int, side: int) -> bytes:
    """The same pages as a PDF of pictures: nothing that is not seen goes along. Raises ValueError."""
    document = pypdfium2.PdfDocument(raw)
    if not 0 < len(document) <= MOST_PAGES:
        raise ValueError("too many pages")
    pages = [drawn(document[place], side, pixels) for place in range(len(document))]
    out = io.BytesIO()
    # Pillow would write the day and its own name.
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=side / 842 * POINTS, producer="", creator="", creationDate=None, modDate=None)
    return out.getvalue()


def drawn(one: pypdfium2.PdfPage, side: int, pixels: int) -> Image.Image:
    """A page as a picture. Raises ValueError."""
    width, height = one.get_size()
    if width <= 0 or height <= 0 or side * side > pixels:
        raise ValueError("no page that can be drawn")
    made: Image.Image = one.render(scale=side / max(width, height)).to_pil()
    return made.convert("RGB")


def jpeg(made: Image.Image) -> bytes:
    """The pixels alone; what is seen through is white."""
    if made.mode in ("RGBA", "LA", "PA") or "transparency" in made.info:
        over = made.convert("RGBA")
        made = Image.new("RGB", over.size, "white")
        made.paste(over, mask=over.getchannel("A"))
    out = io.BytesIO()
    Image.frombytes("RGB", made.size, made.convert("RGB").tobytes()).save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def main(work: str, memory: str, seconds: str, pixels: str, number: str, side: str) -> int:
    """One file in, one file out."""
    confine(int(memory), int(seconds))
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and asked before anything is unpacked
    raw = sys.stdin.buffer.read()
    try:
        made = (
            picture(raw, int(pixels), int(side)) if work == "picture" else page(raw, int(pixels), int(number), int(side)) if work == "page"
            else flat(raw, int(pixels), int(side))
        )  # fmt: skip
    except (ValueError, OSError, SyntaxError, MemoryError, ArithmeticError, LookupError, TypeError, RuntimeError):
        return REFUSED
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:7]))
