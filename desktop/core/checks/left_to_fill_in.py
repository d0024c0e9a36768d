"""Text that was left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop.core.examining import Examined
from desktop.core.facts import Fact
from desktop.core.programme import item_of
from desktop.core.quotations import quotations, within
from desktop.core.remarks import Found, Place, Replacement, check
from desktop.core.sentences import begins_sentence
from desktop.core.to_be_checked import name_of

_BEGINS = r"(?:^|(?<=[.?!] ))"
_MATTER = (
    r"(?:(?:more|further|final|the)\s+)?(?:text|words|wording|figures?|numbers?|data|details?|names?"
    r"|dates?|information|confirmation|rest|more)"
)

_SIGNS = (
    r"\b(?:TO[\s-]?DO|[Tt]odo|ToDo|FIXME|TK|QQ|DRAFT|TO\s+BE\s+[A-Z]+)\b",
    r"(?:(?<=\bis )|(?<=\bare )|(?<=\bbeen )|(?<=\bwere )|(?<=\bof ))to\s+be\s+confirmed\b",
    r"\b(?i:tb[acd]|t\.\s?b\.\s?[acd]\b\.?)(?!\w)",
    # Not after the word for what a Roman numeral numbers: see _NUMBERED.
    r"(?<![\w’'])\d*[Xx]{2,}\d*(?:st|nd|rd|th|m|k)?(?!\w)(?!\s+Olympi)",
    r"(?<!\w)(?:N{2,}|n{2,})(?!\w)",
    r"£\s?[Xx]+(?:\.[Xx]+)?[mk]?\b|\b[Xx]+(?:%|\s?per\s+cent\b)",
    r"(?:(?<=\b(?:been|were) )|(?<=\b(?:was|are|had) )|(?<=\bof )|(?<=\bleast )|(?<=ated )"
    r"|(?<=ified )|(?<=eived )|^)[XxNn](?=\s+(?:[a-z-]+\s+){0,3}[a-z]+s\b)",
    r"\b[XxNn](?=\s+of\s+(?:which|whom|these|those|them|the)\b)|^[Xx]$",
    r"<<?[A-Za-z/!][^<>\n]{0,80}>>?|«[^»\n]*»|‹[^›\n]*›|\{+[^{}\n]{0,80}\}+|[{}]+|%\w+%",
    r"\?{2,}|_{2,}|#{2,}|@{2,}|-{4,}|\.{4,}|…{2,}|(?:\.\s){3,}",
    r"\(\s*(?i:\?|numbers?|figures?|names?|dates?|x+|n+|to\s+follow|to\s+be\s+(?:confirmed|added"
    r"|inserted|completed|supplied|checked|advised|filled\s+in))\s*\)",
    r"\((?i:insert|add|fill\s+in|confirm|check|update)\b(?!\s+with)[^()\n]{0,80}\)",
    r"^(?i:(?:text\s+)?to\s+(?:follow|come|be\s+\w+))(?=[.…]*$)",
    rf"{_BEGINS}(?i:to\s+do\s*:|to\s+be\s+(?:completed|confirmed|added|written|supplied|inserted"
    r"|updated|checked|provided|agreed|advised|drafted|finali[sz]ed)(?=[.…]|$))",
    rf"{_BEGINS}(?:(?i:{_MATTER})\s+(?:still\s+)?to\s+(?:follow|come|be\s+\w+)"
    rf"|Awaiting\s+(?i:{_MATTER})(?:\s+from\s+(?:the\s+)?\w+)?)(?=[.…]|$)",
    r"(?i:\b(?:drafting\s+note|note\s+(?:to|for)\s+(?:the\s+)?(?:editors?|self|authors?|drafters?))\b)",
    r"(?<![\w.,:/£$€-])0{2,}(?![\w%]|[:.,/-][0-9])",
    r"(?<=[a-z] )(?:[A-Z]{2,5} )?(?:NAME|NUMBER|FIGURE|DATE)S?\b"
    r"|\b(?:NAME|NUMBER|FIGURE|DATE)S?\b(?=[^\n]{0,80}[a-z])",
    r"\bINSERT(?:\s+[A-Z]+)*\b|\b(?i:to\s+be\s+(?:inserted|filled\s+in))\b",
    r"\b(?i:insert\s+(?:the\s+)?(?:here|numbers?|names?|figures?|dates?|texts?|details|force|area))"
    r"(?!\w)",
    r"\b(?:FORCE|AREA|NAME|NUMBER|FIGURE|DATE|TEXT)(?:\s+(?:NAME|NUMBER|HERE|OF|THE|FORCE|AREA))+\b",
    r"\b(?:DD|dd)[/. -](?:M|m)\w*[/. -](?:YY(?:YY)?|yy(?:yy)?)\b|\b(?:YYYY|yyyy)\b",
    r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!)|Error!\s+(?:Reference|Bookmark|No\s+text)[^.\n]*",
    r"(?i:click\s+(?:or\s+tap\s+)?here\s+to\s+(?:enter|add|insert)(?:\s+\w+)?|\bplace-?holder\b"
    r"|\b(?:dummy|sample)\s+text\b|lorem\s+ipsum(?:\s+dolor)?|\bdolor\s+sit\s+amet|\bblah\b)",
)
_SIGN = re.compile("|".join(_SIGNS), re.MULTILINE)
_NUMBERED = re.compile(
    r"\b(?:annex|appendix|part|chapter|section|article|schedule|title|volume|book|table|figure"
    r"|bowl|louis|pius|legion)\s+$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\[[^\[\]\n]{0,120}\]?|\]")
_NO_WORDS = re.compile(
    r"\[\W*(?:(?:insert|add|fill|enter|confirm|check|to be|tb[acd]|x+|n+)\b.*)?\W*", re.IGNORECASE
)
_OF_FIELD = re.compile(r"\[(?:insert )?(?P<name>[^\]]+)\]")
_EDITORIAL = re.compile(r"\[\s*(?:sic|\d{1,3})\s*\]", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\[\s*(?:…|\.{3})\s*\]")
_GAP = re.compile(r"(?<=\s)(?:…|\.{3})(?=\s)|(?:…|\.{3})$", re.MULTILINE)


@check(severity="error", protects="Something was to be filled in, and has been forgotten.")
def left_to_fill_in(examined: Examined) -> Iterator[Found]:
    """Find signs such as TODO, XX, [ ] and "tbc" in passages and in answers that are texts."""
    for item, prose in examined.written.items():
        for start, end in _left(prose.text):
            answer = _answer(examined, item, start, end)
            fix = Replacement(answer) if answer else None
            words = prose.text[start:end]
            message = _message(words) if fix is None else _message_of_answered(words)
            yield Found(examined.place(item, start, end), message, fix)
    for key, field in examined.programme.fields.items():
        answer = examined.report.answer_text(key) if field.type == "text" else None
        if answer and (left := _left(answer)):
            start, end = left[0]
            yield Found(Place(item_of(key), key), _message(answer[start:end]))


def _message(words: str) -> str:
    return f"“{words}” was left to be filled in. Write what belongs there, or take it out."


def _message_of_answered(words: str) -> str:
    return f"“{words}” was left to be filled in, and is answered now. Write the answer there."


def _answer(examined: Examined, item: str, start: int, end: int) -> str | None:
    """Give what the answer says where brackets hold no more than the name of its field."""
    prose = examined.prose[item]
    named = _OF_FIELD.fullmatch(prose.text[start:end])
    if named is None:
        return None
    keys = [
        key
        for key, field in examined.programme.fields_of(item)
        if name_of(key, examined.words) == named["name"]
    ]
    answer = examined.report.answers.get(keys[0]) if len(keys) == 1 else None
    if answer is None or not examined.programme.fields[keys[0]].tells(answer):
        return None
    begin, block = next(line for line in reversed([*prose.lines()]) if line[0] <= start)
    begins = not block.bullet and begins_sentence(prose.text[begin:start])
    return examined.words.say(Fact(keys[0]).link, begins=begins)


@lru_cache(maxsize=1024)  # while one types, all passages but one are what they were
def _left(text: str) -> tuple[tuple[int, int], ...]:
    found = [sign.span() for sign in _SIGN.finditer(text) if not _numbers(text, sign)]
    if any(sign in text for sign in ("[", "]", "…", "...")):
        quoted = quotations(text)
        found += [
            bracket.span()
            for bracket in _BRACKETS.finditer(text)
            if not _is_editorial(bracket[0], quoted=within(*bracket.span(), quoted))
        ]
        found += [gap.span() for gap in _GAP.finditer(text) if not within(*gap.span(), quoted)]
    return tuple(_apart(found))


def _is_editorial(bracket: str, *, quoted: bool) -> bool:
    """Say whether brackets hold what an editor puts in: [sic], or a word in a quotation."""
    if _EDITORIAL.fullmatch(bracket):
        return True
    return quoted and bool(_LEFT_OUT.fullmatch(bracket) or not _NO_WORDS.fullmatch(bracket))


def _numbers(text: str, sign: re.Match[str]) -> bool:
    return sign[0].strip("X") == "" and bool(_NUMBERED.search(text[: sign.start()][-20:]))


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the spans in order; of those that overlap only the first, or the longest of these."""
    reached = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield start, end
            reached = end
