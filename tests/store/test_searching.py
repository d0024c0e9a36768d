"""What is found by words, in which order, and how it is shown."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store import searching
from desktop.store.asked import asked, plain, words_of
from desktop.store.database import Database
from desktop.store.searching import Hit, Within, find_anywhere, reports_that_say, search
from desktop.store.writing import record_edits
from tests.store.desk import Desk

LEAKS, POLICIES, PLAN = "press.leaks", "press.policies", "press.leaks.plan"


@pytest.fixture(scope="module")
def book(
    tmp_path_factory: pytest.TempPathFactory, inspection: Programme, forces: Forces
) -> Iterator[Database]:
    """Reports of five forces, in words that are easily told apart."""
    said: dict[str, dict[str, str]] = {
        "kent": {
            LEAKS: "The force investigated two leaks. One officer was dismissed; the"
            " investigation of the other goes on.",
            POLICIES: "Staff meet journalists at the Café Royal.\n\n- Officers’ second jobs are"
            " reviewed yearly.\n- A job in private security is refused.",
        },
        "essex": {
            LEAKS: "No leak came to light.",
            POLICIES: "The policy on second employment is under review. Officers may not take a"
            " second job in licensed premises.",
        },
        "west-midlands": {
            POLICIES: "The on-line register, begun on 1 May 2012, holds **1,204** entries from"
            " [12](fact:press.leaks.investigated) stations.",
        },
        "west-mercia": {POLICIES: "We saw the naive resume of an officer; its policy policy."},
        "cleveland": {POLICIES: "Registers are kept. They are kept by hand."},
    }
    with Database.open(tmp_path_factory.mktemp("searching") / "book.sqlite3") as database:
        for force, passages in said.items():
            plan = {PLAN: "Operation Heron"} if force == "cleveland" else {}
            record_edits(
                database,
                programme=inspection,
                force=forces[force],
                answers={**plan, "press.leaks.investigated": 12},
                passages=passages,
                by="I",
            )
        yield database


def found(book: Database, words: str) -> set[tuple[str, str]]:
    return {(hit.force, hit.key) for hit in search(book, words)}


def marked(hit: Hit) -> list[str]:
    return [hit.sentence[start:end] for start, end in hit.marks]


KENT, ESSEX = ("kent", POLICIES), ("essex", POLICIES)
MIDLANDS, MERCIA = ("west-midlands", POLICIES), ("west-mercia", POLICIES)
CLEVELAND, HERON = ("cleveland", POLICIES), ("cleveland", PLAN)
CLEVELANDS = (("cleveland", LEAKS), ("cleveland", "about.imprint"))


@pytest.mark.parametrize(
    ("words", "places"),
    [
        pytest.param("investigate ", {("kent", LEAKS)}, id="all forms of a word"),
        pytest.param("investigations ", {("kent", LEAKS)}, id="from another form"),
        pytest.param("investigati", {("kent", LEAKS)}, id="a word still being typed"),
        pytest.param("investigati ", set(), id="no word, typed to its end"),
        pytest.param("investigati* two", {("kent", LEAKS)}, id="a beginning"),
        pytest.param("second jobs", {KENT, ESSEX}, id="both words anywhere"),
        pytest.param('"second jobs"', {KENT, ESSEX}, id="a phrase in all its forms"),
        pytest.param("“second employment”", {ESSEX}, id="curly quotes"),
        pytest.param('"employment second"', set(), id="a phrase in its order"),
        pytest.param('"second empl', {ESSEX}, id="a phrase still being typed"),
        pytest.param("cafe", {KENT}, id="without the accent"),
        pytest.param("CAFÉ", {KENT}, id="in capitals, with the accent"),
        pytest.param("cafe\u0301 royal", {KENT}, id="an accent apart from its letter"),
        pytest.param("caf", {KENT}, id="a beginning without the accent to come"),
        pytest.param("naïve résumé", {MERCIA}, id="accents where there are none"),
        pytest.param("on-line", {MIDLANDS}, id="a hyphen"),
        pytest.param("on-li", {MIDLANDS}, id="a hyphen, still being typed"),
        pytest.param("1,204", {MIDLANDS}, id="a number"),
        pytest.param("officers' ", {KENT, ESSEX, MERCIA, ("kent", LEAKS)}, id="an apostrophe"),
        pytest.param("press.policies register", {MIDLANDS, CLEVELAND}, id="a key"),
        pytest.param("cleveland", {CLEVELAND, HERON, *CLEVELANDS}, id="a force"),
        pytest.param("West Midlands register", {MIDLANDS}, id="a force and a word"),
        pytest.param("clev* reg", {CLEVELAND}, id="beginnings of both"),
        pytest.param("heron", {HERON}, id="an answer that is text"),
        pytest.param("12 stations", {MIDLANDS}, id="a fact, by its words"),
        pytest.param("fact", set(), id="no markup"),
        pytest.param("premises zebra", set(), id="all words, or nothing"),
        pytest.param("AND", set(), id="an operator is a word"),
        pytest.param("job NOT security", set(), id="an operator among words"),
        pytest.param('& — “” "" * -', set(), id="nothing that is a word"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_words_find(book: Database, words: str, places: set[tuple[str, str]]) -> None:
    assert found(book, words) == places


def test_the_sentence_that_holds_most_of_what_was_asked_for_is_shown(book: Database) -> None:
    [hit] = search(book, "officers second jobs yearly")
    assert hit.sentence == "Officers’ second jobs are reviewed yearly."
    assert marked(hit) == ["Officers", "second", "jobs", "yearly"]
    [hit] = search(book, "journalists yearly café")
    assert hit.sentence == "Staff meet journalists at the Café Royal."
    assert marked(hit) == ["journalists", "Café"]
    assert (hit.programme, hit.force, hit.key) == ("small-inspection", "kent", POLICIES)


def test_a_phrase_is_marked_whole(book: Database) -> None:
    [hit] = search(book, '"second job in"')
    assert hit.sentence == "Officers may not take a second job in licensed premises."
    assert marked(hit) == ["second job in"]


def test_what_is_found_by_its_force_alone_is_shown_from_its_beginning(book: Database) -> None:
    [hit] = (hit for hit in search(book, "cleveland") if hit.key == POLICIES)
    assert (hit.sentence, hit.marks) == ("Registers are kept.", ())


def test_the_best_come_first(book: Database) -> None:
    hits = search(book, "policy ")
    assert [hit.force for hit in hits][:2] == ["west-mercia", "essex"]
    assert all(hit.key == POLICIES for hit in hits)
    hits = search(book, "registers kept")
    assert [(hit.force, marked(hit)) for hit in hits] == [("cleveland", ["Registers", "kept"])]


def test_a_sentence_comes_before_the_answer_that_stands_in_it(desk: Desk) -> None:
    words = "Nobody saw it. " * 9
    desk.edit({PLAN: "Operation Heron"}, {POLICIES: f"{words}Operation Heron was next."})
    assert [(hit.key, hit.sentence) for hit in search(desk.database, "Operation Heron")] == [
        (POLICIES, "Operation Heron was next."),
        (PLAN, "Operation Heron"),
    ]


def test_hits_come_a_page_at_a_time_in_one_order(book: Database) -> None:
    whole = search(book, "officer* ")
    assert len(whole) > 3
    assert [search(book, "officer* ", limit=1, offset=place) for place in range(len(whole))] == [
        [hit] for hit in whole
    ]
    assert search(book, "officer* ", offset=len(whole)) == []


def test_hits_of_one_programme_or_one_force(book: Database, inspection: Programme) -> None:
    everywhere = search(book, "officers ")
    assert search(book, "officers ", programme=inspection.id) == everywhere
    assert {hit.force for hit in search(book, "officers ", force="kent")} == {"kent"}
    assert search(book, "officers ", programme=inspection.id, force="essex") == [
        hit for hit in everywhere if hit.force == "essex"
    ]
    # West Mercia and West Midlands have a word in common, and nobody is called West.
    assert search(book, "policy ", force="west") == []
    assert search(book, "officers ", programme="inspection") == []
    assert search(book, "officers ", programme="small-inspection", force="&") == []


def test_of_very_many_the_best_of_the_newest_are_found(
    book: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = search(book, "officer ")
    assert {hit.force for hit in whole} == {"kent", "essex", "west-mercia"}
    monkeypatch.setattr(searching, "MOST_RANKED", 2)
    few = search(book, "officer ")
    assert few == [hit for hit in whole if hit.force != "kent"]
    assert search(book, "officer ", force="kent") == search(book, "officer ", force="kent", limit=2)
    assert search(book, "officer ", offset=2) == []


def test_a_programme_is_no_word_of_its_reports(book: Database) -> None:
    assert search(book, "small ") == search(book, "inspection ") == []
    assert search(book, "small officer ") == []
    assert search(book, "officer ", programme="small-inspection") == search(book, "officer ")


def test_what_says_the_words_comes_before_what_is_only_named_so(
    desk: Desk, forces: Forces, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(force: str, item: str, text: str) -> None:
        Desk(desk.database, desk.programme, forces[force]).write(item, text)

    write("essex", POLICIES, f"{'Nobody knew of it. ' * 40} One leak in Kent was on a policy.")
    write("kent", POLICIES, "A policy on each leak.")
    write("cleveland", LEAKS, "A policy.")
    write("kent", LEAKS, "Nothing.")
    write("cheshire", LEAKS, "Nothing.")
    essex, kent, cleveland = ("essex", POLICIES), ("kent", POLICIES), ("cleveland", LEAKS)
    said = [(hit.force, hit.key) for hit in search(desk.database, "leak policy ")]
    assert said == [kent, essex, cleveland]
    said = [(hit.force, hit.key) for hit in search(desk.database, "kent policy leak")]
    assert said == [kent, essex]
    hits = search(desk.database, "leak ")
    assert [bool(hit.marks) for hit in hits] == [True, True, False, False, False]
    # However many are only named so, what says the words is among the best.
    monkeypatch.setattr(searching, "MOST_RANKED", 1)
    assert search(desk.database, "leak ")[0].force == "kent"
    assert [search(desk.database, "leak ", limit=1, offset=place) for place in (0, 1, 2)] == [
        [hit] if hit else [] for hit in (*search(desk.database, "leak "), None)
    ]


TYPED = st.one_of(
    st.text(st.characters(), max_size=60),
    st.text(
        st.sampled_from("\"“”'*()^:-+.,{}[]\\%_& \0\n\u0301\ud800😀的éNOTANDORNEAR12"), max_size=60
    ),
    st.lists(
        st.sampled_from(
            ["officer", "second", '"', "jobs", "NEAR(", "AND", "words:", "about :", "*", "^", "NOT"]
        )
    ).map(" ".join),
)

PLACES = st.none() | st.text(st.sampled_from("kent essex-small inspection\"'*&\0é"), max_size=20)


@settings(max_examples=150, deadline=None)
@given(words=TYPED, programme=PLACES, force=PLACES)
@example(words='"', programme=None, force=None)
@example(words="'\0", programme="\0", force='"')
@example(words="\ud800 officer \udfff", programme=None, force=None)
@example(words="officer " * 4000, programme=None, force=None)
@example(words='"' + "second jobs " * 300, programme=None, force=None)
@example(words="a " * 500 + "*", programme=None, force=None)
@example(words="警察 officer 的", programme=None, force=None)
@example(words="👮‍♀️🏻 officer", programme=None, force=None)
@example(words="\U0001e900 officer", programme=None, force=None)
@example(
    words="NEAR(officer second, 2) OR {words about} : ^job + jobs*", programme=None, force=None
)
def test_no_query_is_a_mistake(
    book: Database, words: str, programme: str | None, force: str | None
) -> None:
    for hit in search(book, words, programme=programme, force=force):
        ends = [0, *(end for mark in hit.marks for end in mark), len(hit.sentence)]
        assert ends == sorted(ends)
        assert all(hit.sentence[start:end].strip() for start, end in hit.marks)
    with book.reading() as connection:
        connection.execute(reports_that_say(connection, words)).all()
        find_anywhere(connection, asked(words), Within(), 5, 0)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_words_of_a_passage_find_it(book: Database, data: st.DataObject) -> None:
    with book.reading() as connection:
        rows = connection.execute(sa.text("SELECT report, key, words FROM prose")).all()
    row = data.draw(st.sampled_from(rows))
    words = row.words.split()
    first = data.draw(st.integers(0, len(words) - 1))
    some = words[first : data.draw(st.integers(first + 1, min(first + 8, len(words))))]
    for query in (" ".join(some), f'"{" ".join(some)}"', f"“{' '.join(some)}”"):
        if words_of(query):
            hits = search(book, query.upper() if data.draw(st.booleans()) else query)
            assert (row.key, True) in {(hit.key, bool(hit.marks)) for hit in hits}, query


@given(st.text(st.sampled_from("abz éÉñøß'’-,._/&1²½\u0301\u00ad\u2011\n的한がй"), max_size=30))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_text_is_split_into_words_as_the_index_does_it(text: str) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')"
        )
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        connection.execute("INSERT INTO t VALUES (?)", (text,))
        terms = [term for (term,) in connection.execute("SELECT term FROM v ORDER BY offset")]
    assert [plain(word) for word in words_of(text)] == terms


def test_words_follow_what_is_written(desk: Desk) -> None:
    def held(words: str) -> list[str]:
        return sorted(hit.key for hit in search(desk.database, words))

    desk.answer("press.leaks.investigated", 3)
    desk.answer(PLAN, "Operation Heron")
    desk.answer("press.policies.state", "old")
    desk.write(POLICIES, "Herons are **seen**, with [three](fact:press.leaks.investigated) young.")
    assert held("heron ") == [PLAN, POLICIES]
    assert held("three leaks") == [LEAKS]
    assert held("three young") == [POLICIES]
    assert held("old ") == []
    desk.answer("press.leaks.investigated", 5)
    assert (held("three "), held('"five young"')) == ([], [POLICIES])
    desk.answer(PLAN, None)
    desk.write(POLICIES, "")
    assert (held("heron "), held("young ")) == ([], [])
    desk.follow(LEAKS)
    desk.write(POLICIES, "Herons again.\x02")
    assert held("heron ") == [POLICIES]
    with desk.database.writing() as connection:
        for index in ("prose_stems", "prose_words"):
            check = f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"
            connection.exec_driver_sql(check)


def test_another_database_is_asked_in_words_that_all_know(
    book: Database, inspection: Programme
) -> None:
    with book.reading() as connection:

        def rows(words: str, *within: str, limit: int = 9) -> list[tuple[str, ...]]:
            return list(find_anywhere(connection, asked(words), Within(*within), limit, 0))

        assert [row[1:3] for row in rows("SECOND job")] == [ESSEX, KENT]
        assert [row[1:3] for row in rows('on-line "1 204"')] == [MIDLANDS]
        assert [row[1:3] for row in rows("second", inspection.id, "kent")] == [KENT]
        assert [row[1:3] for row in rows("second", limit=1)] == [ESSEX]
        assert next(row[1:3] for row in rows("cleveland register")) == CLEVELAND
        assert [row[1] for row in rows("leaks")][-1] == "essex"  # which says "No leak"
        [(*_, marked_words)] = rows("private")
        assert "in \x02private\x03 security" in marked_words
        assert rows("100%") == [] == rows("second", "another")


def test_a_server_is_asked_for_reports_in_words_that_it_knows() -> None:
    server = sa.make_url("postgresql://").get_dialect()()
    compiled = str(searching.reports_anywhere(asked("media polic*")).compile(dialect=server))
    assert compiled.count("ILIKE") == 6
    assert "MATCH" not in compiled
    assert searching.index_for("postgresql") == ()
