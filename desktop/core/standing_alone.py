"""Whether a name stands in a sentence by itself, or says more about the noun that follows it.

"The Metropolitan Police Service has reviewed" and "Metropolitan Police Service officers": the
article belongs to the name only where it stands by itself.
"""

from __future__ import annotations

import re

_AFTER = re.compile(r"\s+(?P<word>[\w’'-]+)")
_JOINED_ON = re.compile(r"[-‐‑/]\w")
_BEFORE = re.compile(r"(?P<word>[\w’'-]+)\s+[\"'‘“(]?$")
_DETERMINER = re.compile(
    r"(?:an?|this|these|those|its|their|our|his|her|my|each|every|any|no|some|all|most|many|few"
    r"|several|former|new|current|other|another|more)",
    re.IGNORECASE,
)
_FUNCTION = """
    it they we he she you there here
    a an the and or but nor that which who whom whose where when while whilst as if than then so
    because although though since before after until during between within without in on at of to
    from for by with into onto over under about across through throughout per via like also only
    still now not never always often too however therefore both either already yet again
    is are was were be been being am has have had does do did will would shall should can could
    may might must cannot
    began bought brought built came chose dealt drew felt found gave got held kept knew led left
    lost made met paid put ran said saw sent set sought spent spoke taught thought told took
    understood went won wrote became
    provide ensure encourage allow require continue remain appear need use keep
    uses has does goes makes takes gives keeps needs wants says sees tells provides ensures
    encourages allows requires continues remains appears intends plans monitors records publishes
    employs follows runs holds manages works operates believes expects checks includes maintains
    accepts recognises regards considers carries reviews
"""
_ALONE_BEFORE = frozenset(_FUNCTION.split())
_NOUNS = """
    officers staff policies procedures systems records registers members employees colleagues
    districts boroughs divisions departments units teams headquarters premises operations services
    inspectors detectives sergeants constables commanders managers leaders volunteers specials
    applications accounts communications investigations forms cases media united shared printed
    residents people communities journalists newspapers businesses news standards supplies family
"""
_TOLD_MORE = frozenset(_NOUNS.split())


def stands_alone(text: str, start: int, end: int, *, is_area: bool = False) -> bool:
    """Say whether the name between two places of a text stands by itself.

    After an area a word in -s is rather a noun than a verb.
    """
    before = _BEFORE.search(text[max(start - 40, 0) : start])
    if before and _DETERMINER.fullmatch(before["word"]):
        return False
    if _JOINED_ON.match(text, end):
        return False
    after = _AFTER.match(text, end)
    if after is None or after["word"][0].isdigit():
        return True
    word = after["word"]
    if word in _ALONE_BEFORE:
        return True
    if word in _TOLD_MORE or not word[0].islower():
        return False
    is_verb = not is_area and word.endswith("s") and not word.endswith("ss")
    return word.endswith(("ed", "ly")) or is_verb
