"""Errors in the text of a passage, whatever it is about."""

from __future__ import annotations

import pytest

from desktop.core.fields import Answer
from desktop.core.remarks import BackToDraft, Place, Replacement
from desktop.core.report import Passage
from tests.core.checks.examining import OVERVIEW, quotes, remarks_of, report_of

# ── lead_in ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("All forces were revisited. This time, we found:", "This time, we found:"),
        ("This time, we found:\n\nThe force has a policy.", "This time, we found:"),
        ("We found: ", "We found:"),
        ("**We found:**\n\nThe force has a policy.", "We found:"),
        ("It covers (among others):", "It covers (among others):"),
        ("- The policy covers:\n\nStaff know it.", "The policy covers:"),
        ("- one thing; and\n- these others:", "these others:"),
    ],
)
def test_a_lead_in_with_nothing_after_it(text: str, found: str) -> None:
    assert quotes("lead_in", text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "We found:\n\n- a policy; and\n- a plan.",
        "We found:\n\n1. a policy; and\n2. a plan.",
        "We found:\n\n(a) a policy; and\n\n(b) a plan.",
        "The policy says:\n\n“Staff must tell the press office.”",
        "The plan is called:\n\n*Integrity Action Plan*",
        "The register is at:\n\nwww.kent.police.uk/register",
        "Write to:\n\nhaveyoursay@hmic.gsi.gov.uk",
        "- The policy covers:\n- gifts; and\n- hospitality.",
        "A note on the scope of our review: questions have been asked.",
        "**Media policy:**\n\nThe force has one.",
        "ISBN:\n\nwww.hmic.gov.uk",
    ],
)
def test_lead_ins_that_lead_to_something(text: str) -> None:
    assert quotes("lead_in", text) == []


# ── full_stop ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found", "fix"),
    [
        ("Specific concerns have been identified", "identified", "identified."),
        ("One is.\n\nThe other is not", "not", "not."),
        ("It is checked (e.g. once a year)", "year)", "year)."),
        ("It is called a 'healthcheck'", "'healthcheck'", None),
        ("The register is at www.kent.police.uk", "www.kent.police.uk", "www.kent.police.uk."),
        ("There were 12", "12", "12."),
        ("The force is reviewing it,", "it,", None),
        ("The force is reviewing it and", "and", None),
        ("- one thing;\n- another; and\n- a third", "third", "third."),
        ("- one thing;\n- another\n- a third.", "another", "another."),
        ("- one thing;\n- another; and", "and", None),
        ("- Staff are told of changes to each policy by their managers", "managers", "managers."),
        ("The force has a policy It is new.", "policy It", "policy. It"),
        ("Staff know it (and say so) However, few use it.", "so) However", "so). However"),
        ("This was in May 2012 The force agreed.", "2012 The", "2012. The"),
        (
            "It is known to staff Since September 2011 it has changed.",
            "staff Since",
            "staff. Since",
        ),
        ("The plan is a sound one Changes to it are rare.", "one Changes", "one. Changes"),
        ("The rules are met HMIC's newly made list shows it.", "met HMIC's", "met. HMIC's"),
        ("It runs a unit The unit is small.", "unit The", "unit. The"),
    ],
)
def test_a_sentence_without_its_full_stop(text: str, found: str, fix: str | None) -> None:
    remarks = remarks_of("full_stop", report_of("kent", {OVERVIEW: text}))

    assert [remark.quote for remark in remarks] == [found]
    assert remarks[0].fix == (Replacement(fix) if fix else None)


