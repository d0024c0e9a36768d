"""Where the parts that are shipped as files stand: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_data"
ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

TEMPLATES = ROOT / "templates"
RESOURCES = ROOT / "resources"
SEEDS = ROOT / "seeds"
FORCES_FILE = RESOURCES / "forces.toml"
FONTS = RESOURCES / "fonts"
