"""The one form that all texts looking alike share."""

from __future__ import annotations

import pytest

from desktop.core.richtext import Block, Run, canonical, plain_text, same_words, visible


def one(*runs: Run, bullet: bool = False) -> tuple[Block, ...]:
    return canonical([Block(runs, bullet)])


@pytest.mark.parametrize(
    ("runs", "kept"),
    [
        ((Run("a"), Run("b")), (Run("ab"),)),
        ((Run("a", bold=True), Run(""), Run("b", bold=True)), (Run("ab", bold=True),)),
        ((Run("  a  "),), (Run("a"),)),
        ((Run("a"), Run(" b ", bold=True), Run("c")), (Run("a "), Run("b", bold=True), Run(" c"))),
        ((Run("a"), Run("\u00a0b", italic=True)), (Run("a\u00a0"), Run("b", italic=True))),
        ((Run("a"), Run(" ", bold=True), Run("b")), (Run("a b"),)),
        ((Run("a b", bold=True),), (Run("a b", bold=True),)),
        ((Run("25", link="fact:a.b.c"),), (Run("25", link="fact:a.b.c"),)),
        ((Run("a", link="https://x.y/z"),), (Run("a", link="https://x.y/z"),)),
        ((Run("a", link="mailto:a@b.c"),), (Run("a", link="mailto:a@b.c"),)),
        ((Run("a", link="javascript:alert(1)"),), (Run("a"),)),
        ((Run("a", link="file:///etc/passwd"),), (Run("a"),)),
        ((Run("a", link="www.x.y"),), (Run("a"),)),
        ((Run("a", link="http://x y"),), (Run("a"),)),
        ((Run("a", link="http://[x"),), (Run("a"),)),
        ((Run("a\tb\x00c\ufffcd\ud800"),), (Run("a bcd"),)),
    ],
)
def test_one_form_for_what_looks_alike(runs: tuple[Run, ...], kept: tuple[Run, ...]) -> None:
    assert one(*runs) == (Block(kept),)


@pytest.mark.parametrize("empty", [(), (Run(""),), (Run(" \u00a0\t"),), (Run("\x00"), Run("\n"))])
def test_blocks_without_words_go(empty: tuple[Run, ...]) -> None:
    assert one(*empty, bullet=True) == ()


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\n\n"])
def test_a_line_break_begins_a_new_block_of_the_same_kind(line_break: str) -> None:
    text = one(Run(f"a{line_break}b", bold=True), bullet=True)
    assert text == (
        Block((Run("a", bold=True),), bullet=True),
        Block((Run("b", bold=True),), bullet=True),
    )


def test_plain_text_is_a_line_a_block() -> None:
    text = canonical([Block((Run("a "), Run("b", bold=True))), Block((Run("c"),), bullet=True)])
    assert plain_text(text) == "a b\nc"


def test_texts_that_differ_only_in_links_read_alike() -> None:
    linked = [Block((Run("see "), Run("www.hmic.gov.uk", link="http://www.hmic.gov.uk")))]
    plain = [Block((Run("see www.hmic.gov.uk"),))]
    assert same_words(linked, plain)
    assert not same_words(plain, [Block((Run("See www.hmic.gov.uk"),))])
    assert not same_words(plain, [Block((Run("see www.hmic.gov.uk"),), bullet=True)])
    assert not same_words(plain, [Block((Run("see "), Run("www.hmic.gov.uk", bold=True)))])


def test_words_beyond_the_first_plane_stay() -> None:
    assert visible("café 😀 \u202fx\U0001fffe") == "café 😀 \u202fx"


def test_no_printable_character_is_left_out_but_the_one_that_stands_for_objects() -> None:
    everything = "".join(
        character for character in map(chr, range(0x110000)) if character.isprintable()
    )
    kept = everything.replace("\ufffc", "").strip()
    assert one(Run(everything)) == (Block((Run(kept),)),)
    assert visible(kept) == kept
