"""What the shipped programme drafts: good grammar whatever was answered, and all of it said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import commonmark
from desktop.core.drafting import draft
from desktop.core.facts import fact_in
from desktop.core.fields import Answer, ChoiceField, ChoicesField, Field
from desktop.core.folders import FORCES_FILE, TEMPLATES
from desktop.core.forces import Forces, read_forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.richtext import plain_text
from desktop.core.sentences import sentences

PROGRAMME = read_programme(TEMPLATES / "revisiting-police-relationships-2012")
FORCES = read_forces(FORCES_FILE)
DRAFTED = [key for key, item in PROGRAMME.items.items() if item.draft]
NAMES = (
    "Professional Standards Department",
    "the head of the Professional Standards Department (PSD)",
    "PSD",
    "PCC",
    "police authority.",
    "senior officers",
    "internal audit procedures",
    "group chaired by the deputy chief constable",
    "Corporate Communications",
    "Finance Department and internal audit",
)
PLANS = ("Integrity Action Plan", "an action plan", "counter-corruption plan", "new standards")
COUNTS = (0, 1, 2, 3, 12, 1204)
SURELY_WRONG = {
    "an empty bracket": r"\(\s*\)|\[\s*\]",
    "two spaces": r"\s\s",
    "a space before a mark": r"\s[,.;:)]",
    "two marks": r"[.,;:][.,;:]",
    "a doubled word": r"\b(\w+) \1\b",
    "one of many": r"\b(?:[Oo]ne|1) (?:instances|cases|applications|investigations)\b",
    "many of one": r"\b(?:[Nn]o|[Tt]wo|[Tt]hree|\d+) (?:instance|case|application|investigation)\b",
    "a dangling clause": r"\b(?:which|and|but|by|of|to|the|a|an)[.,](?:\s|$)",
    "a verb that does not agree": (
        r"\b(?:registers|policies|officers|applications|instances) (?:is|was|has)\b"
        r"|\b(?:register|policy|instance|authority|PSD) (?:are|were|have)\b"
    ),
    "a wrong article": r"\b[Aa] (?:electronic|integrity|increase|application)|\b[Aa]n (?:manual|d)",
    "something of Python's": r"\bNone\b(?! of| was)|True|False|[{}|]",
}
LEANS_ON_WHAT_CAME_BEFORE = (
    "This",
    "These",
    "However",
    "It ",
    "They",
    "Other",
    "None of",
    "All of",
)


def possible(key: str, field: Field) -> tuple[Answer, ...]:
    """Give answers to a field for each of its states."""
    match field:
        case ChoiceField():
            return tuple(option.key for option in field.options)
        case ChoicesField():
            keys = [option.key for option in field.options]
            return ((), *(tuple(keys[:number]) for number in range(1, len(keys) + 1)), (keys[-1],))
    if field.type == "yes_no":
        return (True, False)
    return COUNTS if field.type == "count" else PLANS if key.endswith(".plan") else NAMES


def words_of(text: str) -> str:
    return plain_text(commonmark.parse(text))


def faults(text: str) -> list[str]:
    """Say what is wrong with the grammar of a draft."""
    words = words_of(text)
    found = [f"{what}: {words}" for what, sign in SURELY_WRONG.items() if re.search(sign, words)]
    for paragraph in words.split("\n") if words else []:
        if paragraph.startswith(LEANS_ON_WHAT_CAME_BEFORE):
            found.append(f"nothing came before: {paragraph}")
        for sentence in sentences(paragraph):
            if not re.match(r"[A-Z]", sentence.text):
                found.append(f"a small letter: {sentence.text}")
            if not re.search(r"[^.]\.$", sentence.text):
                found.append(f"no full stop: {sentence.text}")
    return found


def unsaid(item: str, answers: Mapping[str, Answer], text: str) -> list[str]:
    """List the counts and names that a draft does not have, as a fact or in other words.

    All, none and all but one are said without their number, and a long name is no fact.
    """
    facts = {
        fact.key
        for block in commonmark.parse(text)
        for run in block.runs
        if (fact := fact_in(run.link)) is not None
    }
    found = []
    for key, field in PROGRAMME.fields_of(item):
        if key not in answers or key in facts or field.type not in ("count", "text"):
            continue
        whole = answers.get(f"{item}.{field.part_of}") if field.type == "count" else None
        answer = answers[key]
        if isinstance(answer, str) and len(answer) > 48 and answer[1:] in words_of(text):
            continue
        in_other_words = {
            whole - 1 if isinstance(whole, int) else None: r"\ball but one of\b",
            whole: r"\b[Aa]ll of\b|\b[Bb]oth of\b|\bThis was continuing\b|which has been approved",
            0: r"\b[Nn](?:ot|one|o)\b",
        }.get(answer if isinstance(answer, int) else None)
        if in_other_words is None or not re.search(in_other_words, text):
            found.append(f"{key} = {answer!r}: {text}")
    return found


def some_of(item: str) -> st.SearchStrategy[dict[str, Answer]]:
    """Answer some of an item's fields, and leave others open."""
    fields = {
        key: st.sampled_from(possible(key, field)) for key, field in PROGRAMME.fields_of(item)
    }
    return st.fixed_dictionaries({}, optional=fields)


