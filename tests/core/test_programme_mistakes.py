"""A mistake in a programme folder is one line that names file, line and key."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.core.programme import Programme
from desktop.core.programme_reader import (
    PROGRAMME_FILE,
    ProgrammeError,
    find_programmes,
    read_programme,
)
from desktop.core.programmes import read_programmes
from tests.programme_stub import HEAD, write_programme

# Line by line, so that the numbers below can be counted: the first stands in line 13 of the file.
SECTIONS = """\
[[sections]]
key = "stops"
title = "Stops"
heading = "Stops in {area}"

[[sections.items]]
key = "searches"
title = "Searches"
wording = "searches.md"

[[sections.items.fields]]
key = "made"
type = "count"
label = "Made"

[[sections.items.fields]]
key = "recorded"
type = "count"
label = "Recorded"
part_of = "made"

[[sections.items.fields]]
key = "register"
type = "choice"
label = "Register"
options = [
    { key = "paper", label = "Paper" },
    { key = "electronic", label = "Electronic" },
]
"""
SOUND = f"{HEAD}\n{SECTIONS}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_programme(tmp_path, SECTIONS, {"wording/searches.md": "Searches."})


def mistake_in(folder: Path) -> str:
    with pytest.raises(ProgrammeError) as refused:
        read_programme(folder)
    message = str(refused.value)
    assert "\n" not in message
    assert message.endswith(".")
    assert message.startswith(str(folder.resolve() / PROGRAMME_FILE))
    return message.removeprefix(str(folder.resolve() / PROGRAMME_FILE))


def test_a_sound_folder_is_read(folder: Path) -> None:
    programme = read_programme(folder)
    assert programme.folder == folder.resolve()
    assert list(programme.fields) == [
        "stops.searches.made",
        "stops.searches.recorded",
        "stops.searches.register",
    ]


def test_editors_that_mark_utf8_or_end_lines_in_their_own_way_do_no_harm(folder: Path) -> None:
    file = folder / PROGRAMME_FILE
    file.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert read_programme(folder).title == "A small inspection"
    file.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("1", "x", 1).replace("\n", "\r\n").encode())
    assert ", line 2: " in mistake_in(folder)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("version = 1", 'version = "1"', ", line 2: version: this must be a whole number."),
        ("version = 1", "version = true", ", line 2: version: this must be a whole number."),
        ("version = 1", "version = 0", ", line 2: version: this must be at least 1."),
        ("version = 1\n", "", ", line 1: version: this key is missing."),
        ('"HMIC"', "5", ", line 6: publisher: this must be text in quotation marks."),
        (
            '"HMIC"',
            '" HMIC"',
            ", line 6: publisher: this must be one line of text, with no space around it.",
        ),
        (
            "short_title",
            "shorttitle",
            ", line 1: short_title: this key is missing.",
        ),
        ("website", "colour = 1\nwebsite", ", line 7: colour: this key is not known here."),
        ("2013-02", "2013-13", ', line 8: published: this must be a month written like "2012-12".'),
        ('"2013-02"', "2013-02-01", ", line 8: published: this must be text in quotation marks."),
        (
            "last",
            "final",
            ", line 11: review_period.last: this key is missing.",
        ),
        (
            '"2012-12"',
            '"2011-12"',
            ", line 11: review_period: the last month is before the first.",
        ),
        (
            "in {area}",
            "in {aera}",
            ", line 16: stops.heading: this must be one line of text, in which only {area} may be"
            " in braces.",
        ),
        (
            "[[sections.items]]",
            "[sections.items]",
            ", line 18: stops.items: this must be a list in square brackets.",
        ),
        (
            'key = "searches"',
            'key = "Searches"',
            ", line 19: stops.Searches.key: this must be small letters, digits and underscores, a"
            " letter first.",
        ),
        (
            '"searches.md"',
            '"serches.md"',
            ", line 21: stops.searches.wording: there is no file wording/serches.md in the folder.",
        ),
        (
            '"searches.md"',
            '"../searches.md"',
            ", line 21: stops.searches.wording: this must be the name of a file in small letters,"
            " without a folder.",
        ),
        (
            'wording = "searches.md"',
            'wording = "searches.md"\ndraft = "searches.md"',
            ", line 18: stops.searches: an item has standard wording or a draft, not both.",
        ),
        (
            'label = "Made"',
            'lable = "Made"',
            ", line 23: stops.searches.made.label: this key is missing.",
        ),
        (
            'label = "Made"',
            'label = "Made"\nguidance = ["a"]',
            ", line 27: stops.searches.made.guidance: this must be text in quotation marks.",
        ),
        (
            'label = "Made"',
            'label = "Made"\noptional = "yes"',
            ", line 27: stops.searches.made.optional: this must be true or false.",
        ),
        (
            'key = "recorded"',
            'key = "made"',
            ', line 18: stops.searches: the field "made" stands here twice.',
        ),
        (
            'key = "recorded"',
            'key = "recorded"\nwas = "made"',
            ', line 18: stops.searches: the field "made" stands here twice.',
        ),
        (
            'key = "recorded"',
            'key = "force"',
            ', line 18: stops.searches: "force" means something else in templates: choose another'
            " key.",
        ),
        (
            'part_of = "made"',
            'part_of = "register"',
            ', line 18: stops.searches: "recorded" is part_of "register", which is no other count'
            " of this item.",
        ),
        (
            'part_of = "made"',
            'part_of = "recorded"',
            ', line 18: stops.searches: "recorded" is part_of "recorded", which is no other count'
            " of this item.",
        ),
        (
            'type = "choice"\n',
            "",
            ", line 34: stops.searches.register: the key 'type' is missing.",
        ),
        (
            '{ key = "electronic", label',
            '{ key = "paper", label',
            ', line 34: stops.searches.register: the option "paper" stands here twice.',
        ),
        (
            '{ key = "electronic", label',
            "{ label",
            ", line 38: stops.searches.register.options[2].key: this key is missing.",
        ),
        (
            '    { key = "electronic", label = "Electronic" },\n',
            "",
            ", line 38: stops.searches.register.options: this list is too short.",
        ),
        (
            "version = 1",
            "version = 1\nversion = 1",
            ", line 3: Cannot overwrite a value.",
        ),
        ("version = 1", "version = ", ", line 2: Invalid value."),
    ],
)
def test_names_line_and_key(folder: Path, right: str, wrong: str, message: str) -> None:
    assert SOUND.count(right) >= 1
    text = SOUND.replace(right, wrong, 1)
    (folder / PROGRAMME_FILE).write_text(text, encoding="utf-8")
    assert mistake_in(folder) == message


def test_an_unknown_type_is_told_which_there_are(folder: Path) -> None:
    text = SOUND.replace('"choice"', '"radio"')
    (folder / PROGRAMME_FILE).write_text(text, encoding="utf-8")
    message = mistake_in(folder)
    assert message.startswith(", line 34: stops.searches.register: 'type' must be one of 'count'")
    assert message.endswith("not 'radio'.")


def test_a_folder_must_bear_the_programmes_id(folder: Path) -> None:
    other = folder.rename(folder.with_name("other"))
    assert mistake_in(other) == (
        ', line 1: id: "small-inspection" is not the name of its folder, "other".'
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ", line 1: id: this key is missing."),
        (b"\xff\xfe", ": this file is not UTF-8 text."),
        (b"x = " + b"9" * 5000, ": this file cannot be read: a number in it is too long."),
        (b"x = " + b"[" * 5000, ": this file cannot be read: it nests too deep."),
        (b"#" * 1_000_001, ": this file is too long: over 1,000,000 bytes."),
        (b'id = "a', ", line 1: Unterminated string."),
        (b"\x00", ", line 1: Invalid statement."),
    ],
)
def test_odd_files_are_one_line_too(folder: Path, content: bytes, message: str) -> None:
    (folder / PROGRAMME_FILE).write_bytes(content)
    found = mistake_in(folder)
    assert found == message or found.replace(" (at end of document)", "") == message


def test_a_missing_folder_a_folder_for_a_file_and_a_pipe(folder: Path) -> None:
    (folder / PROGRAMME_FILE).unlink()
    assert mistake_in(folder) == ": this file cannot be read (No such file or directory)."
    (folder / PROGRAMME_FILE).mkdir()
    assert mistake_in(folder) == ": this is not a file."
    (folder / PROGRAMME_FILE).rmdir()
    (folder / PROGRAMME_FILE).symlink_to(folder / "nowhere")
    assert mistake_in(folder) == ": this file cannot be read (No such file or directory)."
    if hasattr(os, "mkfifo"):
        (folder / PROGRAMME_FILE).unlink()
        os.mkfifo(folder / PROGRAMME_FILE)
        assert mistake_in(folder) == ": this is not a file."
    assert mistake_in(folder.parent / "none").startswith(": this file cannot be read")


def test_one_broken_programme_does_not_hide_the_others(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / PROGRAMME_FILE).write_text("?", encoding="utf-8")
    (tmp_path / "no-programme").mkdir()
    found = read_programmes([tmp_path, tmp_path / "missing"])
    assert list(found.by_id) == ["small-inspection"]
    assert len(found.mistakes) == 1
    assert "broken" in found.mistakes["broken"]


def test_the_first_of_two_programmes_with_one_name_counts(
    programme: Programme, tmp_path: Path
) -> None:
    own = tmp_path / programme.id
    own.mkdir()
    (own / PROGRAMME_FILE).touch()
    assert find_programmes([programme.folder.parent, tmp_path]).count(own) == 0
    assert find_programmes([tmp_path, programme.folder.parent]).count(own) == 1


def test_a_programme_whose_name_is_taken_is_told(programme: Programme, tmp_path: Path) -> None:
    shipped, own = programme.folder.parent, tmp_path / programme.id
    own.mkdir()
    (own / PROGRAMME_FILE).touch()
    found = read_programmes([shipped, tmp_path, shipped])
    assert found.by_id == {programme.id: programme}
    (told,) = found.mistakes.values()
    assert told.startswith(f"{own / PROGRAMME_FILE}: this programme was not read, as ")
    assert str(programme.folder) in told
    assert "\n" not in told
