"""Whatever an inspector pastes is shown as text: nothing in it is run, fetched or lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desktop.core.folders import RESOURCES, TEMPLATES
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from desktop.publish import render, render_html
from tests.publish.conftest import TextOf

RIGHT_EDGE = 595.3 - 27 / 25.4 * 72


def holding(report: Report, text: str) -> Report:
    return replace(report, passages={**report.passages, "press.leaks": Passage(text, "edited")})


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> <b>not bold</b> <!-- shown --> &lt;",
        "{{ 7 * 7 }} {% for x in y %} {# note #} {{ report.force }}",
        "url(http://intranet.test/a.png) @import 'http://intranet.test/b.css'; } * { color: red }",
        "<img src='file:///etc/hostname'> <link rel=attachment href='/etc/hostname'>",
        "]]> <?xml ?> <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]> &e;",
        "100% \\ ~ ^ $x$ #h `code` | a | b | \"quoted\" 'single' ‘curly’ 5 < 6 > 4",
    ],
)
def test_markup_is_shown_as_it_was_typed(
    text: str, programme: Programme, kent: Force, fresh: Report, text_of: TextOf
) -> None:
    typed = "".join(f"\\{c}" if c in "\\*_[]`&<" else c for c in text)
    words = " ".join(text_of(render(programme, kent, holding(fresh, typed)).file).split())
    assert text in words


def test_only_web_and_mail_addresses_become_links(
    programme: Programme, kent: Force, fresh: Report
) -> None:
    html = render_html(
        programme,
        kent,
        holding(
            fresh,
            "[a](javascript:alert(1)) [b](file:///etc/hostname) [c](http://x.test/?a=1&b=%222)"
            " [d](mailto:e@x.test) [25](fact:press.leaks.investigated) www.hmic.gov.uk, and"
            ' (https://x.test/p/). http://x.test/"><script>',
        ),
    )
    leaks = html.partition('id="press.leaks">')[2].partition("</div>")[0]
    assert leaks.count("<a ") == 5
    for address in (
        'href="http://x.test/?a=1&amp;b=%222"',
        'href="mailto:e@x.test"',
        '<a href="http://www.hmic.gov.uk">www.hmic.gov.uk</a>,',
        'href="https://x.test/p/"',
        'href="http://x.test/"',
    ):
        assert address in leaks
    assert "> 25 <a" in leaks
    assert "<script" not in html


def test_an_image_in_a_passage_is_not_fetched_but_told_as_text(
    programme: Programme, kent: Force, fresh: Report
) -> None:
    html = render_html(programme, kent, holding(fresh, "![plan](http://x.test/i.png)"))
    assert "<img" not in html
    assert "plan" in html


@pytest.mark.parametrize(
    "word", ["W" * 3000, "x-" * 1500, "/path" * 500, "www." + "long" * 300 + ".test/" + "a" * 900]
)
def test_a_word_longer_than_a_line_is_broken_not_cut_off(
    word: str, programme: Programme, kent: Force, fresh: Report, text_of: TextOf
) -> None:
    pdf = render(programme, kent, holding(fresh, f"Before {word} after.")).file
    foot = f"{programme.title} · {kent.name}"
    pages = [page.partition(foot)[0] for page in text_of(pdf).split("\f")]
    # pdftotext takes a hyphen at the end of a line for the printer's.
    printed = "".join("".join(pages).split()).replace("-", "")
    assert f"Before{word}after.".replace("-", "") in printed
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            assert text.get_charbox(index)[2] < RIGHT_EDGE + 3
    document.close()


def test_characters_that_our_fonts_lack_and_that_are_none_do_no_harm(
    programme: Programme,
    kent: Force,
    fresh: Report,
    text_of: TextOf,
) -> None:
    text = "Start \x00\x07\x1b\ufffe \u202eright to left\u202c \u200b עברית العربية 漢字 😀 end."
    words = " ".join(text_of(render(programme, kent, holding(fresh, text)).file).split())
    assert "Start right to left □□□□□ □□□□□□□ □□ □ end." in words


def test_deeply_nested_lists_and_marks_are_set(
    programme: Programme, kent: Force, fresh: Report, text_of: TextOf
) -> None:
    lists = "\n".join("  " * depth + f"- point {depth}" for depth in range(150))
    marks = "**a *b " * 200 + "c" + "* d**" * 200
    words = " ".join(
        text_of(render(programme, kent, holding(fresh, f"{lists}\n\n{marks}")).file).split()
    )
    assert "point 0" in words
    assert "point 149" in words


def test_a_programme_from_elsewhere_reads_only_its_own_files(
    tmp_path: Path, kent: Force, fresh: Report, caplog: pytest.LogCaptureFixture
) -> None:
    folder = Path(
        shutil.copytree(
            TEMPLATES / "revisiting-police-relationships-2012",
            tmp_path / "revisiting-police-relationships-2012",
        )
    )
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<path fill="{}" d="M0 0H9V9H0"/></svg>'
    )
    (tmp_path / "secret.svg").write_text(square.format("#00f"), encoding="utf-8")
    (folder / "own.svg").write_text(square.format("#0f0"), encoding="utf-8")
    (folder / "sneaky.svg").symlink_to(tmp_path / "secret.svg")
    sources = (
        "../secret.svg",
        (tmp_path / "secret.svg").as_uri(),
        "sneaky.svg",
        "%2e%2e/secret.svg",
        "file://localhost" + str(tmp_path / "secret.svg"),
        "http://x.test/secret.svg",
    )
    images = "".join(f'<img src="{source}">' for source in ("own.svg", *sources))
    (folder / "report.html.j2").write_text(f"<body>{images}</body>", encoding="utf-8")
    document = pypdfium2.PdfDocument(render(read_programme(folder), kent, fresh).file)
    image = document[0].render(rev_byteorder=True).to_pil().convert("RGB")
    document.close()
    colours = {colour for _, colour in image.getcolors(1 << 24) or []}
    assert (0, 255, 0) in colours
    assert (0, 0, 255) not in colours
    refused = [record for record in caplog.records if "Refused" in record.getMessage()]
    assert len(refused) == len(sources) - 1  # the first two are one address
    caplog.clear()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "file://server/share/x",
        "http://x.test/",
        "data:text/plain,x",
        "ftp://x.test/x",
        "file:../secret",
        "not an address",
    ],
)
def test_nothing_outside_is_fetched(url: str) -> None:
    from desktop.publish.fetching import LocalFetcher, Refused

    with pytest.raises(Refused):
        LocalFetcher(RESOURCES).fetch(url)


def test_files_inside_are_fetched_with_their_kind() -> None:
    from desktop.publish.fetching import LocalFetcher

    response = LocalFetcher(RESOURCES).fetch((RESOURCES / "forces.toml").as_uri())
    assert response.read().startswith(b"# The 44 forces")
