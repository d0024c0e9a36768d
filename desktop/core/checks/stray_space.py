"""Two spaces in a row, a space where none belongs, or none where one does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.joined_words import joined_words
from desktop.core.own_words import found, own_words
from desktop.core.remarks import Found, check

_SPACE = "[ \u00a0\u2002-\u200a\u202f]"
_STRAY = re.compile(
    rf"(?P<two>{_SPACE}{{2,}})"
    rf"|(?P<before>(?<=[\w\"'’”)]){_SPACE}(?=[.,;!?](?:\s|$)|\)(?!\w))|(?<=[a-z]){_SPACE}(?=:(?:\s|$)))"
    rf"|(?P<late>(?<=[\w\"'’”)]){_SPACE}[.,;](?=[A-Z]?[a-z]{{2}}|[A-Z][a-z]\b|A\s|[A-Z]{{4}})"
    r"(?!(?:com|csv|docx?|eu|gov|html?|net|org|pdf|pptx?|uk|xlsx?)\b))"
    rf"|(?P<after>(?<=\(){_SPACE}(?=\w))"
    r"|(?P<none>(?<=[^\W\d_])[,;](?=[^\W\d_])|(?<=[a-z]{2})[.?!](?=[A-Z][a-z]|A\s)"
    r"|(?<=[0-9)])\.(?=[A-Z][a-z]+\s))"
)


@check(severity="warning", protects="There is a space too many or too few.")
def stray_space(examined: Examined) -> Iterator[Found]:
    """Find two spaces in a row, a space before a comma or stop, none after one or between words."""
    for words in own_words(examined, _STRAY, facts=True, speech=True):
        start, end = words.match.span()
        match words.match.lastgroup:
            case "two":
                message, use = "There are two spaces here. Leave one.", " "
            case "late":
                mark = words.match[0][-1]
                message, use = f"The space belongs after “{mark}”.", f"{mark} "
            case "none":
                message = f"There is no space after “{words.match[0]}”."
                use = f"{words.match[0]} "
            case _:
                message, use = "There is a space here where none belongs. Take it out.", ""
        yield found(examined, words.item, (start, end), message, use=use)
    for item, prose in examined.written.items():
        for joined in joined_words(prose, examined.circumstances.speller.knows):
            if not joined.sentence:
                last, first = joined.parts(prose.text)
                message = f"There is no space between “{last}” and “{first}”."
                suggestions = (f"{last} {first.lower()}", f"{last} {first}")
                span = joined.start, joined.end
                yield found(examined, item, span, message, suggestions=suggestions)
