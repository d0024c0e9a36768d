"""A report as one HTML document, made by the templates of its programme."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from typing_extensions import override

from desktop.core.editions import PROOF, Edition
from desktop.core.folders import TEMPLATES
from desktop.core.forces import Force
from desktop.core.programme import Programme, Section
from desktop.core.programme_reader import ProgrammeError
from desktop.core.report import Report
from desktop.publish.metadata import LANGUAGE, embargo_line
from desktop.publish.passage_html import passage_html

LOGOS = ("logo.svg", "logo.png")
TEMPLATE = "report.html.j2"
STANDARD_TEMPLATE = "_shared/report.html.j2"


def render_html(
    programme: Programme, force: Force, report: Report, edition: Edition = PROOF
) -> str:
    """Fill the programme's page template, or the standard one, with a report.

    Raises ProgrammeError naming file and line of a mistake in the template.
    """
    return fill(
        programme.folder,
        [TEMPLATE, STANDARD_TEMPLATE],
        known_to_templates(programme, force, report, edition),
    )


def fill(folder: Path, templates: Sequence[str], known: Mapping[str, object]) -> str:
    """Fill the first of the templates that is there with what it may speak of as `report`.

    They are looked for in a programme's folder, then among those of all. Raises ProgrammeError
    naming file and line of a mistake in the template.
    """
    try:
        template = _environment(folder).select_template(templates)
        return template.render(report=known)
    except TemplateSyntaxError as error:
        raise ProgrammeError(f"{error.filename}, line {error.lineno}: {error.message}.") from error
    except TemplateNotFound as error:
        raise ProgrammeError(
            f'{_place_in_template(error)}: there is no template "{error.name}".'
        ) from error
    except RecursionError as error:
        raise ProgrammeError(f"{_place_in_template(error)}: this nests too deep.") from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise ProgrammeError(f"{_place_in_template(error)}: {error}.") from error


class _Loader(FileSystemLoader):
    """Finds templates in folders, out of which no link leads."""

    @override
    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        for folder in map(Path, self.searchpath):
            file = folder / template
            if file.is_file() and not file.resolve().is_relative_to(folder.resolve()):
                raise TemplateNotFound(template)
        return super().get_source(environment, template)


@lru_cache(maxsize=8)
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=_Loader([folder, TEMPLATES]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.clear()
    return environment


def known_to_templates(
    programme: Programme, force: Force, report: Report, edition: Edition
) -> dict[str, object]:
    """Give what a page template may speak of: plain data, so that nothing else can be reached."""
    return {
        "edition": edition.kind,
        "look": edition.look,
        "language": LANGUAGE,
        "title": programme.title,
        "strapline": programme.strapline,
        "publisher": programme.publisher,
        "website": programme.website,
        "logo": next((name for name in LOGOS if (programme.folder / name).is_file()), ""),
        "force": {name: getattr(force, name) for name in Force.__slots__},
        "month": programme.house_style.month(
            report.answer_text("published") or programme.published
        ),
        "embargo": embargo_line(programme, report, edition),
        "isbn": report.answer_text("isbn") or "",
        "sections": _sections(programme, force, report),
    }


def _sections(programme: Programme, force: Force, report: Report) -> list[dict[str, object]]:
    """Give the sections that are printed, in order; level 2 is a heading, 3 a question below one.

    A section without text is printed as its heading, so that the report's structure is seen. It is
    left out where the inspector's own words are nothing, and where it has no heading.
    """
    sections: list[dict[str, object]] = []
    below: list[Section] = []
    for section in reversed(programme.sections):
        below = [*below, section] if section.question else below
        if _is_printed(section, report) or (
            not section.question and any(_is_printed(each, report) for each in below)
        ):
            sections.append(_section(programme, section, force, report))
        if not section.question:
            below = []
    sections.reverse()
    headed = False
    for each in sections:
        each["level"] = 3 if each["question"] and headed else 2
        headed = headed or bool(each["heading"])
    return sections


def _is_printed(section: Section, report: Report) -> bool:
    passages = [report.passage(f"{section.key}.{item.key}") for item in section.items]
    if any(passage.text.strip() for passage in passages):
        return True
    return bool(section.heading) and any(passage.mode == "drafted" for passage in passages)


def _section(
    programme: Programme, section: Section, force: Force, report: Report
) -> dict[str, object]:
    return {
        "key": section.key,
        "heading": section.heading_for(force),
        "question": section.question,
        "items": [
            {"key": key, "title": item.title, "text": passage_html(report.passage(key).text)}
            for key, item in programme.items_of(section)
        ],
    }


def _place_in_template(error: Exception) -> str:
    """Say in which template file and line an error came up."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".j2"):
            return f"{frame.filename}, line {frame.lineno}"
    return TEMPLATE
