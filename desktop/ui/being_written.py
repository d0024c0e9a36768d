"""A report that is being written: as last recorded, what was typed since, and what is to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.core.fields import Answer
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Passage, Report
    from desktop.store.database import Database
    from desktop.store.writing import Recorded


@dataclass(frozen=True, slots=True)
class Intention:
    """Something other than typing that is to be recorded, and whom to tell that it was, or not."""

    work: Callable[[Database, str], Recorded]
    done: Callable[[Recorded], object]
    failed: Callable[[Exception], object]
    gives_way: bool = False
    """It puts back what others wrote, as was decided; no longer where they wrote again since."""


@dataclass(frozen=True, slots=True)
class Contest:
    """Fields and items, by their full keys, that were changed elsewhere while they were typed in.

    `report` is what the database holds now.
    """

    report: Report
    answers: tuple[str, ...]
    passages: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all of them."""
        return self.answers + self.passages


@dataclass
class BeingWritten:
    """One report on the way from the form to the database."""

    programme: Programme
    force: Force
    recorded: Report
    answers: dict[str, Answer | None] = field(default_factory=dict)
    passages: dict[str, str] = field(default_factory=dict)
    over: dict[str, str] = field(default_factory=dict)
    """The drafts on the screen that the passages were typed over."""
    on_the_way: bool = False
    hurry: bool = False
    """What was typed is to be sent as soon as what is on the way has arrived."""
    waiting: list[Intention] = field(default_factory=list)
    """To be carried out once everything typed before has been recorded."""
    contest: Contest | None = None
    answers_only: bool = False
    """Of what was recorded only the answers are known here, not the passages."""
    by: str = ""
    """Who typed it, where that was in an earlier session."""
    _before_contest: int = 0

    @property
    def typed(self) -> bool:
        """Whether something typed stands here only."""
        return bool(self.answers or self.passages)

    @property
    def unsaved(self) -> bool:
        """Whether anything is not in the database yet."""
        return self.typed or self.on_the_way or bool(self.waiting)

    @property
    def typed_over(self) -> int:
        """The version of the report that what was typed was typed over."""
        return self.recorded.version if self.contest is None else self._before_contest

    def present(self) -> Report:
        """Give the report as it stands on the screen, typed but unsaved words included."""
        from desktop.core.drafting import edit

        if not self.typed:
            return self.recorded
        # A mistake in a template is told where the answer is recorded.
        return edit(
            self.programme, self.force, self.recorded, self.answers, self.passages, self.over
        ).report

    def type_passage(self, item: str, text: str) -> None:
        """Take a passage as it now reads."""
        if item not in self.passages:
            before = self.present().passage(item)
            if before.mode == "drafted":
                self.over[item] = before.text
        self.passages[item] = text

    def arrived(self, answers: Mapping[str, Answer | None], passages: Mapping[str, str]) -> None:
        """Forget what was recorded, where nothing else has been typed since."""
        for key, answer in answers.items():
            if key in self.answers and self.answers[key] == answer:
                del self.answers[key]
        for item, text in passages.items():
            if self.passages.get(item) == text:
                del self.passages[item]
                self.over.pop(item, None)
        if not self.typed:
            self.by = ""

    def read_whole(self, report: Report) -> None:
        """Take up the passages too, where only the answers were known."""
        if self.answers_only:
            # Of two versions the older: what is typed is then compared with the newest.
            version = min(report.version, self.recorded.version)
            self.recorded = replace(report, version=version, answers=self.recorded.answers)
            self.answers_only = False

    def see(self, key: str, shown: Report) -> None:
        """Take it that an answer is typed over what another version, which is shown, has there."""
        if key in self.answers or shown.answers.get(key) == self.recorded.answers.get(key):
            return
        answers = {name: each for name, each in self.recorded.answers.items() if name != key}
        if key in shown.answers:
            answers[key] = shown.answers[key]
        # The older of the two: what is typed is then compared with the newest.
        version = min(shown.version, self.recorded.version)
        self.recorded = replace(self.recorded, version=version, answers=answers)

    def take(self, now: Report) -> None:
        """Know a report as it was recorded just now."""
        self.recorded = now
        self.answers_only = False

    def give_way(
        self, work: Callable[[Database, str], Recorded], failed: Callable[[Exception], object]
    ) -> None:
        """Put back what others wrote, once what was typed here has been recorded."""
        self.waiting.insert(0, Intention(work, lambda _: None, failed, gives_way=True))

    def go_on_from(self, now: Report) -> None:
        """Take up what another program recorded; where it changed the same, there is a contest."""
        before = self.recorded
        self.take(now)
        answers = tuple(
            key
            for key, typed in self.answers.items()
            if now.answers.get(key) not in (before.answers.get(key), typed)
        )
        passages = tuple(
            item
            for item, typed in self.passages.items()
            if _other_words(before.passage(item), now.passage(item), typed)
        )
        if answers or passages:
            self.contest = Contest(now, answers, passages)
            self._before_contest = before.version
            self.waiting = [each for each in self.waiting if not each.gives_way]


def _other_words(before: Passage, now: Passage, typed: str) -> bool:
    """Say whether somebody wrote other words; drafts and facts follow answers and are nobody's."""
    from desktop.core.drafting import but_for_facts

    if before.mode == now.mode == "drafted":
        return False
    return but_for_facts(now.text) not in map(but_for_facts, (before.text, typed))
