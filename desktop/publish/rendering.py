"""What rendering gives back, and how it fails: plain data that every process and layer can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

POINTS_PER_PIXEL: Final = 0.75
"""Pages are set in pixels of style sheets, of which 96 make an inch."""


class RenderError(Exception):
    """A report could not be set as pages; the message is one plain sentence for the user."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: a page, from 0, and a rectangle on it in points from its top left.

    An item that runs over two pages has two places; one without text has a place of no height.
    """

    item: str
    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rendering:
    """An edition of a report: its file, how many pages it has, and where its items stand.

    A web page and a Word file have no pages that are known, and so no places.
    """

    file: bytes
    pages: int = 0
    places: tuple[Place, ...] = ()
