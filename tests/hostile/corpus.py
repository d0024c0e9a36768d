"""The corpus: texts that try to be more than text, and what came of trying each of them.

With HOSTILE=wide every text is tried by itself; without, many share a report.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.core import commonmark
from desktop.core.richtext import Block, Run

WIDE: Final = os.environ.get("HOSTILE") == "wide"
SECRET: Final = "Vorschlagshammer7391"
"""What the file says that nobody may read: words that stand nowhere else."""

HALF: Final = "\ud800"
_FILE = Path(__file__).with_name("payloads.toml")


@dataclass(frozen=True, slots=True)
class Payload:
    """One text, its name, and what it tries."""

    name: str
    kind: str
    tries: str
    text: str

    def __str__(self) -> str:
        return self.name


def payloads(canary: Path, pwned: Path) -> tuple[Payload, ...]:
    """Give the whole corpus, aimed at a file with the secret and at one that is not there."""
    corpus = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found: list[Payload] = []
    for group in corpus["kinds"]:
        for number, text in enumerate(group["texts"], 1):
            aimed = text.replace("CANARY", str(canary)).replace("PWNED", str(pwned))
            found.append(
                Payload(
                    f"{group['kind']}-{number}",
                    group["kind"],
                    group["tries"],
                    aimed.replace("SURROGATE", HALF),
                )
            )
    for group in corpus["bombs"]:
        for number, bomb in enumerate(group["texts"], 1):
            text = bomb["piece"] * bomb["times"]
            found.append(Payload(f"{group['kind']}-{number}", group["kind"], group["tries"], text))
    return tuple(found)


def is_bomb(payload: Payload) -> bool:
    return payload.kind == "bomb"


def as_typed(text: str) -> str:
    """Give the passage that comes of typing a text: every sign of it is a sign."""
    lines = text.replace("\r", "\n").split("\n")
    return commonmark.tidy(commonmark.write([Block((Run(line),)) for line in lines]))


def shares(of: Sequence[Payload], most: int) -> list[Sequence[Payload]]:
    """Part payloads into shares that go into one report each: alone where each is tried alone."""
    step = 1 if WIDE else most
    return [of[at : at + step] for at in range(0, len(of), step)]


def some(of: Sequence[Payload], every: int) -> Sequence[Payload]:
    """Give all payloads where all are tried by every way, else one of so many of each kind."""
    return of if WIDE else [each for at, each in enumerate(of) if at % every == 0]


class Tally:
    """Counts what was tried: payload, door and exit."""

    def __init__(self) -> None:
        self.tried: set[tuple[str, str, str]] = set()

    def add(self, payloads: Sequence[Payload], door: str, exits: Sequence[str]) -> None:
        self.tried |= {(each.name, door, leaves) for each in payloads for leaves in exits}


TALLY: Final = Tally()
