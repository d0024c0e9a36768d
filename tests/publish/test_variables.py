"""What a style sheet sets for all of a report holds in every format, wherever it applies."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.editions import Look
from desktop.publish.variables import Medium, variables


def value(folder: Path, css: str, look: Look = "standard", medium: Medium = "print") -> str:
    (folder / "report.css").write_text(css, encoding="utf-8")
    return variables(folder, look, medium).get("--accent", "")


OURS = "#1f3f6b"


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        (":root { --accent: red }", "red"),
        (":root, html.any { --accent: red }", "red"),
        ("x,\n  html:root { --ink: blue; --accent: red }", "red"),
        ("html { --accent: red }", OURS),
        (":root { --accent: red } html { --accent: blue }", "red"),
        (":root { --accent: red } :root { --accent: blue }", "blue"),
        (":root { --accent: red !important } :root { --accent: blue }", "red"),
        ("html.standard { --accent: red }", "red"),
        ("html.accessible { --accent: red }", OURS),
        (".note :root, :root .note, :root > p { --accent: red }", OURS),
        ("@media print { :root { --accent: red } }", "red"),
        ("@media all { p { color: red } :root { --accent: red } }", "red"),
        ("@media screen { :root { --accent: red } }", OURS),
        ("@media screen, print { :root { --accent: red } }", "red"),
        ("@font-face { --accent: red } @page { --accent: red }", OURS),
        ("/* :root { --accent: red } */", OURS),
        ('p { content: "} :root { --accent: red }" }', OURS),
    ],
)
def test_what_is_set_for_all_of_a_report_is_known(css: str, wanted: str, tmp_path: Path) -> None:
    assert value(tmp_path, css) == wanted


def test_each_medium_has_its_own(tmp_path: Path) -> None:
    css = "@media screen { :root { --accent: red } } @media print { :root { --accent: blue } }"
    assert value(tmp_path, css, medium="screen") == "red"
    assert value(tmp_path, css) == "blue"


def test_the_accessible_look_keeps_its_sizes(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text(
        "html.accessible:root:root { --text: 8pt; --small: 6pt; --accent: red }", encoding="utf-8"
    )
    found = variables(tmp_path, "accessible")
    assert (found["--text"], found["--small"], found["--accent"]) == ("13pt", "12pt", "red")
