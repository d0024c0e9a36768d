"""`python -m tests.crash`: kills Fieldbook some hundreds of times, and says what it survived."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from tests.crash.killing import Outcome
from tests.crash.kinds import TYPING, kill, kinds_of_kills, say, shares

_AT_ONCE = 2


def main() -> int:
    """Kill as asked, and tell the counts; gives the exit status."""
    kinds = kinds_of_kills()
    asked = argparse.ArgumentParser(prog="tests.crash", description=__doc__)
    asked.add_argument("--kills", type=int, default=300, help="how often while typing")
    asked.add_argument("--others", type=int, default=50, help="how often in each command")
    asked.add_argument("--seed", default="", help="the same seed types and kills alike")
    asked.add_argument("--only", choices=kinds, action="append", help="nothing but this")
    asked.add_argument("--part", default="", help="only this part, as a failure names it")
    given = asked.parse_args()
    seed = given.seed or f"{random.randrange(16**6):06x}"
    say(f"Seed {seed}")
    began = time.monotonic()
    outcomes = {each: Outcome(each) for each in given.only or kinds}
    folder = Path(tempfile.mkdtemp(prefix="fieldbook-crash-"))
    with ProcessPoolExecutor(_AT_ONCE, mp_context=get_context("spawn")) as pool:
        pieces = [
            pool.submit(kill, what, folder / f"{number}", kills, f"{seed}-{number}")
            for number, (what, kills) in enumerate(
                shares(list(outcomes), given.kills, given.others)
            )
            if given.part in ("", f"{number}")
        ]
        for piece in as_completed(pieces):
            outcomes[piece.result().what].add(piece.result())
            _tell(piece.result())
    say(f"\nSeed {seed}, {(time.monotonic() - began) / 60:.1f} minutes")
    for outcome in outcomes.values():
        _tell(outcome)
    broken = [line for outcome in outcomes.values() for line in outcome.broken]
    for line in broken:
        say(line)
    if not broken:
        shutil.rmtree(folder)
    return bool(broken)


def _tell(outcome: Outcome) -> None:
    more = ""
    if outcome.what == TYPING:
        more = f", {outcome.keys} keys, oldest loss {outcome.oldest_loss_ms:.0f} ms"
    say(
        f"{outcome.what}: {outcome.kills} kills, {outcome.at_work} of them at work,"
        f" {len(outcome.broken)} not survived{more}"
    )


if __name__ == "__main__":
    sys.exit(main())
