"""Pictures of parts of pages: the same pixels as of the whole, and no more than is looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from pytestqt.qtbot import QtBot

from desktop.publish import Rendering
from desktop.ui.pages.document import PdfPages

SIZE = QSize(595, 842)
WHOLE = QRect(0, 0, 595, 842)
TOP = QRect(0, 0, 595, 300)
MIDDLE = QRect(0, 200, 595, 300)


@pytest.fixture
def pages(qtbot: QtBot) -> Iterator[PdfPages]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(72)
    painter = QPainter(writer)
    for line in range(40):
        painter.drawText(50, 20 + 20 * line, f"Line {line} of the first page")
    writer.newPage()
    painter.fillRect(QRectF(100, 200, 50, 50), QColor(255, 0, 0, 128))
    painter.end()
    pages = PdfPages(Rendering(bytes(buffer.data().data()), 2, ()))
    yield pages
    pages.close()


def test_a_part_has_the_pixels_of_the_whole(pages: PdfPages) -> None:
    part = pages.picture(0, SIZE, MIDDLE)
    assert part.part == MIDDLE
    pages.keep_pictures(1, 1)
    whole = pages.picture(0, SIZE, WHOLE)
    assert part.image == whole.image.copy(MIDDLE)
    assert whole.image != QImage(whole.image.size(), whole.image.format())


def test_what_is_half_transparent_is_seen_on_white_paper(pages: PdfPages) -> None:
    image = pages.picture(1, SIZE, WHOLE).image
    assert image.pixelColor(99, 199).name() == "#ffffff"
    assert image.pixelColor(101, 201).name() in ("#ff7f7f", "#ff8080")
    # Where a page was painted over, its pixels must stay opaque: Qt takes them to be.
    assert set(bytes(image.constBits())[3::4]) == {255}


def test_when_more_of_a_page_is_looked_at_the_whole_is_kept(pages: PdfPages) -> None:
    pages.picture(0, SIZE, TOP)
    assert pages.picture(0, SIZE, MIDDLE).part == WHOLE
    assert pages.picture(0, SIZE, TOP).part == WHOLE


def test_of_a_very_large_page_only_what_is_near_is_kept(pages: PdfPages) -> None:
    size = SIZE * 8
    pages.picture(0, size, QRect(0, 0, 1000, 1000))
    near = pages.picture(0, size, QRect(0, 2000, 1000, 1000)).part
    assert near == QRect(0, 1500, 1000, 2000)


def test_another_size_is_another_picture(pages: PdfPages) -> None:
    pages.picture(0, SIZE, TOP)
    doubled = pages.picture(0, SIZE * 2, TOP)
    assert doubled.size == SIZE * 2
    assert doubled.image.size() == TOP.size()


def test_the_words_of_a_page_can_be_read(pages: PdfPages) -> None:
    assert "Line 39 of the first page" in pages.text(0)
    assert pages.text(1) == ""


def test_what_is_no_pdf_is_refused(qtbot: QtBot) -> None:
    for rubbish in (b"", b"not a PDF", b"%PDF-1.7\n"):
        with pytest.raises(ValueError, match="cannot be read"):
            PdfPages(Rendering(rubbish, 1, ()))


def test_pages_can_be_closed_twice_and_their_pictures_stay(pages: PdfPages) -> None:
    image = pages.picture(1, SIZE, WHOLE).image
    pages.close()
    pages.close()
    assert image.pixelColor(0, 0).name() == "#ffffff"
