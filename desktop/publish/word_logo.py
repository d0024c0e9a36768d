"""The logo of an organisation in a Word file, at the top right of the first page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from PIL import Image

from desktop.core.folders import RESOURCES
from desktop.core.richtext import Run, visible
from desktop.publish.variables import SHARED
from desktop.publish.word_look import MM, WordLook

_WIDEST: Final = 78 * MM
_BESIDE: Final = 6 * MM
_DOTS_PER_POINT: Final = 5
_PAGE: Final = """\
<style>
@page {{ size: {width}pt {height}pt; margin: 0 }}
body {{ margin: 0 }}
img {{ display: block; width: 100%; height: {height}pt; object-fit: contain }}
</style>
<img src={source}>"""


def place_logo(paragraph: Paragraph, folder: Path, logo: Run, look: WordLook) -> None:
    """Set a logo to the right of a paragraph, told by its words; none where it cannot be drawn."""
    image = _drawn(folder, logo.link, look.logo_height)
    if image is None:
        return
    png = io.BytesIO()
    image.save(png, "PNG")
    width, height = (Pt(dots / _DOTS_PER_POINT) for dots in image.size)
    inline = paragraph.part.new_pic_inline(png, width, height)
    inline.docPr.set("descr", visible(logo.text))
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="{Pt(_BESIDE)}" distR="0"'
        ' simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1"'
        ' allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapSquare wrapText="left"/></wp:anchor>'
    )
    # The order is that in which Word reads them.
    for name in ("wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"):
        child = inline.find(qn(name))
        if child is not None:
            anchor.append(child)
    paragraph.add_run()._r.add_drawing(anchor)


def _drawn(folder: Path, name: str, height: float) -> Image.Image | None:
    """Draw a picture of a programme's folder as a page does: nothing outside of it is fetched."""
    import pypdfium2
    from weasyprint import CSS, HTML

    from desktop.publish.fetching import LocalFetcher
    from desktop.publish.own_fonts import own_fonts

    page = _PAGE.format(width=_WIDEST, height=height, source=quoteattr(name))
    faces = SHARED / "fonts.css"
    fonts = CSS(
        string=faces.read_text(encoding="utf-8"),
        base_url=faces.as_uri(),
        font_config=own_fonts(),
        url_fetcher=LocalFetcher(SHARED, RESOURCES),
    )
    pdf = HTML(
        string=page, base_url=f"{folder.as_uri()}/", url_fetcher=LocalFetcher(folder)
    ).write_pdf(font_config=own_fonts(), stylesheets=[fonts])
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = document[0].render(
            scale=_DOTS_PER_POINT, fill_color=(255, 255, 255, 0), rev_byteorder=True
        )
        image: Image.Image = drawn.to_pil().convert("RGBA")
    finally:
        document.close()
    seen = image.getchannel("A").getbbox()
    return image.crop(seen) if seen else None
