"""What templates of a programme may say, and which mistakes in them are named."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core import commonmark
from desktop.core.drafting import draft
from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.house_style import HMIC
from desktop.core.programme import Programme
from desktop.core.programme_reader import ProgrammeError, read_programme
from desktop.core.richtext import Block, Run
from desktop.core.templates import fill

ITEM = "gifts.second_jobs"
Draft = Callable[..., str]


@pytest.fixture
def own_programme(programme: Programme, tmp_path: Path) -> Programme:
    """A copy of the shipped programme, to change the draft of second jobs in."""
    folder = tmp_path / programme.id
    shutil.copytree(programme.folder, folder)
    return read_programme(folder)


@pytest.fixture
def drafted(own_programme: Programme, forces: Forces) -> Draft:
    """Draft second jobs from a template and answers to its fields."""

    def draft_from(template: str, **answers: Answer) -> str:
        file = own_programme.folder / "drafts" / "second_jobs.j2"
        file.write_text(template, encoding="utf-8")
        full = {key if key == "isbn" else f"{ITEM}.{key}": each for key, each in answers.items()}
        return draft(own_programme, ITEM, forces["cheshire"], full)

    return draft_from


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("", ""),
        ("The {{ force.noun }} did.", "The constabulary did."),
        (
            "{{ applications }} applications",
            "[One thousand two hundred and four](fact:gifts.second_jobs.applications) applications",
        ),
        ("Of {{ applications }}", "Of [1,204](fact:gifts.second_jobs.applications)"),
        ("{{ approved }} were", "[No](fact:gifts.second_jobs.approved) were"),
        ("{{ 1204 }} is {{ 9 }}", "1,204 is nine"),
        ("{% if annual_review is none %}Not asked.{% endif %}", "Not asked."),
        ("{% if approved is not none %}Asked.{% endif %}", "Asked."),
        ("{% if approved %}some{% else %}none{% endif %}", "none"),
        ("{% if approved == 0 and not annual_review %}none{% endif %}", "none"),
        ("{{ 'all' if approved == applications else 'not all' }}", "not all"),
        ("{% if 'press' in approved_by %}press{% endif %}", "press"),
        ("{% if applications > 1000 %}\n**Many**\n{% endif %}\n", "**Many**"),
        ("{{ programme.review_starts }}{# not printed #}", "September 2011"),
        ("{% raw %}{{ force }}{% endraw %}", "{{ force }}"),
        ("{{ approved_by }}", "[\\*press\\* \\<b>](fact:gifts.second_jobs.approved_by)"),
        ("- {{ approved_by }}", "- [\\*press\\* \\<b>](fact:gifts.second_jobs.approved_by)"),
    ],
)
def test_templates_print_and_compare(drafted: Draft, template: str, text: str) -> None:
    answers = {"applications": 1204, "approved": 0, "approved_by": "*press* <b>"}
    assert drafted(template, **answers) == text


JOBS = f"fact:{ITEM}"


@pytest.mark.parametrize(
    ("template", "answers", "text"),
    [
        (
            "By {{ approved_by|the }}.",
            {"approved_by": "press office"},
            f"By the [press office]({JOBS}.approved_by).",
        ),
        ("By {{ approved_by|the }}.", {"approved_by": "PSD"}, f"By [PSD]({JOBS}.approved_by)."),
        (
            "{{ approved_by|the|capitalised }} did.",
            {"approved_by": "press office"},
            f"The [press office]({JOBS}.approved_by) did.",
        ),
        (
            "{{ approved_by|the|capitalised }} did.",
            {"approved_by": "senior officers"},
            f"[Senior officers]({JOBS}.approved_by) did.",
        ),
        ("It has {{ approved_by|a }}.", {"approved_by": "HMIC plan"}, "It has an [HMIC plan]"),
        ("{{ 'they'|capitalised }} did.", {}, "They did."),
        (
            "Of {{ applications|counted('case', 'cases') }}.",
            {"applications": 1},
            f"Of [one]({JOBS}.applications) case.",
        ),
        (
            "Of {{ applications|counted('case', 'cases') }}.",
            {"applications": 0},
            f"Of [no]({JOBS}.applications) cases.",
        ),
        (
            "{{ applications|counted('case', 'cases') }}.",
            {"applications": 12},
            f"[Twelve]({JOBS}.applications) cases.",
        ),
        ("Of {{ 1204|counted('*', '*s*') }}.", {}, r"Of 1,204 \*s\*."),
        (
            "All but {{ applications - approved }}.",
            {"applications": 30, "approved": 29},
            "All but one.",
        ),
        ("{% if annual_review in ('yes', 'planned') %}A{% endif %}", {"annual_review": "yes"}, "A"),
        ("{{ 'check' if approved_by is plural else 'checks' }}", {"approved_by": "staff"}, "check"),
        ("{{ 'check' if approved_by is plural else 'checks' }}", {"approved_by": "PSD"}, "checks"),
        ("{{ 'a' if approved is plural else 'b' }}", {"approved": 2}, "b"),
        ("**Job** and **jobs** and **more**.", {}, "**Job** and jobs and **more**."),
        ("A{{ ' b ' }}c{{ '' }}d", {}, "A b cd"),
    ],
)
def test_answers_have_the_words_around_them_that_they_need(
    drafted: Draft, template: str, answers: dict[str, Answer], text: str
) -> None:
    found = drafted(template, **answers)
    assert found.startswith(text) if text.endswith("]") else found == text


def test_options_are_counted_and_listed(own_programme: Programme, forces: Forces) -> None:
    file = own_programme.folder / "drafts" / "training.j2"
    file.write_text(
        "{% if channels|length == 2 and 'email' in channels %}Both {{ channels }}.{% endif %}",
        encoding="utf-8",
    )
    answers: dict[str, Answer] = {"integrity.training.channels": ("email", "posters")}
    assert draft(own_programme, "integrity.training", forces["kent"], answers) == (
        "Both email and posters."
    )


def test_a_text_that_may_not_fit_a_line_is_printed_as_plain_words(drafted: Draft) -> None:
    short = "the head of the Professional Standards Branch *1"
    template = (
        "{{ approved_by|the|capitalised }} {{ 'check' if approved_by is plural else 'sees' }}."
    )
    assert len(short) == 48
    assert drafted(template, approved_by=short) == (
        f"[The head of the Professional Standards Branch \\*1](fact:{ITEM}.approved_by) sees."
    )
    assert drafted(template, approved_by=f"{short}2") == (
        "The head of the Professional Standards Branch \\*12 sees."
    )
    assert drafted(
        template, approved_by="officers of the deputy chief constable and of finance"
    ) == ("Officers of the deputy chief constable and of finance check.")


@pytest.mark.parametrize(
    "mark", ["1. ", "- ", "# ", "*b* _c_ [d](fact:x) ", "<i>&amp; ", "{{ a }} "]
)
def test_no_mark_is_read_in_a_long_text(drafted: Draft, mark: str) -> None:
    typed = f"{mark}and what else is to be said of who approves them"
    (block,) = commonmark.parse(drafted("{{ approved_by }}", approved_by=typed))
    assert block == Block((Run(typed),))


@pytest.mark.parametrize(
    "typed",
    [
        "1. first",
        "- point",
        "# heading",
        "a *b* _c_ [d](http://e)",
        "<i>&amp;",
        "{{ force }}",
        "\\",
    ],
)
def test_what_inspectors_type_is_never_a_mark_or_a_template(drafted: Draft, typed: str) -> None:
    key = "gifts.second_jobs.approved_by"
    whole = commonmark.parse(drafted("{{ approved_by }}", approved_by=typed))
    said = typed[:1].upper() + typed[1:]
    assert whole == (Block((Run(said, link=f"fact:{key}"),)),)
    within = commonmark.parse(drafted("By {{ approved_by }}.", approved_by=typed))
    assert within == (Block((Run("By "), Run(typed, link=f"fact:{key}"), Run("."))),)


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("{{ aplications }}", 1, '"aplications" is not known here.'),
        ("a\n{{ force.nme }}", 2, '"force.nme" is not known here.'),
        ("{% if 0 %}{{ elsewhere }}{% endif %}", 1, '"elsewhere" is not known here.'),
        ("{{ force.__class__ }}", 1, '"force.__class__" is not known here.'),
        ("{{ force.name.__class__ }}", 1, '"__class__" cannot be asked of this.'),
        ("{{ force }}", 1, "only a text or a number can be printed."),
        (
            "\n{{ approved }}",
            2,
            "only a text or a number can be printed: ask first what was answered.",
        ),
        ("\n\n{% if approved < 3 %}{% endif %}", 3, "two values that cannot be compared."),
        ("{{ force.name.upper() }}", 1, '"call" is more than a template may do.'),
        ("{{ force.name|safe }}", 1, '"safe" is more than a template may do.'),
        ("{{ force['name'] }}", 1, '"getitem" is more than a template may do.'),
        ("\n{% for a in 'abc' %}{% endfor %}", 2, '"for" is more than a template may do.'),
        ("{{ 'a' * 1000000000 }}", 1, '"mul" is more than a template may do.'),
        ("{{ 10 ** 10000000 }}", 1, '"pow" is more than a template may do.'),
        ("{% set a = 'a' ~ 'a' %}", 1, '"assign" is more than a template may do.'),
        ("{% include 'programme.toml' %}", 1, '"include" is more than a template may do.'),
        ("{% import 'x' as y %}", 1, '"import" is more than a template may do.'),
        ("{% macro a() %}{{ a() }}{% endmacro %}", 1, '"macro" is more than a template may do.'),
        ("{{ lipsum(n=100000) }}", 1, '"call" is more than a template may do.'),
        ("{% if approved is defined %}{% endif %}", 1, '"test" is more than a template may do.'),
        ("{{ approved|counted('a') }}", 1, '"counted" takes 2 texts in brackets.'),
        ("{{ approved|counted(1, 2) }}", 1, '"counted" takes 2 texts in brackets.'),
        ("{{ approved|counted(force.name, 'b') }}", 1, '"counted" takes 2 texts in brackets.'),
        ("{{ approved|counted('a', many='b') }}", 1, '"counted" takes 2 texts in brackets.'),
        ("{{ approved_by|the('a') }}", 1, '"the" takes nothing in brackets.'),
        (
            "a\nb\n{{ approved|counted('a', 'b') }}",
            3,
            "only a text or a number can be printed: ask first what was answered.",
        ),
        (
            "{{ approved_by|the }}",
            1,
            "only a text or a number can be printed: ask first what was answered.",
        ),
        ("{{ approved|length }}", 1, "only options can be counted: ask first what was answered."),
        ("\n{{ approved - 1 }}", 2, "two values that cannot be compared."),
        ("{{ 'a' - 'b' }}", 1, "two values that cannot be compared."),
        ("{{ 'a' + 'b' }}", 1, '"add" is more than a template may do.'),
        ("{{ force.name|replace('a', 'aaaa') }}", 1, '"replace" is more than a template may do.'),
        ("{{ 'a'|center(1000000000) }}", 1, '"center" is more than a template may do.'),
        ("{% filter upper %}a{% endfilter %}", 1, '"filterblock" is more than a template may do.'),
        ("{% call a() %}{% endcall %}", 1, '"callblock" is more than a template may do.'),
        ("{% block a %}{% endblock %}", 1, '"block" is more than a template may do.'),
        ("{{ self }}", 1, '"self" is not known here.'),
        ("\n{% if approved < 1e999 %}a{% endif %}", 2, '"inf" is no whole number.'),
        ("{{ 1.5 }}", 1, '"1.5" is no whole number.'),
        (
            "\n{% autoescape false %}a{% endautoescape %}",
            2,
            '"autoescape" is more than a template may do.',
        ),
        ("a\n{% if %}", 2, "Expected an expression, got 'end of statement block'."),
        ("{% fi %}", 1, "Encountered unknown tag 'fi'."),
        ("{{ force.name", 1, "unexpected end of template, expected 'end of print statement'."),
    ],
)
def test_mistakes_are_named_with_file_and_line(
    drafted: Draft, own_programme: Programme, template: str, line: int, message: str
) -> None:
    with pytest.raises(ProgrammeError) as refused:
        drafted(template)
    file = own_programme.folder / "drafts" / "second_jobs.j2"
    assert str(refused.value) == f"{file}, line {line}: {message}"


@pytest.mark.parametrize(
    "template",
    [
        "{{ " + "(" * 5000,
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{% if 1 %}" * 500 + "{% endif %}" * 500,
        "{{ " + "not " * 5000 + "1 }}",
        "{{ " + "9" * 5000 + " }}",
        "{{ force" + ".name" * 5000 + " }}",
        "{{ force.name" + "|the" * 5000 + " }}",
        "{{ force.name" + "|the" * 190 + " }}",
        "{% if " + "not " * 190 + "1 %}{% endif %}",
        "{{ " + "1 if 1 else " * 190 + "1 }}",
        "{{ 1" + " - 1" * 5000 + " }}",
    ],
)
def test_no_template_is_too_odd_for_one_line(drafted: Draft, template: str) -> None:
    with pytest.raises(ProgrammeError):
        drafted(template)


class Awkward:
    """A value of which nothing can be asked."""

    def __bool__(self) -> bool:
        raise ZeroDivisionError("there is nothing to divide by.")


def test_whatever_goes_wrong_in_filling_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.j2").write_text("a\nb\n{% if awkward %}c{% endif %}", encoding="utf-8")
    with pytest.raises(ProgrammeError) as refused:
        fill(tmp_path, "a.j2", {"awkward": Awkward()}, HMIC)
    assert str(refused.value) == f"{tmp_path / 'a.j2'}, line 3: there is nothing to divide by."


def test_a_template_that_asks_for_too_much_is_stopped(drafted: Draft) -> None:
    # Each mention of the answer is short, and what they make together is not.
    template = "start\n" + "{{ approved_by }}\n" * 300
    with pytest.raises(ProgrammeError) as refused:
        drafted(template, approved_by="long " * 199 + "word")
    assert "this asks for more than 20,000 characters." in str(refused.value)
    line = re.search(r"second_jobs\.j2, line (\d+):", str(refused.value))
    assert line is not None
    assert 15 < int(line[1]) < 25
    assert drafted(template, approved_by="short").startswith("start [short]")


def test_a_template_that_is_too_long_is_not_read(drafted: Draft) -> None:
    with pytest.raises(
        ProgrammeError, match=r"second_jobs\.j2: this template is too long: over 20,"
    ):
        drafted("{{ approved_by }}" * 4000, approved_by="x")


def test_files_that_are_no_templates(
    drafted: Draft, own_programme: Programme, forces: Forces
) -> None:
    file = own_programme.folder / "drafts" / "second_jobs.j2"
    drafted("sound")
    file.write_bytes(b"\xff")
    with pytest.raises(ProgrammeError, match="not UTF-8"):
        draft(own_programme, ITEM, forces["cheshire"], {})
    file.unlink()
    with pytest.raises(ProgrammeError, match="cannot be read"):
        draft(own_programme, ITEM, forces["cheshire"], {})
    file.symlink_to(Path(__file__))
    with pytest.raises(ProgrammeError, match="outside the programme's folder"):
        draft(own_programme, ITEM, forces["cheshire"], {})


def test_a_template_that_was_put_right_is_used_at_once(drafted: Draft) -> None:
    with pytest.raises(ProgrammeError):
        drafted("{{ x }}")
    assert drafted("Right.") == "Right."
    assert drafted("Wrong!") == "Wrong!"
