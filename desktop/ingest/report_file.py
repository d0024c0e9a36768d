"""A file that may be a published report: its own data where it carries them, else its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from desktop.core.entry import FORMAT, Entry, EntryError, entry_from_json, report_of, shown
from desktop.core.fields import Answer
from desktop.core.forces import Force, Forces
from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.core.reading.answers import Recognised
from desktop.core.report import Report
from desktop.ingest import files
from desktop.ingest.agreeing import Agreement
from desktop.ingest.bare_text import page_lines
from desktop.ingest.problems import NotAReportError, UnreadableError
from desktop.ingest.reading import Reading, read_published
from desktop.ingest.set_again import sets_the_same

Carried = bytes | EntryError | None
"""The entry that a PDF carries, why it cannot be taken, or that there is none."""

_PROSE = ("passage", "unplaced")
_NOT_SAID = "do not say what its pages say ({})"


def attached(path: Path) -> Carried:
    """Take out the entry that a PDF carries; do so in a process of its own."""
    from desktop.ingest.attached import attached_entry

    try:
        return attached_entry(path.read_bytes()) if files.is_pdf(path) else None
    except EntryError as error:
        return error
    except OSError:
        return None


def read_report(
    path: Path, *, programmes: Iterable[Programme], forces: Forces, carried: Carried = None
) -> Reading:
    """Read a file as the report that it holds: an entry as JSON, a PDF with the one that it
    `carried`, or else text. Data that cannot be taken are told of in the warnings.

    Raises what `read_file` and `read_published` raise.
    """
    programmes = tuple(programmes)
    if carried is None:
        text = files.read_file(path)
        if _is_entry(text):
            return _read_entry(text, programmes, forces)
        return read_published(text, programmes=programmes, forces=forces)
    refused: EntryError
    if isinstance(carried, EntryError):
        refused = carried
    else:
        try:
            return _read_carried(path, carried, programmes, forces)
        except EntryError as error:
            refused = error
    line = f"The data in this file {refused.why}, so its text was read instead."
    try:
        reading = read_published(files.read_file(path), programmes=programmes, forces=forces)
    except NotAReportError as error:
        raise NotAReportError(f"{error} {refused}", error.mistakes) from error
    return replace(reading, warnings=(line, *reading.warnings))


def _is_entry(text: str) -> bool:
    """Say whether a text is data rather than words; it may still be no sound entry."""
    return text.lstrip("\ufeff \t\r\n").startswith("{") and f'"{FORMAT}"' in text


def _read_entry(text: str, programmes: tuple[Programme, ...], forces: Forces) -> Reading:
    try:
        entry = entry_from_json(text.encode("utf-8", "surrogatepass"))
        programme, force = _place(entry, programmes, forces)
        report = report_of(entry, programme)
    except EntryError as error:
        raise NotAReportError(str(error)) from error
    return _told(report, programme, force, text)


def _read_carried(
    path: Path, carried: bytes, programmes: tuple[Programme, ...], forces: Forces
) -> Reading:
    """Read the entry of a PDF, if it says what the pages say. Raises EntryError."""
    entry = entry_from_json(carried)
    programme, force = _place(entry, programmes, forces)
    report = report_of(entry, programme)
    pages = page_lines(path.read_bytes())
    agreement = Agreement(report, programme, force, entry.edition, pages)
    if otherwise := agreement.said_otherwise():
        raise EntryError(_NOT_SAID.format(", ".join(otherwise)))
    differing = agreement.not_on_pages()
    same = bool(differing) and sets_the_same(programme, force, report, entry.edition, pages)
    if differing and not same:
        raise EntryError(_NOT_SAID.format(", ".join(differing)))
    try:
        text = files.read_file(path)
    except UnreadableError:
        # Far more than a report has, but the data are held to it already.
        return _told(report, programme, force, "\n".join(map("\n".join, pages)))
    try:
        read = read_published(text, programmes=[programme], forces=forces)
    except NotAReportError:
        return _told(report, programme, force, text)
    parts = (read.source[part.start : part.end] for part in read.parts if part.kind in _PROSE)
    untold = [] if same else [words for words in parts if not agreement.is_told(words)]
    if untold and not sets_the_same(programme, force, report, entry.edition, pages):
        raise EntryError(f"do not say all that its pages say: “{shown(untold[0])}”")
    return _told(report, programme, force, read.source, read)


def _place(
    entry: Entry, programmes: tuple[Programme, ...], forces: Forces
) -> tuple[Programme, Force]:
    programme = next((each for each in programmes if each.id == entry.programme.id), None)
    if programme is None:
        raise EntryError(
            f"belong to the programme “{shown(entry.programme.id)}”, which is not here"
        )
    if entry.force not in forces:
        raise EntryError(f"are about “{shown(entry.force)}”, which is no force that is known here")
    return programme, forces[entry.force]


def _told(
    report: Report, programme: Programme, force: Force, source: str, read: Reading | None = None
) -> Reading:
    """Give what data tell, each thing with the place where the text was found to say the same."""
    said = {each.key: each for each in read.recognised} if read else {}
    keys = [field.key for field in REPORT_FIELDS] + list(programme.fields)
    return Reading(
        report,
        programme,
        force,
        tuple(
            _recognised(key, report.answers[key], said.get(key))
            for key in keys
            if key in report.answers
        ),
        tuple(key for key in keys if key not in report.answers),
        (),
        source,
        tuple(
            replace(part, kind="passage", sure=1.0) if part.kind in _PROSE else part
            for part in (read.parts if read else ())
        ),
        from_data=True,
    )


def _recognised(key: str, answer: Answer, said: Recognised | None) -> Recognised:
    if said is not None and said.answer == answer and type(said.answer) is type(answer):
        return replace(said, confidence=1.0)
    return Recognised(key, answer, 1.0, "", None)
