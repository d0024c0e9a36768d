"""The field types, each with one home: how to clean, store, show and put an answer into words."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator

from desktop.core.fields.amounts import MoneyField, PercentField
from desktop.core.fields.base import Answer, AnswerError, FieldBase
from desktop.core.fields.calendar import DateField, MonthField
from desktop.core.fields.choice import ChoiceField, ChoicesField, Option
from desktop.core.fields.count import CountField
from desktop.core.fields.isbn import IsbnField
from desktop.core.fields.text import TextField
from desktop.core.fields.yes_no import YesNoField

Field = (
    CountField
    | YesNoField
    | ChoiceField
    | ChoicesField
    | TextField
    | DateField
    | MonthField
    | PercentField
    | MoneyField
    | IsbnField
)
DeclaredField = Annotated[Field, Discriminator("type")]

__all__ = [
    "Answer",
    "AnswerError",
    "ChoiceField",
    "ChoicesField",
    "CountField",
    "DateField",
    "DeclaredField",
    "Field",
    "FieldBase",
    "IsbnField",
    "MoneyField",
    "MonthField",
    "Option",
    "PercentField",
    "TextField",
    "YesNoField",
]
