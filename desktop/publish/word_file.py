"""A Word file without text yet, and a finished one as bytes: the same document, the same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as WordDocument

from desktop.core.richtext import visible
from desktop.publish.metadata import LANGUAGE, PROGRAM, Metadata
from desktop.publish.word_look import MM, PAGE_HEIGHT, PAGE_WIDTH, WordLook
from desktop.publish.word_styles import XML, lists, styles, twips

_LONGEST_PROPERTY: Final = 255
_NUMBER_WIDTH: Final = 26 * MM
_ZIPPED: Final = (1980, 1, 1, 0, 0, 0)
"""When the parts of a file are said to be from: the same document must give the same bytes."""
_ALIKE: Final = {"Cambria": "Caladea", "Calibri": "Carlito"}
"""Fonts that run as wide, for readers that have not those which a document names."""
_MEDIA: Final = "application/vnd.openxmlformats-officedocument"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES: Final = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships"'
_KINDS: Final = {
    "styles.xml": "styles",
    "numbering.xml": "numbering",
    "settings.xml": "settings",
    "fontTable.xml": "fontTable",
    "header1.xml": "header",
    "header2.xml": "header",
    "footer1.xml": "footer",
    "footer2.xml": "footer",
}
"""The parts of a document beside its text."""
_RUNNING: Final = (
    ("header", "default", "header1.xml"),
    ("header", "first", "header2.xml"),
    ("footer", "default", "footer1.xml"),
    ("footer", "first", "footer2.xml"),
)


def new_document(look: WordLook, about: Metadata, *, mark: str, foot: str) -> WordDocument:
    """Make a document that has no text yet, with its styles, properties and running lines.

    The `mark` stands at the head of each page but the first, whose text says it; the `foot` at the
    left of each, beside the number of the page.
    """
    texts: dict[str, str | bytes] = {
        "styles.xml": styles(look),
        "numbering.xml": lists(look),
        "settings.xml": _settings(),
        "fontTable.xml": _font_table(look),
        "header1.xml": _running("hdr", _paragraph("Header", _words(mark))),
        "header2.xml": _running("hdr", _paragraph("Masthead")),
        "footer1.xml": _foot(foot, look),
        "footer2.xml": _foot(foot, look),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("[Content_Types].xml", _content_types())
        file.writestr(
            "_rels/.rels",
            _relations(
                {"word/document.xml": "officeDocument", "docProps/app.xml": "extended-properties"}
            ),
        )
        file.writestr("docProps/app.xml", _program())
        file.writestr("word/document.xml", _body(look))
        file.writestr("word/_rels/document.xml.rels", _relations(_KINDS))
        for name, text in texts.items():
            file.writestr(f"word/{name}", text)
    packed.seek(0)
    document = Document(packed)
    _describe(document, about)
    return document


def as_bytes(document: WordDocument) -> bytes:
    """Give a document as the bytes of its file.

    Nothing in it is compressed: not all machines compress to the same bytes.
    """
    saved, written = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(written, "w") as file:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, _ZIPPED)
            part.create_system = 0
            file.writestr(part, parts.read(name))
    return written.getvalue()


def _describe(document: WordDocument, about: Metadata) -> None:
    made = datetime.datetime.fromisoformat(f"{about.dated}T00:00+00:00")
    properties = document.core_properties
    properties.title = _property(about.title)
    properties.author = _property(about.author)
    properties.last_modified_by = _property(about.author)
    properties.subject = _property(about.description)
    properties.keywords = _property("; ".join(about.keywords))
    properties.identifier = _property(f"ISBN {about.isbn}" if about.isbn else "")
    properties.language = LANGUAGE
    properties.created = made
    properties.modified = made
    properties.revision = 1


def _property(text: str) -> str:
    return visible(text)[:_LONGEST_PROPERTY]


def _content_types() -> str:
    main = f"{_MEDIA}.wordprocessingml"
    parts = {"word/document.xml": f"{main}.document.main+xml"}
    parts |= {f"word/{name}": f"{main}.{kind}+xml" for name, kind in _KINDS.items()}
    parts["docProps/app.xml"] = f"{_MEDIA}.extended-properties+xml"
    named = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(parts: Mapping[str, str]) -> str:
    """Say which parts belong to one, and as what."""
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{name}"/>'
        for number, (name, kind) in enumerate(parts.items(), 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'


def _body(look: WordLook) -> str:
    numbers = {name: f"rId{number}" for number, name in enumerate(_KINDS, 1)}
    running = "".join(
        f'<w:{kind}Reference w:type="{where}" r:id="{numbers[name]}"/>'
        for kind, where, name in _RUNNING
    )
    return (
        f"{XML}<w:document {_NAMES}><w:body><w:sectPr>{running}"
        f'<w:pgSz w:w="{twips(PAGE_WIDTH)}" w:h="{twips(PAGE_HEIGHT)}"/>'
        f'<w:pgMar w:top="{twips(look.top)}" w:right="{twips(look.right)}"'
        f' w:bottom="{twips(look.bottom)}" w:left="{twips(look.left)}"'
        f' w:header="{twips(look.head_at)}" w:footer="{twips(look.foot_at)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr></w:body></w:document>"
    )


def _running(kind: str, content: str) -> str:
    return f"{XML}<w:{kind} {_NAMES}>{content}</w:{kind}>"


def _paragraph(style: str, content: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _foot(words: str, look: WordLook) -> str:
    """Set the words beside the number of the page: in a table, so that long ones leave it room."""
    number = f"{_field('PAGE')}{_words(' of ')}{_field('NUMPAGES')}"
    right = twips(_NUMBER_WIDTH)
    left = twips(look.hang + look.width) - right
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'
        for width, paragraph in (
            (left, _paragraph("Footer", _words(words))),
            (right, _paragraph("FooterRight", number)),
        )
    )
    above = "".join(
        f'<w:{side} w:w="{twips(distance)}" w:type="dxa"/>'
        for side, distance in (("top", 2.5 * MM), ("left", 0), ("right", 0))
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{left + right}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(-look.hang)}" w:type="dxa"/>'
        f'<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="{look.line}"/>'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{above}</w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>'
        f"<w:tr>{cells}</w:tr></w:tbl>"
    )
    # Word takes no table that ends a part.
    return _running("ftr", f"{table}{_paragraph('FooterEnd')}")


def _words(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(visible(words))}</w:t></w:r>' if words else ""


def _field(name: str) -> str:
    """Give a number that Word counts itself."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _settings() -> str:
    return (
        f'{XML}<w:settings {_NAMES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/></w:settings>'
    )


def _font_table(look: WordLook) -> str:
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}>"
        + (f'<w:altName w:val="{_ALIKE[name]}"/>' if name in _ALIKE else "")
        + f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, family in {look.serif: "roman", look.sans: "swiss"}.items()
    )
    return f"{XML}<w:fonts {_NAMES}>{fonts}</w:fonts>"


def _program() -> str:
    return (
        f'{XML}<Properties xmlns="{_OFFICE}/extended-properties">'
        f"<Application>{PROGRAM}</Application></Properties>"
    )
