"""Random but sensible reports of any force: the same seed gives the same reports."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from desktop.core import commonmark
from desktop.core.drafting import begin, edit
from desktop.core.facts import FactWords
from desktop.core.fields import Answer, Field
from desktop.core.fields.isbn import check_digit
from desktop.core.forces import Force, Forces
from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.core.report import Report
from desktop.core.richtext import Block, Run

BODIES = (
    "Professional Standards Department",
    "police authority",
    "Corporate Communications Department",
    "press office",
    "Deputy Chief Constable",
    "Finance Department",
    "Integrity Board",
    "Anti-Corruption Unit",
    "Human Resources Department",
    "Standards Committee",
)
REMARKED = (
    "{who} told us that {what}.",
    "We found that {what}; {who} had not been told of it.",
    "{who} accepted that {what}, and the force intends to act on it before {when}.",
    "A review by {who} in {when} showed that {what}.",
    "Inspectors heard from {who} that {what}, although the policy says otherwise.",
)
WHO = (
    "The Deputy Chief Constable",
    "The head of Operation Heron",
    "A member of the police authority",
    "The press office",
    "The UNISON branch secretary",
    "The chair of the Ashdown Panel",
    "A sergeant in Neighbourhood Policing",
    "The Café Dialogue group",
)
WHAT = (
    "vetting of contractors was two years behind",
    "procurement cards were used for hospitality on three occasions",
    "the whistleblowing line received no calls",
    "staff were unclear what they may post on social networking sites",
    "journalists met officers without a note being kept",
    "tickets to sporting events were declined but not recorded",
    "applications for second jobs in private security were refused",
    "the intranet page had been viewed 1,250 times",
    "covert monitoring of telephone billing had begun",
    "the register of business interests was incomplete",
    "supervisors checked pocket notebooks at random",
    "an audit of expenses revealed no wrongdoing",
)
WHEN = ("January 2013", "March 2013", "the summer", "the end of the financial year", "May 2012")
_ASIDE = (
    " – some £1,250.50 in all –",
    " (12.5% of those asked)",
    " in Aberdâr, Tŷ-croes and Llŷn",
    ", what one called “a ‘grey area’ of policy”,",
    ", 24/7 and force-wide,",
)
_POINTS = (
    "the register is kept in one place",
    "an anti-corruption strategy is in place and overseen by the Integrity Board",
    "gifts of up to £25 may be accepted",
    "all staff were reminded of the rules by email, by posters and at roll-call",
    "supervisors dip-sample the entries every month",
)
_LINKS = (
    ("the published register", "https://www.example.org/registers/gifts?year=2012&part=2#top"),
    ("Without Fear or Favour", "http://www.example.org/without-fear-or-favour"),
    ("the press office", "mailto:press.office@example.org"),
)
_EMBARGOES = ("2012-12-19T00:01", "2012-12-20T09:30", "2013-01-08T00:01", "2031-07-01T12:00")
_MONTHS = ("2012-12", "2013-01", "2012-11")


def random_reports(
    programme: Programme, forces: Forces, seed: int = 1
) -> Iterator[tuple[Force, Report]]:
    """Invent a report of every force, in the forces' order."""
    return ((force, random_report(programme, force, seed)) for force in forces.values())


def random_report(programme: Programme, force: Force, seed: int = 1) -> Report:
    """Invent a report: some full, some hardly begun, some passages drafted and some edited."""
    dice = random.Random(f"{seed} {programme.id} {force.key}")
    answered = dice.choice((1, 1, 1, 0.9, 0.5, 0.1))
    edited = dice.choice((1, 0.5, 0.5, 0.2, 0))
    longest = dice.choice((1, 2, 3, 3, 9))
    answers = dict(_answers(programme, dice, answered))
    drafted = edit(programme, force, begin(programme, force), answers, {}).report
    passages = {
        key: _edited(programme, key, drafted, longest, dice)
        for key, item in programme.items.items()
        if dice.random() < (edited / 5 if item.wording else edited)
    }
    return edit(programme, force, drafted, {}, passages).report


def publishable_report(programme: Programme, force: Force, seed: int = 1) -> Report:
    """Invent a report in which no check finds an error: all answered, drafted, with own words."""
    dice = random.Random(f"{seed} {programme.id} {force.key}")
    answers: dict[str, Answer] = {
        field.key: random_answer(field, {}, "", dice)
        for field in REPORT_FIELDS
        if field.key != "embargo"
    }
    for item in programme.items:
        its: dict[str, Answer] = {}
        for key, field in programme.fields_of(item):
            its[key] = random_answer(field, its, item, dice)
        answers |= its
    drafted = edit(programme, force, begin(programme, force), answers, {}).report
    own = {
        key: f"{drafted.passage(key).text}\n\n{remark(dice)}"
        for key, item in programme.items.items()
        if not item.wording and dice.random() < 0.5
    }
    return edit(programme, force, drafted, {}, own).report


