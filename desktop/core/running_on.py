"""Sentences that run into the next one, for want of a full stop between them."""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop.core.examining import Prose
from desktop.core.house_style import MONTHS
from desktop.core.quotations import quotations, within
from desktop.core.richtext import Run

_SENTENCE_WORDS = (
    "The|This|These|Those|That|It|Its|There|They|Their|We|Our|He|She|His|Her"
    "|However|Although|Though|While|Whilst|When|Where|If|As|Because|Unless|Until|Once"
    "|Some|Any|All|Both|Each|Every|Few|Many|Most|Several|No|None|Not|Only|Other|Others|Such|Another"
    "|Neither|Either|More|Less|Just|Also|Additionally|Furthermore|Moreover|Therefore|Thus"
    "|Consequently|Instead|Similarly|Generally|Overall|Currently|Recently|Previously|Nevertheless"
    "|Who|What|How|Why|To|Then|Now|Here|An"
)
_LABELS = (
    r"A(?!\s+(?:is|was|are|were|has|had|have|will|and|or|to|in|of|on|at|by|for|with)\b)"
    "|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve"
)
_PLACING_WORDS = (
    "In|On|At|By|For|From|Since|Between|During|Before|After|Under|Over|Among|Within|With|Without"
    "|Despite|Following|Of|Across|Through|Throughout"
)
_THINGS = (
    "Staff|Officers|Guidance|Changes|Requests|Monitoring|Data|Training|Applications|Information"
    "|Policies|Managers|Supervisors|Journalists|Registers|Refusals|Posters|Oversight|Inspectors"
    "|Arrangements|Investigations|Cases|Instances|Work|Progress|Details|Messages|Members|Everyone"
    "|Nobody|Nothing|Everything|People"
)
_OF_THINGS = (
    "is|are|was|were|be|have|has|had|will|would|may|must|can|could|should|does?|did|to|on|from|in"
    "|about|for|by|with|at|we|who|which|that|provided|shown|generally|also|not"
)
NEVER_LAST = re.compile(
    "a|an|the|this|these|those|its|their|our|his|her|your|my|no|every|each|any|some|and|or|but|nor"
    "|of|to|at|by|for|from|with|as|than|via|per|into|onto|upon|between|among|if|that|which|who"
    "|whose|while|when|where|because|although|though|is|are|was|were|be|been|has|have|had|will"
    "|would|may|must|can|could|should|do|does|did|called|named|entitled|titled|new|former"
    "|said|says|reads|stating",
    re.IGNORECASE,
)
"""Words with which no sentence ends."""

_LABELLED = re.compile(
    "category|grade|class|level|part|annex|appendix|schedule|section|group|type|table|option|band"
    "|tier|figure|box|unit|block|plan|division|chapter|phase|stage|form|version|operation",
    re.IGNORECASE,
)
"""Words that a letter or a number may name: "category A", "phase One"."""

_PAPERS = (
    "Guardian|Times|Sun|Telegraph|Independent|Mail|Observer|Mirror|Express|Star|Sunday|Daily"
    "|Economist|Hague|Law|Job"
)
_RUN_ON = re.compile(
    rf"(?<=[\w%)”’\"'])[^\S\n]+(?P<first>(?:{_SENTENCE_WORDS}|(?P<label>{_LABELS}))(?=,?\s+[a-z0-9])"
    rf"|(?:The(?!\s+(?:{_PAPERS})\b)|This|These|It|There|They|We|However)(?=[\s,])"
    rf"|(?P<dating>{_PLACING_WORDS})(?=\s+(?:{'|'.join(MONTHS)}|[0-9]{{4}})\b)"
    rf"|(?P<placing>{_PLACING_WORDS})(?=\s+[a-z0-9])"
    rf"|(?P<thing>{_THINGS})(?=\s+(?:{_OF_THINGS})\b)"
    r"|(?P<owner>[A-Z]{2,}['’]s)(?=\s+[a-z]+ly\s))\b"
)
_SPLICED = re.compile(
    r",[^\S\n]+(?:The|This|These|It|There|They|We|However|Since|In|All|Its|Their|Our|Some|Several)"
    r"(?=,?\s+[a-z0-9])"
)
_SMALL = re.compile(r"(?:(?<=[a-z]{3})|(?<=[a-z]{3}\)))\.[^\S\n](?P<first>[a-z]{2,})(?![\w@:/.-])")
_SHORT_FOR = re.compile(
    "approx|asst|circa|cllr|dept|edn?|est|esp|etc|ext|figs?|govt|hon|incl?|insp|intro|ltd|max|misc"
    "|min|nos?|orig|paras?|plc|prob|prof|ref|rev|sgt|spec|supt|tel|viz|vols?",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r"(?:ing|ed|use[sd]?|met|made|kept|took|read|saw)$")
