"""Spelling: British English, the words of policing, the forces' names and words that were added."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.forces import Forces

if TYPE_CHECKING:
    from hunspell import Hunspell

    from desktop.core.examining import Speller

_LANGUAGE = "en_GB"
_OTHER_WORDS = "policing.txt"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_APOSTROPHES = re.compile("[’‘ʼ]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]")
_ENDING = re.compile(r"'s?$")
_HYPHENS = re.compile(r"[-‐‑]")
_PREFIX = re.compile(
    "anti|auto|bi|co|counter|cyber|de|eco|ex|geo|inter|intra|macro|mega|micro|mid|mini|mis|multi"
    "|neo|non|omni|over|para|post|pre|pro|pseudo|quasi|re|self|semi|socio|sub|super|tele|tri|ultra"
    "|un|under",
    re.IGNORECASE,
)
_OFTEN_RUN_ON = re.compile("a|an|as|at|each|in|no|of|the|to")
_LONGEST = 20
"""In letters: looking for what a longer word was meant to be would take long, and find nothing."""
_LONGEST_WITH_TWO_SLIPS = 16
_PATIENCE = 0.008
"""Seconds of work after which no more words are looked up before the next look at a report."""
_MOST = 5
_LIKELY = 1


def spelling(folder: Path, forces: Forces, known: Iterable[str] = ()) -> Spelling:
    """Give the speller that knows the dictionary in a folder, the forces' names and these words."""
    names = {
        word
        for force in forces.values()
        for name in (force.name, force.area, force.policing_body, *force.also)
        for word in re.findall(r"[^\W\d_]+", name)
    }
    return _spelling(folder, frozenset(names | set(known)))


class Spelling:
    """Knows how words are spelled. The dictionary is read when it is first asked."""

    def __init__(self, folder: Path, words: Iterable[str] = ()) -> None:
        """Go by the dictionary in a folder and by more words.

        A word in small letters is right with a capital too.
        """
        self._folder = folder
        self._words = frozenset(_plain(word) for word in words) | _other_words(folder)
        self._by_letters = {word.casefold(): word for word in self._words}
        # What is typed next has mostly the words of what was typed before.
        self._known = lru_cache(maxsize=8192)(self._find)
        self._meant = lru_cache(maxsize=1024)(self._find_meant)

    def knows(self, word: str) -> bool:
        """Say whether a word is right; one with hyphens is where each of its parts is."""
        return self._known(_plain(word))

    def suggest(self, word: str) -> list[str]:
        """Give at most five words that may have been meant, likeliest first.

        They are one slip of the hand away, of which a letter doubled, or two the wrong way round,
        is the likeliest; where there is none such, two likely slips.
        """
        word = _plain(word)
        bare = _ENDING.sub("", word)
        parts = _HYPHENS.split(bare)
        wrong = [part for part in parts if not self._right_part(part)]
        if not 0 < len(bare) <= _LONGEST or (len(parts) > 1 and len(wrong) != 1):
            return []
        part = wrong[0] if wrong else bare
        before, _, after = word.partition(part)
        return [before + meant + after for meant in self._meant(part)]

    def _find(self, word: str) -> bool:
        bare = _ENDING.sub("", word)
        if not bare:
            return False
        if self._right(word) or self._right(bare):
            return True
        parts = _HYPHENS.split(bare)
        if len(parts) < 2:
            return False
        if all(self._right_part(part) for part in parts):
            return True
        return _PREFIX.fullmatch(parts[0]) is not None and self._right("".join(parts))

    def _right_part(self, part: str) -> bool:
        return _PREFIX.fullmatch(part) is not None or (bool(part) and self._right(part))

    def _right(self, word: str) -> bool:
        if word in self._words or word[:1].lower() + word[1:] in self._words:
            return True
        if word.isupper() and word.casefold() in self._by_letters:
            return True
        spell = _dictionary(self._folder).spell
        return spell(word) or (not word.isascii() and spell(_without_accents(word)))

    def _find_meant(self, word: str) -> tuple[str, ...]:
        ways = (_one_slip, _two_slips) if len(word) <= _LONGEST_WITH_TWO_SLIPS else (_one_slip,)
        for slips in ways:
            near = sorted(
                (min(rank, _LIKELY) if right in self._words else rank, place, right)
                for place, (slip, rank) in enumerate(slips(word.lower()).items())
                if (right := self._rightly(slip, word))
            )
            if near:
                likely = dict.fromkeys(right for rank, _, right in near if rank <= near[0][0] + 1)
                return tuple(likely)[:_MOST]
        return ()

    def _rightly(self, slip: str, word: str) -> str:
        """Give the right word that these small letters make, with capitals as `word` has them.

        Empty where they make none, or none that anyone should be told.
        """
        if " " in slip:
            parts = _shaped(slip, word).split()
            whole = all(len(part) > 1 or part in "aA" for part in parts)
            return " ".join(parts) if whole and all(map(self._right, parts)) else ""
        shaped = _shaped(slip, word)
        if shaped == word:
            shaped = slip.capitalize()
        if shaped != word and self._right(shaped):
            return "" if slip.startswith(_not_suggested(self._folder)) else shaped
        return self._by_letters.get(slip, "")


