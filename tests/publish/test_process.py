"""Pages set in a process of their own: as fast, the same, and harmless when it goes wrong."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.folders import TEMPLATES
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.publish import RenderError, RenderProcess, render

ENDLESS = (
    "{% for a in 'x' * 9999 %}{% for b in 'x' * 9999 %}{% for c in 'x' * 9999 %}"
    "{% endfor %}{% endfor %}{% endfor %}"
)


@pytest.fixture(scope="module")
def process() -> Iterator[RenderProcess]:
    with RenderProcess() as process:
        yield process


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    name = "revisiting-police-relationships-2012"
    return Path(shutil.copytree(TEMPLATES / name, tmp_path / name))


def test_a_process_gives_the_same_pages(
    process: RenderProcess, programme: Programme, kent: Force, full: Report
) -> None:
    assert process.render(programme.folder, kent, full) == render(programme, kent, full)


def test_starting_does_not_wait(programme: Programme, kent: Force, fresh: Report) -> None:
    began = time.perf_counter()
    process = RenderProcess()
    process.start()
    process.start()
    assert time.perf_counter() - began < 0.25
    assert process.render(programme.folder, kent, fresh).pages > 0
    process.close()


def test_a_mistake_in_the_programme_is_told_and_seen_to_be_mended(
    process: RenderProcess, folder: Path, kent: Force, fresh: Report
) -> None:
    assert process.render(folder, kent, fresh).pages > 0
    file = folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\nnonsense = 1\n", encoding="utf-8")
    with pytest.raises(RenderError, match=r"programme\.toml, line \d+: .*nonsense"):
        process.render(folder, kent, fresh)
    file.write_text(text, encoding="utf-8")
    assert process.render(folder, kent, fresh).pages > 0


def test_a_programme_folder_that_is_gone_is_told(
    process: RenderProcess, tmp_path: Path, kent: Force, fresh: Report
) -> None:
    with pytest.raises(RenderError, match=r"gone.programme\.toml: this file cannot be read"):
        process.render(tmp_path / "gone", kent, fresh)


def test_what_takes_too_long_is_stopped_and_the_next_report_is_set(
    folder: Path, programme: Programme, kent: Force, fresh: Report
) -> None:
    with RenderProcess(time_limit=6) as process:
        assert process.render(programme.folder, kent, fresh).pages > 0
        (folder / "report.html.j2").write_text(ENDLESS, encoding="utf-8")
        with pytest.raises(RenderError, match="longer than 6 seconds") as raised:
            process.render(folder, kent, fresh)
        assert "Kent Police" in str(raised.value)
        assert process.render(programme.folder, kent, fresh).pages > 0


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_what_takes_too_much_memory_is_stopped_and_the_next_report_is_set(
    folder: Path, programme: Programme, kent: Force, fresh: Report
) -> None:
    (folder / "report.html.j2").write_text("{{ 'a' * 10 ** 10 }}", encoding="utf-8")
    with RenderProcess() as process:
        with pytest.raises(RenderError, match="memory"):
            process.render(folder, kent, fresh)
        assert process.render(programme.folder, kent, fresh).pages > 0


def test_a_process_that_dies_is_replaced(programme: Programme, kent: Force, fresh: Report) -> None:
    with RenderProcess() as process:
        assert process.render(programme.folder, kent, fresh).pages > 0
        os.kill(_pid(process), signal.SIGKILL)
        with contextlib.suppress(RenderError):
            process.render(programme.folder, kent, fresh)
        assert process.render(programme.folder, kent, fresh).pages > 0


def test_closing_ends_what_is_under_way(folder: Path, kent: Force, fresh: Report) -> None:
    (folder / "report.html.j2").write_text(ENDLESS, encoding="utf-8")
    process = RenderProcess()
    process.start()
    raised: list[RenderError] = []

    def ask() -> None:
        try:
            process.render(folder, kent, fresh)
        except RenderError as error:
            raised.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    process.close()
    asking.join(10)
    assert len(raised) == 1
    with pytest.raises(RenderError):
        process.render(folder, kent, fresh)


def test_threads_that_ask_at_once_each_get_their_own_pages(
    process: RenderProcess, programme: Programme, kent: Force, fresh: Report
) -> None:
    counts: dict[int, int] = {}

    def ask(size: int) -> None:
        text = "One line of a paragraph. " * 100
        passage = Passage("\n\n".join([text] * size), "edited")
        report = replace(fresh, passages={"press.leaks": passage})
        counts[size] = process.render(programme.folder, kent, report).pages

    threads = [threading.Thread(target=ask, args=(size,)) for size in (1, 12, 24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts[1] < counts[12] < counts[24]


def test_the_parent_loads_no_page_setting() -> None:
    code = (
        "import sys, desktop.publish, desktop.publish.process, desktop.publish.batch\n"
        "from desktop.publish import RenderProcess, render_many\n"
        "print([name for name in ('weasyprint', 'jinja2', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


PARENT = """
import sys, time
print("main was loaded", flush=True)
from pathlib import Path
from desktop.core.drafting import begin
from desktop.core.folders import FORCES_FILE, TEMPLATES
from desktop.core.forces import read_forces
from desktop.core.programme_reader import read_programme
from desktop.publish import RenderProcess
programme = read_programme(TEMPLATES / "revisiting-police-relationships-2012")
kent = read_forces(FORCES_FILE)["kent"]
process = RenderProcess()
process.start()
print(process.render(programme.folder, kent, begin(programme, kent)).pages, flush=True)
print(process._apart._child.process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are looked at as POSIX has them")
def test_the_child_loads_no_main_program_and_dies_with_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "fieldbook"
    script.write_text(PARENT, encoding="utf-8")
    away = tmp_path / "away"
    away.mkdir()
    with subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "TMPDIR": str(away)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "main was loaded\n"
        assert int(parent.stdout.readline()) > 0
        child = int(parent.stdout.readline())
        parent.kill()
    assert _is_gone(child)
    assert list(away.iterdir()) == []


def test_a_process_that_is_ended_leaves_nothing_in_the_folder_for_temporary_files(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    programme: Programme,
    kent: Force,
    fresh: Report,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with RenderProcess() as process:
        process.render(programme.folder, kent, fresh)
        (folder,) = tmp_path.iterdir()
        assert any(folder.iterdir())
        os.kill(_pid(process), signal.SIGKILL)
        with contextlib.suppress(RenderError):
            process.render(programme.folder, kent, fresh)
        assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def _pid(process: RenderProcess) -> int:
    assert process._apart._child is not None
    pid = process._apart._child.process.pid
    assert pid is not None
    return pid


def _is_gone(pid: int) -> bool:
    """Wait up to ten seconds for a process that is not ours to end."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists() and stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
            return True
        threading.Event().wait(0.02)
    return False


def test_processes_started_at_once_leave_the_program_its_main_module() -> None:
    main = sys.modules["__main__"]
    processes = [RenderProcess() for _ in range(8)]
    threads = [threading.Thread(target=process.start) for process in processes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in processes:
        process.close()
    assert sys.modules["__main__"] is main
