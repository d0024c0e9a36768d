"""Standard wording and drafts: the templates of a programme, filled with a report's answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.core import commonmark
from desktop.core.declarations import ProgrammeError, read_text
from desktop.core.facts import FACT, Fact, FactWords, without_words
from desktop.core.fields import Answer, Field
from desktop.core.forces import Force
from desktop.core.programme import REPORT_FIELDS, Item, Programme, item_of
from desktop.core.report import Passage, Report
from desktop.core.richtext import Block, RichText, Run

_LONGEST_FACT = 48
"""In letters: an editor keeps a fact in one piece on one line, which a longer text may not fit."""


@dataclass(frozen=True, slots=True)
class Followed:
    """The passages that change with the answers, by the full key of their item.

    `mistakes` has one line, naming file and line, for each template that could not be filled: what
    is drafted from it stays as it is, but for the facts in it.
    """

    passages: dict[str, Passage]
    mistakes: tuple[str, ...] = ()


def draft(programme: Programme, item_key: str, force: Force, answers: Mapping[str, Answer]) -> str:
    """Draft the passage of an item as CommonMark; empty for an item that has no template.

    Raises ProgrammeError naming file and line of a mistake in the template.
    """
    item = programme.items[item_key]
    if not has_draft(item):
        return ""
    # Jinja takes a while to load, and the window can be up before anything is drafted.
    from desktop.core.templates import fill

    known = _known(programme, item_key, force, answers)
    text = fill(programme.folder, _template_of(item), known, programme.house_style)
    words = FactWords(programme, answers)
    if item.wording:
        return _settled(words, text)
    return commonmark.write(words.settled(_bold_once(commonmark.parse(text))))


def has_draft(item: Item) -> bool:
    """Say whether the passage of an item can be drafted."""
    return bool(item.wording or item.draft)


def item_that_says(programme: Programme, key: str) -> str:
    """Give the first item whose template says one of the report's own fields; empty for none."""
    wanted = re.compile(rf"\breport\.{re.escape(key)}\b")
    for item_key, item in programme.items.items():
        name = _template_of(item)
        try:
            text = read_text(programme.folder / name, programme.folder) if name else ""
        except ProgrammeError:
            continue
        if wanted.search(text):
            return item_key
    return ""


def _template_of(item: Item) -> str:
    if item.wording:
        return f"wording/{item.wording}"
    return f"drafts/{item.draft}" if item.draft else ""


def follow_answers(
    programme: Programme,
    force: Force,
    report: Report,
    changed: Collection[str] | None = None,
    also: Collection[str] = (),
) -> Followed:
    """Let the passages follow the answers: drafts are drafted anew, facts in others brought up.

    With the full keys of the answers that `changed`, only passages that speak of them are looked
    at, and those of the items in `also`: a draft speaks of its own item's answers and of the
    report's.
    """
    words = FactWords(programme, report.answers)
    followed: dict[str, Passage] = {}
    mistakes: list[str] = []
    drawn_on = None if changed is None else {item_of(key) for key in changed} | set(also)
    for key, item in programme.items.items():
        passage = report.passage(key)
        if passage.mode == "edited":
            if key not in also and not _speaks_of(passage.text, changed):
                continue
            text = _settled(words, passage.text)
        elif has_draft(item) and (drawn_on is None or drawn_on & {key, ""}):
            try:
                text = draft(programme, key, force, report.answers)
            except ProgrammeError as error:
                mistakes.append(str(error))
                text = _settled(words, passage.text)
        else:
            continue
        if text != passage.text:
            followed[key] = replace(passage, text=text)
    return Followed(followed, tuple(mistakes))


def _speaks_of(text: str, changed: Collection[str] | None) -> bool:
    """Say whether facts that have to be brought up stand in edited words, where keys are whole."""
    if changed is None:
        return FACT in text
    return any(Fact(key).link in text for key in changed)


@dataclass(frozen=True, slots=True)
class Edited:
    """A report as typing made it, and a line for each template that could not be filled."""

    report: Report
    mistakes: tuple[str, ...] = ()


def edit(
    programme: Programme,
    force: Force,
    report: Report,
    answers: Mapping[str, Answer | None],
    passages: Mapping[str, str],
    over: Mapping[str, str] | None = None,
) -> Edited:
    """Put what was typed into a report: answers, None for one that was taken out, and passages.

    The other passages follow the answers. `over` has, by item, the drafts that passages were typed
    over, where they are not those of the report. Raises KeyError for an item that the programme has
    not.
    """
    given = {**report.answers, **answers}
    prose = dict(report.passages)
    for item, text in passages.items():
        typed = in_own_words(programme, item, force, report, text, (over or {}).get(item))
        if typed != report.passage(item):
            prose[item] = typed
    typed_in = replace(
        report,
        answers={key: answer for key, answer in given.items() if answer is not None},
        passages=prose,
    )
    changed = [key for key, answer in answers.items() if answer != report.answers.get(key)]
    changed += [key for key in answers if type(answers[key]) is not type(report.answers.get(key))]
    if not changed and prose == report.passages:
        return Edited(typed_in)
    followed = follow_answers(programme, force, typed_in, changed)
    return Edited(replace(typed_in, passages={**prose, **followed.passages}), followed.mistakes)


