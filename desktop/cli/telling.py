"""What the commands print: words for people, JSON for programs, and what went wrong."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from rich.console import Console, ConsoleOptions, RenderableType
from rich.markup import escape
from rich.segment import Segment
from typing_extensions import override

if TYPE_CHECKING:
    from desktop.core.fields import Answer, Field

DONE, FOUND_ERRORS, WRONG_USE = 0, 1, 2

_COMMANDS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys, or shows in another order, instead of showing it; lines may end."""


class _Console(Console):
    """Shows what is said as text: no word in it commands the terminal."""

    @override
    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            text = segment.text
            if not segment.control and _COMMANDS.search(text):
                text = _COMMANDS.sub(_sign, text)
            yield Segment(text, segment.style, segment.control)


out = _Console(highlight=False, soft_wrap=True)
err = _Console(stderr=True, highlight=False, soft_wrap=True)


def say_answer(field: Field, answer: Answer | None) -> None:
    """Print one answer as the form names and shows it."""
    said = "not answered" if answer is None else field.show(answer)
    out.print(f"  {escape(field.label)}: {escape(said)}")


def print_json(document: object) -> None:
    """Print one document and nothing else, in letters that the output can hold."""
    plainly = not (sys.stdout.encoding or "").lower().startswith("utf")
    written = json.dumps(document, ensure_ascii=plainly, indent=2)
    # What stands between the values holds none of these but the ends of lines.
    sys.stdout.write(_COMMANDS.sub(lambda each: f"\\u{ord(each[0]):04x}", written) + "\n")


def complain_once(lines: Iterable[str]) -> None:
    """Say several such lines, each of them once."""
    for line in dict.fromkeys(lines):
        complain(line)


def complain(line: str) -> None:
    """Say in one line, where errors go, what cannot be done or was left out."""
    err.print(escape(" ".join(line.split())))


def _sign(command: re.Match[str]) -> str:
    """Give the sign of a control character, which is as wide as one letter."""
    number = ord(command[0])
    return chr(0x2400 + number) if number < 0x20 else "\N{REPLACEMENT CHARACTER}"
