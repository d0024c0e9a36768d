"""Comparing what was read with what careful readers found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.fields import Answer
from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.ingest import Reading

Truth = Mapping[str, Any]


def differences(programme: Programme, truth: Truth, reading: Reading) -> list[str]:
    """List every answer that is not one of those that the readers accept."""
    keys = [*(field.key for field in REPORT_FIELDS), *programme.fields]
    found = []
    for key in keys:
        answer = reading.report.answers.get(key)
        if not any(_fits(programme, key, each, answer) for each in _accepted(truth, key)):
            found.append(f"{key}: read {answer!r}, the text says {truth.get(key)!r}")
    return found


def _accepted(truth: Truth, key: str) -> list[Any]:
    either = truth.get("either", {}).get(key, [])
    return [truth.get(key), *(each[0] if each else None for each in either)]


def _fits(programme: Programme, key: str, expected: Any, answer: Answer | None) -> bool:
    if expected is None or answer is None:
        return expected is None and answer is None
    field = programme.field(key)
    assert field is not None
    if field.type == "isbn":
        return str(expected).replace("-", "") == str(answer).replace("-", "")
    if field.type == "text":
        return str(expected).lower() in str(answer).lower()
    return bool(expected == (list(answer) if isinstance(answer, tuple) else answer))