@pytest.mark.parametrize("item", DRAFTED)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_grammar_holds_for_every_force_whatever_was_answered(
    item: str, data: st.DataObject
) -> None:
    force = FORCES[data.draw(st.sampled_from(sorted(FORCES)))]
    answers = data.draw(some_of(item))
    text = draft(PROGRAMME, item, force, answers)
    assert faults(text) == []
    assert unsaid(item, answers, text) == []
    assert bool(text) == bool(answers)


def states(item: str) -> Iterator[dict[str, Answer]]:
    """Give all there is to answer in an item: each state of each field with each of the others."""
    fields = list(PROGRAMME.fields_of(item))
    few = {"text": 1, "count": 4}
    offered = [(None, *possible(key, field)[: few.get(field.type)]) for key, field in fields]
    for chosen in product(*offered):
        yield {
            key: answer
            for (key, _), answer in zip(fields, chosen, strict=True)
            if answer is not None
        }


@cache
def drafts_of_kent(item: str) -> list[tuple[dict[str, Answer], str]]:
    """Give what each state of an item is drafted as, with its answers."""
    return [(each, draft(PROGRAMME, item, FORCES["kent"], each)) for each in states(item)]


@pytest.mark.parametrize("item", DRAFTED)
def test_no_two_answers_make_the_same_draft(item: str) -> None:
    met: dict[str, dict[str, Answer]] = {}
    for answers, drafted in drafts_of_kent(item):
        text = words_of(drafted)
        assert text not in met, f"{answers} reads like {met.get(text)}: {text}"
        met[text] = answers


@pytest.mark.parametrize("item", DRAFTED)
def test_no_sentence_is_longer_than_the_house_style_likes(item: str) -> None:
    longest = PROGRAMME.house_style.longest_sentence
    force = FORCES["metropolitan"]
    met: set[str] = set()
    for answers, drafted in drafts_of_kent(item):
        # A sentence of Kent's is the same with another force's name wherever it comes again.
        new = {sentence.text for sentence in sentences(words_of(drafted))} - met
        if new:
            met |= new
            for sentence in sentences(words_of(draft(PROGRAMME, item, force, answers))):
                assert len(sentence.text.split()) <= longest


def jobs(applications: int | None, approved: int | None) -> str:
    """Draft what becomes of applications for second jobs."""
    given = {"applications": applications, "approved": approved}
    answers = {f"gifts.second_jobs.{k}": count for k, count in given.items() if count is not None}
    return words_of(draft(PROGRAMME, "gifts.second_jobs", FORCES["kent"], answers))


@pytest.mark.parametrize(
    ("applications", "approved", "said"),
    [
        (0, None, "there have been no applications for second jobs."),
        (0, 0, "there have been no applications for second jobs, and none has been approved."),
        (1, None, "there has been one application for a second job."),
        (1, 0, "there has been one application for a second job, which has not been approved."),
        (1, 1, "there has been one application for a second job, which has been approved."),
        (2, 2, "two applications for second jobs, both of which have been approved."),
        (2, 1, "two applications for second jobs, one of which has been approved."),
        (9, 0, "nine applications for second jobs, none of which has been approved."),
        (25, 25, "25 applications for second jobs, all of which have been approved."),
        (84, 83, "84 applications for second jobs, all but one of which have been approved."),
        (32, 29, "32 applications for second jobs, 29 of which have been approved."),
        (1204, 1, "1,204 applications for second jobs, one of which has been approved."),
    ],
)
def test_applications_are_put_as_the_series_puts_them(
    applications: int, approved: int | None, said: str
) -> None:
    text = jobs(applications, approved)
    assert text.startswith("Since September 2011 there ha")
    assert text.endswith(said)


