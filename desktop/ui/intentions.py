"""What an inspector means to do that is no typing: begin a report, take a draft, leave a remark."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.forces import Force
from desktop.core.house_style import list_in_words
from desktop.core.programme import Programme
from desktop.ui.background import Background
from desktop.ui.message_strip import MessageStrip
from desktop.ui.saving import Saving
from desktop.ui.undoing import Undoing

if TYPE_CHECKING:
    from desktop.core.remarks import Remark
    from desktop.core.report import Report
    from desktop.store.database import Database
    from desktop.store.opening import Opened
    from desktop.store.writing import Recorded
    from desktop.ui.being_written import Contest


LoadExamples = Callable[["Opened", str], Iterable[str]]
"""Reads the examples that come with Fieldbook into what was opened, under an inspector's name.

Gives a line for each programme that could not be read by.
"""


Over = Callable[["Database", str, int], "Recorded"]
"""Records over a version of a report, under an inspector's name."""


class Intentions(QObject):
    """Records intentions after what was typed before them, and says what came of them."""

    begun = Signal(object)
    """A `Recorded`: a report that was begun just now."""
    examples_loaded = Signal(object)
    """All reports, as a list."""
    drafted = Signal(str, str)
    """The draft of an item, of the report of this name, was taken, or words were put back."""
    rewritten = Signal(str, str)
    """Words of the report of this name were replaced: those of one item, or with "" of many."""
    words_changed = Signal()
    """The spelling check knows other words than before."""

    def __init__(
        self,
        opened: Opened,
        background: Background,
        saving: Saving,
        messages: MessageStrip,
        load_examples: LoadExamples,
    ) -> None:
        """Record into what was opened."""
        super().__init__()
        self._opened = opened
        self._background = background
        self._saving = saving
        self._messages = messages
        self._load_examples = load_examples
        self.undoing = Undoing(opened, background, saving, messages)
        self.undoing.shown.connect(self.drafted)

    def begin_report(self, programme: Programme, force: Force) -> None:
        """Begin the report of a force."""
        database, by = self._opened.database, self._saving.by

        def work() -> Recorded:
            from desktop.store.writing import begin_report

            return begin_report(database, programme=programme, force=force, by=by)

        self._background.run(work, self._begun, self.refused)

    def _begun(self, recorded: Recorded) -> None:
        self._messages.hide()
        for mistake in recorded.mistakes:
            self.say_not_drafted(mistake)
        self.begun.emit(recorded)

    def take_draft(self, programme: Programme, force: Force, item: str) -> None:
        """Put the draft in the place of the inspector's words, which can be put back."""
        name = f"{programme.id}/{force.key}"

        def over(database: Database, by: str, version: int) -> Recorded:
            from desktop.store.writing import follow_the_draft

            return follow_the_draft(
                database,
                programme=programme,
                force=force,
                item=item,
                by=by,
                expected_version=version,
            )

        work = self._over_what_is_seen(programme, force, (item,), over)

        def taken(recorded: Recorded) -> None:
            if any(each.key == item for each in recorded.changes):
                self._say_taken(programme, force, item, recorded.report.version)
            self.drafted.emit(name, item)

        self._saving.carry_out(name, work, taken, failed=self.refused)

    def _say_taken(self, programme: Programme, force: Force, item: str, step: int) -> None:
        whole = programme.items[item]
        draft = "standard wording" if whole.wording else "draft"
        self._messages.say(
            f"{force.area}: your words in “{whole.title}” gave way to the {draft}.",
            "ok",
            {"Put them back": lambda: self.undoing.undo(programme, force, step)},
            report=f"{programme.id}/{force.key}",
        )

    def keep_words(self, programme: Programme, force: Force, item: str, seen: str) -> None:
        """Keep the inspector's words in place of a draft that was seen."""

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.writing import keep_own_words

            return keep_own_words(
                database, programme=programme, force=force, item=item, seen=seen, by=by
            )

        self._saving.carry_out(f"{programme.id}/{force.key}", work, failed=self.refused)

    def take_over(
        self, programme: Programme, force: Force, item: str, text: str, origin: str
    ) -> None:
        """Put words from another report in the place of a passage, which can be put back."""
        title = programme.items[item].title

        def over(database: Database, by: str, version: int) -> Recorded:
            from desktop.store.writing import take_over

            return take_over(
                database,
                programme=programme,
                force=force,
                item=item,
                text=text,
                origin=origin,
                by=by,
                expected_version=version,
            )

        self._replace(
            programme,
            force,
            (item,),
            over,
            f"{force.area}: “{title}” now has the words taken over.",
        )

    def go_back(self, programme: Programme, force: Force, step: int, keys: tuple[str, ...]) -> None:
        """Make a report, or only these fields and items of it, again what it was after a step."""
        items = [key for key in keys if key in programme.items]
        names = [f"“{_name(programme, key)}”" for key in items or keys]
        what = f"{list_in_words(names)} {'is' if len(names) == 1 else 'are'}"

        def over(database: Database, by: str, version: int) -> Recorded:
            from desktop.store.going_back import go_back

            return go_back(
                database,
                programme=programme,
                force=force,
                step=step,
                keys=keys,
                by=by,
                expected_version=version,
            )

        said = f"{force.area}: {what if keys else 'the whole report is'} again as it was then."
        self._replace(programme, force, keys, over, said)

    def _replace(
        self,
        programme: Programme,
        force: Force,
        keys: tuple[str, ...],
        over: Over,
        said: str,
    ) -> None:
        """Record what replaces words, show it, and offer to undo it."""
        name = f"{programme.id}/{force.key}"

        def done(recorded: Recorded) -> None:
            items = {each.key for each in recorded.changes if each.kind == "passage"}
            self.rewritten.emit(name, next(iter(items)) if len(items) == 1 else "")
            if not recorded.changes:
                self._messages.say(f"{force.area}: that is what stands there already.", "ok")
                return
            for mistake in recorded.mistakes:
                self.say_not_drafted(mistake)
            version = recorded.report.version
            if self._saving.is_typed(name):
                self._messages.say(
                    f"{force.area}: you wrote while words were being replaced, so what you wrote"
                    " stands. The history (Ctrl+H) keeps both.",
                    "warning",
                    report=name,
                )
                return
            self._messages.say(
                said,
                "ok",
                {"Undo": lambda: self.undoing.undo(programme, force, version)},
                report=name,
            )

        work = self._over_what_is_seen(programme, force, keys, over)
        self._saving.carry_out(name, work, done, failed=self.refused)

    def _over_what_is_seen(
        self,
        programme: Programme,
        force: Force,
        keys: tuple[str, ...],
        over: Over,
        left: tuple[str, ...] = (),
    ) -> Callable[[Database, str], Recorded]:
        """Give the work that replaces fields and passages as they are seen now, and not others.

        Without keys that is all of the report, or only the reasons for the remarks that are `left`.
        """
        seen = self._saving.present(f"{programme.id}/{force.key}")

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.seen import replace_seen

            return replace_seen(
                database,
                programme=programme,
                force=force,
                seen=seen,
                keys=keys,
                record=lambda version: over(database, by, version),
                left=left,
            )

        return work

    def leave_remark(self, programme: Programme, force: Force, remark: Remark, reason: str) -> None:
        """Leave a remark as it is, for a reason; without one it counts again."""

        def over(database: Database, by: str, version: int) -> Recorded:
            from desktop.store.writing import leave_remark

            return leave_remark(
                database,
                programme=programme,
                force=force,
                remark=remark.name,
                reason=reason,
                by=by,
                expected_version=version,
            )

        work = self._over_what_is_seen(programme, force, (), over, (remark.name,))

        self._saving.carry_out(f"{programme.id}/{force.key}", work, failed=self.refused)

    def learn_word(self, word: str) -> None:
        """Let the spelling check take a word as right, in all reports; it can be taken back."""
        database, by = self._opened.database, self._saving.by

        def work() -> None:
            from desktop.store.words import learn_word

            learn_word(database, word=word, by=by)

        def learnt(_: None) -> None:
            self.words_changed.emit()
            self._messages.say(
                f"“{word}” is one of your words now, in all reports.",
                "ok",
                {"Take it back": lambda: self._forget_word(word)},
            )

        self._background.run(work, learnt, self.refused)

    def _forget_word(self, word: str) -> None:
        database = self._opened.database

        def work() -> None:
            from desktop.store.words import forget_word

            forget_word(database, word=word)

        self._background.run(work, lambda _: self.words_changed.emit(), self.refused)

    def load_examples(self) -> None:
        """Read the five published reports into the database."""
        opened, by, load = self._opened, self._saving.by, self._load_examples

        def work() -> tuple[list[Report], str]:
            from desktop.store.listing import list_reports

            mistakes = "\n".join(load(opened, by))
            return list_reports(opened.database), mistakes

        def loaded(done: tuple[list[Report], str]) -> None:
            reports, mistakes = done
            self.examples_loaded.emit(reports)
            if mistakes:
                self._messages.say(mistakes, "error")

        self._background.run(work, loaded, self.refused)

    def say_contest(self, contest: Contest) -> None:
        """Say that somebody else changed what was typed in here, and lead to the decision."""
        report = contest.report
        programme = self._opened.programmes.by_id[report.programme]
        fields = (programme.field(key) for key in contest.answers)
        names = [f"“{field.label}”" for field in fields if field is not None]
        names += [f"the passage “{programme.items[item].title}”" for item in contest.passages]
        said = (
            f"Not saved yet: while you wrote in {list_in_words(names)} of"
            f" {self._opened.forces[report.force].name}, something else was saved there in another"
            " window. Both stand side by side above the form: choose what stands."
        )
        if self._messages.text != said:
            self._messages.say(
                said, "warning", {"Decide": lambda: self._saving.decision_wanted.emit(contest)}
            )

    def say_not_drafted(self, mistake: str) -> None:
        """Say that a template has a mistake, and what that means."""
        self._messages.say(
            f"What you typed is saved, but what is drafted from it stays as it was: {mistake}",
            "warning",
        )

    def refused(self, error: Exception) -> None:
        """Say why something could not be done; nobody is there while the window is locked."""
        if not self._opened.database.is_shut:
            self._messages.say(str(error), "error")


def _name(programme: Programme, key: str) -> str:
    item = programme.items.get(key)
    field = programme.field(key)
    return item.title if item else field.label if field else key
