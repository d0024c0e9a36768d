"""A published report, read back into answers and passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.core import commonmark
from desktop.core.drafting import draft
from desktop.core.fields import Answer, AnswerError
from desktop.core.forces import Force, Forces
from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.core.reading.answers import Recognised
from desktop.core.reading.paragraphs import Span
from desktop.core.reading.plain import plain
from desktop.core.reading.signs import CLEARLY, Signs
from desktop.core.report import Passage, Report
from desktop.core.richtext import same_words
from desktop.ingest.cleaning import (
    clean_characters,
    folded,
    split_lines,
    without_paragraph_numbers,
)
from desktop.ingest.furniture import Around, Cover, take_furniture
from desktop.ingest.habits import Habits, all_habits
from desktop.ingest.paragraphs import Hyphens, Piece, put_together
from desktop.ingest.parting import parted
from desktop.ingest.phrases import OwnLines, Phrases
from desktop.ingest.placing import Choice, Placed, place
from desktop.ingest.problems import NotAReportError
from desktop.ingest.provenance import Part, Tracer, parts_of
from desktop.ingest.tying import with_facts

LONGEST = 200_000
"""The most characters of a report that are read; real ones have about 12,000."""

MOST_LINES = 6_000
"""The most lines of a report that are read; real ones have about 300."""

_LIKE_ENOUGH = 4
_MOST_DOUBT = 0.4
_DATED = 2
_ISBN = re.compile(
    r"\bISBN(?:[- ]?1[03])?\W{0,4}(97[89](?:[\s\u2010-\u2015\u2212-]{0,2}[0-9]){10})(?![0-9])",
    re.IGNORECASE,
)
_FOUND_IN = re.compile(r"\bwhat we found in (?:the )?([^.]{2,60})")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of one published report.

    `source` is the original text with its characters cleaned and nothing left out, `parts` what
    became of each piece of it, and the `span` of what was recognised where in it that is said.
    `unanswered` are the keys of fields for which nothing was recognised; `warnings` are plain
    sentences about what could not be understood. `mistakes` has one line for each other programme
    that was passed by because it does not say rightly how its reports are read. A reading
    `from_data` is the entry that the file carries, exactly.
    """

    report: Report
    programme: Programme
    force: Force
    recognised: tuple[Recognised, ...]
    unanswered: tuple[str, ...]
    warnings: tuple[str, ...]
    source: str
    parts: tuple[Part, ...]
    mistakes: tuple[str, ...] = ()
    from_data: bool = False

    @property
    def left_over(self) -> tuple[str, ...]:
        """The paragraphs of which nothing says where they belong, as the original has them."""
        return tuple(
            " ".join(self.source[part.start : part.end].split())
            for part in self.parts
            if part.kind == "unplaced"
        )

    def about(self, programme: Programme, force: Force) -> Reading:
        """Give the same with other objects for its programme and its force."""
        return replace(self, programme=programme, force=force)


@dataclass(frozen=True, slots=True)
class _Outline:
    """A text, taken apart by the habits of one programme."""

    habits: Habits
    phrases: Phrases
    source: str
    around: Sequence[Around]
    cover: Cover
    pieces: tuple[Piece, ...]
    mentioned: bool

    @property
    def titled(self) -> bool:
        """Whether the title stands anywhere in the text."""
        return self.mentioned or self.cover.title != ""

    @property
    def headings(self) -> int:
        return len({piece.belongs for piece in self.pieces if piece.kind == "heading"})

    @property
    def likeness(self) -> int:
        return self.headings + 3 * self.titled

    @property
    def fit(self) -> tuple[int, ...]:
        """How well the text fits the programme, more telling things first.

        Reports mention the titles of other programmes, so what the cover says counts before that.
        """
        title, published = self.cover.title, self.cover.published
        entitled = (
            2 if title and self.phrases.is_whole(title) else int(self.cover.runs or title != "")
        )
        expected = self.habits.programme.published
        dated = (published == expected) + (published[:4] == expected[:4])
        return entitled, self.headings + _DATED * dated, self.mentioned, len(title)


