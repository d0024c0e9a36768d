"""Looking through the library in the background: leaf by leaf, and how far each report is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.core.report import completeness
from desktop.ui.background import Background
from desktop.ui.library.filter_line import Filter
from desktop.ui.library.model import LEAF, Name, ReportsModel, name_of
from desktop.ui.newest import Newest

if TYPE_CHECKING:
    from desktop.store.library import Listed, Order, Wanted
    from desktop.store.opening import Opened

Result = TypeVar("Result")
_IN_SIGHT: Final = 3
"""Leaves that can be seen at once, at most; those wanted before them were scrolled past."""


class Asked(NamedTuple):
    """What reports are looked for, and in which order."""

    filter: Filter
    order: Order
    descending: bool

    def in_the_library(self) -> Wanted:
        """Give the same as the database takes it; to be called off the UI thread."""
        from desktop.store.library import Wanted

        return Wanted(
            self.filter.programme,
            self.filter.force,
            self.filter.state,
            self.filter.year,
            self.filter.words,
            self.order,
            self.descending,
        )


class Found(NamedTuple):
    """How many reports there are as wanted, and in which rows those that were asked about stand."""

    total: int
    published: int
    rows: Mapping[Name, int]


class Shelves(NamedTuple):
    """What reports can be looked for by: the programmes and the years that there are reports of."""

    programmes: list[str]
    years: list[int]


class _Looked(NamedTuple):
    leaves: dict[int, tuple[Listed, ...]]
    found: Found


class Looking(QObject):
    """Fills a model with the reports that are wanted, a leaf at a time, from the database."""

    found = Signal(object)
    """A `Found`: the model shows now what was looked for last."""
    shelves_told = Signal(object)
    """The `Shelves` as they are now."""
    leaf_added = Signal()
    """Rows that were not read have been."""
    failed = Signal(str)
    """Why nothing could be read: a plain line."""

    def __init__(
        self, opened: Opened, background: Background, model: ReportsModel, parent: QObject
    ) -> None:
        """Read through `background` into `model`; nothing is read before `look`."""
        super().__init__(parent)
        self._opened = opened
        self._model = model
        self._asked: Asked | None = None
        self._years = {
            each.id: int(each.published[:4]) for each in opened.programmes.by_id.values()
        }
        self._looks = Newest(background, self._say_failed, self)
        self._shelves = Newest(background, self._say_failed, self)
        self._background = background
        self._serial = 0
        self._under_way = False
        self._leaves: list[int] = []
        self._uncounted: list[int] = []
        model.leaf_wanted.connect(self._fetch)

    def look(
        self, asked: Asked, names: Collection[Name], seen: Collection[int], *, keep: bool
    ) -> None:
        """Look for reports, and say in which rows those named stand.

        With `keep` the leaves that are `seen` are read again; otherwise the one in which the first
        of those named stands.
        """
        database, years = self._opened.database, self._years
        seen = [*seen] if keep else []

        def work() -> _Looked:
            from desktop.store.library import leaf_at, look_through

            wanted = asked.in_the_library()
            first = seen[0] * LEAF if seen else None
            leaf = look_through(database, wanted, years, offset=first, limit=LEAF, names=names)
            leaves = {leaf.offset // LEAF: leaf.reports}
            for number in seen[1:]:
                leaves[number] = leaf_at(database, wanted, years, number * LEAF, LEAF)
            return _Looked(leaves, Found(leaf.total, leaf.published, leaf.rows))

        def looked(answer: _Looked) -> None:
            self._asked = asked
            self._serial += 1
            self._leaves, self._uncounted = [], [*answer.leaves]
            self._model.show(answer.found.total, answer.leaves)
            self.found.emit(answer.found)
            self._go_on()

        self._looks.ask(work, looked)

    def tell_shelves(self) -> None:
        """Have it told what reports can be looked for by."""
        database, years = self._opened.database, self._years

        def work() -> Shelves:
            from desktop.store.library import programmes_there, years_there

            return Shelves(programmes_there(database), years_there(database, years))

        self._shelves.ask(work, self.shelves_told.emit)

    def end(self) -> None:
        """Read nothing more: the background is about to close."""
        self._looks.end()
        self._shelves.end()
        self._serial += 1
        self._asked = None

    def _fetch(self, leaf: int) -> None:
        """Read a leaf in its turn; who scrolls on does not wait for all that was passed."""
        if leaf not in self._leaves:
            self._leaves = [*self._leaves[1 - _IN_SIGHT :], leaf]
            self._go_on()

    def _go_on(self) -> None:
        """Read the leaf wanted last, or else how far the reports of those leaves are."""
        if self._under_way or self._asked is None:
            return
        if self._leaves:
            self._read(self._leaves[-1], self._asked)
        elif self._uncounted:
            self._count(self._model.without_percent(self._uncounted.pop()))

    def _read(self, leaf: int, asked: Asked) -> None:
        database, years = self._opened.database, self._years

        def work() -> tuple[Listed, ...]:
            from desktop.store.library import leaf_at

            return leaf_at(database, asked.in_the_library(), years, leaf * LEAF, LEAF)

        def read(reports: tuple[Listed, ...]) -> None:
            self._leaves = [each for each in self._leaves if each != leaf]
            self._uncounted = [*self._uncounted[1 - _IN_SIGHT :], leaf]
            self._model.add(leaf, reports)
            self.leaf_added.emit()

        self._run(work, read)

    def _count(self, reports: list[Listed]) -> None:
        database, programmes = self._opened.database, self._opened.programmes.by_id
        names = [name_of(each) for each in reports if each.programme in programmes]
        if not names:
            self._go_on()
            return

        def work() -> dict[Name, int]:
            from desktop.store.library import read_several

            several = read_several(database, names)
            return {
                name: completeness(report, programmes[name[0]]).percent
                for name, report in several.items()
            }

        self._run(work, self._model.say_complete)

    def _run(self, work: Callable[[], Result], done: Callable[[Result], object]) -> None:
        """Do one thing after the other; what was asked of other reports is not told any more."""
        serial = self._serial
        self._under_way = True

        def ended(result: Result) -> None:
            self._under_way = False
            if serial == self._serial:
                done(result)
            self._go_on()

        def failed(error: Exception) -> None:
            self._under_way = False
            self._leaves, self._uncounted = [], []
            self._say_failed(error)

        self._background.run(work, ended, failed)

    def _say_failed(self, error: Exception) -> None:
        self.failed.emit(str(error))
