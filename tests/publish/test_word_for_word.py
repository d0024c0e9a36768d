"""The five published reports, read and set again, say what they said: every word, in order."""

from __future__ import annotations

import difflib
import re

import pytest

from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ingest import read_file, read_published
from desktop.publish import render
from tests.publish.conftest import TextOf

EXAMPLES = ("cambridgeshire", "cheshire", "city-of-london", "cleveland", "leicestershire")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_pages_have_the_words_of_the_published_text(
    name: str, programme: Programme, forces: Forces, text_of: TextOf
) -> None:
    text = read_file(SEEDS / f"{name}.txt")
    reading = read_published(text, programmes=[programme], forces=forces)
    pdf = render(programme, reading.force, reading.report).file

    published = published_words(text, programme)
    printed = printed_words(text_of(pdf), programme, reading.force.name)

    assert len(published) > 900
    if printed != published:
        pytest.fail(f"{name} is not word for word:\n{difference(published, printed)}")


def published_words(text: str, programme: Programme) -> list[str]:
    """Give the words of a published text, without marks and without the strapline above it."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^(#+ |- )", "", text, flags=re.MULTILINE)
    words = re.sub(r"[*■]", "", text).split()
    return without_strapline(words, programme)


def printed_words(text: str, programme: Programme, force: str) -> list[str]:
    """Give the words of pages, without what is not the report's own: strapline, foot, bullets."""
    pages = text.rstrip("\f").split("\f")
    words: list[str] = []
    for number, page in enumerate(pages, 1):
        foot = f"{programme.title} · {force} {number} of {len(pages)}".split()
        on_page = page.replace("•", " ").split()
        assert on_page[-len(foot) :] == foot
        words += on_page[: -len(foot)]
    assert words[: len(programme.strapline.split())] == programme.strapline.split()
    return without_strapline(words, programme)


def without_strapline(words: list[str], programme: Programme) -> list[str]:
    strapline = programme.strapline.split()
    return words[len(strapline) :] if words[: len(strapline)] == strapline else words


def difference(published: list[str], printed: list[str]) -> str:
    """Show what was lost as [-so-] and what was added as {+so+}, each with words around it."""
    places = []
    matcher = difflib.SequenceMatcher(None, published, printed, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            lost, added = " ".join(published[i1:i2]), " ".join(printed[j1:j2])
            before, after = " ".join(published[max(i1 - 6, 0) : i1]), published[i2 : i2 + 6]
            change = (f"[-{lost}-]" if lost else "") + (f"{{+{added}+}}" if added else "")
            places.append(f"  … {before} {change} {' '.join(after)} …")
    return "\n".join(places)
