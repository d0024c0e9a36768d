"""The fonts that pages are set in: those that their style sheets bring, none of the machine's."""

from __future__ import annotations

import os
from functools import lru_cache

from weasyprint.text.fonts import FontConfiguration

from desktop.core.folders import FONTS

_PLACE = "FONTCONFIG_FILE"


@lru_cache(maxsize=1)
def own_fonts() -> FontConfiguration:
    """Give the configuration of all pages; what is read for a style sheet stays in it."""
    # The library takes what is configured from the environment only, and only while it begins.
    before = os.environ.get(_PLACE)
    os.environ[_PLACE] = str(FONTS / "fonts.conf")
    try:
        return FontConfiguration()
    finally:
        del os.environ[_PLACE]
        if before is not None:
            os.environ[_PLACE] = before
