"""Standard wording and drafts: the templates of a programme, filled with a report's answers."""

from __future__ import annotations

from collections.abc import Container, Mapping

from desktop.core import commonmark
from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.house_style import month_in_words
from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.core.report import Passage, Report


def draft(programme: Programme, item_key: str, force: Force, answers: Mapping[str, Answer]) -> str:
    """Draft the passage of an item as CommonMark; empty for an item that has no template.

    Raises ProgrammeError naming file and line of a mistake in the template.
    """
    item = programme.items[item_key]
    if not (item.wording or item.draft):
        return ""
    # Jinja takes a while to load, and the window can be up before anything is drafted.
    from desktop.core.templates import fill

    name = f"wording/{item.wording}" if item.wording else f"drafts/{item.draft}"
    text = fill(programme.folder, name, _known(programme, item_key, force, answers))
    return commonmark.tidy(text)


def redraft(
    programme: Programme, force: Force, report: Report, items: Container[str] | None = None
) -> dict[str, Passage]:
    """Give the drafted passages that would now read differently, by the full key of their item.

    With `items`, only those are drafted: a draft speaks of its own item's answers and the report's.
    Raises ProgrammeError naming file and line of a mistake in a template.
    """
    changed: dict[str, Passage] = {}
    for item_key, item in programme.items.items():
        if items is not None and item_key not in items:
            continue
        passage = report.passage(item_key)
        if passage.mode == "drafted" and (item.wording or item.draft):
            text = draft(programme, item_key, force, report.answers)
            if text != passage.text:
                changed[item_key] = Passage(text)
    return changed


def begin(programme: Programme, force: Force) -> Report:
    """Give a new report of a force, drafted as far as a report without answers can be."""
    empty = Report(programme.id, force.key)
    return Report(programme.id, force.key, passages=redraft(programme, force, empty))


def _known(
    programme: Programme, item_key: str, force: Force, answers: Mapping[str, Answer]
) -> dict[str, object]:
    """Give what a template may speak of: plain data, from which nothing else can be reached."""
    known: dict[str, object] = {
        "force": {name: getattr(force, name) for name in Force.__slots__},
        "programme": {
            "title": programme.title,
            "published": month_in_words(programme.published),
            "year": str(answers.get("published", programme.published))[:4],
            "publisher": programme.publisher,
            "website": programme.website,
            "previous_inspection": programme.previous_inspection,
            "previous_report": programme.previous_report,
            "review_starts": month_in_words(programme.review_period.first),
            "review_ends": month_in_words(programme.review_period.last),
        },
        "report": {field.key: answers.get(field.key) for field in REPORT_FIELDS},
    }
    for key, field in programme.fields_of(item_key):
        known[field.key] = answers.get(key)
    return known
