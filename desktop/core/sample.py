"""The sample of a programme: one full invented entry, to show and to test what is printed."""

from __future__ import annotations

from dataclasses import replace

from pydantic import Field as Declare

from desktop.core import commonmark
from desktop.core.declarations import Declared, mistake, read_declaration
from desktop.core.drafting import follow_answers
from desktop.core.fields import Answer, AnswerError
from desktop.core.forces import Forces
from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.core.report import Passage, Report

SAMPLE_FILE = "sample.toml"


class Sample(Declared):
    """What stands in `sample.toml`: a force's key, and answers and passages by their full keys."""

    force: str
    answers: dict[str, object]
    passages: dict[str, str] = Declare(default_factory=dict)


def read_sample(programme: Programme, forces: Forces) -> Report:
    """Read a programme's sample, in which every field and every passage must be filled in.

    Raises ProgrammeError naming file, line and key of a mistake.
    """
    file = programme.folder / SAMPLE_FILE
    sample = read_declaration(file, Sample)
    if sample.force not in forces:
        raise mistake(file, ("force",), f'there is no force "{sample.force}"')
    report = Report(
        programme.id,
        sample.force,
        answers=_answers(programme, sample),
        passages=_passages(programme, sample),
    )
    drafted = follow_answers(programme, forces[sample.force], report).passages
    return replace(report, passages={**report.passages, **drafted})


def _answers(programme: Programme, sample: Sample) -> dict[str, Answer]:
    file = programme.folder / SAMPLE_FILE
    answers: dict[str, Answer] = {}
    for key, typed in sample.answers.items():
        field = programme.field(key)
        if field is None:
            raise mistake(file, ("answers", key), "the programme has no such field")
        try:
            answer = field.clean(typed)
        except AnswerError as error:
            raise mistake(file, ("answers", key), str(error).rstrip(".")) from error
        if answer is not None:
            answers[key] = answer
    for key in (*(field.key for field in REPORT_FIELDS), *programme.fields):
        if key not in answers:
            raise mistake(file, ("answers", key), "this answer is missing")
    return answers


def _passages(programme: Programme, sample: Sample) -> dict[str, Passage]:
    file = programme.folder / SAMPLE_FILE
    for key in sample.passages:
        if key not in programme.items:
            raise mistake(file, ("passages", key), "the programme has no such item")
        if programme.items[key].wording or programme.items[key].draft:
            raise mistake(file, ("passages", key), "this passage is drafted: leave it out")
    passages: dict[str, Passage] = {}
    for key, item in programme.items.items():
        if not (item.wording or item.draft):
            text = commonmark.tidy(sample.passages.get(key, ""))
            if not text:
                raise mistake(file, ("passages", key), "this passage is missing")
            passages[key] = Passage(text, "edited")
    return passages
