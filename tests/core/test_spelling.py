from __future__ import annotations

import pytest

from desktop.core.folders import DICTIONARY
from desktop.core.forces import Forces
from desktop.core.spelling import Hurried, Spelling, one_slip_apart, spelling


@pytest.fixture(scope="module")
def speller() -> Spelling:
    return Spelling(DICTIONARY, ["Sopra", "zzgrph", "LinkedOut"])


@pytest.mark.parametrize(
    "word",
    [
        "constabulary", "Constabulary", "CONSTABULARY", "organise", "behaviour", "judgement",
        "judgment", "healthcheck", "reinspected", "Leveson", "Facebook", "officer's", "officer’s",
        "officers'", "don't", "café", "naïve", "anti-corruption", "re-affirm", "pre-employment",
        "co-ordinator", "Dyfed-Powys", "e-mail", "soft\u00adware",
    ],
)  # fmt: skip
def test_british_and_policing_words_are_known(speller: Spelling, word: str) -> None:
    assert speller.knows(word)


@pytest.mark.parametrize(
    "word",
    [
        "quidance",
        "organize",
        "color",
        "december",
        "facebook",
        "anti-coruption",
        "officr's",
        "-",
        "",
    ],
)
def test_other_words_are_not(speller: Spelling, word: str) -> None:
    assert not speller.knows(word)


def test_added_words_are_known_as_they_are_written(speller: Spelling) -> None:
    assert all(map(speller.knows, ("Sopra", "Sopra's", "SOPRA", "Sopra-led", "zzgrph", "Zzgrph")))
    assert speller.knows("LinkedOut")
    assert not speller.knows("sopra")
    assert not Spelling(DICTIONARY).knows("Sopra")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("quidance", "guidance"),
        ("Quidance", "Guidance"),
        ("recieved", "received"),
        ("comunication", "communication"),
        ("goverment", "government"),
        ("proffesional", "professional"),
        ("organize", "organise"),
        ("december", "December"),
        ("policys", "policies"),
        ("dont", "don't"),
        ("infact", "in fact"),
        ("anti-coruption", "anti-corruption"),
        ("commisioner’s", "commissioner's"),
        ("facebok", "Facebook"),
        ("Sorpa", "Sopra"),
        ("linkedout", "LinkedOut"),
    ],
)
def test_the_word_that_was_meant_comes_first(speller: Spelling, word: str, meant: str) -> None:
    assert speller.suggest(word)[0] == meant


def test_suggestions_are_few_right_and_decent(speller: Spelling) -> None:
    for word in ("teh", "hte", "shti", "fom", "caes", "wat", "PSD's", "zzzzzz", "-", ""):
        suggested = speller.suggest(word)
        assert len(suggested) <= 5
        assert len(set(suggested)) == len(suggested)
        assert not any("shit" in each for each in suggested)
        assert all(speller.knows(part) for each in suggested for part in each.split())


def test_nothing_is_suggested_for_two_wrong_parts(speller: Spelling) -> None:
    assert speller.suggest("ant-coruptoin-zzz") == []


def test_long_and_odd_words_do_no_harm(speller: Spelling) -> None:
    for word in ("a" * 5000, "ﬁ" * 90, "я", "٣", "𝒜𝒷", "'", "’s", "--", "a'b'c"):
        assert isinstance(speller.knows(word), bool)
        assert isinstance(speller.suggest(word), list)


def test_the_forces_and_their_areas_are_known(forces: Forces) -> None:
    knowing = spelling(DICTIONARY, forces, {"Zzgrph"})
    for force in forces.values():
        for word in (force.area + " " + force.name).split():
            assert knowing.knows(word), word
    assert knowing.knows("Zzgrph")
    assert spelling(DICTIONARY, forces, {"Zzgrph"}) is knowing


def test_slips() -> None:
    assert one_slip_apart("quidance", "guidance")
    assert one_slip_apart("recieved", "received")
    assert not one_slip_apart("proffesional", "professional")


def test_in_a_hurry_words_are_put_off_until_they_were_looked_up(
    monkeypatch: pytest.MonkeyPatch, forces: Forces
) -> None:
    monkeypatch.setattr("desktop.core.spelling._PATIENCE", 0.0)
    speller = spelling(DICTIONARY, forces, {"in no list"})
    first = Hurried(speller)
    assert first.knows("organisation")
    assert not first.knows("organisaton")
    assert [first.suggest("organisaton"), first.suggest("recieve")] == [["organisation"], []]
    assert first.put_off
    second = Hurried(speller)
    assert second.suggest("recieve") == ["receive"]
