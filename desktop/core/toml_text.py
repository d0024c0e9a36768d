"""TOML that anybody may have written, read without harm."""

from __future__ import annotations

import re
import tomllib
from typing import Final

_DEEPEST: Final = 20
"""How many names a key may join with dots; real ones join two, and tomllib's time grows with the
square of it."""

_NAME = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_MANY_NAMES = re.compile(rf"(?<![\w-]){_NAME}(?:[ \t]*\.[ \t]*{_NAME}){{{_DEEPEST}}}+")


def read_toml(text: str) -> dict[str, object]:
    """Read TOML. Raises ValueError, of which TOMLDecodeError is one.

    The message of any other is the end of a sentence.
    """
    if _MANY_NAMES.search(text):
        raise ValueError("it nests too deep")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise ValueError("it nests too deep") from error
    except ValueError as error:
        raise ValueError("a number in it is too long") from error
