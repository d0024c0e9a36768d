"""Another force's name, area or noun in a report."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.core.programme_reader import read_programme
from desktop.core.remarks import Place, Replacement
from tests.core.checks.examining import OVERVIEW, remarks_of, report_of, the_programme


def named(text: str, force: str = "cleveland") -> list[tuple[str, str]]:
    """Give each other force that is found, and whether that is an error or a warning."""
    remarks = remarks_of("other_force", report_of(force, {OVERVIEW: text}))
    return [(remark.quote, remark.severity) for remark in remarks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rest of this report focuses on what we found in Kent.", "Kent"),
        ("Kent’s policy is new.", "Kent"),
        ("Essex Police has a policy.", "Essex Police"),
        ("ESSEX POLICE has a policy.", "ESSEX POLICE"),
        ("The Essex-based unit is small.", "Essex"),
        ("Durham Constabulary's policy is new.", "Durham Constabulary"),
        ("Staff in Devon & Cornwall know it.", "Devon & Cornwall"),
        ("Dyfed Powys Police has a policy.", "Dyfed Powys Police"),
        ("Officers in the West Midlands know it.", "West Midlands"),
        ("Officers in the City of London know it.", "City of London"),
        ("It was published in North Wales.", "North Wales"),
        ("The Metropolitan Police Service has a policy.", "Metropolitan Police Service"),
        ("Staff of the Met know it.", "Met"),
        ("GMP has a policy.", "GMP"),
        (
            "The Police and Crime Commissioner for Surrey will see to it.",
            "Police and Crime Commissioner for Surrey",
        ),
        ("The Sussex Police Authority had arrangements in place.", "Sussex Police"),
        (
            "The Mayor’s Office for Policing and Crime oversees it.",
            "Mayor’s Office for Policing and Crime",
        ),
        ("The register is at www.norfolk.police.uk.", "norfolk"),
        ("Officers in Cornwall know it.", "Cornwall"),
        ("West Sussex is a county.", "Sussex"),
        ("Kent Police has worked together with its partners.", "Kent Police"),
        ("The guidance was put together by Kent Police for its staff.", "Kent Police"),
    ],
)
def test_another_force_is_named(text: str, found: str) -> None:
    assert named(text) == [(found, "error")]


@pytest.mark.parametrize(
    ("force", "text"),
    [
        ("cleveland", "Cleveland Police has a policy. Staff in Cleveland know it."),
        ("cleveland", "Forces in England and Wales were revisited. London is far away."),
        (
            "cleveland",
            "The register is kept in Norfolk Street, at Kent House and Durham University.",
        ),
        ("cleveland", "It was led by Mr Kent, with Clark Kent and Superintendent Norfolk."),
        ("cleveland", "The Met Office, the Duke of Norfolk and Stratford-upon-Avon have none."),
        ("cleveland", "MPs met with the press. The city police of old is meant."),
        ("cambridgeshire", "Three forces: Bedfordshire, Cambridgeshire and Hertfordshire."),
        ("cambridgeshire", "The Bedfordshire, Cambridgeshire & Hertfordshire units are one."),
        ("cambridgeshire", "Cambridgeshire Constabulary and Essex Police have one."),
        ("city-of-london", "The City of London Corporation oversees the City of London Police."),
        ("devon-and-cornwall", "Officers in Devon, in Cornwall and in Devon & Cornwall know."),
        ("metropolitan", "The MPS, the Met and MOPAC; the Metropolitan Police Authority."),
        ("metropolitan", "The Mayor's Office for Policing and Crime."),
        ("british-transport-police", "BTP and the British Transport Police Authority."),
        ("north-wales", "Forces in Wales; in North Wales the force has a policy."),
        ("west-midlands", "The West Midlands Police policy, in the West Midlands."),
    ],
)
def test_the_force_itself_and_what_is_no_force(force: str, text: str) -> None:
    assert named(text, force) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cleveland Police works closely with Durham Constabulary.", "Durham Constabulary"),
        ("The force shares a unit with Northumbria Police.", "Northumbria Police"),
        ("The anti-corruption unit is a joint one with Durham.", "Durham"),
        ("It is run on behalf of the force by North Yorkshire Police.", "North Yorkshire Police"),
        ("Two detectives on loan to the force are from Dorset Police.", "Dorset Police"),
    ],
)
def test_working_together_is_only_a_warning(text: str, found: str) -> None:
    assert named(text) == [(found, "warning")]


def test_every_force_that_is_named_is_found_where_it_stands() -> None:
    text = "The force has a plan.\n\n- Kent has one.\n- So do Essex and **Surrey Police**."

    remarks = remarks_of("other_force", report_of("cleveland", {OVERVIEW: text}))

    assert [(remark.place.start, remark.place.end, remark.quote) for remark in remarks] == [
        (22, 26, "Kent"),
        (42, 47, "Essex"),
        (52, 65, "Surrey Police"),
    ]
    assert [remark.suggestions for remark in remarks] == [
        ("Cleveland",),
        ("Cleveland",),
        ("Cleveland Police",),
    ]


def test_a_name_in_an_answer_is_found_where_it_is_printed_and_at_its_field() -> None:
    key = "integrity.governance.oversight_body"
    text = f"We found that the [Kent Police Authority](fact:{key}) had arrangements."
    report = report_of("cleveland", {"integrity.governance": text}, {key: "Kent Police Authority"})

    (remark,) = remarks_of("other_force", report)

    assert remark.place == Place("integrity.governance", key, 18, 29)


def test_standard_wording_names_the_forces_that_the_programme_does(tmp_path: Path) -> None:
    report = report_of("cleveland", {"about.review": "What we found in Kent, and in Essex."})

    assert [remark.quote for remark in remarks_of("other_force", report)] == ["Kent", "Essex"]

    folder = tmp_path / the_programme().id
    shutil.copytree(the_programme().folder, folder)
    (folder / "wording" / "about.md").write_text("As in Kent.", encoding="utf-8")
    remarks = remarks_of("other_force", report, programme=read_programme(folder))

    assert [remark.quote for remark in remarks] == ["Essex"]


@pytest.mark.parametrize(
    ("force", "text", "found", "right"),
    [
        ("cleveland", "The constabulary has a plan.", "constabulary", "force"),
        ("cleveland", "The Constabulary's plan is new.", "Constabulary", "Force"),
        ("cleveland", "A constabulary-wide plan is new.", "constabulary", "force"),
        ("cleveland", "Constabulary staff know it.", "Constabulary", "Force"),
        ("cleveland", "Cleveland Constabulary did.", "Cleveland Constabulary", "Cleveland Police"),
        (
            "leicestershire",
            "Leicestershire Constabulary's plan is new.",
            "Leicestershire Constabulary",
            "Leicestershire Police",
        ),
        ("metropolitan", "Staff of the constabulary know.", "constabulary", "service"),
        ("cleveland", "The service has a plan.", "service", "force"),
        ("cheshire", "Since 2011 the service has had a plan.", "service", "constabulary"),
        ("kent", "It has been referred back to the service.", "service", "force"),
        ("city-of-london", "PSD and the constabulary know.", "constabulary", "force"),
    ],
)
def test_a_force_called_what_it_is_not(force: str, text: str, found: str, right: str) -> None:
    (remark,) = remarks_of("other_noun", report_of(force, {OVERVIEW: text}))

    assert (remark.quote, remark.severity, remark.fix) == (found, "error", Replacement(right))


@pytest.mark.parametrize(
    ("force", "text"),
    [
        ("cheshire", "Cheshire Constabulary has a plan, and the constabulary-wide one is new."),
        ("cheshire", "The Cheshire Police Authority met."),
        ("cleveland", "Her Majesty's Inspectorate of Constabulary (HMIC) found it."),
        ("cleveland", "HM Inspectors of Constabulary found it."),
        ("cleveland", "Members of the Special Constabulary know."),
        ("cleveland", "Kent Constabulary and the Civil Nuclear Constabulary do."),
        ("cleveland", "It is shared with a neighbouring constabulary."),
        ("cleveland", "The workforce and a task force enforce what is in force."),
        ("kent", "The procurement service is new. The service has its own registers."),
        ("kent", "It shows that the Police Service, and the service as a whole, is serious."),
        ("metropolitan", "The service has a plan."),
        ("metropolitan", "The service is part of the Police Service; the armed forces are not."),
    ],
)
def test_nouns_that_are_right_or_mean_others(force: str, text: str) -> None:
    assert remarks_of("other_noun", report_of(force, {OVERVIEW: text})) == []


def test_a_constabulary_called_police_is_a_warning() -> None:
    (remark,) = remarks_of("other_noun", report_of("cheshire", {OVERVIEW: "Cheshire Police did."}))

    assert (remark.severity, remark.fix) == ("warning", Replacement("Cheshire Constabulary"))
