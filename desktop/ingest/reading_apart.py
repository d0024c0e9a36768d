"""Reading published reports in a process of its own, where a file from outside can harm nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, cast

from desktop.core.declarations import ProgrammeError
from desktop.core.entry import EntryError
from desktop.ingest.files import is_pdf
from desktop.ingest.problems import NotAReportError, UnreadableError
from desktop.publish.apart import Apart, NoReplyError

if TYPE_CHECKING:
    from desktop.core.forces import Forces
    from desktop.core.programme import Programme
    from desktop.ingest.reading import Reading
    from desktop.ingest.report_file import Carried

    Reply = Carried | Reading | UnreadableError | NotAReportError | ProgrammeError

TIME_LIMIT = 60.0
MEMORY_LIMIT = 2 * 1024**3
_BEYOND = "in the memory and the time that there are"


class _Asked(NamedTuple):
    """What is asked of the process: the entry that a file carries, or with that the report."""

    path: Path
    whole: bool
    programme: str | None = None
    carried: Carried = None


class ReadingProcess:
    """A process that reads files, one at a time; one that dies or takes too long is replaced.

    `time_limit` is in seconds for one file, `memory_limit` in bytes (kept on Linux only).
    """

    def __init__(
        self,
        programmes: Iterable[Programme],
        forces: Forces,
        *,
        time_limit: float = TIME_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
    ) -> None:
        """Read reports of these programmes about these forces."""
        self._programmes = {programme.id: programme for programme in programmes}
        self._forces = forces
        self._apart: Apart[_Asked, Reply] = Apart(
            "reading",
            partial(prepare, tuple(self._programmes.values()), forces),
            time_limit=time_limit,
            memory_limit=memory_limit,
        )

    def start(self) -> None:
        """Begin to start the process, if there is none; returns at once."""
        self._apart.start()

    def read(self, path: Path, programme: str | None = None) -> Reading:
        """Read a published report, of the programme of this id or else of the likest; blocks.

        The entry that a PDF carries comes before its text, if it says the same. Its programme and
        force are the objects that were given here. Raises what `read_report` raises, and
        UnreadableError when it takes too long or was closed. Call it from a thread.
        """
        reply = self._reply(path, programme, self._carried(path))
        if isinstance(reply, Exception):
            raise reply
        reading = cast("Reading", reply)
        return reading.about(
            self._programmes[reading.report.programme], self._forces[reading.report.force]
        )

    def _reply(self, path: Path, programme: str | None, carried: Carried) -> Reply:
        try:
            return self._apart.ask(_Asked(path, True, programme, carried))
        except NoReplyError as error:
            if self._apart.closed:
                raise UnreadableError(f"{path} was not read: Fieldbook stopped reading.") from error
            if isinstance(carried, bytes):
                # It may be what is carried that does harm: the text is read without it.
                beyond = EntryError(f"cannot be held to its pages {_BEYOND}")
                return self._reply(path, programme, beyond)
            raise UnreadableError(
                f"{path} could not be read: it is damaged, or far larger than a report."
                " Open it, and save the report by itself as a new PDF or as text."
            ) from error

    def _carried(self, path: Path) -> Carried:
        """Take out what a PDF carries; what harms the process that tries is left where it is."""
        if not is_pdf(path):
            return None
        try:
            return cast("Carried", self._apart.ask(_Asked(path, False)))
        except NoReplyError:
            if self._apart.closed:
                raise
            return EntryError(f"cannot be taken out of it {_BEYOND}")

    def close(self) -> None:
        """End the process for good; a file that is being read raises UnreadableError."""
        self._apart.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def prepare(programmes: tuple[Programme, ...], forces: Forces) -> Callable[[_Asked], Reply]:
    """Make ready, in the process, to read files."""
    from desktop.ingest.report_file import attached, read_report

    def answer(asked: _Asked) -> Reply:
        path = asked.path
        try:
            if not asked.whole:
                return attached(path)
            likely = [each for each in programmes if asked.programme in (None, each.id)]
            return read_report(path, programmes=likely, forces=forces, carried=asked.carried)
        except (UnreadableError, NotAReportError, ProgrammeError) as error:
            return error
        except MemoryError:
            return (
                UnreadableError(f"{path} needs more memory than reading a report may use.")
                if asked.whole
                else EntryError("need more memory than reading a report may use")
            )

    return answer