def read_published(text: str, *, programmes: Iterable[Programme], forces: Forces) -> Reading:
    """Read the text of a published report of one of the programmes.

    A programme with a mistake in how its reports are read is passed by. Raises NotAReportError when
    no other recognises the text, and ProgrammeError for a mistake in the drafts of the one that
    does.
    """
    if len(text) > LONGEST or len(text.splitlines()) > MOST_LINES:
        raise NotAReportError("This text is far longer than any report: nothing of it was read.")
    habits, mistakes = all_habits(programmes)
    outline = _likest(text, habits, mistakes, forces)
    force = _force(outline, forces)
    standard = _standard(outline.habits.programme, force)
    choices = place(outline.pieces, outline.habits.programme, outline.habits.reader.rules, standard)
    return replace(_read(outline, force, choices), mistakes=mistakes)


def _likest(
    text: str, known: Iterable[Habits], mistakes: tuple[str, ...], forces: Forces
) -> _Outline:
    outlines = [_outline(text, habits, forces) for habits in known]
    if not outlines:
        raise NotAReportError(
            "No programme here says how its published reports are read.", mistakes
        )
    known_again = [outline for outline in outlines if _is_like_enough(outline)]
    if not known_again:
        raise NotAReportError(
            "This is not a report that Fieldbook knows: neither title nor headings of a programme"
            " were found in it.",
            mistakes,
        )
    return max(known_again, key=lambda outline: outline.fit)


def _is_like_enough(outline: _Outline) -> bool:
    return outline.likeness >= _LIKE_ENOUGH or (outline.titled and _speaks_of_items(outline))


def _speaks_of_items(outline: _Outline) -> bool:
    """Say whether a text without headings reads like a report: it speaks of several items."""
    signs = Signs(outline.habits.reader.rules)
    texts = [plain(piece.text) for piece in outline.pieces[:200]]
    spoken_of = sum(
        any(signs.found(text, item) >= CLEARLY for text in texts)
        for item in outline.habits.programme.items
    )
    return spoken_of >= _LIKE_ENOUGH


def _outline(text: str, habits: Habits, forces: Forces) -> _Outline:
    phrases = Phrases(habits.programme, habits.reader.rules, forces)
    own = OwnLines(habits.reader.rules)
    cleaned = clean_characters(text)
    lines, around, cover = take_furniture(
        split_lines(without_paragraph_numbers(cleaned)), phrases, own
    )
    whole = put_together(lines, phrases, Hyphens(cleaned, habits.vocabulary), own)
    signs = Signs(habits.reader.rules)
    pieces = tuple(parted(whole, cleaned, signs, list(habits.programme.items)))
    mentioned = phrases.title_in(folded(cleaned[:20_000]))
    return _Outline(habits, phrases, cleaned, around, cover, pieces, mentioned)


def _force(outline: _Outline, forces: Forces) -> Force:
    """Find the force: on the cover, in a heading, in the standard wording, or named most often."""
    phrases = outline.phrases
    texts = [piece.text for piece in outline.pieces if piece.kind != "heading"]
    headings = [piece.text for piece in outline.pieces if piece.kind == "heading"]
    candidates = [outline.cover.force]
    candidates += [phrases.force_in(folded(heading)) or "" for heading in headings]
    for text in texts:
        if found := _FOUND_IN.search(text):
            candidates.append(phrases.force_in(folded(found[1])) or "")
    for key in candidates:
        if key:
            return forces[key]
    named = Counter(key for text in texts for key in phrases.forces_in(folded(text)))
    ((first, most), (_, second)) = [*named.most_common(2), ("", 0), ("", 0)][:2]
    if most < 3 or most == second:
        raise NotAReportError(
            "This reads like a report of the programme"
            f' "{outline.habits.programme.title}", but not which force it is about.'
        )
    return forces[first]