def random_answer(
    field: Field, answers: Mapping[str, Answer], item: str, dice: random.Random
) -> Answer:
    """Invent an answer to a field, no more than the answer to the field that it is a part of."""
    match field.type:
        case "count":
            most = answers.get(f"{item}.{field.part_of}", dice.choice((3, 9, 40, 1500)))
            assert isinstance(most, int)
            return dice.randint(0, most)
        case "yes_no":
            return dice.random() < 0.7
        case "choice":
            return dice.choice(field.options).key
        case "choices":
            places = range(len(field.options))
            chosen = sorted(dice.sample(places, dice.randint(1, len(places))))
            return tuple(field.options[place].key for place in chosen)
        case "date":
            embargo = dice.choice(_EMBARGOES)
            return embargo if field.with_time else embargo[:10]
        case "month":
            return dice.choice(_MONTHS)
        case "percent":
            return f"{dice.randint(0, 200) / 2:g}"
        case "money":
            return str(dice.randint(0, 2_000_000))
        case "isbn":
            digits = f"97817{dice.randrange(10**7):07}"
            return f"978-1-7{digits[5:]}-{check_digit(digits)}"
        case "text":
            return dice.choice(BODIES)


def remark(dice: random.Random) -> str:
    """Invent a sentence that an inspector might write in any item."""
    words = dice.choice(REMARKED).format(
        who=dice.choice(WHO), what=dice.choice(WHAT), when=dice.choice(WHEN)
    )
    return f"{words[0].upper()}{words[1:]}"


def _answers(
    programme: Programme, dice: random.Random, share: float
) -> Iterator[tuple[str, Answer]]:
    for field in REPORT_FIELDS:
        if dice.random() < (0.5 if field.optional else max(share, 0.8)):
            yield field.key, random_answer(field, {}, "", dice)
    for item in programme.items:
        answers: dict[str, Answer] = {}
        for key, field in programme.fields_of(item):
            if dice.random() < (share * 0.7 if field.optional else share):
                answers[key] = random_answer(field, answers, item, dice)
        yield from answers.items()


def _edited(
    programme: Programme, item: str, report: Report, longest: int, dice: random.Random
) -> str:
    """Write over what is drafted, below it, or nothing at all."""
    if dice.random() < 0.05:
        return ""
    blocks: list[Block] = []
    if dice.random() < 0.6:
        blocks += commonmark.parse(report.passage(item).text)
    for _ in range(dice.randint(1, longest)):
        blocks.append(Block(tuple(_sentences(programme, item, report, dice))))
        if dice.random() < 0.3:
            points = dice.sample(_POINTS, dice.randint(1, len(_POINTS)))
            blocks += (
                Block((Run(f"{point};", italic=dice.random() < 0.2),), True) for point in points
            )
    return commonmark.write(blocks)


def _sentences(
    programme: Programme, item: str, report: Report, dice: random.Random
) -> Iterator[Run]:
    offers = FactWords(programme, report.answers).offers(item)
    for number in range(dice.randint(1, 5)):
        yield Run(" " if number else "")
        match dice.randrange(7):
            case 0 if offers:
                offer = dice.choice(offers)
                yield Run("Inspectors noted that the answer was ")
                yield Run(offer.words, bold=dice.random() < 0.2, link=offer.link)
                yield Run(".")
            case 1:
                words, address = dice.choice(_LINKS)
                yield Run("More can be found in ")
                yield Run(words, italic=dice.random() < 0.3, link=address)
                yield Run(", or at www.hmic.gov.uk.")
            case 2:
                begin, _, end = remark(dice).partition(" ")
                yield Run(begin, bold=True)
                yield Run(f"{dice.choice(_ASIDE)} ")
                yield Run(end, italic=True)
            case _:
                yield from _marked(remark(dice), dice)


def _marked(sentence: str, dice: random.Random) -> Sequence[Run]:
    """Put some words of a sentence in bold or italic, or in both."""
    words = sentence.split(" ")
    first = dice.randrange(len(words))
    last = min(len(words), first + dice.randint(0, 3))
    before, marked, after = words[:first], words[first:last], words[last:]
    if not marked:
        return [Run(sentence)]
    return [
        Run("".join(f"{word} " for word in before)),
        Run(" ".join(marked), bold=dice.random() < 0.5, italic=dice.random() < 0.3),
        Run("".join(f" {word}" for word in after)),
    ]
