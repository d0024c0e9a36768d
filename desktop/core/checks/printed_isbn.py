"""An ISBN in a passage that is not the report's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.fields.isbn import check_digit, digits_of
from desktop.core.remarks import Found, Replacement, check

_GAP = r"[^\S\n]|[\u00ad\u2010-\u2015\u2212.-]"
_DIGITS = rf"\d(?:(?:{_GAP})?[\dX])*"
_PRINTED = re.compile(
    rf"\bISBN(?:(?:{_GAP})?1[03](?!\d))?(?:{_GAP}|:)*(?P<named>{_DIGITS})?"
    rf"|(?<!\d)(?P<bare>97[89](?:(?:{_GAP})?\d){{10}})(?!\d)"
)


@check(severity="error", protects="The report prints another ISBN than the one it has.")
def printed_isbn(examined: Examined) -> Iterator[Found]:
    """Find ISBNs in passages that differ from the report's or, where it has none, cannot be."""
    answer = examined.report.answer_text("isbn")
    for item, prose in examined.written.items():
        for found in _PRINTED.finditer(prose.text):
            group = "named" if found["named"] else "bare" if found["bare"] else 0
            start, end = found.span(group)
            if group:
                message = _fault(digits_of(found[group]), answer)
            elif re.match(r"[^\S\n]*(?:\n|$)", prose.text[end:]):
                message = "No number follows “ISBN”."
            else:
                message = ""
            if message:
                fix = Replacement(answer) if group and answer else None
                yield Found(examined.place(item, start, end), message, fix)


def _fault(digits: str, answer: str | None) -> str:
    if answer is not None:
        same = digits == digits_of(answer)
        return "" if same else f"This is not the ISBN of the report, which is {answer}."
    if len(digits) != 13:
        return "This is no ISBN: an ISBN has 13 digits. Compare it with the publisher's list."
    if digits[-1] != check_digit(digits):
        return (
            f"The last digit of this ISBN would have to be {check_digit(digits)}:"
            " compare it with the publisher's list."
        )
    return ""