def test_parts_alone_and_parts_over_their_whole_are_sentences_too() -> None:
    assert jobs(None, 3) == (
        "Since September 2011, three applications for second jobs have been approved."
    )
    assert jobs(2, 5).endswith(
        "two applications for second jobs, five of which have been approved."
    )


def leaks(force: str, investigated: int | None, continuing: int | None) -> str:
    given = {"investigated": investigated, "continuing": continuing}
    answers = {f"press.leaks.{k}": count for k, count in given.items() if count is not None}
    return words_of(draft(PROGRAMME, "press.leaks", FORCES[force], answers))


@pytest.mark.parametrize(
    ("force", "investigated", "continuing", "said"),
    [
        ("kent", 0, None, "the force had not investigated any instances of"),
        ("kent", 0, 0, "None was continuing at the time of the inspection."),
        ("kent", 1, None, "the force has investigated one instance of"),
        ("cheshire", 1, 1, "This was continuing at the time of the inspection."),
        ("cheshire", 1, 0, "This was not continuing at the time of the inspection."),
        ("metropolitan", 6, 5, "the service has investigated six instances of"),
        ("metropolitan", 6, 5, "Five of these were continuing at the time of the inspection."),
        ("kent", 6, 6, "All of these were continuing"),
        ("kent", 2, 2, "Both of these were continuing"),
        ("kent", 12, 0, "None of these was continuing"),
        ("kent", 12, 1, "12 instances of inappropriate disclosure to the media."),
        ("kent", 12, 1, "One of these was continuing"),
    ],
)
def test_leaks_are_put_as_the_series_puts_them(
    force: str, investigated: int, continuing: int | None, said: str
) -> None:
    text = leaks(force, investigated, continuing)
    assert text.startswith("Between September 2011 and May 2012, the ")
    assert said in text


def drafted(item: str, **answers: Answer) -> str:
    """Draft an item for Kent from answers given by the keys of its fields."""
    given = {f"{item}.{key}": answer for key, answer in answers.items()}
    return words_of(draft(PROGRAMME, item, FORCES["kent"], given))


OVERVIEW, MEDIA, LEAKS = "findings.overview", "press.media_policy", "press.leaks"
SOCIAL, GIFTS, JOBS = "press.social_media", "gifts.gifts_and_hospitality", "gifts.second_jobs"


@pytest.mark.parametrize(
    ("item", "answers", "unfounded"),
    [
        (OVERVIEW, {"healthcheck": True}, r"\bown\b|[Cc]hecklist"),
        (OVERVIEW, {"policies_state": "updated"}, r"\bSeveral\b|\ball\b"),
        (OVERVIEW, {"reported_to": "police authority"}, r"\bexercise\b"),
        (MEDIA, {"contact_via": "press office"}, r"\bnotify\b|\ball\b"),
        (LEAKS, {"continuing": 0}, r"\bstill\b"),
        (SOCIAL, {"sites_monitored": False}, r"\bpersonal\b|\broutinely\b"),
        (SOCIAL, {"cases": 1}, r"\ba member of staff\b"),
        (GIFTS, {"published": "yes", "declined_recorded": False}, r"\ball\b|\bnow\b|\bwebsite\b"),
        (GIFTS, {"published": "yes", "overseen_by": "PSD"}, r"\bregularly\b|\bchecks\b"),
        (GIFTS, {"register_form": "manual_to_electronic"}, r"\beasier\b|\bidentify\b"),
        (JOBS, {"annual_review": "planned"}, r"2011|\broutinely\b"),
        (JOBS, {"approved_by": "line managers"}, r"\bconsistency\b"),
    ],
)
def test_nothing_is_said_that_was_not_answered(
    item: str, answers: dict[str, Answer], unfounded: str
) -> None:
    text = drafted(item, **answers)
    assert text
    assert not re.search(unfounded, text)


