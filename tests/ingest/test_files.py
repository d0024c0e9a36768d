"""Files from anywhere: read whatever their encoding, or refused in one plain sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from desktop.ingest import UnreadableError, read_file
from desktop.ingest.files import LARGEST

WORDS = "HMIC’s “healthcheck” – £5, § 2"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_text_is_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "report.txt"
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    file.write_bytes(mark + WORDS.encode(encoding))

    assert read_file(file) == WORDS


def refusal(file: Path) -> str:
    with pytest.raises(UnreadableError) as refused:
        read_file(file)
    message = str(refused.value)
    assert "\n" not in message
    assert message.startswith(str(file))
    assert message.endswith(".")
    return message


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "is not there" in refusal(tmp_path / "report.txt")


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(content)

    assert "is empty" in refusal(file)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"text\x00text", "not text"),
        (bytes(range(1, 30)) * 40, "not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not text"),
        (b"%PDF-1.7 and so on", "is damaged"),
        (b"PK\x03\x04 and so on", "a Word document"),
        (b"\xff\xfeb", "is damaged"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(content)

    assert what in refusal(file)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    with file.open("wb") as stream:
        stream.truncate(LARGEST + 1)

    assert "5.0 MB" in refusal(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "report.txt"
    os.mkfifo(pipe)

    assert "not an ordinary file" in refusal(pipe)


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.txt"
    file.write_text("Findings", encoding="utf-8")
    file.chmod(stat.S_IWUSR)
    if os.access(file, os.R_OK):

        def refuse(path: Path, _: str) -> bytes:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "open", refuse)

    assert "may not read" in refusal(file)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(UnreadableError, match="cannot be the name of a file"):
        read_file(Path("report\x00.txt"))


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html>\n<html lang=en><body><p>Findings for Kent</p></body></html>",
        "\n  <!-- saved --> <?xml version='1.0'?>\n<HTML><p>Findings for Kent",
        "<div class=report>\n<p>Findings for Kent</p>\n</div>",
        "From: <Saved by a browser>\n\n" + "<p>Findings for Kent</p>\n" * 9,
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_web_page_is_refused_whatever_its_name(tmp_path: Path, page: str, encoding: str) -> None:
    file = tmp_path / "report.txt"
    file.write_text(page, encoding=encoding)

    assert "is a web page: import the PDF" in refusal(file)


@pytest.mark.parametrize("text", ["5 < 6 and <p> is a tag", "{}</p></p></p></p></p></p>"])
def test_signs_of_web_pages_in_a_text_do_no_harm(tmp_path: Path, text: str) -> None:
    file = tmp_path / "report.txt"
    file.write_text(text, encoding="utf-8")

    assert read_file(file) == text
