"""The styles of a Word file, and the lists that some of them are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from desktop.publish.metadata import LANGUAGE
from desktop.publish.word_look import MM, WordLook

BULLETS: Final = 1
NUMBERS: Final = 2
"""The lists: points, and the paragraphs of a draft."""

BEFORE_NUMBER: Final = 4 * MM
POINT_INDENT: Final = 5 * MM
_BUILT_IN: Final = frozenset(
    (
        *("Title", "Subtitle", "Date", "heading 1", "heading 2", "heading 3", "Body Text"),
        *("List Bullet", "Closing", "Signature", "header", "footer", "Strong", "Emphasis"),
        *("Intense Emphasis", "Hyperlink"),
    )
)
"""Styles that Word knows by these names, in whatever language it speaks."""
XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A paragraph style, in points; what is None, empty or False is as in what it is based on.

    `line` is the distance of lines; `indent` how far all lines stand in, and how much further the
    first; `tab` a side and a place; `border` a side, a colour, how thick it is, how far away.
    """

    name: str
    on: str = "Normal"
    next: str = ""
    font: str = ""
    size: float | None = None
    bold: bool = False
    colour: str = ""
    space: tuple[float, float] | None = None
    line: float | None = None
    indent: tuple[float, float] | None = None
    tab: tuple[str, float] | None = None
    border: tuple[str, str, float, float] | None = None
    keep_next: bool = False
    keep_lines: bool = False
    contextual: bool = False
    right: bool = False
    list: int = 0
    outline: int | None = None


def styles(look: WordLook) -> bytes:
    """Give the file of styles."""
    language = f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
    normal = f"<w:widowControl/>{_spacing((0, 0), look.text * look.leading)}"
    return (
        f"{XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f"{_run(look.serif, look.text, colour=look.ink)}{language}"
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{normal}</w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
        f"{''.join(map(_paragraph_style, _paragraph_styles(look)))}"
        f"{''.join(_character_styles(look))}</w:styles>"
    ).encode()


def lists(look: WordLook) -> bytes:
    """Give the file of lists: their marks, and where these stand."""
    bullet = (
        '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{_indent(POINT_INDENT, -POINT_INDENT)}</w:pPr>'
        f"<w:rPr>{_run(look.serif, colour=look.accent)}</w:rPr>"
    )
    number = (
        '<w:numFmt w:val="decimal"/><w:pStyle w:val="NumberedParagraph"/><w:lvlText w:val="%1"/>'
        f'<w:lvlJc w:val="right"/><w:pPr>{_indent(0, -BEFORE_NUMBER)}</w:pPr>'
        f"<w:rPr>{_run(look.sans, look.small, colour=look.muted)}</w:rPr>"
    )
    kinds = {BULLETS: bullet, NUMBERS: number}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{level}</w:lvl></w:abstractNum>'
        for key, level in kinds.items()
    )
    made = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in kinds
    )
    return f"{XML}<w:numbering {_W}>{abstract}{made}</w:numbering>".encode()


def _paragraph_styles(look: WordLook) -> Iterator[_Style]:
    """Give the styles of paragraphs; measures that are no variables are those of report.css."""
    yield from _first_page(look)
    yield from _headings(look)
    yield from _text(look)
    yield from _running_lines(look)


def _first_page(look: WordLook) -> Iterator[_Style]:
    em, hung, sans = look.text, (-look.hang, 0.0), look.sans
    yield _Style(
        name="Strapline", next="Title", font=sans, bold=True, colour=look.accent, indent=hung,
        line=1.3 * em, space=(0, look.masthead - 1.3 * em),
    )  # fmt: skip
    for name in ("Draft Mark", "Embargo"):
        yield _Style(
            name=name, next="Title", font=sans, bold=True, colour=look.alert, indent=hung,
            line=1.35 * em, space=(0, 1 * MM), keep_next=True,
        )  # fmt: skip
    yield _Style(
        name="Title", next="Subtitle", size=look.title * em, bold=True, colour=look.accent,
        indent=hung, line=1.14 * look.title * em, space=(5 * MM, look.below_title), keep_next=True,
        keep_lines=True,
    )  # fmt: skip
    yield _Style(
        name="Subtitle", next="Date", font=sans, size=look.subtitle * em, bold=True, indent=hung,
        line=1.3 * look.subtitle * em, space=(0, em * look.leading / 2), keep_next=True,
    )  # fmt: skip
    yield _Style(
        name="Date", next="Body Text", font=sans, size=1.15 * em, colour=look.muted, indent=hung,
        line=1.15 * 1.4 * em, space=(0, look.below_date),
    )  # fmt: skip
    yield _Style(name="Address", next="Letter Date")
    yield _Style(name="Letter Date", next="Title", space=(5 * MM, 12 * MM))


def _headings(look: WordLook) -> Iterator[_Style]:
    em = look.text
    sizes = (look.heading, look.question, 1.0)
    spaces = ((11, 3.5), (8, 2.2), (6, 1.5))
    hung = (-look.hang, 0.0)
    for level, (size, (before, after)) in enumerate(zip(sizes, spaces, strict=True)):
        yield _Style(
            name=f"heading {level + 1}", next="Body Text", font=look.sans, size=size * em,
            bold=True, colour=look.accent, indent=None if level else hung, line=1.28 * size * em,
            space=(before * MM, after * MM), keep_next=True, keep_lines=True,
            outline=level, border=("left", look.accent, 4.5, 3 * MM) if level == 1 else None,
        )  # fmt: skip