"""Ends of verbs that may have an object: "completed HMIC's recently issued checklist"."""

_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+\w+$")
_WORD = re.compile(r"\S+$")
_LONGEST_WORD = 60


def run_on_sentences(prose: Prose) -> list[tuple[int, int]]:
    """Give where sentences run on: from the last word of one to the first of the next.

    Titles in italics and words in quotation marks are no sentences of the report, and the heading
    that a paragraph begins with needs no full stop.
    """
    found: list[tuple[int, int, int]] = []
    for first in _RUN_ON.finditer(prose.text):
        last = _WORD.search(prose.text, max(0, first.start() - _LONGEST_WORD), first.start())
        if last and _parts(last[0], first):
            found.append((last.start(), first.start("first"), first.end()))
    if not found:
        return []
    others = quotations(prose.text) + _spans(prose, lambda run, _: run.italic)
    headings = _spans(prose, lambda run, place: run.bold and place == 0)
    return [
        (start, end)
        for start, first_word, end in found
        if not within(first_word, end, others) and not within(start, first_word - 1, headings)
    ]


def comma_splices(prose: Prose) -> list[tuple[int, int]]:
    """Give where a comma stands before what begins a sentence: the words on both sides of it."""
    found: list[tuple[int, int]] = []
    for match in _SPLICED.finditer(prose.text):
        last = _word_before(prose.text, match.start())
        if last[:1].islower():
            found.append((match.start() - len(last), match.end()))
    return outside_quotations(prose, found)


def small_beginnings(prose: Prose) -> list[tuple[int, int]]:
    """Give the words that begin a sentence, after a full stop, with a small letter."""
    found = [
        match.span("first")
        for match in _SMALL.finditer(prose.text)
        if not _SHORT_FOR.fullmatch(_word_before(prose.text, match.start()))
    ]
    return outside_quotations(prose, found)


def _word_before(text: str, end: int) -> str:
    found = _WORD.search(text, max(0, end - _LONGEST_WORD), end)
    return found[0].lstrip("([\"'") if found else ""


def outside_quotations(prose: Prose, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out spans within quotation marks and titles, which are no sentences of the report."""
    if not spans:
        return spans
    others = quotations(prose.text) + _spans(prose, lambda run, _: run.italic)
    return [span for span in spans if not within(*span, others)]


def _parts(last: str, first: re.Match[str]) -> bool:
    """Say whether a sentence may end with the one word and the next begin with the other."""
    bare = last.strip("([\"'‘“”’)],")
    if NEVER_LAST.fullmatch(bare):
        return False
    if _LABELLED.fullmatch(bare) and first["label"]:
        return False
    if first["owner"] and _ACTIVE.search(bare):
        return bool(_PASSIVE.search(first.string[: first.start()][-40:]))
    # A capital within a title or a name says nothing.
    titled = bare[:1].isupper() and bare[1:].islower() and bare not in MONTHS
    follows = first.string[first.end() :].lstrip(" ,")[:1]
    return not (
        titled
        and (
            first["label"]
            or first["placing"]
            or first["thing"]
            or (follows.isupper() and not first["dating"])
        )
    )


def _spans(prose: Prose, meant: Callable[[Run, int], bool]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, block in prose.lines():
        for place, run in enumerate(block.runs):
            if meant(run, place):
                spans.append((start, start + len(run.text)))
            start += len(run.text)
    return spans
