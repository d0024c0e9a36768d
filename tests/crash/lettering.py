"""What is typed: sentences of which each has a word of its own, and answers letter by letter."""

from __future__ import annotations

import random
from dataclasses import dataclass

from desktop.core.fields import Answer, AnswerError, Field

_TEXT = (
    "the force has officers policy register gifts of and were not staff media told us that it"
    " reviewed in 2012 **bold** _under_ Llŷn café “quoted” £25 # 1. - [x] \\ * ` < &amp; – it’s"
)
_WORDS = _TEXT.split()


def sentence(dice: random.Random) -> str:
    """Give a few words, with one among them that is written nowhere else."""
    words = dice.choices(_WORDS, k=dice.randint(1, 7))
    words.insert(dice.randint(0, len(words)), f"w{dice.randrange(16**8):08x}")
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Typed:
    """The keys that answer a field, the answer, and what stood there before the last key."""

    letters: str
    answer: Answer
    on_the_way: tuple[Answer, ...]


def other_answer(asked: Field, dice: random.Random) -> Typed | None:
    """Give how a field is answered in the table of all forces; None for one that takes choosing."""
    match asked.type:
        case "count":
            letters = str(dice.randint(1, 99_999))
        case "text":
            letters = sentence(dice)
            letters = "".join(each for each in letters if each.isascii())
        case "yes_no":
            yes = dice.random() < 0.5
            return Typed("y" if yes else "n", yes, ())
        case _:
            return None
    on_the_way = []
    for end in range(1, len(letters) + 1):
        try:
            answer = asked.clean(letters[:end])
        except AnswerError:
            continue
        if answer is not None:
            on_the_way.append(answer)
    return Typed(letters, on_the_way[-1], tuple(on_the_way)) if on_the_way else None
