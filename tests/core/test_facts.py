"""Facts in passages: what they say, that they follow their answers, and that nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import commonmark
from desktop.core.facts import (
    Fact,
    FactWords,
    Form,
    fact_in,
    is_fact,
    spelled_out,
    without_words,
)
from desktop.core.fields import Answer, CountField
from desktop.core.programme import Item, Programme, Section
from desktop.core.richtext import Block, RichText, Run, canonical

APPLICATIONS = "gifts.second_jobs.applications"
APPROVED_BY = "gifts.second_jobs.approved_by"
REVIEWED = "findings.overview.policies_reviewed"
ANSWERS: dict[str, Answer] = {
    APPLICATIONS: 1204,
    "gifts.second_jobs.approved": 9,
    "press.social_media.sites_monitored": True,
    APPROVED_BY: "the Professional Standards Department",
    REVIEWED: ("media", "gifts_and_hospitality"),
    "findings.overview.policies_state": "updated",
    "press.leaks.investigated": 0,
    "press.leaks.continuing": 1,
    "isbn": "978-1-78246-041-1",
    "published": "2012-12",
    "embargo": "2012-12-20T00:01",
}


@pytest.fixture
def words(programme: Programme) -> FactWords:
    return FactWords(programme, ANSWERS)


def settled(words: FactWords, text: str) -> str:
    return commonmark.write(words.settled(commonmark.parse(text)))


# Addresses


@pytest.mark.parametrize(
    ("link", "fact"),
    [
        ("fact:a.b.c", Fact("a.b.c")),
        ("FACT:a.b.c", Fact("a.b.c")),
        ("fact:isbn", Fact("isbn")),
        ("fact:a.b.c;figures", Fact("a.b.c", "figures")),
        ("fact:a.b.c;words", Fact("a.b.c", "words")),
        ("fact:a.b.c;roman", Fact("a.b.c")),
        ("fact:", Fact("")),
    ],
)
def test_addresses_of_facts(link: str, fact: Fact) -> None:
    assert is_fact(link)
    assert fact_in(link) == fact


@pytest.mark.parametrize("link", ["", "http://fact:80/", "mailto:fact@a.b", "facts:a.b.c", "a.b.c"])
def test_other_addresses_are_no_facts(link: str) -> None:
    assert not is_fact(link)
    assert fact_in(link) is None


@given(st.text("abc_.", min_size=1), st.sampled_from(["", "figures", "words"]))
def test_the_address_of_a_fact_is_read_as_that_fact(key: str, form: Form) -> None:
    assert fact_in(Fact(key, form).link) == Fact(key, form)


# What a fact says


@pytest.mark.parametrize(
    ("link", "within", "at_the_beginning"),
    [
        (
            f"fact:{APPLICATIONS}",
            "1,204",
            "One thousand two hundred and four",
        ),
        (f"fact:{APPLICATIONS};figures", "1,204", "One thousand two hundred and four"),
        (
            f"fact:{APPLICATIONS};words",
            "one thousand two hundred and four",
            "One thousand two hundred and four",
        ),
        ("fact:gifts.second_jobs.approved", "nine", "Nine"),
        ("fact:gifts.second_jobs.approved;figures", "9", "Nine"),
        ("fact:gifts.second_jobs.approved;words", "nine", "Nine"),
        ("fact:press.leaks.investigated", "no", "No"),
        ("fact:press.leaks.investigated;figures", "0", "No"),
        ("fact:press.leaks.continuing", "one", "One"),
        (
            f"fact:{APPROVED_BY}",
            "the Professional Standards Department",
            "The Professional Standards Department",
        ),
        (
            f"fact:{REVIEWED}",
            "relationships with the media and acceptance of gifts and hospitality",
            "Relationships with the media and acceptance of gifts and hospitality",
        ),
        ("fact:isbn", "978-1-78246-041-1", "978-1-78246-041-1"),
        ("fact:published", "December 2012", "December 2012"),
        ("fact:embargo", "00:01 20 December 2012", "00:01 20 December 2012"),
    ],
)
def test_what_facts_say(words: FactWords, link: str, within: str, at_the_beginning: str) -> None:
    assert words.say(link) == within
    assert words.say(link, begins=True) == at_the_beginning


@pytest.mark.parametrize(
    "link",
    [
        "http://www.hmic.gov.uk",
        "",
        "fact:",
        "fact:gifts.second_jobs.gone",
        "fact:gifts.second_jobs",
        "fact:press.social_media.cases",
    ],
)
def test_nothing_is_said_of_no_fact_no_field_and_no_answer(words: FactWords, link: str) -> None:
    assert words.say(link) is None
    assert words.say(link, begins=True) is None


def test_the_end_of_a_key_is_enough_where_it_tells_one_field(words: FactWords) -> None:
    assert words.key_of("fact:second_jobs.applications") == APPLICATIONS
    assert words.key_of("fact:applications") == APPLICATIONS
    assert words.say("fact:second_jobs.applications;figures") == "1,204"


def test_the_end_of_a_key_that_tells_several_fields_tells_none(programme: Programme) -> None:
    case = CountField(type="count", key="cases", label="Cases")
    held = CountField(type="count", key="held", label="Held")
    leaks = Item(key="leaks", title="Leaks", fields=(case, held))
    posts = Item(key="posts", title="Posts", fields=(case,))
    both = Programme.model_validate(
        {
            **programme.model_dump(exclude={"sections"}),
            "house_style": programme.house_style,
            "review_period": programme.review_period,
            "sections": (
                Section(key="press", title="Press", items=(leaks, posts)),
                Section(key="police", title="Police", items=(leaks,)),
            ),
        }
    )
    words = FactWords(both, {"press.posts.cases": 2, "press.leaks.held": 3})
    assert words.key_of("fact:cases") is None
    assert words.key_of("fact:leaks.held") is None
    assert words.say("fact:held") is None
    assert words.say("fact:posts.cases") == "two"
    assert words.say("fact:press.leaks.held") == "three"


def test_a_part_of_a_word_is_no_end_of_a_key(words: FactWords) -> None:
    assert words.key_of("fact:lications") is None
    assert words.key_of("fact:jobs.applications") is None


def test_the_reports_own_fields_have_short_keys(words: FactWords) -> None:
    assert words.key_of("fact:isbn") == "isbn"
    assert words.key_of("fact:published") == "published"


@pytest.mark.parametrize(
    ("link", "name"),
    [
        (f"fact:{APPLICATIONS};words", "Applications (second jobs)"),
        ("fact:second_jobs.applications", "Applications (second jobs)"),
        ("fact:isbn", "ISBN"),
        ("fact:gone.for_good", None),
        ("http://www.hmic.gov.uk", None),
    ],
)
def test_facts_are_named_after_their_field(words: FactWords, link: str, name: str | None) -> None:
    assert words.name(link) == name


# What becomes of facts in a text


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (
            f"There were [25](fact:{APPLICATIONS}) of them.",
            f"There were [1,204](fact:{APPLICATIONS}) of them.",
        ),
        (
            f"[25](fact:{APPLICATIONS}) came. [All](fact:{APPLICATIONS}) went.",
            f"[One thousand two hundred and four](fact:{APPLICATIONS}) came."
            f" [One thousand two hundred and four](fact:{APPLICATIONS}) went.",
        ),
        (
            f'It said: "[25](fact:{APPLICATIONS}) came." ([2](fact:press.leaks.continuing) left.)',
            f'It said: "[1,204](fact:{APPLICATIONS}) came."'
            " ([One](fact:press.leaks.continuing) left.)",
        ),
        (
            "See e.g. [2](fact:press.leaks.continuing).",
            "See e.g. [one](fact:press.leaks.continuing).",
        ),
        ("- [2](fact:press.leaks.continuing)", "- [one](fact:press.leaks.continuing)"),
        (
            "Of [2](fact:applications) and [3](fact:second_jobs.approved;figures)",
            f"Of [1,204](fact:{APPLICATIONS}) and [9](fact:gifts.second_jobs.approved;figures)",
        ),
        (
            "Of [2](FACT:press.leaks.continuing;Figures)",
            "Of [one](fact:press.leaks.continuing)",
        ),
        (
            "Of [seven](fact:gone.for_good) and [8](fact:press.social_media.cases)",
            "Of [seven](fact:gone.for_good) and [8](fact:press.social_media.cases)",
        ),
        (
            "Of [a *few* **more**](fact:press.leaks.continuing) things",
            "Of [one](fact:press.leaks.continuing) things",
        ),
        (
            "Of [**a few** more](fact:press.leaks.continuing) things",
            "Of [**one**](fact:press.leaks.continuing) things",
        ),
        (
            "Of [a f**ew** more](fact:press.social_media.cases) things",
            "Of [a f**ew**](fact:press.social_media.cases)"
            " [more](fact:press.social_media.cases) things",
        ),
        (
            "Of [1](fact:press.leaks.continuing)[2](fact:gifts.second_jobs.approved)",
            "Of [one](fact:press.leaks.continuing)[nine](fact:gifts.second_jobs.approved)",
        ),
        (
            "**[2](fact:press.leaks.continuing)** of *[2](fact:press.leaks.continuing)*",
            "[**One**](fact:press.leaks.continuing) of [*one*](fact:press.leaks.continuing)",
        ),
    ],
)
def test_facts_say_what_their_answers_are(words: FactWords, text: str, becomes: str) -> None:
    assert settled(words, text) == becomes
    assert settled(words, becomes) == becomes


RUNS = st.builds(
    Run,
    st.text("aA1 .,:;()'\"*[]é", min_size=1, max_size=8),
    st.booleans(),
    st.booleans(),
    st.sampled_from(
        [
            "",
            "",
            "http://www.hmic.gov.uk",
            f"fact:{APPLICATIONS}",
            f"fact:{APPLICATIONS};figures",
            "fact:applications",
            f"fact:{APPROVED_BY};words",
            "fact:press.leaks.continuing",
            "fact:press.social_media.cases",
            "fact:gone.for_good",
        ]
    ),
)
TEXTS = st.lists(
    st.builds(Block, st.lists(RUNS, min_size=1, max_size=5).map(tuple), st.booleans()), max_size=4
).map(canonical)


@settings(deadline=None)
@given(TEXTS)
def test_settling_touches_nothing_but_facts_and_settles_once_for_all(
    programme: Programme, text: RichText
) -> None:
    words = FactWords(programme, ANSWERS)
    once = commonmark.parse(commonmark.write(words.settled(text)))
    again = commonmark.parse(commonmark.write(words.settled(once)))
    assert again == once
    assert words.settled(once) == once
    assert not_answered(words, once) == not_answered(words, text)
    for block in once:
        for run in block.runs:
            said = words.say(run.link), words.say(run.link, begins=True)
            assert said == (None, None) or run.text in said


def not_answered(words: FactWords, text: RichText) -> list[tuple[bool, list[str]]]:
    """Give what must not change: all words but those of facts that are answered."""
    kept: list[tuple[bool, list[str]]] = []
    for block in text:
        runs = [Run("\0") if words.say(run.link) else run for run in block.runs]
        kept.append((block.bullet, "".join(run.text for run in runs).split("\0")))
    return [(bullet, [part for part in parts if part.strip()]) for bullet, parts in kept]


@given(TEXTS)
def test_without_an_answer_every_word_stays(programme: Programme, text: RichText) -> None:
    same = FactWords(programme, {}).settled(text)
    assert [block.text for block in same] == [block.text for block in text]


# What is offered, and what stands in a text


def test_the_facts_of_an_item_are_offered_before_all_others(words: FactWords) -> None:
    offers = [(offer.link, offer.label, offer.words) for offer in words.offers("press.leaks")]
    assert offers[:2] == [
        ("fact:press.leaks.investigated", "Investigated", "no"),
        ("fact:press.leaks.continuing", "Continuing", "one"),
    ]
    assert (f"fact:{APPLICATIONS}", "Applications", "1,204") in offers
    assert ("fact:isbn", "ISBN", "978-1-78246-041-1") in offers
    assert len({link for link, _, _ in offers}) == len(offers)


def test_what_makes_no_words_is_not_offered(words: FactWords) -> None:
    offered = {offer.link for offer in words.offers("findings.overview")}
    assert "fact:press.social_media.sites_monitored" not in offered
    assert "fact:findings.overview.policies_state" not in offered
    assert "fact:press.social_media.cases" not in offered


def test_nothing_is_offered_where_nothing_is_answered(programme: Programme) -> None:
    assert FactWords(programme, {}).offers("gifts.second_jobs") == []


def test_every_offer_says_what_it_offers(words: FactWords, programme: Programme) -> None:
    for item in programme.items:
        for offer in words.offers(item):
            assert words.say(offer.link) == offer.words


def test_texts_can_be_compared_but_for_what_their_facts_say() -> None:
    def bare(text: str) -> RichText:
        return without_words(commonmark.parse(text))

    assert bare("Of [2](fact:a.b.c).") == bare("Of [12](fact:a.b.c).")
    assert bare("Of [2](fact:a.b.c).") != bare("Of [2](fact:a.b.d).")
    assert bare("Of [2](fact:a.b.c).") != bare("Of 2.")
    assert bare("Of [2](http://a.b).") != bare("Of [3](http://a.b).")
    assert bare("Of [2](fact:a.b.c).") != bare("Of [**2**](fact:a.b.c).")


def test_facts_can_be_left_as_words() -> None:
    text = commonmark.parse("Of [**2**](fact:a.b.c), see [HMIC](http://www.hmic.gov.uk).")
    assert commonmark.write(spelled_out(text)) == ("Of **2**, see [HMIC](http://www.hmic.gov.uk).")
