"""Where shipped files stand: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = PACKAGE / "_data"
ROOT = _INSTALLED if _INSTALLED.is_dir() else PACKAGE.parent

TEMPLATES = ROOT / "templates"
RESOURCES = ROOT / "resources"
SEEDS = ROOT / "seeds"
FORCES_FILE = RESOURCES / "forces.toml"
FONTS = RESOURCES / "fonts"
DICTIONARY = RESOURCES / "dictionary"


def user_folder() -> Path:
    """Give the folder that holds the user's database and own programmes; it may not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("fieldbook", appauthor=False)


def programme_folders() -> tuple[Path, ...]:
    """Give the folders that hold programmes: the shipped ones, then the user's own."""
    return (TEMPLATES, user_folder() / "programmes")
