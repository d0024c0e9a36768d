"""The lines that stand on the pages of a PDF, and how they look."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
from pypdfium2 import raw

from desktop.ingest.columns import Flow, flows
from desktop.ingest.letters import Letter
from desktop.ingest.problems import UnreadableError

MOST_PAGES = 100
"""The most pages of a PDF that are read; real reports have fewer than ten."""

MOST_CHARACTERS = 250_000
"""The most characters of a PDF that are read; real reports have about 12,000."""

_ITALIC = 1 << 6
_BOLD_NAME = re.compile(r"bold|black|heavy|semi-?b|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_BOLD_FROM = 600
_BROKEN_OFF = "\x02"
_LONGEST_NAME = 256


@dataclass(frozen=True)
class PageLine:
    """One line on a page, or in a column of one: these are counted through.

    `margin` is the right margin of its column, in points; 0 where that is the page's.
    """

    letters: tuple[Letter, ...]
    page: int
    margin: float = 0.0

    @cached_property
    def text(self) -> str:
        """Its words."""
        return "".join(letter.text for letter in self.letters)

    @property
    def left(self) -> float:
        """Where it starts, in points."""
        return self.letters[0].left

    @property
    def right(self) -> float:
        """Where it ends, in points."""
        return self.letters[-1].right

    @cached_property
    def size(self) -> float:
        """The size of its letters, in points: of most of them."""
        sizes = [letter.size for letter in self.letters if letter.text != " "]
        return max(set(sizes), key=sizes.count)

    @cached_property
    def base(self) -> float:
        """The height of its letters over the foot of the page, in points: of most of them."""
        bases = [letter.base for letter in self.letters if letter.text != " "]
        return max(set(bases), key=bases.count)

    @cached_property
    def first_word(self) -> float:
        """How wide its first word is, in points."""
        length = len(self.text.split(" ", 1)[0])
        return self.letters[max(length, 1) - 1].right - self.left

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(letter.bold for letter in self.letters if letter.text != " ")


def read_pages(data: bytes, name: str) -> list[list[PageLine]]:
    """Give the lines of each page of a PDF, from its top to its foot.

    `name` is what messages call it. Raises UnreadableError for what cannot be opened, for scans,
    and for what is far larger than a report. One thread at a time may call this.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"{name} {_why_not(error)}") from None
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableError(
                f"{name} has {len(document):,} pages, far more than any report: save the pages of"
                " the report as a PDF of their own."
            )
        pages = _pages(document, name)
    except pypdfium2.PdfiumError:
        raise UnreadableError(
            f"{name} is damaged: one of its pages cannot be read. Fetch the file anew, or open it"
            " and save it as a new PDF."
        ) from None
    finally:
        document.close()
    if not any(pages):
        raise UnreadableError(
            f"{name} is a scan: it holds pictures of pages, no text. Have its text recognised by a"
            " program for that, and take what it gives."
        )
    return pages


def _why_not(error: pypdfium2.PdfiumError) -> str:
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return (
            "is locked with a password: open it with that, and save or print it as a PDF"
            " without one."
        )
    return (
        "is damaged: it says that it is a PDF, and cannot be opened as one. Fetch the file anew,"
        " or open it and save it as a new PDF."
    )


def _pages(document: pypdfium2.PdfDocument, name: str) -> list[list[PageLine]]:
    pages: list[list[PageLine]] = []
    read = column = 0
    columns = False
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        try:
            read += text.count_chars()
            if read > MOST_CHARACTERS:
                raise UnreadableError(
                    f"{name} has far more text than any report: save the pages of the report as a"
                    " PDF of their own."
                )
            lines: list[PageLine] = []
            found = flows(_stretches(text), columns_before=columns)
            columns = columns or len(found) > 1
            for flow in found:
                lines += _lines(flow, column)
                column += 1
            pages.append(lines)
        finally:
            text.close()
            page.close()
    return pages


def _stretches(text: pypdfium2.PdfTextPage) -> Iterator[list[Letter]]:
    """Give the letters of a page in the order of its making, a list for each piece of a line."""
    looks = _Looks(text)
    letters: list[Letter] = []
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        away = code in (0, 10, 13) or 0xD800 <= code < 0xE000 or code > 0x10FFFF
        if away and code not in (10, 13):
            continue
        if away:
            if letters:
                yield letters
            letters = []
        elif chr(code).isspace():
            if letters and letters[-1].text != " ":
                letters.append(letters[-1]._replace(text=" ", left=letters[-1].right))
        else:
            letter = looks.letter(place, "-" if chr(code) == _BROKEN_OFF else chr(code))
            if letters and abs(letter.base - letters[-1].base) > 0.8 * letter.size:
                yield letters
                letters = []
            letters.append(letter)
    if letters:
        yield letters


class _Looks:
    """Asks PDFium how the characters of one page look."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self._text = text
        self._box = [ctypes.c_double() for _ in range(4)]
        self._origin = [ctypes.c_double() for _ in range(2)]
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._flags = ctypes.c_int()

    def letter(self, place: int, character: str) -> Letter:
        """Give the character that stands at a place."""
        raw.FPDFText_GetCharBox(self._text, place, *self._box)
        raw.FPDFText_GetCharOrigin(self._text, place, *self._origin)
        bold, italic = self._style(place)
        return Letter(
            character,
            self._origin[0].value,
            max(self._box[1].value, self._origin[0].value),
            round(self._origin[1].value, 1),
            self._size(place),
            bold,
            italic,
        )

    def _size(self, place: int) -> float:
        size: float = raw.FPDFText_GetFontSize(self._text, place)
        if raw.FPDFText_GetMatrix(self._text, place, self._matrix):
            size *= (self._matrix.c**2 + self._matrix.d**2) ** 0.5
        return round(size, 1) or 1.0

    def _style(self, place: int) -> tuple[bool, bool]:
        length = raw.FPDFText_GetFontInfo(self._text, place, self._name, _LONGEST_NAME, self._flags)
        name = self._name.value.decode("utf-8", "replace") if length else ""
        bold = _BOLD_NAME.search(name) is not None
        if not bold:
            bold = raw.FPDFText_GetFontWeight(self._text, place) >= _BOLD_FROM
        italic = bool(self._flags.value & _ITALIC) or _ITALIC_NAME.search(name) is not None
        return bold, italic


def _lines(flow: Flow, page: int) -> list[PageLine]:
    """Put what stands side by side on the same height together, from the top of the page down."""
    rows: list[list[list[Letter]]] = []
    for letters in sorted(flow.stretches, key=lambda letters: -letters[0].base):
        if rows and _side_by_side(rows[-1], letters):
            rows[-1].append(letters)
        else:
            rows.append([letters])
    lines = []
    for row in rows:
        row.sort(key=lambda letters: letters[0].left)
        whole: list[Letter] = []
        for letters in row:
            if whole and whole[-1].text != " ":
                whole.append(whole[-1]._replace(text=" ", left=whole[-1].right))
            whole += letters
        while whole and whole[-1].text == " ":
            whole.pop()
        if whole:
            lines.append(PageLine(tuple(whole), page, flow.margin))
    return lines


def _side_by_side(row: list[list[Letter]], letters: list[Letter]) -> bool:
    near = abs(row[0][0].base - letters[0].base) < 0.35 * letters[0].size
    return near and all(
        letters[0].left >= other[-1].right - 1 or letters[-1].right <= other[0].left + 1
        for other in row
    )
