"""What draws charts in a process of its own: JavaScript in it holds up everything beside it.

Words are drawn as the outlines of our own fonts, so that a chart looks the same on every machine
and in every program; its title and its reading are in it as text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any, Literal
from xml.etree import ElementTree

import vl_convert
from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from desktop.core.folders import FONTS
from desktop.publish.charts import Chart

Request = tuple[Literal["svg", "png"], Chart, float]
Reply = str | bytes | Exception

_SVG = "http://www.w3.org/2000/svg"
_FACES = {"bold": "SourceSans3-Semibold.ttf"}
_FACE = "SourceSans3-Regular.ttf"


def prepare() -> Callable[[Request], Reply]:
    """Make ready to draw: the first chart takes twenty times as long as the next."""
    ElementTree.register_namespace("", _SVG)
    vl_convert.register_font_directory(str(FONTS))
    nothing = {"mark": "text", "data": {"values": []}}
    vl_convert.vegalite_to_svg(nothing, allowed_base_urls=[])
    return _answer


def _answer(request: Request) -> Reply:
    form, chart, scale = request
    try:
        svg = as_svg(chart)
        return svg if form == "svg" else vl_convert.svg_to_png(svg, scale=scale)
    except Exception as error:  # noqa: BLE001 - JavaScript fails in many ways; all are told alike
        # What went wrong is on the second line, and from the third a trace of JavaScript.
        return RuntimeError(" ".join(str(error).split("\n")[:2]))


def as_svg(chart: Chart) -> str:
    """Draw a chart, with what it is and what it says at its beginning."""
    drawn = vl_convert.vegalite_to_svg(chart.spec, allowed_base_urls=[])
    root = ElementTree.fromstring(drawn)
    # An identity of its own, so that several charts can stand on one page.
    name = f"chart-{hashlib.sha256(drawn.encode()).hexdigest()[:12]}"
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-words")
    for place, (tag, part, text) in enumerate(
        (("title", "title", chart.title), ("desc", "words", chart.words))
    ):
        element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{part}"})
        element.text = text
        root.insert(place, element)
    for words in root.iter(f"{{{_SVG}}}text"):
        _outline(words)
    _drop_nothing(root)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _drop_nothing(inside: ElementTree.Element) -> None:
    """Leave out paths that draw nothing: some programs take them for a mistake."""
    for element in list(inside):
        if element.tag == f"{{{_SVG}}}path" and not element.get("d"):
            inside.remove(element)
        else:
            _drop_nothing(element)


def _outline(text: ElementTree.Element) -> None:
    """Turn words into their outlines, unless our fonts do not have all of their letters."""
    face = _face(_FACES.get(text.get("font-weight", ""), _FACE))
    lines = [(0.0, text.text or "")]
    for line in text:
        lines.append((lines[-1][0] + float(line.get("dy", "0")), line.text or ""))
    if not all(ord(letter) in face.letters for _, words in lines for letter in words):
        return
    scale = float(text.get("font-size", "11px").removesuffix("px")) / face.units
    drawn = [
        face.outline(words, text.get("text-anchor", "start"), -down / scale)
        for down, words in lines
    ]
    for line in list(text):
        text.remove(line)
    text.tag, text.text = f"{{{_SVG}}}path", None
    text.set("d", "".join(drawn))
    text.set("transform", f"{text.get('transform', '')} scale({scale:.6g},{-scale:.6g})".strip())
    for name in ("text-anchor", "font-family", "font-size", "font-weight"):
        text.attrib.pop(name, None)


class _Face:
    def __init__(self, file: str) -> None:
        font = TTFont(FONTS / file)
        self.letters: dict[int, str] = font.getBestCmap() or {}
        head: Any = font["head"]
        self.units: int = head.unitsPerEm
        self._widths = font["hmtx"]
        self._glyphs = font.getGlyphSet()

    def outline(self, words: str, anchor: str, up: float) -> str:
        """Draw words in units of the font, so many of them above the line."""
        glyphs = [self.letters[ord(letter)] for letter in words]
        wide = sum(self._widths[glyph][0] for glyph in glyphs)
        at = {"start": 0, "middle": -wide // 2, "end": -wide}[anchor]
        pen = SVGPathPen(self._glyphs, ntos=lambda number: str(round(number)))
        for glyph in glyphs:
            self._glyphs[glyph].draw(TransformPen(pen, Transform().translate(at, up)))
            at += self._widths[glyph][0]
        return str(pen.getCommands())


@cache
def _face(file: str) -> _Face:
    return _Face(file)
