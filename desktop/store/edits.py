"""Answers and passages that are recorded together, on top of the report that is there by then.

Only for `desktop.store.writing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.core.drafting import begin, edit, follow_answers
from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.changes import differences


class Edits:
    """What was typed; makes a report of the present one, and keeps what went wrong in drafting.

    `whole` has passages that are to stand as they once did, drafted or edited.
    """

    def __init__(
        self,
        programme: Programme,
        force: Force,
        answers: Mapping[str, Answer | None],
        passages: Mapping[str, str],
        over: Mapping[str, str] | None = None,
        whole: Mapping[str, Passage] | None = None,
    ) -> None:
        """Take what was typed; raises KeyError for what the programme has no field or item for."""
        for key in answers:
            if programme.field(key) is None:
                raise KeyError(key)
        for item in (*passages, *(whole or {})):
            if item not in programme.items:
                raise KeyError(item)
        self._at = programme, force
        self._answers, self._passages, self._over = answers, passages, over
        self._whole = whole or {}
        self.mistakes: tuple[str, ...] = ()

    def revise(self, present: Report | None) -> Report | None:
        """Make the report of the present one; what changes nothing leaves it as it is."""
        before = present or begin(*self._at)
        begun = replace(before, passages={**before.passages, **self._whole})
        edited = edit(*self._at, begun, self._answers, self._passages, self._over)
        # What stood once may say of the answers what they said then.
        followed = follow_answers(*self._at, edited.report, (), also=self._whole)
        after = replace(edited.report, passages={**edited.report.passages, **followed.passages})
        self.mistakes = tuple(dict.fromkeys((*edited.mistakes, *followed.mistakes)))
        return after if any(differences(before, after)) else present
