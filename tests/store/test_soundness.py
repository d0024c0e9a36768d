"""What is damaged is refused in one plain line and left as it is; what is read is right."""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from desktop.core.programme import Programme
from tests import damages

DAMAGES = int(os.environ.get("DAMAGES", "20"))
SEED = int(os.environ.get("SEED", "1"))


@pytest.mark.parametrize("kind", damages.KINDS)
def test_damages(kind: str, programme: Programme, tmp_path: Path) -> None:
    it = damages.sound(kind, tmp_path, programme)
    dice = random.Random(f"{SEED} {kind}")
    found: Counter[str] = Counter()
    path = tmp_path / "damaged" / damages.NAME
    for number in range(DAMAGES // len(damages.KINDS)):
        damaging = damages.Damaging(it.files, dice)
        came = ""
        try:
            came = damages.tried(it, damaging, path, programme, by_commands=number % 10 == 0)
        finally:
            if not came:
                kept = damages.keep(damaging, tmp_path, number)
                sys.stdout.write(f"\n{damaging.what} of {kind}, number {number}: {kept}\n")
        found[came] += 1
    counts = ", ".join(f"{count} {came}" for came, count in sorted(found.items()))
    sys.stdout.write(f"\n{sum(found.values())} damages to {kind}: {counts}\n")
