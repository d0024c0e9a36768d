"""What a passage of another report says that the answers here do not: it is to be checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.core.facts import Fact, FactWords, is_fact
from desktop.core.fields import Answer, AnswerError, ChoicesField, CountField, Field, TextField
from desktop.core.programme import Programme, item_of
from desktop.core.reading.answers import Hit
from desktop.core.reading.paragraphs import Span
from desktop.core.richtext import Block, RichText, Run, plain_text
from desktop.core.sentences import sentences

TO_CHECK = "[check: "
_LAST_MARKS = re.compile(r"(?:[.?!;:,…]+|[;,]\s+(?:and|or))$")
_MOST_NAMED = 3
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Here:
    """The report that a passage is made for; `keys` has the keys here by those there."""

    programme: Programme
    answers: Mapping[str, Answer]
    keys: Mapping[str, str]

    def agrees(self, hit: Hit) -> bool:
        """Say whether this report answers what a sentence says."""
        key = self.keys.get(hit.key, hit.key)
        field, answer = self.programme.fields.get(key), self.answers.get(key)
        if field is None or answer is None:
            return False
        whole = self._whole(key, field)
        raw = hit.said.answer(whole)
        if raw is None:
            if whole is None or not isinstance(answer, int):
                return False
            return hit.said.nearest(whole, answer) == answer
        try:
            said = field.clean([raw] if isinstance(field, ChoicesField) else raw)
        except AnswerError:
            return False
        if isinstance(said, tuple) and isinstance(answer, tuple):
            return set(said) <= set(answer)
        return _is_same_name(said, answer) if isinstance(field, TextField) else said == answer

    def takes_several(self, key: str) -> bool:
        """Say whether the field for a key there can have several answers at once."""
        field = self.programme.fields.get(self.keys.get(key, key))
        return isinstance(field, ChoicesField)

    def _whole(self, key: str, field: Field) -> int | None:
        if not isinstance(field, CountField) or field.part_of is None:
            return None
        whole = self.answers.get(f"{item_of(key)}.{field.part_of}")
        return whole if isinstance(whole, int) else None


def places_to_check(
    blocks: RichText, hits: Iterable[Hit], here: Here, names: FactWords, item: str
) -> dict[int, str]:
    """Give the ends of sentences that say what is not answered here, with what is to stand there.

    `blocks` are a passage of the `item` there, whose fields have these `names`, and `hits` what
    they say. Facts follow the answers here by themselves.
    """
    facts = list(_facts(blocks, names))
    ends = list(sentences(plain_text(blocks)))
    named: dict[int, list[str]] = {}
    for hit in _disagreeing(hits, lambda hit: _is_fact(hit, facts) or here.agrees(hit), here):
        last = max(hit.said.span.end - 1, hit.said.span.start)
        sentence = next((each for each in ends if each.start <= last < each.end), None)
        if sentence is not None:
            place = sentence.start + len(_LAST_MARKS.sub("", sentence.text))
            named.setdefault(place, []).append(name_of(hit.key, names, item))
    return {place: _to_check(list(dict.fromkeys(each))) for place, each in named.items()}


def name_of(key: str, names: FactWords, item: str = "") -> str:
    """Name a field as it stands in brackets, with its item where an `item` is given: another."""
    name = names.name(Fact(key).link) or ""
    if not item or item_of(key) == item:
        name = name.partition(" (")[0]
    name = name or key.rpartition(".")[2].replace("_", " ")
    low = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return re.sub(r"[][]", "", low)


def with_words_at(blocks: RichText, places: Mapping[int, str], link: str) -> RichText:
    """Put words with this link, and a space before them, at places of the plain text."""
    done: list[Block] = []
    start = 0
    for block in blocks:
        runs: list[Run] = []
        for run in block.runs:
            runs += _parted(run, start, places, link)
            start += len(run.text)
        done.append(replace(block, runs=tuple(runs)))
        start += 1
    return tuple(done)


def _parted(run: Run, start: int, places: Mapping[int, str], link: str) -> Iterator[Run]:
    """Give a run that starts at a place with the words put in; those within a fact go behind it."""
    done = 0
    for place in sorted(place for place in places if start < place <= start + len(run.text)):
        end = len(run.text) if is_fact(run.link) else place - start
        yield replace(run, text=run.text[done:end])
        yield Run(" ")
        yield Run(places[place], link=link)
        done = end
    if done < len(run.text):
        yield replace(run, text=run.text[done:])


def _disagreeing(hits: Iterable[Hit], is_right: Callable[[Hit], bool], here: Here) -> Iterator[Hit]:
    """Give what is wrong here: for each field nothing if what counts most is right."""
    of_fields: dict[str, list[Hit]] = {}
    for hit in hits:
        of_fields.setdefault(hit.key, []).append(hit)
    for key, found in of_fields.items():
        if here.takes_several(key):
            yield from (hit for hit in found if not is_right(hit))
            continue
        of_sentences: dict[Span, list[Hit]] = {}
        for hit in found:
            of_sentences.setdefault(hit.spoken, []).append(hit)
        best = [_best(of_sentence) for of_sentence in of_sentences.values()]
        wrong = [of_sentence for of_sentence in best if not any(map(is_right, of_sentence))]
        most = max(_weight(hit) for hit in found)
        if any(_weight(hit) == most for of_sentence in wrong for hit in of_sentence):
            yield from (of_sentence[0] for of_sentence in wrong)


def _best(hits: Sequence[Hit]) -> list[Hit]:
    most = max(map(_weight, hits))
    return [hit for hit in hits if _weight(hit) == most]


def _weight(hit: Hit) -> tuple[int, int]:
    return -hit.distance, hit.rank


def _facts(blocks: RichText, names: FactWords) -> Iterator[tuple[Span, str | None]]:
    start = 0
    for block in blocks:
        for run in block.runs:
            if is_fact(run.link):
                yield Span(start, start + len(run.text)), names.key_of(run.link)
            start += len(run.text)
        start += 1


def _is_fact(hit: Hit, facts: Iterable[tuple[Span, str | None]]) -> bool:
    """Say whether a fact says it: that of its field, or any where it is a number."""
    span = hit.said.span
    return any(
        (hit.said.counted or key == hit.key) and span.start < fact.end and fact.start < span.end
        for fact, key in facts
    )


def _is_same_name(one: Answer | None, other: Answer) -> bool:
    """Say whether two names are of one thing: the one in fewer words, or in letters only."""
    fewer, more = sorted((_words(one), _words(other)), key=len)
    initials = "".join(word[0] for word in more)
    return set(fewer) <= set(more) or (len(fewer) == 1 and fewer[0] in initials)


def _words(name: Answer | None) -> list[str]:
    return re.findall(r"\w+", str(name).lower())


def _to_check(names: Sequence[str]) -> str:
    named = ", ".join(names[:_MOST_NAMED])
    more = " and more" if len(names) > _MOST_NAMED else ""
    return f"{TO_CHECK}{named[:_LONGEST]}{more}]"
