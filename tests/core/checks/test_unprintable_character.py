"""Characters that would be printed as empty squares are remarked where they stand."""

from __future__ import annotations

import pytest

from desktop.core.remarks import Place
from tests.core.checks.examining import OVERVIEW, quotes, remarks_of, report_of


@pytest.mark.parametrize(
    ("text", "quote", "named"),
    [
        ("Called א here.", "א", "“א” (Hebrew letter alef)"),
        ("Called **עברית** here.", "עברית", "“עברית”"),
        ("A 漢 here.", "漢", "“漢” (Chinese character)"),
        ("Thanks 😀.", "😀", "“😀” (Grinning face)"),
        ("A code\ue000 here.", "\ue000", "U+E000"),
    ],
)
def test_what_cannot_be_printed_is_named_where_it_stands(text: str, quote: str, named: str) -> None:
    [remark] = remarks_of("unprintable_character", report_of("kent", {OVERVIEW: text}))
    start = text.replace("*", "").index(quote)
    assert remark.severity == "error"
    assert remark.place == Place(OVERVIEW, start=start, end=start + len(quote))
    assert f"{named}" in remark.message
    assert remark.message.endswith("cannot be printed: write it in other words.")


def test_a_long_text_in_other_letters_is_one_remark_with_a_short_message() -> None:
    [remark] = remarks_of("unprintable_character", report_of("kent", {OVERVIEW: "漢" * 500}))
    assert remark.place.end == 500
    assert len(remark.message) < 120


@pytest.mark.parametrize(
    "text",
    [
        "Heddlu De Cymru’s “tŷ” – naïve café, £5 ½ 25 % → ✓ • ■ Œuvre Žižek Ελλάδα Москва",
        "Ｗｉｄｅ 𝐛𝐨𝐥𝐝 and\u3000spaces\u200b, \ufeffmarks\u202c and a soft\u00adhyphen",
    ],
)
def test_what_can_be_printed_as_it_is_or_as_the_same_letters_is_left_alone(text: str) -> None:
    assert quotes("unprintable_character", text) == []
