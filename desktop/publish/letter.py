"""The letter that answers the points a force raised in its factual accuracy check."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from desktop.core.editions import Edition, Look
from desktop.core.entry import led_to_change
from desktop.core.forces import Force
from desktop.core.house_style import HouseStyle, capitalised
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.review import POINT_WORDS, Point
from desktop.core.richtext import visible
from desktop.publish.draft_places import DraftPlace, draft_places
from desktop.publish.metadata import Metadata
from desktop.publish.rendering import RenderError, Rendering

TEMPLATE: Final = "letter.html.j2"
STANDARD_TEMPLATE: Final = "_shared/letter.html.j2"
STYLE: Final = "letter.css"
TITLE: Final = "Our response to your factual accuracy check"
LetterFormat = Literal["pdf", "docx"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter answers, point by point in this order; who signs it, as what, on which day.

    `report` is the report as it now stands.
    """

    report: Report
    points: Sequence[Point]
    signed: str
    date: datetime.date
    role: str = ""
    format: LetterFormat = "pdf"
    look: Look = "standard"

    def file_name(self, force: str) -> str:
        """Name the file after the force, and the look where it is not the standard one."""
        look = () if self.look == "standard" else (self.look,)
        return f"{'-'.join((force, 'response', *look))}.{self.format}"

    @property
    def undecided(self) -> int:
        """How many of its points are not decided yet: while there are any, it cannot be written."""
        return sum(not point.decision for point in self.points)


def write_letter(programme: Programme, force: Force, letter: Letter) -> Rendering:
    """Write a letter: the same letter gives the same bytes, on any machine.

    Raises RenderError while points are undecided, and ProgrammeError naming file and line of a
    mistake in the programme's own template of letters.
    """
    if letter.undecided:
        style = programme.house_style
        points = capitalised(style.counted(letter.undecided, "point is", "points are"))
        raise RenderError(
            f"{points} not decided yet. Accept or refuse each one, then write the letter."
        )
    html = letter_html(programme, force, letter)
    if letter.format == "docx":
        from desktop.publish.word import word_file

        return Rendering(word_file(html, programme, letter.look, _about(programme, force, letter)))
    from desktop.publish.pdf import set_pages
    from desktop.publish.variables import SHARED

    return set_pages(html, programme.folder, letter.look, SHARED / STYLE)


def letter_html(programme: Programme, force: Force, letter: Letter) -> str:
    """Fill the programme's own template of letters, or the standard one.

    Raises ProgrammeError naming file and line of a mistake in the template.
    """
    from desktop.publish.page_html import fill

    return fill(programme.folder, [TEMPLATE, STANDARD_TEMPLATE], _known(programme, force, letter))


def _known(programme: Programme, force: Force, letter: Letter) -> dict[str, object]:
    """Give what a template of letters may speak of: plain data."""
    from desktop.publish.page_html import known_to_templates

    style = programme.house_style
    none_yet = Report(programme.id, force.key)
    places = draft_places(programme, force, letter.report)
    return {
        **known_to_templates(programme, force, none_yet, Edition(look=letter.look)),
        "report_title": programme.title,
        "title": TITLE,
        "force_in_sentence": force.name_in_sentence,
        "date": style.date(letter.date.isoformat()),
        "raised": style.counted(len(letter.points), "point", "points") if letter.points else "",
        "outcome": _outcome(letter, style),
        "chief": force.chief,
        "reasons": _reasons(letter),
        "points": [
            _point(letter.report, number, point, _where(programme, force, point, places))
            for number, point in enumerate(letter.points, 1)
        ],
        "signed": visible(letter.signed),
        "role": visible(letter.role),
    }


def _about(programme: Programme, force: Force, letter: Letter) -> Metadata:
    return Metadata(
        f"{TITLE} – {force.name}",
        programme.publisher,
        programme.title,
        (programme.short_title, force.name),
        f"{letter.date:%Y-%m}",
        "",
    )


def _outcome(letter: Letter, style: HouseStyle) -> str:
    """Say in one sentence how many points were accepted and how many refused."""
    count = Counter(point.decision for point in letter.points)
    accepted, refused = count["accepted"], count["refused"]
    if not refused:
        return "We have accepted it." if accepted == 1 else "We have accepted all of them."
    if not accepted:
        return "We have not accepted it." if refused == 1 else "We have accepted none of them."
    return f"We have accepted {style.number(accepted)} and refused {style.number(refused)}."


def _reasons(letter: Letter) -> str:
    """Say of which decisions the reasons are told."""
    refused = sum(point.decision == "refused" for point in letter.points)
    if len(letter.points) == refused:
        return ", and why" if refused else ""
    return f", and why we refused {'one of them' if refused == 1 else 'some'}" if refused else ""


def _point(report: Report, number: int, point: Point, where: str) -> dict[str, object]:
    return {
        "number": number,
        "kind": POINT_WORDS[point.kind],
        "where": where,
        "text": _paragraphs(point.text),
        "evidence": _paragraphs(point.evidence),
        "accepted": point.decision == "accepted",
        "changed": led_to_change(report, point),
        "reason": _paragraphs(point.reason),
    }


def _where(
    programme: Programme, force: Force, point: Point, places: Mapping[str, DraftPlace]
) -> str:
    """Say where a point belongs, as who has the draft edition on paper finds it."""
    style = programme.house_style
    quote = visible(point.quote).strip()
    place = places.get(point.item)
    if place is None and point.item in programme.items:
        # Nothing of it is printed, but what it belongs under may be.
        section = next(each for each in programme.sections if point.item.startswith(f"{each.key}."))
        place = DraftPlace(section.heading_for(force))
    parts: list[str] = []
    if place is not None:
        first, last = place.numbers_of(point.quote, point.start)
        if first:
            parts.append(f"paragraph {first}" if first == last else f"paragraphs {first} to {last}")
        under = f"under {_marked(style, place.heading)}" if place.heading else "the small print"
        parts.append(under)
    said = [capitalised(", ".join(parts)), _marked(style, quote) if quote else ""]
    return ": ".join(filter(None, said)) or "The report as a whole"


def _marked(style: HouseStyle, words: str) -> str:
    marks = '""' if style.quotation_marks == "straight" else "“”"
    return f"{marks[0]}{words}{marks[1]}"


def _paragraphs(text: str) -> list[str]:
    """Give the lines of a text that was typed as it is, each as a paragraph of its own."""
    return [line for line in map(str.strip, map(visible, text.splitlines())) if line]
