"""The 44 forces, and how a force is recognised by what it is called."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from desktop.core.folders import FORCES_FILE
from desktop.core.forces import Force, Forces, ForcesError, read_forces

# Entries and file names hold the keys: a change here breaks what users have stored.
KEYS = [
    "avon-and-somerset",
    "bedfordshire",
    "british-transport-police",
    "cambridgeshire",
    "cheshire",
    "city-of-london",
    "cleveland",
    "cumbria",
    "derbyshire",
    "devon-and-cornwall",
    "dorset",
    "durham",
    "dyfed-powys",
    "essex",
    "gloucestershire",
    "greater-manchester",
    "gwent",
    "hampshire",
    "hertfordshire",
    "humberside",
    "kent",
    "lancashire",
    "leicestershire",
    "lincolnshire",
    "merseyside",
    "metropolitan",
    "norfolk",
    "north-wales",
    "north-yorkshire",
    "northamptonshire",
    "northumbria",
    "nottinghamshire",
    "south-wales",
    "south-yorkshire",
    "staffordshire",
    "suffolk",
    "surrey",
    "sussex",
    "thames-valley",
    "warwickshire",
    "west-mercia",
    "west-midlands",
    "west-yorkshire",
    "wiltshire",
]

CONSTABULARIES = [
    "avon-and-somerset",
    "cambridgeshire",
    "cheshire",
    "cumbria",
    "derbyshire",
    "durham",
    "gloucestershire",
    "hampshire",
    "hertfordshire",
    "lancashire",
    "norfolk",
    "suffolk",
]

ENTRY = {
    "key": "borsetshire",
    "name": "Borsetshire Constabulary",
    "area": "Borsetshire",
    "area_in_sentence": "Borsetshire",
    "noun": "constabulary",
    "nation": "England",
    "policing_body": "Police and Crime Commissioner for Borsetshire",
}


@pytest.fixture(scope="module")
def forces() -> Forces:
    return read_forces(FORCES_FILE)


def write(folder: Path, *entries: dict[str, str]) -> Path:
    """Write a file of forces; values are TOML, so that a test can make them wrong."""
    tables = ("\n".join(f"{key} = {value}" for key, value in entry.items()) for entry in entries)
    path = folder / "forces.toml"
    path.write_text("\n".join(f"[[forces]]\n{table}" for table in tables), encoding="utf-8")
    return path


def entry(**changes: str | None) -> dict[str, str]:
    """Make a sound entry, with some values changed to other TOML, or left out for None."""
    quoted = {key: f'"{value}"' for key, value in ENTRY.items()}
    return {key: value for key, value in (quoted | changes).items() if value is not None}


def test_there_are_the_44_forces_with_lasting_keys_in_order(forces: Forces) -> None:
    assert list(forces) == KEYS
    assert len(forces) == 44
    assert all(key == force.key for key, force in forces.items())


def test_they_are_in_alphabetical_order_of_area(forces: Forces) -> None:
    areas = [force.area for force in forces.values()]
    assert areas == sorted(areas, key=lambda area: area.casefold())


@pytest.mark.parametrize(
    ("key", "name", "area", "sentence", "noun", "body"),
    [
        (
            "cleveland",
            "Cleveland Police",
            "Cleveland",
            "Cleveland",
            "force",
            "Police and Crime Commissioner for Cleveland",
        ),
        (
            "cheshire",
            "Cheshire Constabulary",
            "Cheshire",
            "Cheshire",
            "constabulary",
            "Police and Crime Commissioner for Cheshire",
        ),
        (
            "city-of-london",
            "City of London Police",
            "City of London",
            "the City of London",
            "force",
            "City of London Corporation",
        ),
        (
            "metropolitan",
            "Metropolitan Police Service",
            "Metropolitan Police Service",
            "the Metropolitan Police Service",
            "service",
            "Mayor's Office for Policing and Crime",
        ),
        (
            "british-transport-police",
            "British Transport Police",
            "British Transport Police",
            "the British Transport Police",
            "force",
            "British Transport Police Authority",
        ),
        (
            "devon-and-cornwall",
            "Devon and Cornwall Police",
            "Devon and Cornwall",
            "Devon and Cornwall",
            "force",
            "Police and Crime Commissioner for Devon and Cornwall",
        ),
    ],
)
def test_what_a_force_is_called(
    forces: Forces, key: str, name: str, area: str, sentence: str, noun: str, body: str
) -> None:
    force = forces[key]
    assert (force.name, force.area, force.area_in_sentence) == (name, area, sentence)
    assert (force.noun, force.policing_body) == (noun, body)


def test_the_noun_agrees_with_the_name(forces: Forces) -> None:
    by_noun = {
        noun: [key for key, force in forces.items() if force.name.split()[-1] == word]
        for noun, word in {
            "constabulary": "Constabulary",
            "service": "Service",
            "force": "Police",
        }.items()
    }
    assert by_noun["constabulary"] == CONSTABULARIES
    assert by_noun["service"] == ["metropolitan"]
    assert len(by_noun["force"]) == 31
    for noun, keys in by_noun.items():
        assert {forces[key].noun for key in keys} == {noun}


def test_the_nations(forces: Forces) -> None:
    nations = Counter(force.nation for force in forces.values())
    assert nations == {"England": 39, "Wales": 4, "Great Britain": 1}
    welsh = [force.area for force in forces.values() if force.nation == "Wales"]
    assert welsh == ["Dyfed-Powys", "Gwent", "North Wales", "South Wales"]


def test_41_forces_answer_to_the_commissioner_of_their_area(forces: Forces) -> None:
    others = {"british-transport-police", "city-of-london", "metropolitan"}
    for key in set(forces) - others:
        body = forces[key].policing_body
        assert body == f"Police and Crime Commissioner for {forces[key].area}"


def test_every_other_name_adds_one(forces: Forces) -> None:
    for key, force in forces.items():
        plain = Forces([Force(**{name: getattr(force, name) for name in ENTRY})])
        assert [name for name in force.also if plain.find(name)] == [], key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("cleveland", "cleveland"),
        ("Cleveland Police", "cleveland"),
        ("CLEVELAND  POLICE", "cleveland"),
        ("\n Cleveland\u00a0Police\n", "cleveland"),
        ("City of London", "city-of-london"),
        ("the City of London", "city-of-london"),
        ("The City of London Police", "city-of-london"),
        ("city-of-london", "city-of-london"),
        ("Devon & Cornwall Police", "devon-and-cornwall"),
        ("Devon&Cornwall", "devon-and-cornwall"),
        ("Devon and Cornwall Constabulary", "devon-and-cornwall"),
        ("Avon & Somerset Constabulary", "avon-and-somerset"),
        ("Dyfed Powys Police", "dyfed-powys"),
        ("Dyfed\u2013Powys Police", "dyfed-powys"),
        ("Sta\ufb00ordshire Police", "staffordshire"),
        ("Metropolitan Police", "metropolitan"),
        ("Metropolitan", "metropolitan"),
        ("the Met", "metropolitan"),
        ("MPS", "metropolitan"),
        ("BTP", "british-transport-police"),
        ("the British Transport Police", "british-transport-police"),
        ("Sussex Police Force", "sussex"),
        ("Cheshire Police", "cheshire"),
        ("Leicestershire Constabulary", "leicestershire"),
        ("the West Midlands", "west-midlands"),
        ("West Midlands", "west-midlands"),
        ("Thames Valley", "thames-valley"),
        ("the Thames Valley", "thames-valley"),
    ],
)
def test_a_force_is_found_by_what_it_is_called(forces: Forces, text: str, key: str) -> None:
    found = forces.find(text)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "text",
    ["", " ", "&", "the", "Police", "London", "Yorkshire", "Wales", "Cleveland Police met staff"],
)
def test_what_is_no_name_of_a_force_finds_none(forces: Forces, text: str) -> None:
    assert forces.find(text) is None


def test_a_force_cannot_be_changed(forces: Forces) -> None:
    with pytest.raises(FrozenInstanceError):
        forces["kent"].name = "Kent Constabulary"  # type: ignore[misc]  # the refusal is the test


def test_other_names_may_be_left_out(tmp_path: Path) -> None:
    read = read_forces(write(tmp_path, entry()))
    assert read["borsetshire"] == Force(**ENTRY, also=())


@pytest.mark.parametrize(
    ("faulty", "says"),
    [
        ({"name": None}, '"name" is missing'),
        ({"policing_body": None}, '"policing_body" is missing'),
        ({"area": '""'}, '"area" must be one line of text, with no space around it'),
        ({"area": '" Borsetshire"'}, '"area" must be one line of text, with no space around it'),
        ({"area": '"…"'}, '"area" must be one line of text, with no space around it'),
        ({"name": "7"}, '"name" must be one line of text, with no space around it'),
        ({"name": r'"Borset\nshire"'}, '"name" must be one line of text'),
        ({"noun": '"army"'}, '"noun" must be force, constabulary or service, not "army"'),
        (
            {"nation": '"Scotland"'},
            '"nation" must be England, Wales or Great Britain, not "Scotland"',
        ),
        ({"also": '"Borset Police"'}, '"also" must be a list of names'),
        ({"also": '["Borset Police", 7]'}, '"also" must be a list of names'),
        ({"also": '[""]'}, '"also" must be a list of names'),
        ({"region": '"Midlands"'}, '"region" is not known here'),
    ],
)
def test_a_faulty_entry_is_named(tmp_path: Path, faulty: dict[str, str | None], says: str) -> None:
    sound = entry(key='"ambridge"', name='"Ambridge Police"', area='"Ambridge"')
    sound["area_in_sentence"] = '"Ambridge"'
    path = write(tmp_path, sound, entry(**faulty))
    with pytest.raises(ForcesError) as caught:
        read_forces(path)
    assert_one_plain_line(caught.value, f"{path}: force 2 (borsetshire): {says}")


@pytest.mark.parametrize(
    "key", ['"Borset"', '"borset shire"', '"borset-"', '"-borset"', '"a--b"', '"../x"', '"bórset"']
)
def test_a_key_must_be_fit_for_a_file_name(tmp_path: Path, key: str) -> None:
    path = write(tmp_path, entry(key=key))
    with pytest.raises(ForcesError) as caught:
        read_forces(path)
    says = f'force 1 ({key[1:-1]}): "key" must be small letters a to z, joined by single hyphens'
    assert_one_plain_line(caught.value, f"{path}: {says}")


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (None, '"key" is missing'),
        ("7", '"key" must be one line of text'),
        (r'"bor\nset"', '"key" must be one line of text'),
    ],
)
def test_an_entry_without_a_usable_key_is_named_by_its_number(
    tmp_path: Path, key: str | None, says: str
) -> None:
    path = write(tmp_path, entry(key=key))
    with pytest.raises(ForcesError) as caught:
        read_forces(path)
    assert_one_plain_line(caught.value, f"{path}: force 1: {says}")


def test_two_forces_with_one_key_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, entry(), entry(name='"Other Police"'))
    with pytest.raises(ForcesError) as caught:
        read_forces(path)
    says = 'there is already a force with the key "borsetshire"'
    assert_one_plain_line(caught.value, f"{path}: {says}")


def test_a_name_that_would_mean_two_forces_is_refused(tmp_path: Path) -> None:
    other = entry(
        key='"ambridge"',
        name='"Ambridge Police"',
        area='"Ambridge"',
        area_in_sentence='"Ambridge"',
        also='["THE BORSETSHIRE"]',
    )
    path = write(tmp_path, entry(), other)
    with pytest.raises(ForcesError) as caught:
        read_forces(path)
    says = '"THE BORSETSHIRE" (ambridge) already means Borsetshire Constabulary'
    assert_one_plain_line(caught.value, f"{path}: {says}")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", ": there is no [[forces]] entry"),
        (b"forces = []", ": there is no [[forces]] entry"),
        (b"[forces]\nkey = 'x'", ": there is no [[forces]] entry"),
        (b"forces = ['Kent Police']", ": force 1 is not a table; write it under [[forces]]"),
        (b"[[force]]\nkey = 'x'", ': "force" is not known here; only [[forces]] is'),
        (b'"a\\nb" = 1', ': "a b" is not known here; only [[forces]] is'),
        (b"[[forces]]\nkey =", " is not valid TOML: Invalid value (at "),
        (b"name = '\xff\xfe'", " cannot be read: it is not UTF-8 text"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "forces.toml"
    path.write_bytes(content)
    with pytest.raises(ForcesError) as caught:
        read_forces(path)
    assert_one_plain_line(caught.value, f"{path}{says}")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "forces.toml"
    with pytest.raises(ForcesError) as caught:
        read_forces(path)
    assert_one_plain_line(caught.value, f"{path} cannot be read: No such file or directory")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ForcesError) as caught:
        read_forces(tmp_path)
    assert_one_plain_line(caught.value, f"{tmp_path} cannot be read: ")


def test_reading_forces_loads_nothing_heavy() -> None:
    """The list of forces is on the first screen: it must not wait for what comes later."""
    heavy = "{'pydantic', 'sqlmodel', 'sqlalchemy', 'jinja2', 'weasyprint', 'PySide6'}"
    code = f"import sys, desktop.core.forces; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def assert_one_plain_line(error: ForcesError, start: str) -> None:
    message = str(error)
    assert message.startswith(start)
    assert message.endswith(".")
    assert "\n" not in message
