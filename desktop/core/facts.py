"""Facts: answers that stand inside passages, still tied to their fields.

In a passage a fact is a link: its address is `fact:` and the full key of the field, its text what
stood there last. The address may end in ";figures" or ";words" where a number is not to be written
as the house style has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple, cast, get_args

from desktop.core.fields import Answer, Field
from desktop.core.house_style import capitalised
from desktop.core.programme import REPORT_FIELDS, Programme, item_of
from desktop.core.richtext import Block, RichText, Run
from desktop.core.sentences import begins_sentence

FACT = "fact:"
Form = Literal["", "figures", "words"]
_FORMS = get_args(Form)


class Fact(NamedTuple):
    """A field whose answer stands in a passage, and how a number is written there."""

    key: str
    form: Form = ""

    @property
    def link(self) -> str:
        """The address that stands for the fact in CommonMark."""
        return f"{FACT}{self.key}" + (f";{self.form}" if self.form else "")


@dataclass(frozen=True, slots=True)
class Offer:
    """A fact that can be put into a passage: its address, its field's label, what it would say."""

    link: str
    label: str
    words: str


def is_fact(link: str) -> bool:
    """Say whether the address of a link is that of a fact."""
    return link.lower().startswith(FACT)


def fact_in(link: str) -> Fact | None:
    """Read the address of a link; None where it is no fact."""
    if not is_fact(link):
        return None
    key, _, form = link[len(FACT) :].partition(";")
    return Fact(key, cast("Form", form) if form in _FORMS else "")


class FactWords:
    """What the facts of one report say."""

    def __init__(self, programme: Programme, answers: Mapping[str, Answer]) -> None:
        """Speak of a programme's fields as these answers fill them."""
        self._programme = programme
        self._answers = answers

    def key_of(self, link: str) -> str | None:
        """Give the full key of the field that a link speaks of; None where there is no such field.

        Where only one field has it, the end of a key is enough: "second_jobs.applications".
        """
        fact = fact_in(link)
        return _full_key(self._programme, fact.key) if fact else None

    def name(self, link: str) -> str | None:
        """Name the field that a link speaks of: "Applications (second jobs)"; None for no field."""
        key = self.key_of(link)
        field = self._programme.field(key) if key else None
        if key is None or field is None:
            return None
        item = self._programme.items.get(item_of(key))
        if item is None:
            return field.label
        # A title that begins with an abbreviation keeps its capital.
        title = item.title if item.title[1:2].isupper() else item.title[:1].lower() + item.title[1:]
        return f"{field.label} ({title})"

    def say(self, link: str, *, begins: bool = False) -> str | None:
        """Say what stands for a link, `begins` where it begins a sentence.

        None where the link is no fact, or its field has gone or is not answered.
        """
        fact = fact_in(link)
        key = self.key_of(link)
        if fact is None or key is None or key not in self._answers:
            return None
        field = self._programme.field(key)
        assert field is not None
        return self._said(field, self._answers[key], fact.form, begins=begins)

    def _said(self, field: Field, answer: Answer, form: Form, *, begins: bool) -> str:
        style = self._programme.house_style
        if field.type == "count" and isinstance(answer, int):
            if begins or form == "words":
                words = style.spelled_out(answer)
            else:
                words = style.figures(answer) if form == "figures" else style.number(answer)
        else:
            words = field.in_words(answer, style)
        return capitalised(words) if begins else words

    def settled(self, blocks: Iterable[Block]) -> RichText:
        """Let every fact say what its answer is; one without an answer keeps its words."""
        return tuple(Block(self._settled(block), block.bullet) for block in blocks)

    def _settled(self, block: Block) -> tuple[Run, ...]:
        settled: list[Run] = []
        before = ""
        last = ""
        for run in block.runs:
            fact = fact_in(run.link)
            if fact is None:
                last = last if run.text.isspace() else ""
            else:
                link = Fact(self.key_of(run.link) or fact.key, fact.form).link
                begins = not block.bullet and begins_sentence(before)
                words = self.say(link, begins=begins)
                if words and link == last:
                    # Looks that change within a fact part it, but it is said only once.
                    if settled[-1].text.isspace():
                        settled.pop()
                    continue
                run = Run(words or run.text, run.bold, run.italic, link)
                last = link
            settled.append(run)
            before += run.text
        return tuple(settled)

    def offers(self, item: str) -> list[Offer]:
        """List the facts that can be put into a passage: those of its item first, then all others.

        Answers that make no words of a sentence, such as yes, are not among them.
        """
        keys = [key for key, _ in self._programme.fields_of(item)]
        keys += [key for key in self._programme.fields if key not in keys]
        keys += [field.key for field in REPORT_FIELDS]
        found: list[Offer] = []
        for key in keys:
            field = self._programme.field(key)
            if field is not None and key in self._answers and field.tells(self._answers[key]):
                words = self._said(field, self._answers[key], "", begins=False)
                found.append(Offer(Fact(key).link, field.label, words))
        return found


def without_words(blocks: Iterable[Block]) -> RichText:
    """Put the address of every fact in the place of its words, to compare what stands around it."""
    return tuple(
        replace(
            block,
            runs=tuple(
                replace(run, text=run.link) if is_fact(run.link) else run for run in block.runs
            ),
        )
        for block in blocks
    )


def spelled_out(blocks: Iterable[Block]) -> RichText:
    """Leave the words of every fact as plain text, tied to no field."""
    return tuple(
        replace(
            block,
            runs=tuple(replace(run, link="") if is_fact(run.link) else run for run in block.runs),
        )
        for block in blocks
    )


def _full_key(programme: Programme, key: str) -> str | None:
    if programme.field(key) is not None:
        return key
    return _known_keys(tuple(programme.fields)).get(key)


@lru_cache(maxsize=8)
def _known_keys(fields: tuple[str, ...]) -> dict[str, str]:
    ends: dict[str, list[str]] = {}
    for key in fields:
        parts = key.split(".")
        for start in range(1, len(parts)):
            ends.setdefault(".".join(parts[start:]), []).append(key)
    return {end: keys[0] for end, keys in ends.items() if len(keys) == 1}
