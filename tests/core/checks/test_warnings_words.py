"""Words: spelling, terms, two ways of writing, abbreviations, what a force is called."""

from __future__ import annotations

import pytest

from desktop.core.drafting import begin
from desktop.core.folders import DICTIONARY
from desktop.core.house_style import HouseStyle, Term
from desktop.core.spelling import spelling
from tests.core.checks.correcting import corrected, warnings
from tests.core.checks.examining import (
    OVERVIEW,
    Around,
    quotes,
    remarks_of,
    report_of,
    the_forces,
    the_programme,
)

SPELLER = spelling(DICTIONARY, the_forces(), the_programme().house_style.words)


def misspelled(text: str) -> list[str]:
    return [remark.quote for remark in warnings("misspelling", text, speller=SPELLER)]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Staff understand the policies and quidance.",
         "Staff understand the policies and guidance."),
        ("Quidance was given.", "Guidance was given."),
        ("The force recieved it.", "The force received it."),
        ("The organizations behavior is analyzed.", "The organisations behaviour is analysed."),
        ("Its anti-coruption unit is new.", "Its anti-corruption unit is new."),
        ("The commisioner's view.", "The commissioner's view."),
        ("Staff use facebook.", "Staff use Facebook."),
    ],
)  # fmt: skip
def test_certain_misspellings_can_be_put_right_at_once(written: str, right: str) -> None:
    assert corrected("misspelling", written, speller=SPELLER) == right


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The color of it.", ["color"]),
        ("It is a wel-run unit.", ["wel-run"]),
        ("The Professional Standerds Department.", ["Standerds"]),
        ("In Leicestreshire this was so.", ["Leicestreshire"]),
        ("It was zzgrph to us.", ["zzgrph"]),
        ("Staff and/or recieve/recieves.", ["recieve", "recieves"]),
        ("It said: “the quidance of all the staff we have”.", ["quidance"]),
        ("THe force.", ["THe"]),
    ],
)
def test_words_that_are_in_no_list_are_found(text: str, found: list[str]) -> None:
    assert misspelled(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The constabulary reinspected its neighbourhood policing and carried out a healthcheck.",
        "It is organised, analysed and prioritised by the programme's behaviour, whilst learnt.",
        "PSD's staff, ACPO, PCSOs, HMIC’s and MoPI; an HMIC-led and IT-based system.",
        "See www.hmci.gov.uk/polisy, write to jon.smyth@psd.polis.uk, or open polisy.docx.",
        "On the 3rd at 5pm, 24hr cover.",
        "Sir Hugh Orde, Denis O'Connor and Mr Quidance led Operation Elvdn with Sopra Steria.",
        "Sopra Steria runs it, and Safecall, with Heddlu Gogledd Cymru.",
        "Officers’ and officers' conduct; it's, don't and isn’t.",
        "The café is naïve, re-affirms e-mails and co-ordinates pre-employment checks.",
        "Cambridgeshire, Dyfed-Powys and the Metropolitan Police Service's commissioner.",
        "Per annum, ad hoc, pro rata, bona fide, e.g. and etc.",
        "The plan is the [Intgrity Plann](fact:findings.overview.plan) of the force.",
    ],
)
def test_words_that_are_right_or_are_names_are_left_alone(text: str) -> None:
    assert misspelled(text) == []


def test_several_likely_words_are_suggested_and_none_is_certain() -> None:
    (remark,) = warnings("misspelling", "The color of it.", speller=SPELLER)
    assert remark.fix is None
    assert "colour" in remark.suggestions
    assert "“colour”" in remark.message


def test_a_word_that_may_be_a_name_is_never_put_right_without_asking() -> None:
    (remark,) = warnings("misspelling", "The Professional Standerds unit.", speller=SPELLER)
    assert remark.fix is None
    assert remark.suggestions[0] == "Standards"


def test_a_word_without_suggestions_can_be_added() -> None:
    (remark,) = warnings("misspelling", "It was zzgrph to us.", speller=SPELLER)
    assert remark.suggestions == ()
    assert "add it to your own words" in remark.message


def test_own_words_are_right() -> None:
    own = spelling(DICTIONARY, the_forces(), {"zzgrph", "Elvdn"})
    assert warnings("misspelling", "Zzgrph is zzgrph for Elvdn.", speller=own) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Sent by e-mail and E-mails.", "Sent by email and Emails."),
        ("It was e-mailed; an e-mail’s text.", "It was emailed; an email’s text."),
        ("The anti corruption unit.", "The anti-corruption unit."),
        ("The Counter Corruption Unit.", "The Counter-Corruption Unit."),
        ("Its health check of web sites is on-going.", "Its healthcheck of websites is ongoing."),
        ("Registers are cross referenced.", "Registers are cross-referenced."),
        ("A non‑breaking e‑mail.", "A non‑breaking email."),
    ],
)
def test_terms_are_written_as_in_the_programmes_list(written: str, right: str) -> None:
    assert corrected("house_term", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "An email about the anti-corruption unit's website; the healthcheck is ongoing.",
        "Write to e-mail@hmic.gov.uk.",
        'The sign said: "Use no e-mail in here at any time".',
        "Those who insist on going online.",
    ],
)
def test_terms_that_are_right_are_left_alone(text: str) -> None:
    assert quotes("house_term", text) == []


def test_a_programme_has_terms_of_its_own() -> None:
    style = HouseStyle(terms=(Term(use="e-mail", instead_of=("email",)),))
    other = the_programme().model_copy(update={"house_style": style})
    assert corrected("house_term", "Emails and email.", programme=other) == "E-mails and e-mail."
    bare = the_programme().model_copy(update={"house_style": HouseStyle()})
    assert warnings("house_term", "Emails and e-mails.", programme=bare) == []