class Hurried:
    """A speller for one look at a report while someone types: what takes long is put off.

    A word that is not known takes up to some 20 milliseconds to look up, and is then kept: the
    words put off are looked up in the looks that follow.
    """

    def __init__(self, speller: Speller) -> None:
        """Ask this speller, for as long as there is patience."""
        self._speller = speller
        self._taken = 0.0
        self.knows = speller.knows
        self.put_off = False
        """Whether words were met that it did not look up."""

    def suggest(self, word: str) -> list[str]:
        """Give words that may have been meant; none where the word is put off."""
        if self._taken > _PATIENCE:
            self.put_off = True
            return []
        began = time.thread_time()
        suggested = self._speller.suggest(word)
        self._taken += time.thread_time() - began
        return suggested


def one_slip_apart(word: str, other: str) -> bool:
    """Say whether one letter, or the order of two, makes the difference between two words."""
    return _plain(other).lower() in _one_slip(_plain(word).lower())


@lru_cache(maxsize=4)
def _spelling(folder: Path, words: frozenset[str]) -> Spelling:
    return Spelling(folder, words)


@lru_cache(maxsize=1)
def _dictionary(folder: Path) -> Hunspell:
    from hunspell import Hunspell

    return Hunspell(_LANGUAGE, hunspell_data_dir=str(folder), system_encoding="UTF-8")


@lru_cache(maxsize=1)
def _not_suggested(folder: Path) -> tuple[str, ...]:
    """Give the words that the dictionary marks as right, but not to be suggested to anyone."""
    lines = (folder / f"{_LANGUAGE}.dic").read_text(encoding="utf-8")
    return tuple(re.findall(r"^([^/\n]+)/\S*!", lines, re.MULTILINE))


@lru_cache(maxsize=1)
def _other_words(folder: Path) -> frozenset[str]:
    return frozenset((folder / _OTHER_WORDS).read_text(encoding="utf-8").split())


def _plain(word: str) -> str:
    return _APOSTROPHES.sub("'", _UNSEEN.sub("", unicodedata.normalize("NFC", word)))


def _without_accents(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return "".join(each for each in apart if not unicodedata.combining(each))


def _shaped(slip: str, word: str) -> str:
    if len(word) > 1 and word.isupper():
        return slip.upper()
    return slip[:1].upper() + slip[1:] if word[:1].isupper() else slip


def _one_slip(word: str) -> dict[str, int]:
    """Give all that one slip of the hand makes of a word, and how unlikely each is."""
    slips: dict[str, int] = {word: 0}
    if word.endswith("ys"):
        slips[f"{word[:-2]}ies"] = 0
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for first, rest in halves:
        if len(rest) > 1:
            slips.setdefault(first + rest[1] + rest[0] + rest[2:], 1)
    for doubled in _doubled_or_not(word):
        slips.setdefault(doubled, 1)
    for first, rest in halves[1:-1]:
        slips.setdefault(f"{first} {rest}", 1 if _OFTEN_RUN_ON.fullmatch(first) else 5)
        slips.setdefault(f"{first}'{rest}", 1)
    for at, (first, rest) in enumerate(halves):
        unlikely = 3 if at == 0 else 0
        for letter in _LETTERS:
            slips.setdefault(first + letter + rest, 2 + unlikely)
            if rest:
                slips.setdefault(first + letter + rest[1:], 3 + unlikely)
        if rest:
            slips.setdefault(first + rest[1:], 4 + unlikely)
    return slips


def _two_slips(word: str) -> dict[str, int]:
    """Give what two likely slips make of a word: letters doubled, or not, or the wrong way round.

    All that any two slips make would be too many to look up while someone types.
    """
    return {
        twice: 1
        for once in (*_doubled_or_not(word), *_swapped(word))
        for twice in (*_doubled_or_not(once), *_swapped(once))
    }


def _doubled_or_not(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        if word[at + 1 : at + 2] == letter:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[:at] + letter + word[at:]


def _swapped(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
