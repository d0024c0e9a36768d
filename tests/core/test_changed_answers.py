"""How one answer became another, in words."""

from __future__ import annotations

import pytest

from desktop.core.changed_answers import change_in_words
from desktop.core.fields import (
    Answer,
    ChoiceField,
    ChoicesField,
    CountField,
    Field,
    MoneyField,
    Option,
    PercentField,
    TextField,
    YesNoField,
)

COUNT = CountField(type="count", key="n", label="N")
SHARE = PercentField(type="percent", key="n", label="N")
MONEY = MoneyField(type="money", key="n", label="N")
YES_NO = YesNoField(type="yes_no", key="n", label="N")
TEXT = TextField(type="text", key="n", label="N")
OPTIONS = tuple(Option(key=key, label=key.title()) for key in ("media", "gifts", "jobs"))
CHOICE = ChoiceField(type="choice", key="n", label="N", options=OPTIONS)
CHOICES = ChoicesField(type="choices", key="n", label="N", options=OPTIONS)


@pytest.mark.parametrize(
    ("field", "then", "now", "words"),
    [
        (COUNT, 12, 14, "2 more"),
        (COUNT, 14, 0, "14 fewer"),
        (COUNT, 0, 1250, "1,250 more"),
        (COUNT, 7, 7, ""),
        (COUNT, None, 7, ""),
        (COUNT, 7, None, ""),
        (COUNT, "several", 7, ""),
        (SHARE, "12.5", "10", "2.5 points less"),
        (SHARE, "9.75", "10", "0.25 points more"),
        (MONEY, "1250.50", "3250", "£1,999.50 more"),
        (MONEY, "10", "5", "£5 less"),
        (YES_NO, True, False, ""),
        (TEXT, "12", "14", ""),
        (CHOICE, "media", "gifts", ""),
        (CHOICES, ("media",), ("media", "jobs"), "Jobs added"),
        (CHOICES, ("media", "gifts"), ("media",), "Gifts dropped"),
        (CHOICES, ("media", "gifts"), ("media", "jobs"), "Jobs added; Gifts dropped"),
        (CHOICES, ("media",), ("jobs",), ""),
        (CHOICES, (), ("jobs",), ""),
    ],
)
def test_a_change_in_words(
    field: Field, then: Answer | None, now: Answer | None, words: str
) -> None:
    assert change_in_words(field, then, now) == words