def _standard(
    programme: Programme, force: Force, answers: Mapping[str, Answer] | None = None
) -> dict[str, str]:
    return {
        key: draft(programme, key, force, answers or {})
        for key, item in programme.items.items()
        if item.wording
    }


def _read(outline: _Outline, force: Force, choices: Sequence[Choice]) -> Reading:
    placed = [choice.placed for choice in choices]
    tracer = Tracer(outline.source, choices)
    programme = outline.habits.programme
    reader = outline.habits.reader
    hits = reader.hits(placed)
    found, doubtful = reader.settled(hits)
    recognised = [
        *_of_the_report(outline),
        *(_in_source(each, tracer) for each in found),
    ]
    answers = {each.key: each.answer for each in recognised}
    keys = [field.key for field in REPORT_FIELDS] + list(programme.fields)
    report = Report(
        programme.id,
        force.key,
        state="published",
        answers={key: answers[key] for key in keys if key in answers},
        passages=_passages(programme, force, with_facts(programme, placed, hits, answers), answers),
    )
    return Reading(
        report,
        programme,
        force,
        tuple(recognised),
        tuple(key for key in keys if key not in answers),
        tuple(_warnings(outline, force, doubtful)),
        outline.source,
        parts_of(outline.around, outline.pieces, choices),
    )


def _in_source(each: Recognised, tracer: Tracer) -> Recognised:
    """Give an answer with the place that says it in the text; it is as sure as that paragraph's."""
    doubt = _MOST_DOUBT * (1 - tracer.sure(each.span))
    confidence = round(each.confidence * (1 - doubt), 2)
    return replace(each, span=tracer.span(each.span), confidence=confidence)


def _of_the_report(outline: _Outline) -> Iterable[Recognised]:
    source, cover = outline.source, outline.cover
    isbn = _ISBN.search(source)
    typed = {
        "isbn": (isbn[1], Span(*isbn.span())) if isbn else ("", None),
        "embargo": (cover.embargo, cover.embargo_at),
        "published": (cover.published, cover.published_at),
    }
    for key, (value, span) in typed.items():
        field = outline.habits.programme.field(key)
        try:
            answer = field.clean(value) if field else None
        except AnswerError:
            continue
        if answer is not None:
            sentence = " ".join(source[slice(*span)].split()) if span else ""
            yield Recognised(key, answer, 0.98, sentence, span)


def _passages(
    programme: Programme, force: Force, placed: Sequence[Placed], answers: Mapping[str, Answer]
) -> dict[str, Passage]:
    """Give the published text of each item; standard wording that reads the same is drafted."""
    standard = _standard(programme, force, answers)
    passages: dict[str, Passage] = {}
    for key in programme.items:
        blocks = tuple(each.block for each in placed if each.item == key)
        if key in standard and same_words(blocks, commonmark.parse(standard[key])):
            passages[key] = Passage(standard[key], "drafted")
        elif blocks or key in standard:
            # Standard wording that was not printed stays away: an edited passage without text.
            passages[key] = Passage(commonmark.write(blocks), "edited")
    return passages


def _warnings(outline: _Outline, force: Force, doubtful: Iterable[str]) -> Iterable[str]:
    named = {
        key
        for piece in outline.pieces
        if piece.kind == "heading"
        and (key := outline.phrases.force_in(folded(piece.text))) is not None
    }
    if named - {force.key}:
        yield f"A heading names another force than {force.name}: see whose report this is."
    if outline.cover.embargo_unread and not outline.cover.embargo:
        yield f'The embargo names no time that could be read: "{outline.cover.embargo_unread}".'
    for key in doubtful:
        field = outline.habits.programme.fields[key]
        yield f'"{field.label}" ({key}) is not answered: the text can be read in two ways.'
