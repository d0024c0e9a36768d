"""Words that lost what stood between them, such as "checkThe", as happens in pasting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from desktop.core.examining import Prose
from desktop.core.house_style import MONTHS
from desktop.core.own_words import addresses, overlaps
from desktop.core.running_on import NEVER_LAST, outside_quotations

_CAPITAL = re.compile(r"(?<=[a-z0-9)%])[A-Z][a-z]*(?!\w)|(?<=[A-Z]{2})[A-Z][a-z]+(?!\w)")
_BEFORE = re.compile(r"[^\s/]+$")
_LONGEST_WORD = 60
_BEGINS = re.compile(r"The|This|These|There|They|It|We|However")
_MAY_BEGIN = re.compile(
    r"(?:Its|Their|Our|He|She|That|Those|Although|While|Whilst|When|Where|If|As|Because|Some|All|Both"
    r"|Each|Every|Few|Many|Most|Several|No|None|Not|Other|Another|Such|Since|Between|During|Despite"
    r"|Following|Therefore|Staff|Officers)(?!\w)|A(?=\s+[a-z]{2})"
    rf"|(?:In|On|At|By|For|From|Of|To)(?=\s+(?:the|this|these|addition|general|{'|'.join(MONTHS)}"
    r"|[0-9])(?!\w))"
)


class Joined(NamedTuple):
    """Two words written as one, the first up to `middle`; whether the other begins a sentence."""

    start: int
    middle: int
    end: int
    sentence: bool

    def parts(self, text: str) -> tuple[str, str]:
        """Give the two words."""
        return text[self.start : self.middle], text[self.middle : self.end]


def joined_words(prose: Prose, knows: Callable[[str], bool]) -> list[Joined]:
    """Find a small letter before a capital within a word that is none, where both its parts are.

    Names such as "YouTube" are words. A capital may be within other names too: behind a first part
    that has one itself, only what begins most sentences is taken for a word of its own.
    """
    joined = {(each.start, each.end): each for each in _joined(prose.text, knows)}
    if not joined:
        return []
    alone = addresses(prose.text)
    spans = outside_quotations(prose, [span for span in joined if not overlaps(span, alone)])
    return [joined[span] for span in spans]


def _joined(text: str, knows: Callable[[str], bool]) -> Iterator[Joined]:
    for capital in _CAPITAL.finditer(text):
        middle, end = capital.span()
        before = _BEFORE.search(text, max(0, middle - _LONGEST_WORD), middle)
        if before is None or re.search(r"[@\\#&_.+=]|[‘’']$", before[0]):
            continue
        last, first = before[0].lstrip("([{\"'‘“"), capital[0]
        begins = _BEGINS.fullmatch(first) is not None
        if not last[-1:].islower():
            if begins:
                yield Joined(middle - len(last), middle, end, sentence=True)
            continue
        if len(last) < 2 or knows(last + first) or not knows(last):
            continue
        if last.islower() and (begins or _MAY_BEGIN.match(text, middle)):
            sentence = last not in ("in", "on") and not NEVER_LAST.fullmatch(last)
            yield Joined(middle - len(last), middle, end, sentence)
        elif begins and len(last) > 2 and len(first) > 2:  # not "PostIt"
            yield Joined(middle - len(last), middle, end, sentence=True)
        elif last.islower() and len(last) > 2 and len(first) > 2 and knows(first):
            yield Joined(middle - len(last), middle, end, sentence=False)
