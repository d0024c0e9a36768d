"""A typist inside the real program, who says on stdout what stands on the screen, and since when.

Started as `python -m tests.crash.typist SEED`; it types until it closes the window or is killed.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable, Generator
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QWidget

from desktop.app import close_when_told, make_window
from desktop.core.fields import Answer
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.all_forces import AllForces
from desktop.ui.desk import Desk
from desktop.ui.editors import Editor
from desktop.ui.editors.count import CountEditor
from desktop.ui.editors.line import LineEditor
from desktop.ui.review import Review
from desktop.ui.review.box import Box
from desktop.ui.saving import Saving
from desktop.ui.window import Window
from desktop.ui.writing_box import WritingBox
from tests.crash.lettering import other_answer, sentence
from tests.random_reports import random_answer

FORCES = ("kent", "essex", "cleveland", "dyfed-powys", "city-of-london")
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_FORM, _ALL_FORCES = Qt.Key.Key_1, Qt.Key.Key_3
_PATIENCE = 20.0
Pauses = Generator[int, None, None]
"""What is typed, key by key; gives after each how many milliseconds to wait."""

_out = os.dup(1)


def tell(what: str, *more: object, at: float | None = None) -> None:
    """Say something, at once and whole."""
    moment = time.monotonic() if at is None else at
    os.write(_out, f"{json.dumps([what, moment, *more])}\n".encode())


class Typist(QObject):
    """Types at random, as a person does who is in a hurry."""

    def __init__(self, window: Window, seed: str) -> None:
        """Begin as soon as the window is filled."""
        super().__init__(window)
        self._window = window
        self._dice = random.Random(seed)
        self._texts: dict[tuple[str, str], tuple[int, str]] = {}
        self._seen: dict[tuple[str, str, str], object] = {}
        self._elsewhere = False
        """Something is given elsewhere, which the form shows as soon as it is recorded."""
        self._work = self._type_on()
        window.filled.connect(self._begin)

    def _begin(self) -> None:
        tell("filled")
        self._desk.present_changed.connect(self._look)
        self._desk.recorded.connect(lambda report: tell("recorded", report.name, report.version))
        self._look()
        self._go_on()

    def stop(self) -> None:
        """Type no more."""
        self._work.close()

    def _go_on(self) -> None:
        for pause in self._work:
            QTimer.singleShot(pause, self._go_on)
            return

    @property
    def _desk(self) -> Desk:
        assert self._window.desk is not None
        return self._window.desk

    # What stands on the screen

    def _look(self) -> None:
        """Tell what stands in the form now and was not told before."""
        desk = self._desk
        if desk.at is None or desk.present is None or self._elsewhere:
            return
        name, form = Report(desk.at[0].id, desk.at[1].key).name, desk.form
        sheet = form._sheet
        if sheet is None or form._report is None or form._report.name != name:
            return
        for key, editor in sheet.editors.items():
            self._saw(name, "answer", key, _json(editor.answer()))
        for key, block in sheet.items.items():
            text = block.passage.findChild(QTextEdit)
            assert text is not None
            known = self._texts.get((name, key))
            if known is None or known[0] != text.document().revision():
                known = text.document().revision(), block.passage.text()
                self._texts[name, key] = known
            self._saw(name, "passage", key, known[1])
        unsaved = sheet.unsaved()
        for key in sheet.editors:
            if key in unsaved or (name, "unfinished", key) in self._seen:
                self._saw(name, "unfinished", key, unsaved.get(key, ""))

    def _saw(self, name: str, kind: str, key: str, value: object) -> None:
        place = name, kind, key
        if place not in self._seen or self._seen[place] != value:
            self._seen[place] = value
            tell("saw", name, kind, key, value)

    # Keys

    def _press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(_focus(self._window), key, modifiers)
        self._look()
        tell("key")

    def _letter(self, letter: str) -> None:
        _send(_focus(self._window), letter)
        self._look()
        tell("key")

    def _letters(self, text: str) -> Pauses:
        slow = self._dice.choice((0, 0, 15, 40, 120))
        for letter in text:
            self._letter(letter)
            yield self._dice.randint(0, slow)
        yield self._dice.choice((0, 0, 30, 200, 400, 800, 1600))

    def _until(self, holds: Callable[[], bool]) -> Pauses:
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                tell("wrong", f"never: {holds}, {self._window.messages.text}")
                return
            yield 10

    # What is done

    def _type_on(self) -> Pauses:
        deeds = [self._open_force]
        while True:
            for deed in deeds:
                yield from deed()
            deeds = self._dice.choices(
                (
                    self._write,
                    self._answer,
                    self._answer_wrongly,
                    self._open_force,
                    self._open_programme,
                    self._answer_in_all_forces,
                    self._comment,
                    self._take_draft,
                    self._go_back,
                    self._undo,
                    self._close,
                ),
                (30, 30, 4, 8, 3, 6, 5, 4, 3, 6, 2),
            )

    def _open_force(self) -> Pauses:
        desk = self._desk
        force = self._dice.choice(FORCES)
        desk.open_force(force)
        self._window._panel.select(force)
        yield 0
        if desk.present is None:
            tell("means", "begin_report")
            yield from self._until(lambda: self._button("Start the report") is not None)
            button = self._button("Start the report")
            if button is not None:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            yield from self._until(lambda: desk.present is not None)
        self._look()

    def _open_programme(self) -> Pauses:
        desk = self._desk
        programmes = [*desk._opened.programmes.by_id]
        wanted = self._dice.choice(programmes)
        force = self._dice.choice(FORCES)
        desk.open_programme(wanted, force)
        yield from self._until(lambda: desk.place[0] == wanted)
        yield from self._open_force()

    def _button(self, words: str) -> QPushButton | None:
        buttons = self._window.findChildren(QPushButton)
        return next((each for each in buttons if each.isVisible() and each.text() == words), None)

    def _write(self) -> Pauses:
        item = self._dice.choice([*_programme(self._desk).items])
        self._desk.form.go_to(item)
        yield 0
        match self._dice.randrange(6):
            case 0:
                self._press(Qt.Key.Key_A, _CTRL)
            case 1:
                self._press(Qt.Key.Key_Home, _CTRL)
            case 2:
                for _ in range(self._dice.randint(1, 9)):
                    self._press(Qt.Key.Key_Backspace)
            case _:
                self._press(Qt.Key.Key_End, _CTRL)
        yield from self._letters(f" {sentence(self._dice)}")
        if self._dice.random() < 0.3:
            self._letter("@")
            yield 20
            self._press(Qt.Key.Key_Return)
            yield from self._letters(" it was.")
        if self._dice.random() < 0.2:
            self._press(Qt.Key.Key_Return)
            yield from self._letters(sentence(self._dice))

    def _answer(self) -> Pauses:
        form = self._desk.form
        assert form._sheet is not None
        form._make_rest()
        key = self._dice.choice([*form._sheet.editors])
        editor = form._sheet.editors[key]
        form.go_to(key)
        yield 0
        yield from self._give(key, editor)
        if self._dice.random() < 0.5:
            self._press(Qt.Key.Key_Return)

    def _give(self, key: str, editor: Editor) -> Pauses:
        field = _programme(self._desk).field(key)
        if field is None:
            return
        if isinstance(editor, LineEditor):
            answer = random_answer(field, {}, "", self._dice)
            yield from self._letters(field.show(answer))
        elif field.type == "yes_no":
            self._press(self._dice.choice((Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Backspace)))
        elif field.type == "choices":
            for box in self._dice.sample(editor.controls(), self._dice.randint(1, 2)):
                box.setFocus()
                self._press(Qt.Key.Key_Space)
                yield self._dice.choice((0, 50, 500))
        else:
            self._press(self._dice.choice((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Backspace)))
        yield self._dice.choice((0, 0, 100, 900))

    def _answer_wrongly(self) -> Pauses:
        form = self._desk.form
        assert form._sheet is not None
        form._make_rest()
        counts = [key for key, each in form._sheet.editors.items() if isinstance(each, CountEditor)]
        form.go_to(self._dice.choice(counts))
        yield from self._letters("1,2")
        if self._dice.random() < 0.5:
            self._press(Qt.Key.Key_Tab)
            yield self._dice.choice((0, 1500))

    def _answer_in_all_forces(self) -> Pauses:
        window = self._window
        self._press(_ALL_FORCES, _CTRL)
        yield from self._until(lambda: _is_filled(window.findChild(AllForces)))
        room = window.findChild(AllForces)
        assert room is not None
        self._elsewhere = True
        forces, at_hand = self._desk._opened.forces, self._desk.at_hand
        begun = [each for each in FORCES if at_hand.report_of(forces[each]) is not None]
        for _ in range(self._dice.randint(1, 3)):
            if not begun:
                break
            force = self._dice.choice(begun)
            column = self._dice.choice(room.model.columns)
            room.grid.setCurrentIndex(room.model.place_of(force, column.key))
            room.take_focus()
            yield 0
            if not room.isAncestorOf(_focus(window)):
                # What was undone just now brought the form back: nobody types on unseeing.
                tell("elsewhere")
                break
            name = Report(_programme(self._desk).id, force).name
            answer = other_answer(column.asked, self._dice)
            if answer is None:
                continue
            # Before the first letter: it may be recorded half typed, and killed before the last.
            ways = [_json(each) for each in (*answer.on_the_way, answer.answer)]
            tell("gave", name, column.key, ways)
            for number, letter in enumerate(answer.letters, start=1):
                since = time.monotonic()
                _send(_focus(window), letter)
                if number == len(answer.letters):
                    # Only this makes it the answer; how far it had come before matters to nobody.
                    self._seen[name, "answer", column.key] = ways[-1]
                    tell("saw", name, "answer", column.key, ways[-1], at=since)
                tell("key")
                yield self._dice.randint(0, 30)
            if column.asked.type != "yes_no":
                QTest.keyClick(_focus(window), Qt.Key.Key_Return)
            yield self._dice.choice((0, 50, 900))
        self._press(_FORM, _CTRL)
        saving = window.findChild(Saving)
        assert saving is not None
        yield from self._until(lambda: not saving.unsaved)
        self._elsewhere = False
        self._look()

    def _comment(self) -> Pauses:
        desk, window = self._desk, self._window
        item = self._dice.choice([*_programme(desk).items])
        desk.form.go_to(item)
        yield 0
        self._press(Qt.Key.Key_M, _CTRL | _SHIFT)
        boxes = [
            each
            for panel in window.findChildren(Review)
            for box in panel.findChildren(Box)
            for each in box.findChildren(WritingBox)
            if each.hasFocus()
        ]
        assert desk.at is not None
        name = Report(desk.at[0].id, desk.at[1].key).name
        if boxes:
            since = time.monotonic()
            for letter in sentence(self._dice):
                since = time.monotonic()
                _send(boxes[0], letter)
                tell("key")
                tell("saw", name, "unfinished", f"comment {item}", boxes[0].toPlainText(), at=since)
                yield self._dice.randint(0, 20)
            if self._dice.random() < 0.7:
                words = boxes[0].toPlainText()
                since = time.monotonic()
                QTest.keyClick(boxes[0], Qt.Key.Key_Return, _CTRL)
                tell("saw", name, "comment", words, words, at=since)
                tell("saw", name, "unfinished", f"comment {item}", "", at=since)
        yield self._dice.choice((0, 100, 1200))
        desk.form.take_focus()
        yield 0

    def _take_draft(self) -> Pauses:
        tell("means", "follow_the_draft")
        badges = [*map(self._button, ("Back to the draft", "Use the standard wording"))]
        shown = [each for each in badges if each is not None]
        if shown:
            QTest.mouseClick(self._dice.choice(shown), Qt.MouseButton.LeftButton)
        yield self._dice.choice((0, 100, 600))

    def _go_back(self) -> Pauses:
        present = self._desk.present
        if present is not None and present.version > 1:
            tell("means", "go_back")
            self._desk.go_back(self._dice.randint(1, present.version - 1), ())
        yield self._dice.choice((0, 100, 600))

    def _undo(self) -> Pauses:
        tell("means", "undo")
        for _ in range(self._dice.randint(1, 4)):
            self._press(Qt.Key.Key_Z, _CTRL)
            yield self._dice.choice((0, 50, 300))
        if self._dice.random() < 0.5:
            tell("means", "redo")
            self._press(Qt.Key.Key_Z, _CTRL | _SHIFT)
            yield 0

    def _close(self) -> Pauses:
        tell("closing")
        if self._window.close():
            tell("closed")
            QApplication.quit()
            # Nothing is typed into a window that has gone.
            while True:
                yield 1000
        button = self._button("Stay")
        if button is not None:
            button.click()
        yield 0


def _is_filled(room: AllForces | None) -> bool:
    return room is not None and room.model.is_filled


def _programme(desk: Desk) -> Programme:
    assert desk.at is not None
    return desk.at[0]


def _focus(window: Window) -> QWidget:
    return QApplication.focusWidget() or window


def _send(widget: QWidget, letter: str) -> None:
    key = ord(letter.upper()) if letter.isascii() else 0
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)


def _json(answer: Answer | None) -> object:
    return list(answer) if isinstance(answer, tuple) else answer


def main() -> None:
    """Open the window, type, and end as it does."""
    app, window = make_window(None)

    def wrong(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        tell("wrong", "".join(traceback.format_exception(kind, error, trace)))

    sys.excepthook = wrong
    typist = Typist(window, sys.argv[1])

    def told_to_end() -> Window:
        typist.stop()
        return window

    close_when_told(told_to_end)
    tell("shown")
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