def begin(programme: Programme, force: Force) -> Report:
    """Give a new report of a force, drafted as far as a report without answers can be."""
    empty = Report(programme.id, force.key)
    return replace(empty, passages=follow_answers(programme, force, empty).passages)


def in_own_words(
    programme: Programme,
    item: str,
    force: Force,
    report: Report,
    text: str,
    over: str | None = None,
) -> Passage:
    """Give the passage that the inspector's own words make, with the draft they stand in place of.

    That is the draft that was seen last: the one they were typed `over`, the report's, or the one
    that earlier words stand in place of. Words that come out as that draft again are no words of
    the inspector's, and follow the answers. Nothing comes of words that are there already.
    """
    item_has_draft = has_draft(programme.items[item])
    words = FactWords(programme, report.answers)
    text = _settled(words, text)
    before = report.passage(item)
    if text == before.text:
        return before
    if before.mode == "drafted":
        seen = before.text if over is None else over
        return before if text == _settled(words, seen) else Passage(text, "edited", seen)
    seen_again = item_has_draft and text == _settled(words, before.instead_of)
    if seen_again and text == draft_or_none(programme, item, force, report.answers):
        return Passage(text)
    return replace(before, text=text)


def new_draft(programme: Programme, item: str, force: Force, report: Report) -> str | None:
    """Give the draft that the inspector has not seen yet, where edited words stand in its place.

    None where it says nothing, or, but for the facts in it, what it said when it was last seen or
    what the edited words say.
    """
    passage = report.passage(item)
    if passage.mode == "drafted" or not has_draft(programme.items[item]):
        return None
    text = draft_or_none(programme, item, force, report.answers)
    if not text or but_for_facts(text) in map(but_for_facts, (passage.instead_of, passage.text)):
        return None
    return text


def draft_or_none(
    programme: Programme, item: str, force: Force, answers: Mapping[str, Answer]
) -> str | None:
    """Draft the passage of an item; None where its template has a mistake."""
    try:
        return draft(programme, item, force, answers)
    except ProgrammeError:
        return None


def _settled(words: FactWords, text: str) -> str:
    if FACT not in text:
        return commonmark.tidy(text)
    return commonmark.write(words.settled(commonmark.parse(text)))


def _bold_once(blocks: Iterable[Block]) -> RichText:
    """Leave a key term in bold only where a draft first has it, in the singular or the plural."""
    met: set[str] = set()

    def first(run: Run) -> Run:
        term = run.text.lower().removesuffix("s")
        again = run.bold and term in met
        if run.bold:
            met.add(term)
        return replace(run, bold=False) if again else run

    return tuple(replace(block, runs=tuple(map(first, block.runs))) for block in blocks)


def but_for_facts(text: str) -> str:
    """Give a passage with the addresses of its facts for their words, to compare it with others."""
    return commonmark.write(without_words(commonmark.parse(text)))


def _known(
    programme: Programme, item_key: str, force: Force, answers: Mapping[str, Answer]
) -> dict[str, object]:
    """Give what a template may speak of: plain data, from which nothing else can be reached."""
    style = programme.house_style
    known: dict[str, object] = {
        "force": {
            **{name: getattr(force, name) for name in Force.__slots__},
            "name_in_sentence": force.name_in_sentence,
        },
        "programme": {
            "title": programme.title,
            "published": style.month(programme.published),
            "year": str(answers.get("published", programme.published))[:4],
            "publisher": programme.publisher,
            "website": programme.website,
            "previous_inspection": str(programme.previous_inspection),
            "previous_report": programme.previous_report,
            "review_starts": style.month(programme.review_period.first),
            "review_ends": style.month(programme.review_period.last),
        },
        "report": {field.key: answers.get(field.key) for field in REPORT_FIELDS},
    }
    for key, field in programme.fields_of(item_key):
        known[field.key] = _told(programme, key, field, answers.get(key))
    return known


def _told(programme: Programme, key: str, field: Field, answer: Answer | None) -> object:
    """Give an answer as templates know it: counts and short names are printed as facts."""
    from desktop.core.template_words import Chosen, Counted, Worded

    if answer is None or isinstance(answer, bool) or field.type == "choice":
        return answer
    words = field.in_words(answer, programme.house_style)
    if isinstance(answer, tuple):
        return Chosen(answer, words=words)
    fact = Fact(key).link
    if isinstance(answer, int):
        return Counted(answer, fact=fact, words=words)
    return Worded(answer, fact=fact if len(words) <= _LONGEST_FACT else "", words=words)