@pytest.mark.parametrize(
    "text",
    [
        "The force did it. Staff know.",
        'It is called "the plan".',
        "It is called “the plan.”",
        "It said ‘so’. (It did so twice.)",
        "Is it known? It is!",
        "Staff were told.[1] They know.2",
        "We found:\n\n- one thing;\n- another; and\n- a third.",
        "We found:\n\n- One thing.\n- Another.",
        "We looked at:\n\n- gifts\n- procurement\n- second jobs",
        "**Gifts and hospitality**\n\nThe force has a register.",
        "**Gifts and hospitality** The force has a register.",
        "www.hmic.gov.uk",
        "The unit deals with Category A matters and Type One risks.",
        "Staff read The Guardian and the Police Review.",
        "The plan is called *The Way Ahead* and 'How we work'.",
        "The Head of Professional Standards and the Integrity Board meet in London in May 2012.",
        "HMIC used the checklist in *Without Fear or Favour*. In 2011 it did not.",
        "The force has completed HMIC's recently issued list, by using HMIC's clearly set rules.",
        "Its programme, Getting It Right, is led by Team A with the Policing Our Streets group.",
        "PCCs in England and Wales took office. All of them are new.",
    ],
)
def test_sentences_that_end_as_they_should(text: str) -> None:
    assert quotes("full_stop", text) == []


def test_small_print_needs_no_full_stops() -> None:
    text = "© HMIC 2012\n\nISBN: 978-1-78246-040-4\n\nPublished in London\n\nwww.hmic.gov.uk"

    assert quotes("full_stop", text, item="imprint.imprint") == []


# ── left_to_fill_in ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TODO: write this.", ["TODO"]),
        ("The figure is tbc.", ["tbc"]),
        ("The figure is TBD and T.B.C. for now.", ["TBD", "T.B.C."]),
        ("There were XX instances.", ["XX"]),
        ("There were xx of them, xxx in all.", ["xx", "xxx"]),
        ("There have been X applications for second jobs, x of which were approved.", ["X", "x"]),
        ("On XX December 20XX it ended.", ["XX", "20XX"]),
        ("It cost £XX,000 or X per cent.", ["£XX", "X per cent"]),
        ("There are [ ] of them.", ["[ ]"]),
        ("There are [] of [insert number here].", ["[]", "[insert number here]"]),
        ("The plan [name of plan] is new.", ["[name of plan]"]),
        ("'It is [TBC]', staff said.", ["[TBC]"]),
        ("The force told us that (insert quotation).", ["(insert quotation)"]),
        ("The register has (to be confirmed) entries.", ["(to be confirmed)"]),
        ("Was it new??? It was.", ["???"]),
        ("There have been … applications.", ["…"]),
        ("There have been ... applications.", ["..."]),
        ("There have been ____ applications.", ["____"]),
        ("Lorem ipsum dolor sit amet.", ["Lorem ipsum dolor"]),
        ("Findings for <area> and {area}.", ["<area>", "{area}"]),
        ("The {{ force.noun }} has one.", ["{{ force.noun }}"]),
        ("Findings for «Area».", ["«Area»"]),
        ("To be completed.", ["To be completed"]),
        ("There have been to be confirmed applications.", ["to be confirmed"]),
        ("DRAFT: the force has a plan, TO BE CONFIRMED.", ["DRAFT", "TO BE CONFIRMED"]),
        ("Error! Reference source not found.", ["Error! Reference source not found"]),
        ("INSERT FIGURE in May.", ["INSERT FIGURE"]),
        ("It ended on dd/mm/yyyy.", ["dd/mm/yyyy"]),
    ],
)
def test_text_that_was_left_to_fill_in(text: str, found: list[str]) -> None:
    assert quotes("left_to_fill_in", text) == found


@pytest.mark.parametrize(
    "text",
    [
        "There is much to do, and the to-do list is long.",
        "Part XX of the Act, and Annex XXX, and the Games of the XXX Olympiad.",
        "Chapter XXI and Henry VIII.",
        "Officer X was told that the X factor is Generation X.",
        "He said: 'we … found that [the force] had done so [sic]'.",
        "“It […] works,” staff said.",
        "The arrangements had yet to be confirmed (number 7 on the list).",
        "The 5 < 7 and 9 > 8 of it: 100% of staff.",
        "A new system is to be inspected.",
        "They asked: why? We do not know!",
        "See note [1] in the report.",
        "Exxon and Foxx gave nothing.",
        "The policy (updated in May 2012) is new.",
    ],
)
def test_words_that_only_look_like_it(text: str) -> None:
    assert quotes("left_to_fill_in", text) == []


