from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.core import commonmark
from desktop.core.richtext import canonical
from desktop.ui.passage import PassageEditor
from desktop.ui.passage.pasting import read_clipboard
from tests.ui.widgets import select, text_of

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
p.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif; color:red}
</style></head><body lang=EN-GB><!--StartFragment-->
<h2>Findings</h2>
<p class=MsoNormal>The force has a <b>clear</b> and <i>published</i> policy
<span style='color:#C00000;font-size:20pt'>on leaks</span>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>first
point;<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>second
<b>point</b>.<o:p></o:p></p><!--EndFragment--></body></html>
"""
BROWSER = """
<meta charset="utf-8"><b style="font-weight:normal;"><p style="color:blue"><span
style="font-weight:400">See the </span><a href="https://example.org/p" onclick="alert(1)"><span
style="font-weight:700;font-style:italic">policy</span></a>, <a href="javascript:alert(1)">run</a>,
<a href="file:///etc/passwd">file</a> or <a href="fact:leaks.investigated">11</a>.</p></b>
<ul><li>one</li><li>two<ul><li>deeper</li></ul></li></ul><ol><li>first</li><li>then</li></ol>
<table><tr><td>cell</td><td>next</td></tr></table><img src="file:///x.png">
<script>alert(1)</script><p>a<br>b</p>
"""
PDF = (
    "Between September 2011 and May 2012, the force investigated eleven in-\n"
    "stances of inappropriate disclosure of information to the media, and in\n"
    "three of them work continues.\n"
    "We found:\n"
    "• a clear policy that staff know of and which is available to them on the\n"
    "intranet;\n"
    "• no checks.\n"
)


def rich(html: str, text: str = "") -> QMimeData:
    data = QMimeData()
    data.setHtml(html)
    data.setText(text)
    return data


def plain(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def read(data: QMimeData) -> str:
    return commonmark.write(canonical(read_clipboard(data)))


def copy(passage: PassageEditor, words: str) -> None:
    select(passage, words)
    text_of(passage).copy()


def test_word_keeps_bold_italics_and_its_points(qapp: QApplication) -> None:
    assert read(rich(WORD)) == (
        "**Findings**\n\n"
        "The force has a **clear** and *published* policy on leaks.\n\n"
        "- first point;\n- second **point**."
    )


def test_a_browser_keeps_lists_and_safe_links_and_nothing_else(qapp: QApplication) -> None:
    assert read(rich(BROWSER)) == (
        "See the [***policy***](https://example.org/p), run, file or 11.\n\n"
        "- one\n- two\n- deeper\n\n"
        "1\\. first\n\n2\\. then\n\ncell\n\nnext\n\na\n\nb"
    )


def test_lines_of_a_pdf_become_paragraphs_and_points_again(qapp: QApplication) -> None:
    assert read(plain(PDF)) == (
        "Between September 2011 and May 2012, the force investigated eleven in-stances of"
        " inappropriate disclosure of information to the media, and in three of them work"
        " continues.\n\n"
        "We found:\n\n"
        "- a clear policy that staff know of and which is available to them on the intranet;\n"
        "- no checks."
    )


NUMBERED = """<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]>
<span style='mso-list:Ignore'>{}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span><![endif]>the <b>first</b><o:p></o:p></p>"""


@pytest.mark.parametrize(
    ("html", "passage"),
    [
        (NUMBERED.format("1."), "1\\. the **first**"),
        (NUMBERED.format("(a)"), "(a) the **first**"),
        (NUMBERED.format("\uf0b7"), "- the **first**"),
        (NUMBERED.format("\xa7"), "- the **first**"),
        (NUMBERED.format("-"), "- the **first**"),
        ("<p>We found:<br>• one;<br>• two.</p>", "We found:\n\n- one;\n- two."),
        ("<p>in\xadfor\u200bmation</p>", "information"),
        ("<p>a <span style='font-weight:500'>b</span> <u>c</u> <s>d</s></p>", "a b c d"),
        ("<p><font size=7 color=red>big</font> <code>x</code><sup>1</sup></p>", "big x1"),
        ("<a href='HTTPS://x.org'>x</a> <a href='tel:1'>t</a>", "[x](HTTPS://x.org) t"),
        ("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "- one\n- two"),
    ],
)
def test_other_programs_ways_of_writing_it(qapp: QApplication, html: str, passage: str) -> None:
    assert read(rich(html)) == passage


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("one", "one"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one\r\ntwo", "one\n\ntwo"),
        ("**not bold** <b>nor this</b>", "\\*\\*not bold\\*\\* \\<b>nor this\\</b>"),
        ("one\u2028two", "one\n\ntwo"),
        ("in\xadfor\u200bmation", "information"),
        ("", ""),
        ("\n", ""),
    ],
)
def test_plain_text_is_taken_as_it_stands(qapp: QApplication, text: str, passage: str) -> None:
    assert read(plain(text)) == passage


def test_words_copied_within_passages_keep_their_look_their_facts_and_their_spaces(
    passage: PassageEditor,
) -> None:
    passage.load("There were [25](fact:leaks.investigated) **applications** in all.")
    copy(passage, "were 25 applications ")
    passage.put_cursor(at_end=True)
    text_of(passage).paste()
    assert passage.text() == (
        "There were [25](fact:leaks.investigated) **applications** in all."
        "were [25](fact:leaks.investigated) **applications**"
    )
    assert text_of(passage).toPlainText().endswith("applications ")
    offered = QGuiApplication.clipboard().mimeData()
    assert offered.text() == "were 25 applications "
    assert "fact:" not in offered.html()


def test_a_list_pasted_into_a_sentence_begins_after_it(passage: PassageEditor) -> None:
    passage.load("- one\n- two")
    text_of(passage).selectAll()
    text_of(passage).copy()
    passage.load("We found:")
    passage.put_cursor(at_end=True)
    text_of(passage).paste()
    assert passage.text() == "We found:\n\n- one\n- two"
    text_of(passage).undo()
    assert passage.text() == "We found:"


def test_paragraphs_pasted_into_a_sentence_leave_its_end_after_them(
    passage: PassageEditor,
) -> None:
    passage.load("Staff were aware.")
    text_of(passage).find("were")
    text_of(passage).insertFromMimeData(plain("one.\n\ntwo"))
    assert passage.text() == "Staff one.\n\ntwo aware."


def test_plain_paste_takes_the_words_alone(passage: PassageEditor) -> None:
    QGuiApplication.clipboard().setMimeData(rich("<p>a <b>bold</b> word</p>", "a bold word"))
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(text_of(passage), Qt.Key.Key_V, modifiers)
    assert passage.text() == "a bold word"


def test_a_hundred_thousand_letters_are_taken_and_more_are_refused_with_words(
    passage: PassageEditor,
) -> None:
    passage.load("Kept.")
    passage.put_cursor(at_end=True)
    text_of(passage).insertFromMimeData(plain("A sentence. " * 20_000))
    assert passage.text() == "Kept."
    shown = [label.text() for label in passage.findChildren(QLabel) if not label.isHidden()]
    assert any("Nothing was pasted" in words for words in shown)
    text_of(passage).insertFromMimeData(plain("\n\n".join(["A sentence. " * 50] * 166)))
    assert len(passage.text()) > 99_000


def test_words_dragged_to_another_passage_keep_their_look_and_their_facts(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    other = PassageEditor()
    qtbot.addWidget(other)
    other.load("Here:")
    other.show()
    passage.load("There were [25](fact:leaks.investigated) **applications**.")
    text_of(passage).selectAll()
    dragged = text_of(passage).createMimeDataFromSelection()
    view = text_of(other).viewport()
    place = text_of(other).cursorRect().center() + QPoint(200, 0)
    around = (Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton)
    QApplication.sendEvent(view, QDragEnterEvent(place, *around, Qt.KeyboardModifier.NoModifier))
    QApplication.sendEvent(
        view, QDropEvent(QPointF(place), *around, Qt.KeyboardModifier.NoModifier)
    )
    assert other.text() == "Here:There were [25](fact:leaks.investigated) **applications**."
