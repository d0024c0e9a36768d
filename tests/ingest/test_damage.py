"""Damaged text still gives every word and every answer that it holds."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from desktop.core import commonmark
from desktop.core.folders import SEEDS
from desktop.core.richtext import plain_text
from desktop.ingest import Reading, read_file
from tests.ingest.conftest import Read
from tests.ingest.test_published import REPORTS

Damage = Callable[[str], str]
QUESTIONS = r"How are press.*\?|Is there more.*\?|How does.*\?"
HEADINGS = rf"(?m)^\W*(About this review|Findings for .*|{QUESTIONS}|Next steps)$"


def wrapped(text: str) -> str:
    return "\n".join(
        "\n".join(textwrap.wrap(line, 68, break_on_hyphens=False)) for line in text.split("\n")
    )


def in_pages(foot: str) -> Damage:
    """Break pages anywhere, as converting does, with what stands at the foot of each."""

    def damage(text: str) -> str:
        lines = wrapped(text).split("\n")
        pages = ["\n".join(lines[start : start + 28]) for start in range(0, len(lines), 28)]
        return "".join(
            f"{page}\n\n{foot.format(number)}\n\f" for number, page in enumerate(pages, start=1)
        )

    return damage


def page_numbers_inside_sentences(text: str) -> str:
    numbers = iter(range(1, 1000))
    return re.sub(
        r"\b(?:the force|the constabulary) (?=\w)",
        lambda found: f"{found[0]}\n\n{next(numbers)}\n\n",
        text,
    )


def hyphenated(text: str) -> str:
    """Break long words at the ends of lines, never where they have a hyphen of their own."""
    lines = []
    for line in wrapped(text).split("\n"):
        broken = re.search(r" ([a-z]{4})([a-z]{4,}[.,;]?)$", line)
        lines.append(f"{line[: broken.end(1)]}-\n{broken[2]}" if broken else line)
    return "\n".join(lines)


def ligatures(text: str) -> str:
    for letters, ligature in (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        text = text.replace(letters, ligature)
    return text


def without_heading(number: int) -> Damage:
    def damage(text: str) -> str:
        found = list(re.finditer(HEADINGS, text))[number]
        return text[: found.start()] + text[found.end() :]

    return damage


DAMAGE: dict[str, Damage] = {
    "pages": in_pages("{}"),
    "pages with running titles": in_pages("Revisiting police relationships: progress report | {}"),
    "pages with a publisher": in_pages("HMIC (2012)\nPage {} of 6"),
    "pages with anything": in_pages("Restricted until publication\n{}"),
    "page numbers inside sentences": page_numbers_inside_sentences,
    "hyphenated line ends": hyphenated,
    "soft hyphens": lambda text: hyphenated(text).replace("-\n", "\u00ad\n"),
    "ligatures": ligatures,
    "two spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "  ", text),
    "spaces that do not break": lambda text: text.replace(" of ", "\u00a0of\u00a0"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "headings in capitals": lambda text: re.sub(HEADINGS, lambda found: found[1].upper(), text),
    "headings broken in two": lambda text: re.sub(
        rf"(?m)^\W*({QUESTIONS})$", lambda found: found[1].replace(" and ", "\nand ", 1), text
    ),
    "numbered headings": lambda text: re.sub(HEADINGS, r"3.1 \1", text),
    "lost marks": lambda text: re.sub(r"(?m)[*#■]|^- ", "", text),
    "everything at once": lambda text: ligatures(
        in_pages("Revisiting police relationships | {}")(hyphenated(text))
    ),
    **{f"without heading {number + 1}": without_heading(number) for number in range(6)},
    "without any heading": lambda text: re.sub(HEADINGS, "", text),
}


def words(reading: Reading) -> list[str]:
    return [
        word
        for passage in reading.report.passages.values()
        for word in plain_text(commonmark.parse(passage.text)).split()
    ]


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("name", REPORTS)
def test_damaged_text_reads_as_if_it_were_whole(read: Read, name: str, damage: Damage) -> None:
    text = read_file(SEEDS / f"{name}.txt")

    whole, damaged = read(text), read(damage(text))

    assert damaged.force == whole.force
    assert damaged.report.answers == whole.report.answers
    assert words(damaged) == words(whole)


@pytest.mark.parametrize("name", REPORTS)
def test_lost_blank_lines_lose_no_answer_that_can_be_told(read: Read, name: str) -> None:
    text = read_file(SEEDS / f"{name}.txt")
    # A missing point at the end of a paragraph leaves nothing to tell its end by.
    text = text.replace("concerns have been identified\n", "concerns have been identified.\n")

    whole, damaged = read(text), read(re.sub(r"\n\n+", "\n", wrapped(text)))

    assert damaged.report.answers == whole.report.answers
    assert sorted(words(damaged)) == sorted(words(whole))


def test_an_unknown_heading_and_its_text_are_kept(read: Read) -> None:
    text = read_file(SEEDS / "cheshire.txt")
    text = text.replace(
        "## Next steps", "### Vetting of staff\n\nNobody is vetted.\n\n## Next steps"
    )

    passages = read(text).report.passages

    assert any(
        "**Vetting of staff**\n\nNobody is vetted." in passage.text for passage in passages.values()
    )


def test_stray_marks_are_kept_as_text(read: Read) -> None:
    text = read_file(SEEDS / "cheshire.txt")
    odd = "Ratings run from * to ****, 5 * 3 is 15, [see page 2], <b>bold</b> & a_b_c; 100% £5."
    text = text.replace("\n\n## Next steps", f"\n\n{odd}\n\n## Next steps")

    passages = read(text).report.passages

    assert any(odd in plain_text(commonmark.parse(each.text)) for each in passages.values())
