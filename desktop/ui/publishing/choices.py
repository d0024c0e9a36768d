"""What is to be made of the chosen reports: the edition, its format and look, and the folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.editions import (
    FORMAT_WORDS,
    KIND_MEANS,
    KIND_WORDS,
    LOOK_WORDS,
    Edition,
    Format,
    Kind,
    Look,
)
from desktop.ui.memory import Memory
from desktop.ui.printing import documents
from desktop.ui.theme import SPACE, item_font, set_role, small_font

_FOLDER: Final = "publishing_folder"
_DEFAULT: Final = "Fieldbook reports"
_UNDER_BUTTON: Final = 24


class Choices(QWidget):
    """Chooses an edition, a format, a look and a folder."""

    changed = Signal()

    def __init__(self, memory: Memory, parent: QWidget) -> None:
        """Begin with proofs as PDF, in the folder that was written to last."""
        super().__init__(parent)
        self._memory = memory
        self._kinds = QButtonGroup(self)
        self._formats = QButtonGroup(self)
        self._looks = QButtonGroup(self)
        remembered = memory.text(_FOLDER)
        self._folder = Path(remembered) if remembered else Path(documents(), _DEFAULT)
        title = QLabel("Edition")
        title.setFont(item_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addSpacing(SPACE.small)
        for kind, words in KIND_WORDS.items():
            column.addWidget(self._button(self._kinds, kind, words, "Edition", KIND_MEANS[kind]))
            means = QLabel(KIND_MEANS[kind], wordWrap=True)
            means.setFont(small_font())
            means.setContentsMargins(_UNDER_BUTTON, 0, 0, SPACE.small)
            set_role(means, "muted")
            column.addWidget(means)
        column.addSpacing(SPACE.small)
        column.addLayout(self._make_rows())
        for group in (self._kinds, self._formats, self._looks):
            for button in group.buttons():
                button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            group.buttonToggled.connect(self._toggled)
            group.buttons()[0].setChecked(True)

    def _make_rows(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(SPACE.large)
        rows.setVerticalSpacing(SPACE.small)
        rows.setColumnStretch(1, 1)
        rows.addWidget(_name("Format"), 0, 0)
        rows.addLayout(self._in_a_row(self._formats, FORMAT_WORDS, "Format"), 0, 1)
        rows.addWidget(_name("Look"), 1, 0)
        rows.addLayout(self._in_a_row(self._looks, LOOK_WORDS, "Look"), 1, 1)
        rows.addWidget(_name("Folder"), 2, 0)
        self._path = _Path(self)
        self._choose = QPushButton("Choose…", self)
        self._choose.setAccessibleName("Choose the folder to write to")
        self._choose.clicked.connect(self._ask_folder)
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(self._path, 1)
        line.addWidget(self._choose)
        rows.addLayout(line, 2, 1)
        self._show_folder()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return rows

    def _in_a_row(
        self, group: QButtonGroup, words: Mapping[Format, str] | Mapping[Look, str], name: str
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.large)
        for key, said in words.items():
            row.addWidget(self._button(group, key, said, name))
        row.addStretch(1)
        return row

    def _button(
        self, group: QButtonGroup, key: str, words: str, name: str, means: str = ""
    ) -> QRadioButton:
        button = _Radio(words, self)
        button.setProperty("key", key)
        button.setAccessibleName(f"{name}: {words}")
        button.setAccessibleDescription(means)
        group.addButton(button)
        return button

    def _toggled(self, button: QAbstractButton, on: bool) -> None:
        # Tab leads to what is chosen; Qt sees to that only once a button has had the keyboard.
        policies = Qt.FocusPolicy
        button.setFocusPolicy(policies.StrongFocus if on else policies.ClickFocus)
        if on:
            self.changed.emit()

    @property
    def edition(self) -> Edition:
        """What is chosen."""
        kind, format_, look = (
            next(each for each in group.buttons() if each.isChecked()).property("key")
            for group in (self._kinds, self._formats, self._looks)
        )
        return Edition(cast("Kind", kind), cast("Format", format_), cast("Look", look))

    @property
    def folder(self) -> Path:
        """The folder to write to."""
        return self._folder

    def choose(self, edition: Edition) -> None:
        """Choose an edition, with its format and look."""
        chosen = (edition.kind, edition.format, edition.look)
        for group, key in zip((self._kinds, self._formats, self._looks), chosen, strict=True):
            next(each for each in group.buttons() if each.property("key") == key).setChecked(True)

    def take_folder(self, folder: Path) -> None:
        """Write to this folder from now on, the next time too."""
        self._folder = folder
        self.remember()
        self._show_folder()
        self.changed.emit()

    def remember(self) -> None:
        """Write to the present folder the next time too."""
        self._memory.keep(**{_FOLDER: str(self._folder)})

    def first(self) -> QWidget:
        """Give the first of what takes the keyboard."""
        return next(each for each in self._kinds.buttons() if each.isChecked())

    def _ask_folder(self) -> None:
        # The nearest folder that is there, as the one to write to is made when it is needed.
        at = next((each for each in (self._folder, *self._folder.parents) if each.is_dir()), Path())
        dialog = QFileDialog(self, "Choose the folder to write to", str(at))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.take_folder(Path(name)))
        dialog.open()

    def _show_folder(self) -> None:
        self._path.show_path(str(self._folder))
        self._choose.setAccessibleDescription(f"It is {self._folder} now.")


class _Radio(QRadioButton):
    """Chosen by a click anywhere in its row."""

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)


class _Path(QLabel):
    """A path in one line, its middle left out where there is no room for all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, textFormat=Qt.TextFormat.PlainText)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_path(self, path: str) -> None:
        self._whole = path
        self.setToolTip(path)
        self.setAccessibleName(f"Folder: {path}")
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._whole, middle, self.width()))


def _name(words: str) -> QLabel:
    label = QLabel(words)
    set_role(label, "muted")
    return label
