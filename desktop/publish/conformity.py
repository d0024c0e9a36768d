"""Pages written as PDF/UA-1 and PDF/A-3a at once, with the entry inside as an associated file."""

from __future__ import annotations

import datetime
import zlib
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from weasyprint import Attachment
from weasyprint.css import ColorProfile
from weasyprint.document import Document
from weasyprint.pdf.metadata import DocumentMetadata

from desktop.core.entry import ENTRY_FILE
from desktop.publish.metadata import LANGUAGE, PROGRAM, Metadata
from desktop.publish.tagging import mend_tags

VARIANT: Final = "pdf/a-3a"
_COLOURS = "sRGB2014.icc"
_XMP = """\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{isbn}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


def conforming_pdf(
    document: Document, about: Metadata | None = None, entry: bytes | None = None
) -> bytes:
    """Write pages as a PDF that holds to both standards, and carries an entry as JSON if given one.

    Without `about`, the file says of itself what its HTML says. No clock is asked: the file is
    dated by the month that stands on its first page.
    """
    if about:
        document.metadata = _properties(about)
    # WeasyPrint would open its own copy of the colours for each report and not close it.
    document.color_profiles[_COLOURS] = ColorProfile(
        BytesIO(_srgb()), _COLOURS, "relative-colorimetric", (["r"], ["g"], ["b"])
    )
    document.output_intent = _COLOURS
    xmp = _more_xmp(about.isbn if about else "")

    def finish(pages: Document, pdf: Any) -> None:
        mend_tags(pages, pdf)
        packet = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        # Catalogues and archives look for what it says without unpacking anything.
        packet.compress = False
        packet.stream = [packet.stream[0].replace(b"</rdf:RDF>", xmp)]
        if "AF" in pdf.catalog:
            # WeasyPrint names what is attached twice.
            pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
        for each in pdf.objects:
            if getattr(each, "compress", False):
                _pack(each)

    written: bytes = document.write_pdf(
        pdf_variant=VARIANT,
        output_intent=_COLOURS,
        attachments=[_attached(entry, about)] if entry and about else [],
        finisher=finish,
    )
    return written


def _pack(stream: Any) -> None:
    """Pack a stream for good: it is written to the file, and again to be hashed for its name.

    The level is zlib's own default: the highest takes twice the time and saves one byte in eighty.
    """
    stream.compress = False
    _, _, content = stream.data.partition(b"\nstream\n")
    stream.stream = [zlib.compress(content.removesuffix(b"\nendstream"))]
    stream.extra["Filter"] = "/FlateDecode"


def _properties(about: Metadata) -> DocumentMetadata:
    return DocumentMetadata(
        title=about.title,
        authors=[about.author],
        description=about.description,
        keywords=list(about.keywords),
        generator=PROGRAM,
        created=about.dated[:7],
        modified=about.dated[:7],
        lang=LANGUAGE,
    )


def _attached(entry: bytes, about: Metadata) -> Attachment:
    day = datetime.datetime.fromisoformat(f"{about.dated}T00:00+00:00")
    return Attachment(
        string=entry,
        name=ENTRY_FILE,
        description="The entry that this report was made from, to be read by programs",
        created=day,
        modified=day,
        relationship="Source",
    )


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    return (files("weasyprint.pdf") / _COLOURS).read_bytes()


def _more_xmp(isbn: str) -> bytes:
    number = f"<dc:identifier>urn:isbn:{escape(isbn)}</dc:identifier>" if isbn else ""
    return _XMP.format(language=LANGUAGE, isbn=number).encode()
