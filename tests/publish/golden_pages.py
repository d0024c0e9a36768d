"""Pages of the five examples as pictures, to be looked at and compared with those that were kept.

`python -m tests.publish.golden_pages` makes the kept ones in tests/publish/golden/ anew: to be done
when the pages are meant to look otherwise, and every picture looked at before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from desktop.core.folders import FORCES_FILE, SEEDS, TEMPLATES
from desktop.core.forces import Forces, read_forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.ingest import read_file, read_published
from desktop.ingest.pdf_lines import PageLine, read_pages
from desktop.publish import render

EXAMPLES = ("cambridgeshire", "cheshire", "city-of-london", "cleveland", "leicestershire")
GOLDEN = Path(__file__).parent / "golden"
_DOTS_PER_INCH = 60
_GREYS = 16
_FOOT = 90.0
_HEADING = 11.5


def pictures(name: str, programme: Programme, forces: Forces) -> Iterator[tuple[str, Image.Image]]:
    """Give the first page of an example, the one with a heading nearest to its foot, the last."""
    text = read_file(SEEDS / f"{name}.txt")
    reading = read_published(text, programmes=[programme], forces=forces)
    pdf = render(programme, reading.force, reading.report).file
    lines = read_pages(pdf, name)
    wanted = {"first": 0, "heading": _page_with_lowest_heading(lines), "last": len(lines) - 1}
    document = pypdfium2.PdfDocument(pdf)
    for what, number in wanted.items():
        page = document[number].render(scale=_DOTS_PER_INCH / 72, grayscale=True).to_pil()
        yield f"{name}-{what}.png", page.convert("L")
    document.close()


def _page_with_lowest_heading(pages: list[list[PageLine]]) -> int:
    lowest = [
        min((line.base for line in page if line.size > _HEADING and line.base > _FOOT), default=999)
        for page in pages
    ]
    # The first and the last page are shown anyway.
    return min(range(1, len(pages) - 1), key=lambda number: lowest[number])


def difference(expected: Image.Image, actual: Image.Image) -> tuple[Image.Image, int]:
    """Give a picture of what differs, and at how many dots of half the size it is to be seen.

    How letters are smoothed may differ from one machine to the next, so small differences are none.
    """
    if expected.size != actual.size:
        return Image.new("L", expected.size, 0), expected.width * expected.height
    half = (expected.width // 2, expected.height // 2)
    box = Image.Resampling.BOX
    apart = ImageChops.difference(expected.resize(half, box), actual.resize(half, box))
    seen = sum(apart.histogram()[48:])
    return ImageChops.invert(ImageChops.difference(expected, actual)), seen


def side_by_side(*images: Image.Image) -> Image.Image:
    """Put pictures next to each other."""
    room = 8
    width = sum(image.width + room for image in images) - room
    whole = Image.new("L", (width, max(image.height for image in images)), 96)
    left = 0
    for image in images:
        whole.paste(image, (left, 0))
        left += image.width + room
    return whole


def _make_anew() -> None:
    programme = read_programme(TEMPLATES / "revisiting-police-relationships-2012")
    forces = read_forces(FORCES_FILE)
    GOLDEN.mkdir(exist_ok=True)
    for name in EXAMPLES:
        for file, image in pictures(name, programme, forces):
            greys = image.quantize(_GREYS, dither=Image.Dither.NONE)
            greys.save(GOLDEN / file, optimize=True)


if __name__ == "__main__":
    _make_anew()
