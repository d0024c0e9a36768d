"""Whether pages bear the marks of the edition that their data claim: draft, embargo, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop.core.editions import Kind
from desktop.ingest.bare_text import bare
from desktop.ingest.embargo import speaks_of_embargo
from desktop.publish.page_blocks import page_blocks

_ON_EACH_PAGE: Final = ("draft", "embargoed")


class Marks:
    """The lines by which the editions of a report differ."""

    def __init__(self, kind: Kind, editions: Mapping[Kind, str]) -> None:
        """Take the HTML of each edition, of which `kind` is claimed."""
        lines = {
            each: {words: block.text for block in page_blocks(html) if (words := bare(block.text))}
            for each, html in editions.items()
        }
        common = set.intersection(*map(set, lines.values()))
        self._kind = kind
        self._all = set().union(*lines.values()) - common
        self.claimed = [text for words, text in lines[kind].items() if words not in common]
        """The marks of the edition that is claimed."""

    def differ(self, printed: str, pages: Sequence[Sequence[str]]) -> bool:
        """Say whether lines of pages are marks of another edition, or stand on too few pages.

        What the edition that is claimed prints somewhere, as bare text in `printed`, is no mark.
        """
        for line in (line for page in pages for line in page):
            words = bare(line).lstrip("0123456789")
            if (words in self._all or speaks_of_embargo(line)) and words not in printed:
                return True
        bared = [set(map(bare, page)) for page in pages]
        running = any(all(words in page for page in bared) for words in self._all)
        return len(pages) > 1 and running != (self._kind in _ON_EACH_PAGE)
