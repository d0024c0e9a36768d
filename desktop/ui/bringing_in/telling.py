"""How the rows of a review read: names, signs, and what is said of the one at hand."""

from __future__ import annotations

from typing import Final

from desktop.ui.bringing_in.margin import Look, Mark
from desktop.ui.bringing_in.review import Review, Row, Standing, item_of_row, item_title
from desktop.ui.bringing_in.rows import Shown
from desktop.ui.theme import Role

_SIGNS: Final[dict[Standing, tuple[str, Role]]] = {
    "certain": ("✓", "ok"),
    "likely": ("≈", "warning"),
    "unsure": ("?", "warning"),
    "not found": ("○", "warning"),
    "not in the text": ("–", "muted"),
    "not in the data": ("–", "muted"),
    "not recognised": ("?", "warning"),
    "left out": ("×", "warning"),
    "corrected": ("✓", "ok"),
    "checked": ("✓", "ok"),
    "note": ("!", "warning"),
}


def shown(review: Review, row: Row) -> Shown:
    """Give what a row of the list shows."""
    if row.kind == "group":
        return Shown(row.key)
    standing = review.standing(row)
    sign, role = _SIGNS[standing]
    match row.kind:
        case "field":
            field = review.programme.field(row.key)
            assert field is not None
            answer = review.answers.get(row.key)
            typed = review.unsaved.get(row.key)
            if typed:
                return Shown(field.label, "!", typed, "no answer yet", "error")
            value = "not answered" if answer is None else field.show(answer)
            return Shown(field.label, sign, value, standing, role, faint=answer is None)
        case "paragraph":
            words = " ".join(review.paragraphs[int(row.key)].beginning.split())
            return Shown(f"¶ {words}", sign, "", standing, role)
        case "missing":
            return Shown("¶ No text was found for this", sign, "", standing, role)
    return Shown(review.reading.warnings[int(row.key)], sign, "", standing, role)


def explained(review: Review, row: Row) -> str:
    """Say how sure a row is, and from what it was read."""
    standing = review.standing(row)
    match row.kind:
        case "field":
            return _of_field(review, row.key, standing)
        case "paragraph":
            return _of_paragraph(review, int(row.key), standing)
        case "missing":
            return (
                "The report has a passage here, and nothing of the text was put into it. If the"
                " text has it, choose the paragraph in the list and put it here."
            )
    return ""


def _of_field(review: Review, key: str, standing: Standing) -> str:
    sentence = " ".join(review.sentence(key).split())
    says = f"The text says: “{sentence}”" if sentence else ""
    match standing:
        case "certain" if review.reading.from_data:
            return f"Certain: from the data in the file. {says}".strip()
        case "certain":
            return f"Certain. {says}"
        case "not in the data":
            return "Not answered in the data of the file."
        case "likely":
            return f"Likely: this stands near its item, not in it. {says}"
        case "unsure":
            return f"Unsure: this stands elsewhere in the report. {says}"
        case "not found" | "not in the text":
            return "Nothing in the text was recognised as the answer."
        case "corrected":
            field = review.programme.field(key)
            before = review.reading.report.answers.get(key)
            was = field.show(before) if field is not None and before is not None else ""
            return f"Corrected; it was read as {was}. {says}" if was else "Answered by you."
    return f"Checked. {says}"


def _of_paragraph(review: Review, number: int, standing: Standing) -> str:
    before = item_title(review.programme, review.as_read[number].item)
    match standing:
        case "certain" if review.reading.from_data:
            return "Certain: from the data in the file."
        case "certain":
            return "Certain: its words or its heading say that it belongs here."
        case "unsure":
            return "Unsure: it might belong to another item too."
        case "not recognised":
            return f"Not recognised: it was put into “{before}” after its neighbours only."
        case "left out":
            return "Left out: it stands nowhere in the report."
        case "corrected":
            return f"Corrected; it was read into “{before}”."
    return "Checked."


def marks(review: Review) -> list[Mark]:
    """Say what became of each part of the text."""
    found: list[Mark] = []
    unplaced = {place for number in review.unplaced() for place in review.paragraphs[number].parts}
    for number, part in enumerate(review.reading.parts):
        item = review.items_of_parts.get(number, "")
        words: str
        look: Look = "placed"
        if number in unplaced and item:
            words, look = "not recognised", "unknown"
        elif item:
            words = item_title(review.programme, item)
        elif part.kind == "heading":
            words = "heading"
        else:
            words, look = "cover" if part.kind == "cover" else "left out", "left out"
        found.append(Mark(part.start, part.end, words, look))
    return found


def origin(review: Review) -> str:
    """Say what the report was read from, and its programme, for the head of the review."""
    title = review.programme.title
    return f"Read from the data in the file · {title}" if review.reading.from_data else title


def place_of(review: Review, row: Row) -> str:
    """Name the section and item that a row belongs to."""
    item = item_of_row(row, review)
    if not item:
        return "The report" if row.kind != "paragraph" else "Nowhere"
    return item_title(review.programme, item)


def still_unplaced(review: Review, *, recorded: bool) -> str:
    """Say which paragraphs nobody knows a place for, and what becomes of them; empty for none."""
    numbers = review.unplaced()
    out = sum(not review.paragraphs[number].item for number in numbers)
    kept = len(numbers) - out
    told: list[str] = []
    if kept == 1:
        told.append("1 paragraph was not recognised: it stays with the text around it.")
    elif kept:
        told.append(f"{kept} paragraphs were not recognised: they stay with the text around them.")
    if out:
        will = "will be" if not recorded else "was" if out == 1 else "were"
        told.append(f"{_count(out, 'paragraph')} {will} left out.")
    return " ".join(told)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
