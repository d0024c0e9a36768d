"""Every PDF is PDF/UA-1 and PDF/A-3a, and right where no validator looks."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import cycle, islice, pairwise, product
from pathlib import Path

import pikepdf
import pytest
import weasyprint

from desktop.core import commonmark
from desktop.core.drafting import begin
from desktop.core.editions import PROOF, Edition
from desktop.core.entry import entry_as_json, entry_from_json, report_of
from desktop.core.folders import SEEDS, TEMPLATES
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from desktop.core.richtext import Block
from desktop.core.sample import read_sample
from desktop.ingest import read_file, read_published
from desktop.ingest.report_file import attached, read_report
from desktop.publish import render
from tests.publish.conftest import KINDS, LOOKS
from tests.publish.structure import artifacts_of, structure_of
from tests.publish.verapdf import STANDARDS, verify
from tests.random_reports import random_report, random_reports

EDITIONS = [Edition(kind, look=look) for kind, look in product(KINDS, LOOKS)]
WIDE = "CONFORMITY_SEED"
HOSTILE = (
    "<script>alert(1)</script> &lt; {{ 7 * 7 }} \\*stars\\* ]]> 5 < 6 • \u2011 \u00ad \u200b\n\n"
    "- **a** *b* [c](https://example.org/?a=1&b=%22)\n- " + "W" * 900 + "\n\n" + "x-" * 400
)
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<rect width="20" height="10" fill="#1f3f6b"/></svg>'
)


OWN_TEMPLATE = """<style>
.note { float: footnote } .right { break-before: right } a { display: block }
aside { float: right; width: 30% } .columns { columns: 2 } p { break-inside: auto }
</style><body><section><ol><li>One<ul><li>Two</li><li>Three</li></ul></li></ol>
<aside>Beside.</aside><p>Text<span class="note">A note.</span></p><p class="right">A.</p></section>
<article class="right"><h1>Title</h1><h2>Below</h2>
<ol>{% for each in "x" * 30 %}<li>Point<ul><li>Below it</li></ul></li>{% endfor %}</ol>
<a href="https://example.org/">{% for each in "x" * 400 %}Many words. {% endfor %}</a>
<blockquote>{% for each in "x" * 4 %}<p>{{ "Many words. " * 150 }}</p>{% endfor %}</blockquote>
<table>{% for each in "x" * 40 %}<tr><th scope="row">A</th><td><p>C</p></td></tr>{% endfor %}
</table><div class="columns"><p>{{ "Many words. " * 600 }}</p></div></article></body>"""


@dataclass(frozen=True, slots=True)
class Case:
    """A report to be held to the standards."""

    name: str
    programme: Programme
    force: Force
    report: Report


@pytest.fixture(scope="module")
def with_logo(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """The programme in a folder of an organisation that has a logo."""
    name = "revisiting-police-relationships-2012"
    folder = Path(shutil.copytree(TEMPLATES / name, tmp_path_factory.mktemp("own") / name))
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    return read_programme(folder)


@pytest.fixture
def own_template(tmp_path: Path) -> Programme:
    """A programme whose page template makes much that the standard one does not."""
    name = "revisiting-police-relationships-2012"
    folder = Path(shutil.copytree(TEMPLATES / name, tmp_path / "own" / name))
    (folder / "report.html.j2").write_text(OWN_TEMPLATE, encoding="utf-8")
    return read_programme(folder)


def cases(programme: Programme, forces: Forces, with_logo: Programme) -> Iterator[Case]:
    for file in sorted(SEEDS.glob("*.txt")):
        published = read_published(read_file(file), programmes=[programme], forces=forces)
        yield Case(file.stem, programme, published.force, published.report)
    sample = read_sample(programme, forces)
    yield Case("sample", with_logo, forces[sample.force], sample)
    kent = forces["kent"]
    yield Case("empty", programme, kent, Report(programme.id, kent.key))
    yield Case("new", with_logo, kent, begin(programme, kent))
    hostile = Report(
        programme.id,
        kent.key,
        answers={"isbn": "978-1-78246-061-9", "gifts.second_jobs.approved_by": "<b> & ‘A’ \\("},
        passages={item: Passage(HOSTILE, "edited") for item in programme.items},
    )
    yield Case("hostile", programme, kent, hostile)
    for force in list(forces.values())[5::9]:
        yield Case(f"random-{force.key}", programme, force, random_report(programme, force))


def test_all_kinds_of_reports_pass_verapdf_in_all_editions_and_looks(
    programme: Programme,
    forces: Forces,
    with_logo: Programme,
    own_template: Programme,
    tmp_path: Path,
) -> None:
    editions = cycle(EDITIONS)
    for case in cases(programme, forces, with_logo):
        edition = next(editions)
        pdf = render(case.programme, case.force, case.report, edition).file
        (tmp_path / f"{case.name}-{edition.kind}-{edition.look}.pdf").write_bytes(pdf)
    own = Report(own_template.id, "kent")
    pdf = render(own_template, forces["kent"], own).file
    (tmp_path / "own-template.pdf").write_bytes(pdf)
    # Is anything found at all?
    weasyprint.HTML(string="<p>Neither title nor language nor tags").write_pdf(tmp_path / "bad.pdf")

    failed = {(each.file, each.standard): each.failed for each in verify(tmp_path) if each.failed}

    assert {each for each in failed if each[0] == "bad.pdf"} == {
        ("bad.pdf", standard) for standard in STANDARDS
    }
    assert {each: why for each, why in failed.items() if each[0] != "bad.pdf"} == {}


@pytest.mark.skipif(not os.environ.get(WIDE), reason="all forces are held to it by make conformity")
def test_reports_of_all_forces_pass_verapdf_and_give_their_entry_back(
    programme: Programme, forces: Forces, tmp_path: Path
) -> None:
    for force, report in random_reports(programme, forces, seed=int(os.environ[WIDE])):
        for edition in EDITIONS:
            file = tmp_path / f"{force.key}-{edition.kind}-{edition.look}.pdf"
            file.write_bytes(render(programme, force, report, edition).file)
            read = read_report(file, programmes=[programme], forces=forces, carried=attached(file))
            assert read.report.answers == report.answers, file.name
            assert read.report.passages == report.passages, file.name

    verdicts = verify(tmp_path, quick=False)

    assert len(verdicts) == len(forces) * len(EDITIONS) * len(STANDARDS)
    assert [each for each in verdicts if each.failed] == []


@pytest.fixture(scope="module", params=[0, 1], ids=["standard draft", "accessible embargoed"])
def long(
    request: pytest.FixtureRequest, forces: Forces, with_logo: Programme
) -> tuple[Case, bytes]:
    """A report whose paragraphs and lists go on over the ends of its pages, and its pages."""
    edition = (Edition("draft"), Edition("embargoed", look="accessible"))[request.param]
    force = forces["north-wales"]
    blocks = "One thing after another was **told** to us, *twice*, at www.hmic.gov.uk. " * 9
    points = "\n".join(
        f"- Point {number}, of which more is said. {'So. ' * 60}" for number in range(9)
    )
    text = f"{blocks}\n\n{points}\n\n[More](https://example.org/more) " + blocks * 9
    begun = begin(with_logo, force)
    items = [key for key in begun.passages if not key.startswith("imprint")]
    passages = {key: Passage(text, "edited") for key in items[1::3]}
    report = replace(begun, passages={**begun.passages, **passages})
    return (
        Case("long", with_logo, force, report),
        render(with_logo, force, report, edition).file,
    )


def test_headings_are_single_and_skip_no_level(long: tuple[Case, bytes]) -> None:
    case, pdf = long
    headings = [
        (int(each.role[1]), each.text.replace(" ", ""))
        for each in structure_of(pdf).all("H1", "H2", "H3", "H4", "H5", "H6")
    ]
    expected = [
        (3 if section.question else 2, section.heading_for(case.force).replace(" ", ""))
        for section in case.programme.sections
        if section.heading
    ]
    assert headings == [(1, case.programme.title.replace(" ", "")), *expected]
    assert all(after - before <= 1 for (before, _), (after, _) in pairwise(headings))


def test_paragraphs_and_points_are_what_they_are_in_the_text_also_over_the_end_of_a_page(
    long: tuple[Case, bytes],
) -> None:
    case, pdf = long
    structure = structure_of(pdf)
    blocks = [
        block
        for item in case.programme.items
        for block in commonmark.parse(case.report.passage(item).text)
    ]
    paragraphs = Counter(bare(each.text) for each in structure.all("P"))
    read = Counter(bare(each.text) for each in structure.all("LBody"))
    for block in blocks:
        found = read if block.bullet else paragraphs
        words = bare(block.text)
        assert any(each.endswith(words) for each in found), block.text[:60]
    assert sum(read.values()) == sum(block.bullet for block in blocks)
    lists = [
        Block(())
        for before, after in pairwise([Block(()), *blocks])
        if after.bullet > before.bullet
    ]
    assert len(list(structure.all("L"))) == len(lists)
    for each in structure.all("L"):
        assert {kid.role for kid in each.kids if not isinstance(kid, str)} == {"LI"}
    with pikepdf.open(BytesIO(pdf)) as document:
        for element in document.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/L":
                assert str(element.A.ListNumbering) == "/Disc"
    for each in structure.all("LI"):
        roles = [kid.role for kid in each.kids if not isinstance(kid, str)]
        assert roles == ["Lbl", "LBody"], each.text[:60]


def test_what_is_read_out_is_the_text_in_its_order(long: tuple[Case, bytes]) -> None:
    case, pdf = long
    read = bare(structure_of(pdf).text)
    place = 0
    for item in case.programme.items:
        for block in commonmark.parse(case.report.passage(item).text):
            place = read.index(bare(block.text), place)


def test_running_matter_is_not_read_out(long: tuple[Case, bytes]) -> None:
    case, pdf = long
    unread = artifacts_of(pdf)
    assert len(unread) > 3
    for number, text in enumerate(unread, 1):
        assert f"{number}of{len(unread)}" in bare(text)
    read = bare(structure_of(pdf).text)
    assert f"of{len(unread)}" not in read
    assert read.count(bare(case.programme.title)) == 1


def test_links_are_read_out_and_lead_to_where_they_say(long: tuple[Case, bytes]) -> None:
    _, pdf = long
    links = list(structure_of(pdf).all("Link"))
    assert len(links) > 20
    for link in links:
        assert link.text
        assert link.links in {("http://www.hmic.gov.uk",), ("https://example.org/more",)}
    with pikepdf.open(BytesIO(pdf)) as document:
        in_pages = sum(len(page.get("/Annots", [])) for page in document.pages)
    assert in_pages == sum(len(link.links) for link in links)


def test_the_logo_is_a_picture_with_words_that_stands_where_it_says(
    long: tuple[Case, bytes],
) -> None:
    case, pdf = long
    (figure,) = structure_of(pdf).all("Figure")
    assert figure.alt == case.programme.publisher
    with pikepdf.open(BytesIO(pdf)) as document:
        (picture,) = (
            each
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        )
        left, foot, right, top = map(float, picture.A.BBox)
        width, height = map(float, document.pages[0].MediaBox[2:])
    assert width / 2 < left < right < width
    assert height * 3 / 4 < foot < top < height


def test_there_is_nothing_to_fill_in_and_no_table_without_headers(long: tuple[Case, bytes]) -> None:
    _, pdf = long
    with pikepdf.open(BytesIO(pdf)) as document:
        assert "/AcroForm" not in document.Root
    for table in structure_of(pdf).all("Table"):
        assert list(table.all("TH"))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.kind} {each.look}")
def test_a_file_says_what_it_is(edition: Edition, programme: Programme, forces: Forces) -> None:
    force = forces["kent"]
    report = Report(
        programme.id,
        force.key,
        answers={
            "isbn": "978-1-78246-061-9",
            "embargo": "2013-01-08T00:01",
            "published": "2013-01",
        },
    )
    with pikepdf.open(BytesIO(render(programme, force, report, edition).file)) as document:
        info = {key: str(value) for key, value in document.docinfo.items()}
        with document.open_metadata() as xmp:
            told = dict(xmp)
        assert str(document.Root.Lang) == "en-GB"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert "/Filter" not in document.Root.Metadata
    title = f"{programme.title} – Kent Police"
    assert info["/Title"].startswith(title)
    assert ("draft" in info["/Title"]) == (edition.kind == "draft")
    assert ("embargoed" in info["/Title"]) == (edition.kind == "embargoed")
    assert ("Embargoed until 00:01 8 January 2013" in info["/Subject"]) == (
        edition.kind != "public"
    )
    assert "January 2013" in info["/Subject"]
    assert info["/Author"] == "HMIC"
    assert info["/CreationDate"].startswith("D:201301")
    assert told["{http://purl.org/dc/elements/1.1/}title"] == info["/Title"]
    assert told["{http://purl.org/dc/elements/1.1/}description"] == info["/Subject"]
    assert told["{http://purl.org/dc/elements/1.1/}identifier"] == "urn:isbn:978-1-78246-061-9"
    assert told["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert told["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert told["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"


def test_a_file_carries_its_entry_as_its_source(programme: Programme, forces: Forces) -> None:
    for force, report in islice(random_reports(programme, forces, seed=2), 3):
        pdf = render(programme, force, report).file
        with pikepdf.open(BytesIO(pdf)) as document:
            (named,) = document.Root.AF
            assert str(named.AFRelationship) == "/Source"
            assert str(named.UF) == "entry.json"
            assert str(named.EF.F.Subtype) == "/application/json"
        entry = entry_of(pdf)
        assert entry == entry_as_json(report, programme, PROOF)
        back = report_of(entry_from_json(entry), programme)
        assert (back.answers, back.passages) == (report.answers, report.passages)


def test_odd_answers_do_no_harm_to_what_a_file_says(programme: Programme, forces: Forces) -> None:
    """Answers that an earlier version took, or that came from elsewhere."""
    odd = {"isbn": "<&]]>", "published": "2013-01"}
    pdf = render(programme, forces["kent"], Report(programme.id, "kent", answers=odd)).file
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as xmp:
        assert xmp["dc:identifier"] == "urn:isbn:<&]]>"


@pytest.mark.parametrize("ci", ["", "true", "1"])
def test_a_machine_without_java_skips_verapdf_but_the_build_server_fails(
    ci: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)
    failed, skipped = pytest.fail.Exception, pytest.skip.Exception
    with pytest.raises(failed if ci else skipped, match="veraPDF cannot run: there is no Java"):
        verify(tmp_path)


def entry_of(pdf: bytes) -> bytes:
    """Give what a PDF has attached under the name of its entry."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return document.attachments["entry.json"].get_file().read_bytes()


def bare(text: str) -> str:
    """Leave out white space, which lines have none of at their ends, and bullets."""
    return "".join(text.split())
