"""Passages are read from CommonMark and written back the same; no word is ever lost."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.core.commonmark import escape, parse, write
from desktop.core.richtext import Block, Run, canonical, plain_text

PIECES = st.sampled_from(
    [*"ab1é“ *_[]()#-+`!\\&=~|/:😀\n\t\u00a0", "1.", "10)", "**", "<b>", "&amp;", "> ", "- ",
     "    ", "http://a.b", "www.a.b", "x@y.z"]
)  # fmt: skip
WORDS = st.lists(PIECES, min_size=1, max_size=4).map("".join)
LINKS = st.sampled_from(
    ["", "", "", "fact:a.b.c", "http://x.y/(a)_b*", "mailto:a@b.c", "https://x/?a=1&amp;b=[2]"]
)
RUNS = st.builds(Run, WORDS, st.booleans(), st.booleans(), LINKS)
TEXTS = st.lists(
    st.builds(Block, st.lists(RUNS, min_size=1, max_size=4).map(tuple), st.booleans()), max_size=3
).map(canonical)
SETTINGS = settings(derandomize=True, deadline=None, max_examples=200)


def calls_made_by(work: Callable[[], object]) -> int:
    """Count the calls of functions, which are the same on every machine and at every load."""
    made = 0

    def count(frame: object, event: str, called: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


def bold(text: str) -> Run:
    return Run(text, bold=True)


def italic(text: str) -> Run:
    return Run(text, italic=True)


@SETTINGS
@given(TEXTS)
@example(canonical([Block((bold("(|"), Run(" "), bold("<b>")))]))
def test_what_is_written_reads_back_the_same(text: tuple[Block, ...]) -> None:
    assert parse(write(text)) == text


@SETTINGS
@given(st.lists(PIECES, max_size=30).map("".join))
@example("*10)* **<b>**")
@example("**- 1]b**")
def test_what_was_read_is_written_so_that_it_stays(source: str) -> None:
    text = parse(source)
    assert canonical(text) == text
    assert parse(write(text)) == text
    assert write(parse(write(text))) == write(text)


@SETTINGS
@given(
    st.lists(
        st.sampled_from(["- ", "* ", "1. ", "2) ", "+ ", "> ", "  ", "    ", "\t", "\n", "a", "b"]),
        max_size=60,
    ).map("".join)
)
@example("- " * 40 + "a")
@example("".join("  " * depth + "- a\n" for depth in range(40)))
def test_no_word_is_lost_however_lists_nest(source: str) -> None:
    assert re.findall("[ab]", plain_text(parse(source))) == re.findall("[ab]", source)


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ((Run("the "), bold("second jobs"), Run(" policy")), "the **second jobs** policy"),
        ((bold("second job"), Run("s")), "**second job**s"),
        ((Run("both", bold=True, italic=True),), "***both***"),
        ((Run("2 * 3 * 4"),), "2 \\* 3 \\* 4"),
        ((Run("snake_case _x_"),), "snake_case \\_x\\_"),
        ((Run("1. first"),), "1\\. first"),
        ((Run("2012) was"),), "2012\\) was"),
        ((Run("2012 was"),), "2012 was"),
        ((Run("- dash"),), "\\- dash"),
        ((Run("# of cases"),), "\\# of cases"),
        ((Run("> quoted"),), "\\> quoted"),
        ((Run("well-known"),), "well-known"),
        ((Run("<b>not bold</b>"),), "\\<b>not bold\\</b>"),
        ((Run("Smith & Sons &amp; Co"),), "Smith & Sons \\&amp; Co"),
        ((Run("[sic]"),), "\\[sic\\]"),
        ((Run("C:\\new"),), "C:\\\\new"),
        ((Run("`code`"),), "\\`code\\`"),
        ((Run("© HMIC 2012 – “done”"),), "© HMIC 2012 – “done”"),
        ((Run("25", link="fact:gifts.second_jobs.applications"), Run(" jobs")),
         "[25](fact:gifts.second_jobs.applications) jobs"),
        ((Run("see [a]", link="http://a.b/c_(d)"),), "[see \\[a\\]](<http://a.b/c_(d)>)"),
        ((Run("one", bold=True, link="http://a.b"), Run(", two", link="http://a.b")),
         "[**one**, two](http://a.b)"),
    ],
)  # fmt: skip
def test_is_written_plainly(runs: tuple[Run, ...], written: str) -> None:
    text = (Block(runs),)
    assert write(text) == written
    assert parse(written) == canonical(text)


@pytest.mark.parametrize(
    "runs",
    [
        (Run("a"), bold("b"), Run("c")),
        (bold("“quoted”"), Run("after")),
        (Run("before"), italic("(bracketed)")),
        (bold("a"), italic("b"), Run("c", bold=True, italic=True)),
        (italic("a"), bold("b"), italic("c")),
        (bold("*"), Run("*"), italic("*")),
        (italic("_"), Run("_x")),
        (bold("a."), Run("b")),
        (bold("a\u00a0b"), Run("\u00a0"), bold("c")),
        (Run("a", link="http://a.b"), Run("b", link="http://c.d")),
        (Run("!"), Run("a", link="http://a.b")),
        (Run("a", italic=True, link="http://a.b"), bold("b")),
        (Run("1", bold=True), Run(". x")),
    ],
)
@pytest.mark.parametrize("bullet", [False, True])
def test_marks_beside_letters_and_each_other(runs: tuple[Run, ...], bullet: bool) -> None:
    text = canonical([Block(runs, bullet)])
    assert parse(write(text)) == text
    assert plain_text(text) == "".join(run.text for run in runs)


def test_white_space_leaves_marks() -> None:
    assert parse("a **b** c") == canonical([Block((Run("a"), bold(" b "), Run("c")))])
    assert write([Block((Run("a"), bold("\u00a0b\u00a0"), Run("c")))]) == "a\u00a0**b**\u00a0c"
    assert write(parse("**b&nbsp;** c")) == "**b**\u00a0 c"


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("a\nb", [("a b", False)]),
        ("a\\\nb", [("a", False), ("b", False)]),
        ("a  \nb", [("a", False), ("b", False)]),
        ("a\n\nb", [("a", False), ("b", False)]),
        ("a\n- b", [("a", False), ("b", True)]),
        ("- a\n- b\n\nc", [("a", True), ("b", True), ("c", False)]),
        ("- a\n\n- b", [("a", True), ("b", True)]),
        ("* a\n\n+ b", [("a", True), ("b", True)]),
        ("- a\n  - b", [("a", True), ("b", True)]),
        ("- a\n\n  b", [("a", True), ("b", True)]),
        ("- - - - - a", [("- - a", True)]),
        ("- - - 1. a", [("1. a", True)]),
        ("1. a\n2. b", [("1. a", False), ("2. b", False)]),
        ("3) a", [("3) a", False)]),
        ("12.\n\npage", [("12.", False), ("page", False)]),
        ("- 1. a", [("1. a", True)]),
        ("# a", [("# a", False)]),
        ("> a", [("> a", False)]),
        ("a\n===", [("a ===", False)]),
        ("---", [("---", False)]),
        ("```\na\n```", [("``` a ```", False)]),
        ("| a | b |", [("| a | b |", False)]),
        ("<script>a</script>", [("<script>a</script>", False)]),
        ("<!-- a -->", [("<!-- a -->", False)]),
        ("&lt;b&gt; &copy;", [("<b> ©", False)]),
        ("![a](http://b)", [("!a", False)]),
        ("[a](javascript:b)", [("[a](javascript:b)", False)]),
        ("[a][b]\n\n[b]: http://c", [("[a][b]", False), ("[b]: http://c", False)]),
        ("a * b ** c", [("a * b ** c", False)]),
        ("a\x00b", [("ab", False)]),
        ("a\ud800b", [("ab", False)]),
        ("", []),
        (" \n\n\t\n", []),
        ("-\n\n- ", []),
    ],
)
def test_reads(source: str, blocks: list[tuple[str, bool]]) -> None:
    assert [(block.text, block.bullet) for block in parse(source)] == blocks


def test_reads_links() -> None:
    assert parse("<http://a.b>") == (Block((Run("http://a.b", link="http://a.b"),)),)
    assert parse("[a](http://a.b/é?c=[d])")[0].runs[0].link == "http://a.b/é?c=[d]"
    assert parse('[a](http://a.b "title")')[0].runs == (Run("a", link="http://a.b"),)


def test_points_stand_close_and_paragraphs_apart() -> None:
    blocks = [Block((Run(each),), each.islower()) for each in ("A", "b", "c", "D", "E", "f")]
    assert write(blocks) == "A\n\n- b\n- c\n\nD\n\nE\n\n- f"


@pytest.mark.parametrize("text", ["*a*", "1. a", "- a", "<b>", "[a](http://b)", "&copy;", "a\\"])
def test_escaped_words_are_words(text: str) -> None:
    assert parse(escape(text)) == (Block((Run(text),)),)
    assert parse(f"**{escape(text)}**") == (Block((bold(text),)),)


@pytest.mark.parametrize(
    "piece",
    ["word ", "a", "*", "**a ", "*a", "a* ", "_a ", "*_", "[]", "[a](", "](", "<", "&", "&#1", "\\",
     "> ", "- ", "1. ", "-\n", "- a\n", "a\n", " ", "\t", "\u00a0", "**a** ", "[a](<b", "`", "(",
     "[a](fact:b.c.d) ", "***a** b*", "[", "![", "[\n"],
)  # fmt: skip
def test_work_grows_with_the_length_only(piece: str) -> None:
    def calls(length: int) -> int:
        return calls_made_by(lambda: write(parse((piece * length)[:length])))

    calls(100)
    # Eight times as long: work that grew with the square would be 64 times as much.
    assert calls(4_000) < 12 * calls(500)


def test_a_very_long_passage_is_read() -> None:
    source = "The force investigated **four** instances of disclosure.\n\n" * 5_000
    assert len(parse(source)) == 5_000
