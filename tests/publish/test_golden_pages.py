"""The five examples look as they looked when their pages were last looked at.

Where they are meant to look otherwise: `python -m tests.publish.golden_pages`, and look at them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from tests.publish.golden_pages import EXAMPLES, GOLDEN, difference, pictures, side_by_side

TOLERATED = 12
"""Dots, of about 87,000, that may be seen to differ: a word changed is some forty."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_pages_look_as_they_did(
    name: str, programme: Programme, forces: Forces, tmp_path: Path
) -> None:
    wrong = []
    for file, actual in pictures(name, programme, forces):
        with Image.open(GOLDEN / file) as kept:
            expected = kept.convert("L")
        differing, seen = difference(expected, actual)
        if seen > TOLERATED:
            side_by_side(expected, actual, differing).save(tmp_path / file)
            wrong.append(f"{seen} dots of {tmp_path / file}")
    assert wrong == [], "expected, actual and difference stand side by side in these pictures"


def test_the_kept_pages_are_few_and_small() -> None:
    files = list(GOLDEN.iterdir())
    assert len(files) == 3 * len(EXAMPLES)
    assert sum(file.stat().st_size for file in files) < 1_000_000


def test_a_word_that_changes_is_seen_and_smoothing_is_not() -> None:
    with Image.open(GOLDEN / "cleveland-first.png") as kept:
        page = kept.convert("L")
    assert difference(page, page)[1] == 0
    smoothed = page.point(lambda grey: min(255, grey + 20))
    assert difference(page, smoothed)[1] <= TOLERATED
    other = page.copy()
    # "Police" in the line of the force.
    ImageDraw.Draw(other).rectangle((125, 195, 155, 207), fill=255)
    assert difference(page, other)[1] > TOLERATED