@pytest.mark.parametrize(
    ("text", "found", "instead"),
    [
        ("They co-operate. Others cooperate. All co-operate.", "cooperate", "co-operate"),
        ("Co-ordination is coordination, and coordination helps.", "Co-ordination", "Coordination"),
        ("The anti-fraud unit and the anti fraud team.", "anti fraud", "anti-fraud"),
        ("A decision-making process; a decision making process.", "decision making",
         "decision-making"),
        ("At the workplace, and in the work place.", "work place", "workplace"),
        ("Post-holders, and one postholder.", "postholder", "post-holder"),
    ],
)  # fmt: skip
def test_a_word_written_in_two_ways_is_found_where_it_is_rarer(
    text: str, found: str, instead: str
) -> None:
    (remark,) = warnings("two_ways", text)
    assert remark.quote == found
    assert remark.suggestions == (instead,)
    assert remark.fix is None


@pytest.mark.parametrize(
    "text",
    [
        "Off-duty behaviour, and how to behave when off duty.",
        "A long-term plan for the long term; a well-known man is well known.",
        "They re-form to reform, and recover what they re-cover.",
        "Every day is everyday; they take over in a takeover.",
        "An email by e-mail.",
        "See www.website.org/web-site for the web.",
    ],
)
def test_ways_of_writing_that_are_both_right_are_left_alone(text: str) -> None:
    assert quotes("two_ways", text) == []


def test_two_ways_are_seen_across_the_passages_of_a_report() -> None:
    report = report_of(
        "cleveland", {OVERVIEW: "They co-operate.", "press.leaks": "They cooperate."}
    )
    (remark,) = remarks_of("two_ways", report)
    assert (remark.place.item, remark.quote) == ("press.leaks", "cooperate")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Data was given by the force to HMIC.", "Data was given by the constabulary to HMIC."),
        ("The force's website, and the force website.",
         "The constabulary's website, and the constabulary website."),
        ("This force, and the whole force.", "This constabulary, and the whole constabulary."),
    ],
)  # fmt: skip
def test_a_constabulary_is_called_a_constabulary(written: str, right: str) -> None:
    assert corrected("generic_force", written, force="cheshire") == right


def test_a_service_is_called_a_service() -> None:
    assert corrected("generic_force", "The force did.", force="metropolitan") == "The service did."


@pytest.mark.parametrize(
    "text",
    [
        "Force-level reports, the force-wide plan, other forces, the forces and their force.",
        "The force of law is in force; the task force and the workforce; the police force.",
        "HMIC will inspect as part of our programme of force inspections.",
        'The chief said: "the force is proud of what it does".',
    ],
)
def test_other_uses_of_the_word_are_left_alone(text: str) -> None:
    assert quotes("generic_force", text, force="cheshire") == []


def test_a_force_may_be_called_a_force() -> None:
    assert quotes("generic_force", "The force did.", force="cleveland") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The PSD did it. The PSD did more.", ["PSD"]),
        ("The PCC will do it, and PCCs in general.", ["PCC"]),
        ("It is investigated by the (PSD).", ["PSD"]),
        ("Since the PSD came, the Professional Standards Department (PSD) does it.", ["PSD"]),
        ("The PSD and the NPIA; an A&E department.", ["PSD", "NPIA", "A&E"]),
        ("It is for [PSD](fact:gifts.second_jobs.approved_by) to say.", ["PSD"]),
    ],
)
def test_abbreviations_that_nobody_explains_are_found_once(text: str, found: list[str]) -> None:
    assert quotes("unexplained_abbreviation", text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The Professional Standards Department (PSD) did it. PSD's role.",
        "Police community support officers (PCSOs) and one PCSO.",
        "The Association of Chief Police Officers (known as ACPO), and ACPO's view.",
        "Human resources ('HR') and the anti-corruption unit (ACU): HR and ACU.",
        "PSD (Professional Standards Department) and PSD.",
        "HMIC, ISBN, IT, UK and CCTV; World War II; it MUST NOT be; SW1 and R2D2.",
        "See www.ACPO.police.uk, and ask PSD@force.police.uk.",
        "Operation YEWTREE went on.",
    ],
)
def test_abbreviations_that_are_explained_are_left_alone(text: str) -> None:
    assert quotes("unexplained_abbreviation", text) == []


def test_what_the_report_says_before_explains_an_abbreviation() -> None:
    long, short = "Its Professional Standards Department (PSD).", "Its PSD."
    before = report_of("cleveland", {OVERVIEW: long, "press.leaks": short})
    assert remarks_of("unexplained_abbreviation", before) == []
    after = report_of("cleveland", {OVERVIEW: short, "press.leaks": long})
    (remark,) = remarks_of("unexplained_abbreviation", after)
    assert remark.place.item == OVERVIEW
    assert "further on" in remark.message


def test_standard_wording_is_not_the_inspectors_but_explains() -> None:
    report = begin(the_programme(), the_forces()["cleveland"])
    with_pcc = report_of("cleveland", {**report.passages, "integrity.governance": "The PCC will."})
    assert remarks_of("unexplained_abbreviation", with_pcc) == []
    words = ("misspelling", "house_term", "generic_force", "two_ways", "number_style")
    others = ("quotation_marks", "long_sentence", "stray_space", "doubled_word", "wrong_article")
    for check in (*words, *others):
        assert remarks_of(check, report, Around(speller=SPELLER)) == []
