"""Whether a report may be public, and the record of one that is made public all the same.

The one place for the rule: the window and the commands both ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.core.editions import (
    Edition,
    embargo_ahead,
    errors_in_the_way,
    objections,
    overriding,
)
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.opening import Opened
from desktop.store.recording import Recorded

_PUBLIC = Edition("public")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What speaks against the public edition of a report, one plain sentence each.

    `errors` is how many errors are in its way. `causes` tells each thing that speaks against it
    from any other, so that one that came later is known.
    """

    against: tuple[str, ...] = ()
    errors: int = 0
    causes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an edition is made: not while `refused` says why; `override` is to be recorded."""

    refused: str = ""
    override: Override | None = None


def judge(opened: Opened, programme: Programme, force: Force, report: Report) -> Verdict:
    """Say what speaks against the public edition of a report; what cannot be checked does too.

    Raises DatabaseError.
    """
    from desktop.core.checks import checks_of_errors
    from desktop.core.examining import Examined, examine
    from desktop.store.circumstances import circumstances

    around = circumstances(opened, programme, report)
    unchecked: list[str] = []
    examined = Examined(programme, force, report, around)
    remarks = examine(examined, checks_of_errors(), unchecked.append)
    errors = errors_in_the_way(remarks)
    embargo = embargo_ahead(report, around.now)
    causes = {
        *(each.name for each in errors),
        *(key for key, comment in report.comments.items() if not comment.resolved_by),
        *unchecked,
        *([f"embargo {embargo}"] if embargo else []),
    }
    against = (*objections(_PUBLIC, report, remarks, around.now), *unchecked)
    return Verdict(against, len(errors), frozenset(causes))


def decide(
    opened: Opened,
    programme: Programme,
    force: Force,
    report: Report,
    edition: Edition,
    *,
    reason: str,
    by: str,
    seen: Verdict | None = None,
) -> Decision:
    """Decide whether an edition of a report is made: a public one if nothing speaks against it.

    With a `reason` it is made all the same; where `seen` is given, only in spite of what that
    holds, as nobody gave the reason for anything else. Raises DatabaseError.
    """
    if edition.kind != "public":
        return Decision()
    verdict = judge(opened, programme, force, report)
    if not verdict.against:
        return Decision()
    refused = " ".join(verdict.against)
    if not reason:
        return Decision(refused)
    if seen is not None and not verdict.causes <= seen.causes:
        return Decision(f"The reason was not given for what speaks against it since: {refused}")
    return Decision(
        override=Override(opened.database, programme, force, reason, verdict.against, by)
    )


class Override:
    """That a public edition is made in spite of what speaks against it: noted as its file is."""

    def __init__(
        self,
        database: Database,
        programme: Programme,
        force: Force,
        reason: str,
        against: Sequence[str],
        by: str,
    ) -> None:
        """Record nothing yet."""
        self._database = database
        self._programme = programme
        self._force = force
        self._reason = overriding(reason, against)
        self._by = by
        self.recorded: Recorded | None = None
        """What was recorded last; None as long as nothing was."""

    def make(self) -> str:
        """Record it; give the problem there was, empty for none."""
        from desktop.store.reviewing import record_override

        return self._record(record_override)

    def take_back(self) -> str:
        """Record that the edition was not made, if it was recorded; give the problem there was."""
        from desktop.store.reviewing import take_back_override

        return "" if self.recorded is None else self._record(take_back_override)

    def _record(self, writer: Callable[..., Recorded]) -> str:
        try:
            self.recorded = writer(
                self._database,
                programme=self._programme,
                force=self._force,
                reason=self._reason,
                by=self._by,
            )
        except DatabaseError as error:
            return str(error)
        return ""
