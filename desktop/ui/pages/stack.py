"""Where pages stand below each other, and how points on paper and on the screen correspond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.publish import Place
from desktop.ui.theme import SPACE

MARGIN = SPACE.large
GAP = SPACE.medium


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the report: a page, from 0, and where on it, in points from its top left."""

    page: int
    at: QPointF


class Stack:
    """Pages below each other, centred; all rectangles in device-independent pixels.

    `scale` is pixels a point; edges of pages fall on whole pixels of a screen with `ratio` of them
    to one device-independent pixel, so that text is not blurred.
    """

    def __init__(
        self, sizes: Sequence[QSizeF], scale: float, view_width: float, ratio: float
    ) -> None:
        self.scale = scale
        sheets = [size * scale for size in sizes]
        widest = max((sheet.width() for sheet in sheets), default=0.0)
        self.width = widest + 2 * MARGIN
        whole = max(self.width, view_width)
        top = float(MARGIN)
        self.pages: list[QRectF] = []
        for sheet in sheets:
            left = (whole - sheet.width()) / 2
            x, y, width, height = (
                round(length * ratio) / ratio
                for length in (left, top, sheet.width(), sheet.height())
            )
            self.pages.append(QRectF(x, y, width, height))
            top = y + height + GAP
        self.height = top - GAP + MARGIN if sheets else 0.0

    def spot(self, point: QPointF) -> Spot:
        """Give the spot under a point; it may lie outside of its page, which is the nearest one."""
        below = (n for n, page in enumerate(self.pages) if point.y() < page.bottom() + GAP)
        number = next(below, len(self.pages) - 1)
        return Spot(number, (point - self.pages[number].topLeft()) / self.scale)

    def point(self, spot: Spot) -> QPointF:
        """Give the point where a spot stands; that of the last page where its page is gone."""
        return self.pages[min(spot.page, len(self.pages) - 1)].topLeft() + spot.at * self.scale

    def box(self, place: Place) -> QRectF:
        """Give the rectangle in which an item stands."""
        corner = self.point(Spot(place.page, QPointF(place.left, place.top)))
        return QRectF(corner, QSizeF(place.width, place.height) * self.scale)

    def page_in(self, top: float, bottom: float) -> int:
        """Give the page of which most is seen between two heights; the upper one of equals."""
        seen = [min(page.bottom(), bottom) - max(page.top(), top) for page in self.pages]
        return seen.index(max(seen)) if seen else 0


def fitting_scale(sizes: Sequence[QSizeF], view_width: float) -> float:
    """Give the scale at which the widest page just fits a width."""
    widest = max((size.width() for size in sizes), default=0.0)
    return max(view_width - 2 * MARGIN, 1.0) / widest if widest else 1.0
