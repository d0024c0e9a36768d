"""Charts of the national picture: right, in words too, and made of nothing but themselves."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

import pytest

from desktop.core.fields import Answer, ChoicesField
from desktop.core.forces import Force, Forces
from desktop.core.national import Picture, national_picture
from desktop.core.national_words import reading
from desktop.core.programme import Programme
from desktop.publish import Chart, ChartError, ChartProcess, chart_of

SVG = "{http://www.w3.org/2000/svg}"
APPLICATIONS = "gifts.second_jobs.applications"
REVIEW = "gifts.second_jobs.annual_review"
HEALTHCHECK = "findings.overview.healthcheck"


@pytest.fixture(scope="module")
def process() -> Iterator[ChartProcess]:
    with ChartProcess() as process:
        yield process


def picture_of(
    programme: Programme, forces: Mapping[str, Force], key: str, *answers: Answer | None
) -> Picture:
    """Give the picture of what the first forces answered; the others have no report."""
    reports: dict[str, dict[str, Answer]] = {
        force: {} if answer is None else {key: answer}
        for force, answer in zip(forces, answers, strict=False)
    }
    return national_picture(programme, key, forces.values(), reports)


def said(svg: str) -> list[str]:
    """Give what the bars say to a screen reader, from top to bottom."""
    bars = ElementTree.fromstring(svg).iter(f"{SVG}path")
    return [bar.get("aria-label", "") for bar in bars if bar.get("aria-roledescription") == "bar"]


def test_it_says_what_it_is_and_what_it_shows(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    picture = picture_of(programme, forces, HEALTHCHECK, *[True] * 28, *[False] * 12, None)
    root = ElementTree.fromstring(process.svg(chart_of(picture)))
    title, words = list(root)[:2]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
    assert (title.tag, title.text) == (f"{SVG}title", "Overview: Integrity healthcheck")
    assert (words.tag, words.text) == (f"{SVG}desc", reading(picture))


def test_every_option_has_its_count_and_share(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    picture = picture_of(programme, forces, REVIEW, *["yes"] * 30, *["no"] * 10, None, None)
    assert said(process.svg(chart_of(picture))) == [
        "Yes: 30 (75%)",
        "Planned: 0",
        "No: 10 (25%)",
        "Not answered: 2",
        "No report: 2",
    ]


def test_what_is_no_answer_is_told_apart_without_colour(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    picture = picture_of(programme, forces, REVIEW, *["yes"] * 40, "no", None)
    root = ElementTree.fromstring(process.svg(chart_of(picture)))
    bars = {
        bar.get("aria-label", "").split(":")[0]: bar
        for bar in root.iter(f"{SVG}path")
        if bar.get("aria-roledescription") == "bar"
    }
    dashes = {name: bar.get("stroke-dasharray") for name, bar in bars.items()}
    assert dashes["Not answered"] == dashes["No report"] != dashes["Yes"]
    assert bars["No"].get("aria-label") == "No: 1 (2%) ◆"


def test_only_an_answer_that_is_rare_itself_is_marked(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    key = "findings.overview.policies_reviewed"
    asked = programme.field(key)
    assert isinstance(asked, ChoicesField)
    one, two, three, four = (option.key for option in asked.options[:4])
    picture = picture_of(programme, forces, key, (one, two), (one, three), *[(four,)] * 8)
    counted = [each.rpartition(": ")[2] for each in said(process.svg(chart_of(picture)))]
    assert counted[:4] == ["2 (20%)", "1 (10%) ◆", "1 (10%) ◆", "8 (80%)"]


def test_marks_have_a_key_and_only_those_that_are_there(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    def subtitle(key: str, *answers: Answer) -> str:
        return " ".join(
            chart_of(picture_of(programme, forces, key, *answers)).spec["title"]["subtitle"]
        )

    high = subtitle(APPLICATIONS, *range(43), 900)
    assert "▲ unusually high" in high
    assert "▼" not in high
    assert "◆ rare" in subtitle(REVIEW, *["yes"] * 40, "no")
    assert not set("▲▼◆") & set(subtitle(APPLICATIONS, *range(44)))


def test_the_line_strikes_through_no_figure(programme: Programme, forces: Forces) -> None:
    """The median of 0 to 43 is 21.5: beside bars that end just before it are their figures."""
    chart = chart_of(picture_of(programme, forces, APPLICATIONS, *range(44)))
    line = next(each for each in chart.spec["layer"] if each["mark"]["type"] == "rule")
    values = [row["value"] for row in chart.spec["data"]["values"]]
    crossed = {values[row["row"]] for row in line["data"]["values"]}
    assert crossed >= {*range(10), *range(22, 44)}
    assert not crossed & {18, 19, 20, 21}


def test_every_force_has_its_number_the_largest_first(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    numbers = [*range(43), 900]
    picture = picture_of(programme, forces, APPLICATIONS, *numbers)
    areas = [force.area for force in forces.values()]
    svg = process.svg(chart_of(picture))
    assert said(svg) == [
        f"{areas[43]}: 900 ▲",
        *(f"{areas[at]}: {at}" for at in reversed(range(43))),
    ]
    assert float(re.findall(r'height="([\d.]+)"', svg)[0]) < 760


def test_many_days_are_counted_by_month(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    days = [f"2012-{month:02}-{day:02}T00:01" for month in (11, 12) for day in range(1, 16)]
    picture = picture_of(programme, forces, "embargo", *days)
    assert said(process.svg(chart_of(picture))) == [
        "November 2012: 15 (50%)",
        "December 2012: 15 (50%)",
    ]


@pytest.mark.parametrize(
    ("answers", "bars"),
    [
        ((), ["Answered: 0", "Not answered: 0", "No report: 44"]),
        ((None,), ["Answered: 0", "Not answered: 1", "No report: 43"]),
        ((0, 0), ["Avon and Somerset: 0", "Bedfordshire: 0"]),
        ((7,), ["Avon and Somerset: 7"]),
    ],
)
def test_there_is_a_chart_however_little_was_answered(
    process: ChartProcess,
    programme: Programme,
    forces: Forces,
    answers: tuple[int | None, ...],
    bars: list[str],
) -> None:
    picture = picture_of(programme, forces, APPLICATIONS, *answers)
    assert said(process.svg(chart_of(picture))) == bars


def hostile(forces: Forces, area: str) -> dict[str, Force]:
    kent = forces["kent"]
    fields = {name: getattr(kent, name) for name in kent.__slots__}
    return {"kent": Force(**{**fields, "area": area})}


@pytest.mark.parametrize(
    "area", ["<script>alert(1)</script>", "A & B \"C\" 'D'", "]]>{{x}}", "datum.value", "\\u0041"]
)
def test_words_are_only_ever_words(
    process: ChartProcess, programme: Programme, forces: Forces, area: str
) -> None:
    picture = picture_of(programme, hostile(forces, area), APPLICATIONS, 3)
    svg = process.svg(chart_of(picture))
    assert said(svg) == [f"{area}: 3"]
    assert "<script" not in svg


def test_words_look_the_same_on_every_machine(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    picture = picture_of(programme, forces, REVIEW, "yes", None)
    svg = process.svg(chart_of(picture))
    assert "<text" not in svg
    assert "font-" not in svg
    # Letters that our fonts do not have are left to whatever font has them.
    other = process.svg(chart_of(picture_of(programme, hostile(forces, "東京"), APPLICATIONS, 3)))
    assert "東京</text>" in other


def test_nothing_in_it_leads_anywhere(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    picture = picture_of(programme, forces, APPLICATIONS, 3, 4, 5, 6, 700)
    svg = process.svg(chart_of(picture))
    assert set(re.findall(r"\w+://[^\s\"']+", svg)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"href|url\(|@import|<image|<style|<script", svg)


def test_nothing_is_fetched(process: ChartProcess) -> None:
    spec = {"data": {"url": "http://127.0.0.1:9/data.json"}, "mark": "bar", "encoding": {}}
    with pytest.raises(ChartError, match="not allowed") as raised:
        process.svg(Chart("A", "B", spec))
    assert "figures are right without it" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_same_chart_is_the_same_bytes(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    chart = chart_of(picture_of(programme, forces, APPLICATIONS, 3, 4, 5, 6, 700, None))
    svg, png = process.svg(chart), process.png(chart)
    with ChartProcess() as other:
        assert (other.svg(chart), other.png(chart)) == (svg, png)


def test_a_picture_has_as_many_pixels_as_were_asked_for(
    process: ChartProcess, programme: Programme, forces: Forces
) -> None:
    chart = chart_of(picture_of(programme, forces, REVIEW, "yes", "no"))
    root = ElementTree.fromstring(process.svg(chart))
    png = process.png(chart, scale=2)
    assert png.startswith(b"\x89PNG\r\n")
    shape = [2 * float(root.get(side, "")) for side in ("width", "height")]
    assert struct.unpack(">II", png[16:24]) == tuple(pytest.approx(side, abs=1) for side in shape)


def test_a_closed_process_says_so(programme: Programme, forces: Forces) -> None:
    process = ChartProcess()
    process.close()
    with pytest.raises(ChartError, match="Training"):
        process.svg(chart_of(picture_of(programme, forces, "integrity.training.training", "some")))
