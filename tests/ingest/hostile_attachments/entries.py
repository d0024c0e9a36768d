"""Entries that no Fieldbook wrote: each a way to spoil a sound one, and what is said of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from desktop.core.entry import LARGEST

Entry = dict[str, Any]
Spoil = Callable[[Entry], bytes]

COUNT = "press.leaks.investigated"
YES_NO = "findings.overview.healthcheck"
CHOICE = "press.media_policy.state"
CHOICES = "findings.overview.policies_reviewed"
TEXT = "findings.overview.plan"
ITEM = "press.leaks"


def written(entry: Entry) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()


def put(*steps: str, value: object) -> Spoil:
    """Put a value somewhere."""

    def spoil(entry: Entry) -> bytes:
        entry = copy.deepcopy(entry)
        place = entry
        for step in steps[:-1]:
            place = place[step]
        place[steps[-1]] = value
        return written(entry)

    return spoil


def without(name: str) -> Spoil:
    return lambda entry: written({key: each for key, each in entry.items() if key != name})


def said(old: str, new: str) -> Spoil:
    """Write something else into the JSON."""

    def spoil(entry: Entry) -> bytes:
        text = written(entry).decode()
        assert old in text
        return text.replace(old, new, 1).encode()

    return spoil


def answer(key: str, value: object) -> Spoil:
    return put("answers", key, value=value)


def raw_answer(key: str, value: str) -> Spoil:
    """Write an answer that the JSON module would not write."""
    return lambda entry: answer(key, "HERE")(entry).replace(b'"HERE"', value.encode())


def passage(value: object, item: str = ITEM) -> Spoil:
    return put("passages", item, value=value)


def _half_a_character(entry: Entry) -> bytes:
    return passage({"mode": "edited", "text": "HERE"})(entry).replace(b"HERE", rb"\ud800")


DAMAGED = "are damaged"
NOT_AS_WRITTEN = "are not as Fieldbook writes them"
NO_ANSWER = "hold no answer to"
TOO_LARGE = "are far larger"

ENTRIES: dict[str, tuple[Spoil, str]] = {
    "nothing": (lambda _: b"", DAMAGED),
    "no JSON": (lambda _: b"Dear Sir", DAMAGED),
    "half of it": (lambda entry: written(entry)[:400], DAMAGED),
    "more after it": (lambda entry: written(entry) + b"{}", DAMAGED),
    "UTF-16": (lambda entry: written(entry).decode().encode("utf-16"), DAMAGED),
    "no text": (lambda entry: written(entry).replace(b"kent", b"\xff\xfe"), DAMAGED),
    "deep lists": (lambda _: b"[" * 200_000, DAMAGED),
    "deep objects": (lambda _: b'{"a":' * 200_000, DAMAGED),
    "deep in an answer": (
        raw_answer(COUNT, "[" * 900 + "]" * 900),
        NOT_AS_WRITTEN,
    ),
    "a list": (lambda entry: written({"a": [entry]})[5:-1], "are not those of a report"),
    "null": (lambda _: b"null", "are not those of a report"),
    "another format": (put("format", value="invoice"), "are not those of a report"),
    "without a format": (without("format"), "are not those of a report"),
    "a later version": (put("version", value=2), "were made by a later Fieldbook"),
    "a far later version": (put("version", value=10**30), "were made by a later Fieldbook"),
    "no version": (without("version"), NOT_AS_WRITTEN),
    "version 0": (put("version", value=0), NOT_AS_WRITTEN),
    "a version in quotes": (put("version", value="1"), NOT_AS_WRITTEN),
    "a version that is true": (put("version", value=True), NOT_AS_WRITTEN),
    "something more": (put("names", value=["A. Inspector"]), NOT_AS_WRITTEN),
    "no answers": (without("answers"), NOT_AS_WRITTEN),
    "answers in a list": (put("answers", value=[1]), NOT_AS_WRITTEN),
    "another edition": (put("edition", value="secret"), NOT_AS_WRITTEN),
    "published perhaps": (put("published", value="perhaps"), NOT_AS_WRITTEN),
    "another programme": (put("programme", "id", value="budgets-2030"), "budgets-2030"),
    "a programme of no name": (put("programme", "id", value="../../etc"), NOT_AS_WRITTEN),
    "a programme's odd version": (put("programme", "version", value=1.5), NOT_AS_WRITTEN),
    "another force": (put("force", value="ruritania"), "ruritania"),
    "a force that is a list": (put("force", value=["kent"]), NOT_AS_WRITTEN),
    "a field that is not there": (answer("press.leaks.gossip", 1), "press.leaks.gossip"),
    "an item as a field": (answer("press.leaks", 1), "press.leaks"),
    "a field of no name": (answer("\u202e\n\x00", 1), NOT_AS_WRITTEN),
    "a field of a long name": (answer("a" * 100_000, 1), NOT_AS_WRITTEN),
    "a count that is true": (answer(COUNT, True), NO_ANSWER),
    "a count in quotes": (answer(COUNT, "1"), NO_ANSWER),
    "a count with a point": (raw_answer(COUNT, "1.0"), NOT_AS_WRITTEN),
    "a count below zero": (answer(COUNT, -1), NO_ANSWER),
    "a huge count": (answer(COUNT, 10**30), NO_ANSWER),
    "a count of many digits": (raw_answer(COUNT, "9" * 100_000), DAMAGED),
    "NaN": (raw_answer(COUNT, "NaN"), DAMAGED),
    "Infinity": (raw_answer(COUNT, "-Infinity"), DAMAGED),
    "beyond all numbers": (raw_answer(COUNT, "1e999"), NOT_AS_WRITTEN),
    "null for an answer": (answer(COUNT, None), NOT_AS_WRITTEN),
    "an object for an answer": (answer(COUNT, {"a": 1}), NOT_AS_WRITTEN),
    "one for yes": (answer(YES_NO, 1), NO_ANSWER),
    "yes in words": (answer(YES_NO, "yes"), NO_ANSWER),
    "no such choice": (answer(CHOICE, "burnt"), NO_ANSWER),
    "a list for a choice": (answer(CHOICE, ["updated"]), NO_ANSWER),
    "choices in a line": (answer(CHOICES, "media, social_media"), NO_ANSWER),
    "one choice twice": (answer(CHOICES, ["media", "media"]), NO_ANSWER),
    "no such choices": (answer(CHOICES, ["media", "burnt"]), NO_ANSWER),
    "choices in choices": (answer(CHOICES, [["media"]]), NOT_AS_WRITTEN),
    "a list for a text": (answer(TEXT, ["a plan"]), NO_ANSWER),
    "a number for a text": (answer(TEXT, 5), NO_ANSWER),
    "a blank text": (answer(TEXT, " \n"), NO_ANSWER),
    "a long text": (answer(TEXT, "plan " * 1000), NO_ANSWER),
    "no ISBN": (answer("isbn", "<script>"), NO_ANSWER),
    "no such day": (answer("embargo", "2012-02-31T00:01"), NO_ANSWER),
    "no such month": (answer("published", "2012-13"), NO_ANSWER),
    "an item that is not there": (
        passage({"mode": "edited", "text": "a"}, "press.gossip"),
        "press.gossip",
    ),
    "a passage that is text": (passage("a"), NOT_AS_WRITTEN),
    "a passage that is null": (passage(None), NOT_AS_WRITTEN),
    "a passage without text": (passage({"mode": "edited"}), NOT_AS_WRITTEN),
    "a passage of no mode": (passage({"mode": "typed", "text": "a"}), NOT_AS_WRITTEN),
    "a passage with names": (passage({"mode": "edited", "text": "a", "by": "b"}), NOT_AS_WRITTEN),
    "a text that is a number": (passage({"mode": "edited", "text": 1}), NOT_AS_WRITTEN),
    "half a character": (_half_a_character, NOT_AS_WRITTEN),
    "a long passage": (passage({"mode": "edited", "text": "a " * 150_000}), NOT_AS_WRITTEN),
    "a huge entry": (passage({"mode": "edited", "text": "a" * LARGEST}), TOO_LARGE),
    "a name that stands twice": (
        said('"answers": {', '"answers": {}, "answers": {'),
        DAMAGED,
    ),
    "an answer that stands twice": (
        said('"answers": {', f'"answers": {{"{COUNT}": 7, '),
        DAMAGED,
    ),
}
