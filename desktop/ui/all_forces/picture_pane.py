"""The national picture of one field: in a sentence, in figures, and as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.house_style import HouseStyle
from desktop.core.national import Picture
from desktop.core.national_words import Line, lines, names, reading
from desktop.publish.charts import Inks, chart_of
from desktop.ui.all_forces.drawing import ChartDrawer
from desktop.ui.theme import SPACE, item_font, set_role, small_font, theme

_RING = 2
_PAUSE_MS = 120
"""How long a field is looked at before its chart is drawn."""
SAVINGS = {
    "chart.svg": "Save chart as SVG…",
    "chart.png": "Save chart as PNG…",
    "figures.csv": "Save figures as CSV…",
    "answers.csv": "Save answers of all forces as CSV…",
    "answers.xlsx": "Save answers of all forces as XLSX…",
}


class PicturePane(QScrollArea):
    """Shows the picture of the field at hand; the chart comes when it is drawn."""

    save_wanted = Signal(str)
    """What is to be saved, as `SAVINGS` names it."""

    def __init__(self, drawer: ChartDrawer, parent: QWidget | None = None) -> None:
        """Begin with words on what will stand here."""
        super().__init__(parent)
        self._drawer = drawer
        self._picture: Picture | None = None
        self._style = HouseStyle()
        self.setAccessibleName("National picture")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # Room for the line that tells that the keys are here.
        self.setViewportMargins(_RING, _RING, _RING, _RING)
        set_role(self, "surface")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title = _words()
        self._title.setFont(item_font())
        self._reading = _words()
        self._reading.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._figures = _Figures()
        self._chart = _ChartLabel()
        self._no_chart = _words()
        self._no_chart.setFont(small_font())
        set_role(self._no_chart, "muted")
        self._save = QPushButton("Save…")
        self._save.setAccessibleName("Save the chart or a table")
        menu = QMenu(self._save)
        for what, label in SAVINGS.items():
            action = QAction(label, menu)
            action.triggered.connect(lambda _=False, what=what: self.save_wanted.emit(what))
            menu.addAction(action)
        self._save.setMenu(menu)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        drawer.drawn.connect(self._show_chart)
        drawer.failed.connect(self._say_no_chart)
        self.clear()

    def _lay_out(self) -> None:
        inside = QWidget()
        set_role(inside, "surface")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.large)
        rows.setSpacing(SPACE.small)
        for part in (self._title, self._reading, self._figures, self._chart, self._no_chart):
            rows.addWidget(part)
        rows.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        self.setWidget(inside)

    @property
    def picture(self) -> Picture | None:
        """The picture that is shown."""
        return self._picture

    @property
    def reading(self) -> str:
        """What the picture says, in a sentence."""
        return self._reading.text()

    def take_focus(self) -> None:
        """Take the keyboard, for scrolling through the picture."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_picture(self, picture: Picture, style: HouseStyle) -> None:
        """Show a picture in words and figures at once; its chart follows."""
        if self._picture == picture:
            return
        other = self._picture is None or self._picture.key != picture.key
        self._picture, self._style = picture, style
        said = reading(picture, style)
        self._title.setText(picture.title)
        self._reading.setText(said)
        self._figures.show_lines(picture, lines(picture))
        self._say_no_chart("")
        if other:
            self._chart.clear()
            self.verticalScrollBar().setValue(0)
        self._chart.setAccessibleName(f"Chart: {picture.title}")
        self._chart.setAccessibleDescription(said)
        self._save.setEnabled(True)
        self._drawer.forget()
        self._pause.start()

    def clear(self) -> None:
        """Show nothing, as no field is at hand."""
        self._picture = None
        self._pause.stop()
        self._drawer.forget()
        self._title.setText("National picture")
        self._reading.setText(
            "What all forces answered to a field will stand here, in a sentence, in figures and"
            " as a chart. Go to a cell of the table to begin."
        )
        self._figures.show_lines(None, [])
        self._chart.clear()
        self._say_no_chart("")
        self._save.setEnabled(False)

    def _draw(self) -> None:
        if self._picture is not None and self.isVisible():
            scale = max(2.0, self.devicePixelRatioF())
            self._drawer.draw(chart_of(self._picture, self._style, _inks()), scale)

    def _show_chart(self, png: bytes) -> None:
        pixmap = QPixmap()
        if self._picture is not None and pixmap.loadFromData(QByteArray(png), "PNG"):
            self._chart.show_pixmap(pixmap, max(2.0, self.devicePixelRatioF()))

    def _say_no_chart(self, why: str) -> None:
        self._no_chart.setText(why)
        self._no_chart.setVisible(bool(why))

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        elif event.type() == QEvent.Type.Paint and self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(theme().accent), _RING))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
            painter.end()
        return done

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._picture is not None:
            self._pause.start()


class _ChartLabel(QWidget):
    """Shows a chart in its own size, or smaller where there is less room."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chart")
        self._whole = QPixmap()
        self._size = QSize()
        self._fitted = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def clear(self) -> None:
        self._whole = self._fitted = QPixmap()
        self.hide()

    def show_pixmap(self, pixmap: QPixmap, scale: float) -> None:
        self._whole = pixmap
        self._size = pixmap.size() / scale
        self.show()
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull() or self.width() <= 0:
            return
        size = self._size
        if size.width() > self.width():
            size = size.scaled(self.width(), size.height(), Qt.AspectRatioMode.KeepAspectRatio)
        sharp = self.devicePixelRatioF()
        self._fitted = self._whole.scaled(
            size * sharp,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._fitted.setDevicePixelRatio(sharp)
        self.setFixedHeight(size.height())
        self.update()

    @override
    def resizeEvent(self, event: QEvent) -> None:
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._fitted)
        painter.end()


class _Figures(QWidget):
    """The figures, one a line: what, how many forces or which number, and whose."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, SPACE.tiny, 0, SPACE.tiny)
        self._grid.setHorizontalSpacing(SPACE.large)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(2, 1)
        self._labels: list[tuple[QLabel, QLabel, QLabel]] = []

    def show_lines(self, picture: Picture | None, shown: Sequence[Line]) -> None:
        while len(self._labels) < len(shown):
            self._add()
        for at, labels in enumerate(self._labels):
            texts = ("", "", "")
            if picture is not None and at < len(shown):
                texts = _texts(picture, shown[at])
            for label, text in zip(labels, texts, strict=True):
                label.setText(text)
                label.setVisible(at < len(shown))

    def _add(self) -> None:
        row = len(self._labels)
        name, value, whose = (QLabel(self) for _ in range(3))
        for column, label in enumerate((name, value, whose)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            if column != 1:
                label.setFont(small_font())
                set_role(label, "muted")
            if column == 1:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(label, row, column)
        whose.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._labels.append((name, value, whose))


def _texts(picture: Picture, line: Line) -> tuple[str, str, str]:
    """Give the three parts of a line of figures."""
    if line.value is not None:
        shown = picture.asked.show(line.value)
        if picture.asked.type == "count":
            shown = f"{line.value}"
        return line.name, shown, names(picture, line.forces) if line.forces else ""
    forces = line.forces or ()
    percent = "" if line.percent is None else f"{float(line.percent):g}%"
    few = names(picture, forces) if 0 < len(forces) <= 2 else ""
    return line.name, str(len(forces)), ", ".join(filter(None, (percent, few)))


def _words() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _inks() -> Inks:
    """Give the colours of a chart on the screen: those of the theme in force."""
    now = theme()
    return Inks(now.surface, now.ink, now.muted, now.edge, now.accent, now.rule)
