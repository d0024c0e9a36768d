"""The whole window on small, large and dense screens: nothing in it is cut off."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.whole.pictures import SIZES, Size, load_examples, take


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a user's folder that is only to be copied."""
    home = tmp_path_factory.mktemp("examples")
    load_examples(home)
    return home


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_nothing_is_cut_off(size: Size, tmp_path: Path, examples: Path) -> None:
    shutil.copytree(examples, tmp_path, dirs_exist_ok=True)
    for program, view in take(size, tmp_path, tmp_path):
        assert program.ask("cut_off") == [], view
        light, dark = (
            QImage(str(tmp_path / f"{view}-{size.name}-{scheme}.png"))
            for scheme in ("light", "dark")
        )
        assert light.width() == dark.width() == size.width
        # The corner of the window is its canvas, dark on dark and light on light.
        assert light.pixelColor(2, size.height - 3).lightness() > 200
        assert dark.pixelColor(2, size.height - 3).lightness() < 60