def test_an_answer_that_was_left_to_fill_in_is_found_at_its_field() -> None:
    answers = {
        "press.media_policy.contact_via": "tbc",
        "integrity.governance.oversight_body": "police authority",
    }

    (remark,) = remarks_of("left_to_fill_in", report_of("kent", answers=answers))

    assert remark.place == Place("press.media_policy", "press.media_policy.contact_via")
    assert "“tbc”" in remark.message


# ── empty_passage ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["", "   ", ".", "- ", "**…**"])
def test_a_passage_without_a_word(text: str) -> None:
    remarks = remarks_of("empty_passage", report_of("kent", {OVERVIEW: text}))

    assert OVERVIEW in [remark.place.item for remark in remarks]


def test_one_word_is_a_passage() -> None:
    remarks = remarks_of("empty_passage", report_of("kent", {OVERVIEW: "None."}))

    assert OVERVIEW not in [remark.place.item for remark in remarks]
    assert "press.leaks" in [remark.place.item for remark in remarks]


def test_standard_wording_and_items_that_may_be_missing_are_no_empty_passages() -> None:
    items = {remark.place.item for remark in remarks_of("empty_passage", report_of("kent"))}

    assert not items & {"about.review", "next_steps.inspections", "imprint.imprint"}


def test_an_emptied_passage_can_go_back_to_its_draft() -> None:
    report = report_of("kent", {"press.leaks": ""}, {"press.leaks.investigated": 0})

    (remark,) = (
        each for each in remarks_of("empty_passage", report) if each.place.item == "press.leaks"
    )

    assert remark.fix == BackToDraft("press.leaks")


# ── stale_fact ───────────────────────────────────────────────────────────────────────────────────

APPLICATIONS = "gifts.second_jobs.applications"


@pytest.mark.parametrize(
    ("text", "answers", "found"),
    [
        (f"There were [25](fact:{APPLICATIONS}) of them.", {APPLICATIONS: 25}, []),
        (f"[Twenty-five](fact:{APPLICATIONS}) were made.", {APPLICATIONS: 25}, []),
        (f"There were [five](fact:{APPLICATIONS}) of them.", {APPLICATIONS: 5}, []),
        (f"There were [5](fact:{APPLICATIONS};figures) of them.", {APPLICATIONS: 5}, []),
        ("There were [25](fact:second_jobs.applications) of them.", {APPLICATIONS: 25}, []),
        (f"There were [26](fact:{APPLICATIONS}) of them.", {APPLICATIONS: 25}, ["26"]),
        (f"There were [no](fact:{APPLICATIONS}) applications.", {APPLICATIONS: 3}, ["no"]),
        (f"There were [25](fact:{APPLICATIONS}) of them.", {}, ["25"]),
        ("There were [25](fact:second_jobs.gone) of them.", {APPLICATIONS: 25}, ["25"]),
        (
            f"It is [two](fact:{APPLICATIONS}), and\n\n- also [**3**](fact:{APPLICATIONS}).",
            {APPLICATIONS: 2},
            ["3"],
        ),
    ],
)
def test_facts_say_what_is_answered(text: str, answers: dict[str, int], found: list[str]) -> None:
    report = report_of("kent", {"gifts.second_jobs": text}, answers)

    remarks = remarks_of("stale_fact", report)

    assert [remark.quote for remark in remarks] == found


def test_a_stale_fact_is_found_in_the_passage_and_at_its_field() -> None:
    text = f"Since 2011 there have been [26](fact:{APPLICATIONS}) applications."

    (remark,) = remarks_of(
        "stale_fact", report_of("kent", {"gifts.second_jobs": Passage(text)}, {APPLICATIONS: 25})
    )

    assert remark.place == Place("gifts.second_jobs", APPLICATIONS, 27, 29)
    assert "“Applications”, where the answer is “25”" in remark.message


