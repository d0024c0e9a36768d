"""Random damages to files, each tried on everything that reads: refused plainly, or exactly right.

    DAMAGES=1000 SEED=2 pytest -p no:benchmark tests/store/test_soundness.py -k damages -s

tries more of them, and others.
"""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from desktop.cli.commands import run
from desktop.core.folders import FORCES_FILE
from desktop.core.forces import Force, read_forces
from desktop.core.programme import Programme
from desktop.core.review import State
from desktop.store import connecting
from desktop.store.all_forces import all_forces
from desktop.store.database import Database
from desktop.store.elsewhere import elsewhere
from desktop.store.errors import DatabaseError
from desktop.store.library import Wanted, look_through, read_several
from desktop.store.listing import changed_since_publication, list_reports
from desktop.store.passphrase import Passphrase
from desktop.store.reading import history, read_report, report_at
from desktop.store.reviewing import move_to, write_comment
from desktop.store.searching import search
from desktop.store.words import learn_word, own_words
from desktop.store.writing import leave_remark, record_answer, write_passage

PAGE: Final = 4096
NAME: Final = "book.sqlite3"
ENDINGS: Final = ("", "-wal", "-shm", "-journal")
LEAKS: Final = "press.leaks.investigated"
FORCES: Final = ("cleveland", "dorset", "kent", "west-mercia")
Files = dict[str, bytes]
"""What lies in a folder, by what follows the name of the database."""


@dataclass(frozen=True)
class Sound:
    """A sound database as its files lie on the disk, and all that it says."""

    kind: str
    files: Mapping[str, bytes]
    passphrase: Passphrase | None
    says: Mapping[str, str]


def fill(path: Path, passphrase: Passphrase | None, programme: Programme) -> None:
    """Write reports with everything in them that a database can hold."""
    forces = read_forces(FORCES_FILE)
    with Database.open(path, passphrase) as database:
        for number, key in enumerate(FORCES):
            work(database, programme, forces[key], number)
        learn_word(database, word="Airwave", by="I")


def work(database: Database, programme: Programme, force: Force, number: int) -> None:
    """Fill one report, and change it several times."""
    at: dict[str, Any] = {"programme": programme, "force": force, "by": f"Inspector {number}"}
    for turn in range(4):
        record_answer(database, key=LEAKS, answer=24 + number + turn, **at)
        said = f"The force looked at **gifts** {turn} times, as we were told. " * 9
        write_passage(database, item="gifts.procurement", text=said, **at)
    for item in ("press.media_policy", "gifts.second_jobs", "integrity.training"):
        write_passage(database, item=item, text=f"Staff of {force.name} knew of it. " * 30, **at)
    record_answer(database, key="isbn", answer=f"978-1-78246-0{number}1-1", **at)
    leave_remark(database, remark=f"spelling|press.leaks|Hmic{number}", reason="It is so.", **at)
    write_comment(database, item="press.leaks", text="Which ones?", **at)
    states: tuple[State, ...] = ("in_review", "fact_check", "signed_off")
    for state in states[:number]:
        move_to(database, state=state, **at)


def with_nothing_beside(folder: Path, passphrase: Passphrase | None, programme: Programme) -> Files:
    """Give a database that was closed."""
    path = folder / NAME
    fill(path, passphrase, programme)
    return files_of(path)


def with_a_log(folder: Path, passphrase: Passphrase | None, programme: Programme) -> Files:
    """Give a database whose program was killed, with what it saved last in the log beside it."""
    path = folder / NAME
    fill(path, passphrase, programme)
    force = read_forces(FORCES_FILE)["kent"]
    with Database.open(path, passphrase) as database:
        for number in range(6):
            record_answer(
                database, programme=programme, force=force, key=LEAKS, answer=60 + number, by="I"
            )
        return files_of(path)


def with_a_journal(folder: Path, passphrase: Passphrase | None, programme: Programme) -> Files:
    """Give a database on a disk without shared memory, whose program was killed as it saved."""
    path = folder / NAME
    fill(path, passphrase, programme)
    with contextlib.closing(connecting.bare_connection(path, "mode=rw", passphrase)) as killed:
        killed.execute("PRAGMA journal_mode=DELETE")
        killed.execute("PRAGMA cache_size=1")
        killed.execute("BEGIN IMMEDIATE")
        killed.execute("UPDATE report SET changed_by = 'Nobody', seal = seal + 1")
        killed.execute("UPDATE answer SET value = '\"wrong\"', seal = seal + 1")
        killed.execute("UPDATE passage SET text = text || 'wrong', seal = seal + 1")
        return files_of(path)


KINDS: Final[Mapping[str, tuple[Callable[..., Files], bool]]] = {
    "plain": (with_nothing_beside, False),
    "plain with a log": (with_a_log, False),
    "plain with a journal": (with_a_journal, False),
    "locked": (with_nothing_beside, True),
    "locked with a log": (with_a_log, True),
}


