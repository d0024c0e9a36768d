"""What is true around a report while it is examined: the time, other reports, the words known."""

from __future__ import annotations

import datetime

from desktop.core import folders
from desktop.core.examining import Circumstances
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.spelling import spelling
from desktop.store.listing import isbns
from desktop.store.opening import Opened
from desktop.store.words import own_words


def circumstances(opened: Opened, programme: Programme, report: Report) -> Circumstances:
    """Gather what the checks of a report need beside it. Raises DatabaseError."""
    known = own_words(opened.database) | frozenset(programme.house_style.words)
    return Circumstances(
        now=datetime.datetime.now(),  # noqa: DTZ005 - embargoes are given by the clock on the wall
        forces=opened.forces,
        speller=spelling(folders.DICTIONARY, opened.forces, known),
        isbns=isbns(opened.database, report),
    )