# ── embargo_line and printed_isbn ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Embargoed until 00:01 19 December 2012\n\nThe force has a plan.",
            "Embargoed until 00:01 19 December 2012",
        ),
        (
            "Embargoed until 00:01 19 December 2012 The force has a plan.",
            "Embargoed until 00:01 19 December 2012",
        ),
        ("STRICTLY EMBARGOED UNTIL 19 DECEMBER", "STRICTLY EMBARGOED UNTIL 19 DECEMBER"),
        (
            "Not for publication or broadcast before 00:01 on 19 December 2012",
            "Not for publication or broadcast before 00:01 on 19 December 2012",
        ),
        (
            "It did. This report is under embargo until 1 May.",
            "This report is under embargo until 1 May",
        ),
        ("**Embargo: 19/12/2012**", "Embargo: 19/12/2012"),
        ("Embargoed", "Embargoed"),
    ],
)
def test_the_notice_of_an_embargo_in_the_text(text: str, found: str) -> None:
    assert quotes("embargo_line", text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Embargoes are agreed with journalists.",
        "The press release was embargoed until 3 May 2012.",
        "Embargo arrangements are set out in the policy.",
        "Material given under embargo until a launch is protected.",
        "The register is not for publication.",
        "The policy was not for release before it had been agreed.",
    ],
)
def test_sentences_about_embargoes(text: str) -> None:
    assert quotes("embargo_line", text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ISBN: 978-1-78246-040-4", []),
        ("ISBN-13 978 1 78246 040 4", []),
        ("© HMIC 2012 9781782460404", []),
        ("ISBN: 978-1-78246-061-9", ["978-1-78246-061-9"]),
        ("© HMIC 2012 978 1 78246 061 9", ["978 1 78246 061 9"]),
        ("ISBN: 978-1-78246-040", ["978-1-78246-040"]),
        ("ISBN:\n\nwww.hmic.gov.uk", ["ISBN:"]),
        ("The ISBN of the report is not known.", []),
        ("Call 0203 513 0500.", []),
    ],
)
def test_the_isbn_in_the_imprint_is_the_reports(text: str, found: list[str]) -> None:
    report = report_of("kent", {"imprint.imprint": text}, {"isbn": "978-1-78246-040-4"})

    remarks = remarks_of("printed_isbn", report)

    assert [remark.quote for remark in remarks] == found


def test_a_printed_isbn_of_a_report_that_has_none_must_at_least_be_possible() -> None:
    def printed(isbn: str) -> list[str]:
        return quotes("printed_isbn", f"ISBN: {isbn}", item="imprint.imprint")

    assert printed("978-1-78246-040-4") == []
    assert printed("978-1-78246-040-5") == ["978-1-78246-040-5"]


# ── left_to_fill_in, answered since ──────────────────────────────────────────────────────────────

JOBS = "gifts.second_jobs"


@pytest.mark.parametrize(
    ("text", "answers", "fix"),
    [
        ("There were \\[applications\\] in all.", {f"{JOBS}.applications": 41}, "41"),
        ("\\[applications\\] were made.", {f"{JOBS}.applications": 41}, "Forty-one"),
        ("- \\[applications\\] were made.", {f"{JOBS}.applications": 41}, "41"),
        ("It is “\\[insert applications\\] or so”.", {f"{JOBS}.applications": 41}, "41"),
        ("It is done by \\[approved by\\].", {f"{JOBS}.approved_by": "PSD"}, "PSD"),
        ("There were \\[applications\\] in all.", {}, None),
        ("There were \\[approved\\] in all.", {f"{JOBS}.applications": 41}, None),
        ("There were \\[number\\] in all.", {f"{JOBS}.applications": 41}, None),
        ("It is \\[reviewed every year\\].", {f"{JOBS}.annual_review": "no"}, None),
        ("It is so \\[check: applications\\].", {f"{JOBS}.applications": 41}, None),
    ],
)
def test_a_gap_whose_field_is_answered_since_can_be_filled(
    text: str, answers: dict[str, Answer], fix: str | None
) -> None:
    [remark] = remarks_of("left_to_fill_in", report_of("kent", {JOBS: text}, answers))

    assert remark.fix == (Replacement(fix) if fix else None)


def test_a_gap_of_another_item_is_not_filled_by_this_one() -> None:
    text, answers = "There were \\[applications\\].", {f"{JOBS}.applications": 41}
    [remark] = remarks_of("left_to_fill_in", report_of("kent", {OVERVIEW: text}, answers))

    assert remark.fix is None