def sound(kind: str, folder: Path, programme: Programme) -> Sound:
    """Make a sound database of a kind, and read all of it."""
    make, locked = KINDS[kind]
    passphrase = Passphrase("four dry words here") if locked else None
    for part in ("made", "read"):
        (folder / part).mkdir(parents=True)
    files = make(folder / "made", passphrase, programme)
    lay(folder / "read" / NAME, files)
    return Sound(kind, files, passphrase, everything(folder / "read" / NAME, passphrase, programme))


def files_of(path: Path) -> Files:
    """Read a database and what lies beside it as bytes."""
    files = {ending: path.with_name(path.name + ending) for ending in ENDINGS}
    return {ending: each.read_bytes() for ending, each in files.items() if each.exists()}


def lay(path: Path, files: Mapping[str, bytes]) -> None:
    """Have these files in a folder, and no others."""
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    for ending, content in files.items():
        path.with_name(path.name + ending).write_bytes(content)


def everything(path: Path, passphrase: Passphrase | None, programme: Programme) -> dict[str, str]:
    """Read a database in all the ways there are; where one is refused, it has no answer.

    Anything else than a plain refusal comes out as it is.
    """
    said: dict[str, str] = {}
    for name, ask in _questions(programme).items():
        with contextlib.suppress(DatabaseError), _opened(path, passphrase) as database:
            said[name] = repr(ask(database))
    return said


@contextlib.contextmanager
def _opened(path: Path, passphrase: Passphrase | None) -> Iterator[Database]:
    try:
        with Database.open(path, passphrase) as database:
            yield database
    except DatabaseError as error:
        _see_that_it_is_one_line(error)
        raise


def _questions(programme: Programme) -> dict[str, Callable[[Database], object]]:
    of, kent = programme.id, (programme.id, "kent")
    each: dict[str, Callable[[Database], object]] = {
        "list": list_reports,
        "library": lambda it: look_through(it, Wanted(order="changed"), {of: 2012}),
        "words": own_words,
        "search": lambda it: search(it, "gifts looked kne*"),
        "table": lambda it: all_forces(it, of),
        "several": lambda it: sorted(read_several(it, [(of, key) for key in FORCES]).items()),
        "then": lambda it: report_at(it, *kent, 3),
        "since": changed_since_publication,
        "elsewhere": lambda it: elsewhere(it, _alike(programme), {LEAKS: 27}, but=kent),
    }
    for key in FORCES:
        each[f"report {key}"] = partial(read_report, programme=of, force=key)
        each[f"history {key}"] = partial(history, programme=of, force=key)
    return each


def _alike(programme: Programme) -> Any:
    from desktop.core.earlier import Alike

    return [Alike(item="press.leaks", programmes=(programme.id,), fields={LEAKS: LEAKS})]


