"""A PDF in memory, and pictures of as much of its pages as is looked at.

PDFium takes a while to load, so this module is imported when there are pages to show. It does not
bear two threads at once: what is here belongs to the UI thread.
"""

from __future__ import annotations

from contextlib import closing
from ctypes import c_ubyte
from typing import NamedTuple

from pypdfium2 import PdfBitmap, PdfDocument, PdfiumError, raw
from PySide6.QtCore import QRect, QSize, QSizeF
from PySide6.QtGui import QImage, Qt

from desktop.publish import Place, Rendering

_WHOLE_PAGE_PIXELS = 6_000_000
"""Up to here a page is kept as one picture; above, only what is seen and a little around it."""


class Picture(NamedTuple):
    """A part of a page as it looks at one size, in pixels of the screen."""

    size: QSize
    part: QRect
    image: QImage


class PdfPages:
    """The pages of one rendering, until they are closed.

    Raises ValueError if the PDF cannot be read.
    """

    def __init__(self, rendering: Rendering) -> None:
        self.places: tuple[Place, ...] = rendering.places
        try:
            self._document = PdfDocument(rendering.file)
            sizes = [self._document.get_page_size(page) for page in range(len(self._document))]
        except PdfiumError as error:
            raise ValueError("the PDF cannot be read") from error
        self.sizes = [QSizeF(width, height) for width, height in sizes]
        self._pictures: dict[int, Picture] = {}

    def close(self) -> None:
        """Give the PDF's memory back; nothing can be had of its pages after this."""
        # Left to itself, the document would be closed by whichever thread collects garbage.
        self._document.close()

    def picture(self, page: int, size: QSize, seen: QRect) -> Picture:
        """Give a picture of at least the seen part of a page that is `size` pixels large.

        The first one is of just that part, because it is waited for; when more of the page comes
        into view, the reader is scrolling and will want the rest.
        """
        known = self._pictures.get(page)
        if known is None or known.size != size:
            part = seen
        elif known.part.contains(seen):
            return known
        else:
            part = QRect(0, 0, size.width(), size.height())
            if size.width() * size.height() > _WHOLE_PAGE_PIXELS:
                part &= seen.adjusted(0, -seen.height() // 2, 0, seen.height() // 2)
        picture = Picture(size, part, self._paint(page, size, part))
        self._pictures[page] = picture
        return picture

    def _paint(self, page: int, size: QSize, part: QRect) -> QImage:
        image = QImage(part.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        # PDFium writes straight into the image's memory, which must not be shared until it is done.
        memory = (c_ubyte * image.sizeInBytes()).from_buffer(image.bits())
        bitmap = PdfBitmap.new_native(
            image.width(),
            image.height(),
            raw.FPDFBitmap_BGRx,
            buffer=memory,
            stride=image.bytesPerLine(),
        )
        with closing(bitmap), closing(self._document[page]) as sheet:
            left, top = -part.left(), -part.top()
            raw.FPDF_RenderPageBitmap(
                bitmap, sheet, left, top, size.width(), size.height(), 0, raw.FPDF_ANNOT
            )
        return image

    def keep_pictures(self, first: int, last: int) -> None:
        """Drop the pictures of all pages before `first` and after `last`."""
        for page in [page for page in self._pictures if not first <= page <= last]:
            del self._pictures[page]

    def text(self, page: int) -> str:
        """Give the words of a page, for those who have it read to them."""
        with closing(self._document[page]) as sheet, closing(sheet.get_textpage()) as words:
            return str(words.get_text_bounded())