def _text(look: WordLook) -> Iterator[_Style]:
    half_line = look.text * look.leading / 2
    yield _Style(name="Body Text", space=(0, half_line))
    yield _Style(name="List Bullet", on="Body Text", contextual=True, list=BULLETS)
    yield _Style(name="Numbered Paragraph", on="Body Text", list=NUMBERS)
    yield _Style(
        name="Numbered Point", on="Body Text", list=NUMBERS,
        indent=(POINT_INDENT, -POINT_INDENT - BEFORE_NUMBER),
    )  # fmt: skip
    yield _Style(
        name="Labelled", on="Body Text", next="Body Text", indent=(0, -look.hang), tab=("left", 0)
    )
    small = look.small_print * look.text
    for name, space, border in (
        ("Small Print", (0.0, 0.0), None),
        ("Small Print First", (13 * MM, 0.0), ("top", look.line, 0.5, 3 * MM)),
    ):
        yield _Style(
            name=name, next="Small Print", font=look.sans, size=small, colour=look.muted,
            line=1.45 * small, space=space, border=border, keep_next=True, keep_lines=True,
        )  # fmt: skip
    yield _Style(name="Closing", next="Signature", keep_next=True, space=(9 * MM, 0))
    yield _Style(name="Signature", next="Signatory", bold=True, keep_next=True, space=(16 * MM, 0))
    yield _Style(name="Signatory")


def _running_lines(look: WordLook) -> Iterator[_Style]:
    # The line above the first page's strapline and logo.
    yield _Style(
        name="Masthead", indent=(-look.hang, 0), size=1, line=3 * MM,
        space=(look.top - look.head_at, 0), border=("top", look.accent, 2.5, 0),
    )  # fmt: skip
    yield _Style(
        name="header", font=look.sans, size=look.small, line=1.35 * look.small, bold=True,
        colour=look.alert, indent=(-look.hang, 0),
    )  # fmt: skip
    yield _Style(
        name="footer", font=look.sans, size=look.small, line=1.35 * look.small, colour=look.muted
    )
    yield _Style(name="Footer Right", on="footer", right=True)
    yield _Style(name="Footer End", on="footer", size=1, line=1)


def _character_styles(look: WordLook) -> Iterator[str]:
    emphasis = "<w:i/><w:iCs/>" if look.italics else "<w:b/><w:bCs/>"
    link = f'{_run(colour=look.accent)}<w:u w:val="single"/>'
    for name, run in (
        ("Strong", "<w:b/><w:bCs/>"),
        ("Emphasis", emphasis),
        ("Intense Emphasis", f"<w:b/><w:bCs/>{emphasis if look.italics else ''}"),
        ("Label", _run(look.sans, bold=True, colour=look.muted)),
        ("Hyperlink", link),
    ):
        yield (
            f"{_begin('character', name)}"
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>'
        )


def style_id(name: str) -> str:
    """Give the identifier of a style."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def _paragraph_style(style: _Style) -> str:
    """Write a style; Word takes what is in it only in this order."""
    paragraph = (
        ("<w:keepNext/>" if style.keep_next else "")
        + ("<w:keepLines/>" if style.keep_lines else "")
        + (f'<w:numPr><w:numId w:val="{style.list}"/></w:numPr>' if style.list else "")
        + _border(style.border)
        + _tab(style.tab)
        + _spacing(style.space, style.line)
        + (_indent(*style.indent) if style.indent else "")
        + ("<w:contextualSpacing/>" if style.contextual else "")
        + ('<w:jc w:val="right"/>' if style.right else "")
        + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "")
    )
    run = _run(style.font, style.size, bold=style.bold, colour=style.colour)
    follows = f'<w:next w:val="{style_id(style.next)}"/>' if style.next else ""
    return (
        f'{_begin("paragraph", style.name)}<w:basedOn w:val="{style_id(style.on)}"/>{follows}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _begin(kind: str, name: str) -> str:
    own = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return f'<w:style w:type="{kind}"{own} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'


def _run(font: str = "", size: float | None = None, *, bold: bool = False, colour: str = "") -> str:
    name = quoteattr(font)
    fonts = f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"
    half_points = max(2, round(2 * size)) if size is not None else 0
    return (
        (fonts if font else "")
        + ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else "")
    )


def _spacing(space: tuple[float, float] | None, line: float | None) -> str:
    if space is None and line is None:
        return ""
    around = (
        f' w:before="{twips(max(0, space[0]))}" w:after="{twips(max(0, space[1]))}"'
        if space
        else ""
    )
    # At least: a font that takes the place of another may be taller.
    distance = f' w:line="{twips(line)}" w:lineRule="atLeast"' if line else ""
    return f"<w:spacing{around}{distance}/>"


def _indent(left: float, first: float) -> str:
    beyond = f'w:hanging="{twips(-first)}"' if first < 0 else f'w:firstLine="{twips(first)}"'
    return f'<w:ind w:left="{twips(left)}" {beyond}/>'


def _border(border: tuple[str, str, float, float] | None) -> str:
    if border is None:
        return ""
    side, colour, thick, away = border
    return (
        f'<w:pBdr><w:{side} w:val="single" w:sz="{round(8 * thick)}" w:space="{round(away)}"'
        f' w:color="{colour}"/></w:pBdr>'
    )


def _tab(tab: tuple[str, float] | None) -> str:
    return f'<w:tabs><w:tab w:val="{tab[0]}" w:pos="{twips(tab[1])}"/></w:tabs>' if tab else ""


def twips(points: float) -> int:
    """Give points in the twentieths of a point that Word counts in."""
    return round(20 * points)
