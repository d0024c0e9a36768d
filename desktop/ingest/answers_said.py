"""Whether the answers in data are those that the passages and the pages say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from desktop.core import commonmark
from desktop.core.facts import FactWords, is_fact
from desktop.core.fields.isbn import digits_of
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.richtext import Run
from desktop.ingest.bare_text import bare

_ISBN: Final = re.compile(r"isbn(?:13)?:?(97[89][0-9]{10})(?![0-9])")


def said_otherwise(report: Report, programme: Programme, pages: str) -> list[str]:
    """Name what is said to be answered, and is not: items, and the ISBN; `pages` is their bare
    text.
    """
    isbn = ["ISBN"] if _is_another_isbn(report, pages) else []
    words = FactWords(programme, report.answers)
    return isbn + [
        item.title
        for key, item in programme.items.items()
        if not all(
            _is_answer(report, programme, words, *fact) for fact in _facts(report.passage(key).text)
        )
    ]


def _facts(passage: str) -> Iterator[tuple[str, list[str]]]:
    """Give the address of each fact, and the parts of what it says that looks part."""
    for block in commonmark.parse(passage):
        runs: Iterable[Run] = (run for run in block.runs if not run.text.isspace())
        for link, parts in groupby(runs, key=lambda run: run.link):
            if is_fact(link):
                yield link, [run.text for run in parts]


def _is_answer(
    report: Report, programme: Programme, words: FactWords, link: str, parts: list[str]
) -> bool:
    key = words.key_of(link)
    answer = report.answers.get(key) if key else None
    if answer is None:
        return True
    if type(answer) is int:
        style = programme.house_style
        ways = [style.number(answer), style.figures(answer), style.spelled_out(answer)]
    else:
        ways = [words.say(link) or "", words.say(link, begins=True) or ""]
    said = {bare(way) for way in ways} - {""}
    return not said or bare("".join(parts)) in said or all(bare(part) in said for part in parts)


def _is_another_isbn(report: Report, pages: str) -> bool:
    """Say whether another ISBN is printed than is answered.

    A draft follows its answers, so that one without an answer stands in none.
    """
    answer = digits_of(report.answer_text("isbn") or "")
    drafts = (each.text for each in report.passages.values() if each.mode == "drafted")
    drafted = _ISBN.findall(bare(" ".join(drafts)))
    printed = _ISBN.findall(pages)
    return answer not in drafted if drafted else bool(answer and printed) and answer not in printed
