"""A PDF in memory, and pictures of as much of its pages as is looked at."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions

from desktop.publish import Place, Rendering

_WHOLE_PAGE_PIXELS = 6_000_000
"""Up to here a page is kept as one picture; above, only what is seen and a little around it."""


class Picture(NamedTuple):
    """A part of a page as it looks at one size, in pixels of the screen."""

    size: QSize
    part: QRect
    image: QImage


class PdfPages:
    """The pages of one rendering; raises ValueError if its PDF cannot be read."""

    def __init__(self, rendering: Rendering) -> None:
        self.places: tuple[Place, ...] = rendering.places
        self._document = QPdfDocument()
        # The document reads from the buffer as long as it lives; as its child the buffer dies last.
        buffer = QBuffer(self._document)
        buffer.setData(QByteArray(rendering.pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(buffer)
        if self._document.status() != QPdfDocument.Status.Ready:
            raise ValueError(f"the PDF cannot be read: {self._document.error().name}")
        count = self._document.pageCount()
        self.sizes: list[QSizeF] = [self._document.pagePointSize(page) for page in range(count)]
        self._pictures: dict[int, Picture] = {}

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
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(size)
        # Qt takes the distance from the first pixel to the last for the width of the part.
        options.setScaledClipRect(part.adjusted(0, 0, 1, 1))
        picture = Picture(size, part, self._document.render(page, part.size(), options))
        self._pictures[page] = picture
        return picture

    def keep_pictures(self, first: int, last: int) -> None:
        """Drop the pictures of all pages before `first` and after `last`."""
        for page in [page for page in self._pictures if not first <= page <= last]:
            del self._pictures[page]

    def text(self, page: int) -> str:
        """Give the words of a page, for those who have it read to them."""
        return self._document.getAllText(page).text()
