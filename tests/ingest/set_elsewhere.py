"""Pages that another program set, in the fonts of the machine.

A process that has set pages of Fieldbook has Fieldbook's own fonts alone from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from desktop.publish.apart import Apart


def set_elsewhere(html: str) -> bytes:
    """Set a page of HTML as PDF."""
    return _process().ask(html)


@lru_cache(maxsize=1)
def _process() -> Apart[str, bytes]:
    return Apart("another program", _prepare)


def _prepare() -> Callable[[str], bytes]:
    from weasyprint import HTML

    def answer(html: str) -> bytes:
        pdf: bytes = HTML(string=html).write_pdf()
        return pdf

    return answer