def test_answers_that_agree_badly_are_not_made_to_contradict_each_other() -> None:
    policies = drafted(OVERVIEW, policies_reviewed=(), policies_state="updated")
    assert policies == (
        "Policies other than those covering relationships with the media, acceptance of gifts and"
        " hospitality, social media use and second jobs have been reviewed and where necessary"
        " updated."
    )
    guidance = drafted(SOCIAL, guidance="none", off_duty_covered=True)
    assert guidance.endswith(
        "Existing guidance covers the standards of behaviour expected on social media when staff"
        " are both at work and off duty."
    )
    assert "no policy or guidance" not in guidance


@pytest.mark.parametrize("item", DRAFTED)
def test_one_finding_has_one_wording(item: str) -> None:
    """Words that the series varies at will do not come and go with the answers."""
    texts = [words_of(drafted) for _, drafted in drafts_of_kent(item)]
    for one, other in (
        ("Twitter and Facebook", "Facebook and Twitter"),
        ("inappropriate disclosure ", "inappropriate disclosures"),
        ("continuing at the time of the inspection", "ongoing at the time of"),
        ("is currently no monitoring", "is no monitoring"),
        ("conducted an integrity", "conducted its own"),
    ):
        assert not any(other in text for text in texts), one


@pytest.mark.parametrize(
    ("force", "begins"),
    [
        ("kent", "Kent Police's policy"),
        ("city-of-london", "City of London Police's policy"),
        ("metropolitan", "The Metropolitan Police Service's policy"),
    ],
)
def test_a_sentence_begins_with_the_name_of_the_force_as_it_is_spoken(
    force: str, begins: str
) -> None:
    answers: dict[str, Answer] = {"gifts.second_jobs.approved_by": "PSD"}
    assert draft(PROGRAMME, "gifts.second_jobs", FORCES[force], answers).startswith(begins)


@pytest.mark.parametrize("force", ["city-of-london", "metropolitan", "british-transport-police"])
def test_only_forces_with_a_commissioner_are_told_of_one(force: str) -> None:
    answers: dict[str, Answer] = {"integrity.governance.arrangements": "in_place"}
    item = "integrity.governance"
    assert "PCC" not in draft(PROGRAMME, item, FORCES[force], answers)
    assert "PCC" in draft(PROGRAMME, item, FORCES["kent"], answers)
    assert "Commissioners" not in draft(PROGRAMME, "about.review", FORCES[force], {})
    assert "Commissioners (PCCs)" in draft(PROGRAMME, "about.review", FORCES["kent"], {})


@pytest.mark.parametrize(
    ("item", "term"),
    [
        ("gifts.gifts_and_hospitality", "gifts and hospitality"),
        ("gifts.procurement", "procurement"),
        ("gifts.second_jobs", "second job"),
    ],
)
def test_a_key_term_is_bold_once_where_it_first_stands(item: str, term: str) -> None:
    for _, drafted in drafts_of_kent(item):
        blocks = commonmark.parse(drafted)
        runs = [run for block in blocks for run in block.runs]
        bold = [place for place, run in enumerate(runs) if run.bold]
        assert len(bold) <= 1
        before = "".join(run.text for run in runs[: bold[0]]) if bold else ""
        assert term not in before
        assert all(runs[place].text.startswith(term) for place in bold)


def test_another_programme_can_have_the_drafts(
    programme: Programme, forces: Forces, answered: dict[str, Answer]
) -> None:
    """Dates, names and years are the programme's: nothing of them stands in a draft."""
    later = programme.model_copy(
        update={
            "publisher": "HMICFRS",
            "previous_inspection": 2014,
            "previous_report": "A Later Report",
            "review_period": programme.review_period.model_copy(
                update={"first": "2014-10", "last": "2015-06"}
            ),
        }
    )
    for item in DRAFTED:
        text = draft(later, item, forces["kent"], answered)
        assert not re.search(r"201[12]|HMIC\b|Without Fear", words_of(text))


@pytest.fixture
def answered() -> dict[str, Answer]:
    return {key: possible(key, field)[0] for key, field in PROGRAMME.fields.items()}