class Damaging:
    """One random damage to the files of a sound database; `what` tells which."""

    def __init__(self, files: Mapping[str, bytes], dice: random.Random) -> None:
        self.files = dict(files)
        self._dice = dice
        beside = [each for each in files if each in ("-wal", "-journal")]
        self._ending = dice.choice([*beside, ""]) if beside else ""
        kinds: list[Callable[[bytearray], bytes | bytearray | None]]
        kinds = [self._bit, self._byte, self._bytes, self._cut, self._cut_pages, self._zeros]
        kinds += [self._noise, self._page_again, self._pages_swapped, self._head, self._longer]
        kinds += [self._hole, self._another]
        if self._ending:
            kinds += [self._gone]
        # A journal that is gone is how SQLite says that a change is saved: nothing tells otherwise,
        # nor whether one was longer.
        needed = len(files["-journal"]) if self._ending == "-journal" else 0
        while True:
            damage = dice.choice(kinds)
            content = damage(bytearray(self.files[self._ending]))
            if len(content or b"") >= needed:
                break
        self.what = f"{damage.__name__[1:]} of book{self._ending}"
        if content is None:
            del self.files[self._ending]
        else:
            self.files[self._ending] = bytes(content)

    def _at(self, content: bytearray) -> int:
        return self._dice.randrange(len(content))

    def _bit(self, content: bytearray) -> bytearray:
        content[self._at(content)] ^= 1 << self._dice.randrange(8)
        return content

    def _byte(self, content: bytearray) -> bytearray:
        content[self._at(content)] = self._dice.randrange(256)
        return content

    def _bytes(self, content: bytearray) -> bytearray:
        for _ in range(self._dice.randint(2, 200)):
            content[self._at(content)] ^= self._dice.randint(1, 255)
        return content

    def _cut(self, content: bytearray) -> bytearray:
        return content[: self._at(content)]

    def _cut_pages(self, content: bytearray) -> bytearray:
        return content[: self._at(content) // PAGE * PAGE]

    def _zeros(self, content: bytearray) -> bytearray:
        start, length = self._at(content), self._dice.choice([1, 16, 512, PAGE])
        start = start // length * length
        content[start : start + length] = bytes(len(content[start : start + length]))
        return content

    def _noise(self, content: bytearray) -> bytearray:
        start, length = self._at(content), self._dice.choice([4, 16, 512, PAGE])
        content[start : start + length] = self._dice.randbytes(len(content[start : start + length]))
        return content

    def _page(self, content: bytearray) -> slice:
        # Of a log, a page with its head is no whole number of pages; so much the worse for it.
        start = self._at(content) // PAGE * PAGE
        return slice(start, start + PAGE)

    def _page_again(self, content: bytearray) -> bytearray:
        one, other = self._page(content), self._page(content)
        content[one] = content[other][: len(content[one])]
        return content

    def _pages_swapped(self, content: bytearray) -> bytearray:
        one, other = self._page(content), self._page(content)
        if len(content[one]) == len(content[other]):
            content[one], content[other] = content[other], content[one]
        return content

    def _head(self, content: bytearray) -> bytearray:
        for _ in range(self._dice.randint(1, 20)):
            content[self._dice.randrange(min(100, len(content)))] = self._dice.randrange(256)
        return content

    def _longer(self, content: bytearray) -> bytearray:
        noise = self._dice.randbytes(self._dice.randint(1, 2 * PAGE))
        return content + self._dice.choice([bytes(PAGE), noise, bytes(content[-PAGE:])])

    def _hole(self, content: bytearray) -> bytearray:
        start = self._at(content)
        del content[start : start + self._dice.choice([1, 24, PAGE])]
        return content

    def _another(self, content: bytearray) -> bytes:
        return self._dice.choice(
            [b"", b"%PDF-1.7\n" + bytes(9000), b"PK\x03\x04" + bytes(90), another_programs()]
        )

    def _gone(self, content: bytearray) -> None:
        return None


def another_programs() -> bytes:
    """Give a database that no Fieldbook has made."""
    with contextlib.closing(sqlite3.connect(":memory:")) as other:
        other.execute("CREATE TABLE report (id INTEGER PRIMARY KEY, force TEXT)")
        other.execute("INSERT INTO report VALUES (1, 'kent')")
        return other.serialize()


def tried(
    it: Sound, damaging: Damaging, path: Path, programme: Programme, *, by_commands: bool
) -> str:
    """Try one damage on all that reads; gives how it came out. Raises AssertionError."""
    lay(path, damaging.files)
    laid = around(path)
    refusal = _refusal(path, it.passphrase)
    if refusal is not None:
        assert around(path) == laid, "what was refused was changed"
        if by_commands and it.passphrase is None:
            assert command("--database", str(path), "list") == (2, "", f"{refusal}\n")
            assert around(path) == laid, "what was refused was changed"
        return "refused at opening"
    refused = 0
    for name, ask in _questions(programme).items():
        lay(path, damaging.files)
        try:
            with _opened(path, it.passphrase) as database:
                said = repr(ask(database))
        except DatabaseError:
            refused += 1
            continue
        assert said == it.says[name], f"{name} is wrong"
    if by_commands and it.passphrase is None:
        _try_commands(it, damaging, path, programme)
    return "refused on reading" if refused else "exactly right"


def _refusal(path: Path, passphrase: Passphrase | None) -> DatabaseError | None:
    try:
        Database.open(path, passphrase).close()
    except DatabaseError as error:
        _see_that_it_is_one_line(error)
        return error
    return None


def _see_that_it_is_one_line(error: DatabaseError) -> None:
    assert "\n" not in str(error)


_RIGHT: dict[str, dict[tuple[str, ...], tuple[int, str, str]]] = {}


def _try_commands(it: Sound, damaging: Damaging, path: Path, programme: Programme) -> None:
    names = [f"{programme.id}/{key}" for key in FORCES]
    commands = [
        ("list",),
        ("show", names[2]),
        ("history", names[2]),
        ("search", "gifts"),
        ("table",),
        ("compare", names[0], names[1]),
    ]
    if it.kind not in _RIGHT:
        lay(path, it.files)
        _RIGHT[it.kind] = {each: command("--database", str(path), *each) for each in commands}
    for each in commands:
        lay(path, damaging.files)
        status, printed, complained = command("--database", str(path), *each)
        if status == 2:
            assert (printed, complained.count("\n")) == ("", 1), f"{each} was refused badly"
        else:
            assert (status, printed, complained) == _RIGHT[it.kind][each], f"{each} is wrong"


def command(*arguments: str) -> tuple[int, str, str]:
    """Carry out a command in this process: its status, what it printed and what it complained."""
    printed, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complained):
        status = run([*arguments])
    return status, printed.getvalue(), complained.getvalue()


def around(path: Path) -> dict[str, tuple[bytes, int]]:
    """Give all files of a folder with when they were changed last."""
    return {
        each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in path.parent.iterdir()
    }


def keep(damaging: Damaging, folder: Path, number: int) -> Path:
    """Keep what a damage left, to be looked at."""
    kept = folder / f"damage-{number}"
    kept.mkdir(parents=True, exist_ok=True)
    lay(kept / NAME, damaging.files)
    return kept
