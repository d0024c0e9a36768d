"""What the commands print: words for people, JSON for programs, and what went wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from desktop.core.fields import Answer, Field

DONE, FOUND_ERRORS, WRONG_USE = 0, 1, 2

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say_answer(field: Field, answer: Answer | None) -> None:
    """Print one answer as the form names and shows it."""
    said = "not answered" if answer is None else field.show(answer)
    out.print(f"  {escape(field.label)}: {escape(said)}")


def print_json(document: object) -> None:
    """Print one document and nothing else, in letters that the output can hold."""
    plainly = not (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(document, ensure_ascii=plainly, indent=2) + "\n")


def complain_once(lines: Iterable[str]) -> None:
    """Say several such lines, each of them once."""
    for line in dict.fromkeys(lines):
        complain(line)


def complain(line: str) -> None:
    """Say in one line, where errors go, what cannot be done or was left out."""
    err.print(escape(" ".join(line.split())))
