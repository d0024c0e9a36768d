"""A number in a sentence that contradicts the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.core.declarations import ProgrammeError
from desktop.core.examining import Examined
from desktop.core.fields import Answer, CountField
from desktop.core.programme import item_of
from desktop.core.reading.answers import Hit, Reader
from desktop.core.reading.labels import count_reader
from desktop.core.reading.numbers import Estimate
from desktop.core.remarks import Found, Place, check
from desktop.core.richtext import RichText
from desktop.core.sentences import begins_sentence


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a sentence in an item's passage says of a count; no number where that cannot be told."""

    item: str
    hit: Hit
    number: int | None

    @property
    def sentence(self) -> tuple[str, str]:
        """The sentence, told apart from those of other passages."""
        return self.item, self.hit.sentence


@check(severity="error", protects="A sentence gives another number than the form.")
def contradicted_number(examined: Examined) -> Iterator[Found]:
    """Find the numbers, and words such as "all of which", that are not what was answered.

    Raises ProgrammeError at the end where the programme's rules have a mistake: less is read then.
    """
    reader, mistake = count_reader(examined.programme)
    said: dict[str, list[tuple[str, Hit]]] = {}
    for item, prose in examined.written.items():
        for hit in _hits(reader, item, prose.blocks) if reader else ():
            said.setdefault(hit.key, []).append((item, hit))
    for key, hits in said.items():
        answer = examined.report.answers.get(key)
        if answer is None:
            yield from _more_than_whole(examined, key, hits)
        elif isinstance(answer, int):
            readings = _readings(examined, key, hits, said)
            for reading, number in _contradicting(examined, readings, answer):
                yield _found(examined, reading, number, answer)
    if mistake:
        raise ProgrammeError(mistake)


@lru_cache(maxsize=512)  # while one types, all passages but one are what they were
def _hits(reader: Reader, item: str, blocks: RichText) -> tuple[Hit, ...]:
    return tuple(reader.hits([(item, block) for block in blocks], reader.counts))


def _more_than_whole(
    examined: Examined, key: str, hits: Sequence[tuple[str, Hit]]
) -> Iterator[Found]:
    """Find numbers of a part that nobody answered, as more than the whole they cannot be."""
    whole_key = _whole_of(examined, key)
    whole = _count(examined.report.answers.get(whole_key))
    for item, hit in hits:
        number = _count(hit.said.value)
        if whole is not None and number is not None and number > whole and not hit.distance:
            span = hit.said.span
            words = examined.prose[item].text[span.start : span.end]
            label = examined.programme.fields[whole_key].label
            message = (
                f"“{words}” is more than “{label}”, which is answered"
                f" {examined.style.figures(whole)}. Correct one of the two."
            )
            yield Found(Place(item, key, span.start, span.end), message)
            return


def _whole_of(examined: Examined, key: str) -> str:
    """Give the key of the count that a count is part of; of no field where it is part of none."""
    field = examined.programme.fields[key]
    part_of = field.part_of if isinstance(field, CountField) else None
    return f"{item_of(key)}.{part_of}"


def _readings(
    examined: Examined,
    key: str,
    hits: Sequence[tuple[str, Hit]],
    said: Mapping[str, Sequence[tuple[str, Hit]]],
) -> list[_Reading]:
    """Give what each hit amounts to.

    A part is reckoned by what the passage says of the whole, where that makes the answer: one wrong
    number is wrong once.
    """
    answers = examined.report.answers
    whole_key = _whole_of(examined, key)
    whole = _count(answers.get(whole_key))
    readings: list[_Reading] = []
    for item, hit in hits:
        if hit.said.estimate is not None:
            readings.append(_Reading(item, hit, _nearest(hit.said.estimate, answers[key])))
            continue
        wholes = [
            _count(each.said.value) for there, each in said.get(whole_key, ()) if there == item
        ]
        numbers = [_count(hit.said.answer(each)) for each in (whole, *wholes)]
        answer = _count(answers[key])
        if whole is not None and answer is not None and numbers[0] is None:
            numbers[0] = hit.said.nearest(whole, answer)
        agrees = answers[key] in numbers
        if hit.said.of is not None and numbers[0] is None and not agrees:
            continue
        readings.append(_Reading(item, hit, _count(answers[key]) if agrees else numbers[0]))
    return readings


def _nearest(estimate: Estimate, answer: Answer) -> int | None:
    """Give what comes nearest to the answer of all that an estimate may mean."""
    number = _count(answer)
    return None if number is None else min(max(number, estimate.least), estimate.most)


def _count(answer: Answer | None) -> int | None:
    return answer if isinstance(answer, int) and not isinstance(answer, bool) else None


def _contradicting(
    examined: Examined, readings: Sequence[_Reading], answer: int
) -> Iterator[tuple[_Reading, int]]:
    """Give what contradicts an answer: one reading of each sentence that says nothing else."""
    sure = [r for r in readings if r.hit.rank > 0 and (r.hit.strayed or not r.hit.distance)]
    counted = sure or [reading for reading in readings if not reading.hit.distance]
    for sentence in {reading.sentence: None for reading in counted}:
        of_it = [reading for reading in counted if reading.sentence == sentence]
        highest = max(reading.hit.rank for reading in of_it)
        best = [reading for reading in of_it if reading.hit.rank == highest]
        if any(reading.number == answer or _is_fact(examined, reading) for reading in best):
            continue
        first = min(best, key=lambda reading: reading.hit.said.span)
        if first.number is not None:
            yield first, first.number


def _is_fact(examined: Examined, reading: _Reading) -> bool:
    """Say whether the number follows an answer by itself, so that it cannot contradict one."""
    span = reading.hit.said.span
    return reading.hit.said.counted and any(
        fact.start < span.end and span.start < fact.end
        for fact in examined.prose[reading.item].facts
    )


def _found(examined: Examined, reading: _Reading, number: int, answer: int) -> Found:
    style = examined.style
    said = reading.hit.said
    field = examined.programme.fields[reading.hit.key]
    words = examined.prose[reading.item].text[said.span.start : said.span.end]
    if said.counted or said.share in ("most", "some"):
        saying = f"The sentence says “{words}”"
    elif said.left_over():
        saying = f"“{words}” leaves {style.figures(number)}"
    elif number:
        saying = f"“{words}” amounts to {style.figures(number)}"
    else:
        saying = f"“{words}” says that there were none"
    return Found(
        Place(reading.item, reading.hit.key, said.span.start, said.span.end),
        f"{saying}, but “{field.label}” is answered {style.figures(answer)}."
        " Correct one of the two.",
        suggestions=tuple(_suggestions(examined, reading, number, answer)),
    )


def _suggestions(examined: Examined, reading: _Reading, number: int, answer: int) -> Iterator[str]:
    """Give the number in house style, where it can stand in the other's place as it is."""
    said = reading.hit.said
    prose = examined.prose[reading.item].text
    before, after = prose[: said.span.start].rpartition("\n")[2], prose[said.span.end :]
    alike = (answer == 1) == (number == 1)
    if said.counted and alike and not (answer == 0 and after.startswith(" of ")):
        yield examined.style.number(answer, begins=begins_sentence(before))
