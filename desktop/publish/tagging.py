"""Mends the structure that WeasyPrint gives to pages, where it would mislead a screen reader.

What is given to these functions is pydyf's: dictionaries and arrays that refer to each other by
`b"12 0 R"`, and streams as lists of what stands in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from weasyprint.document import Document
from weasyprint.formatting_structure import boxes

from desktop.publish.rendering import POINTS_PER_PIXEL

_ONCE = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
_MAY_GO_ON = _ONCE | {"/Div", "/Sect", "/Art", "/Part", "/L", "/LI", "/LBody", "/NonStruct"}


def mend_tags(document: Document, pdf: Any) -> None:
    """Mend the structure of pages that are about to be written as a PDF."""
    elements: dict[bytes, Any] = {}
    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Type") == "/StructElem":
            elements[_reference(each)] = each
    root = elements[_object(pdf, pdf.catalog["StructTreeRoot"])["K"][0]]
    _make_running_matter_artifacts(pdf, elements, root)
    _join_over_pages(document, pdf, elements, root)
    for each in elements.values():
        role = each.get("S")
        if role in _ONCE and elements[each["P"]].get("S") == role:
            each["S"] = "/NonStruct"
        elif role == "/L":
            each["A"] = _dictionary(each, {"O": "/List", "ListNumbering": "/Disc"})
        elif role == "/Figure":
            _place_figure(each, _object(pdf, each["Pg"]))


def _reference(element: Any) -> bytes:
    reference: bytes = element.reference
    return reference


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _dictionary(like: Any, values: dict[str, object]) -> Any:
    return type(like)(values)


def _make_running_matter_artifacts(pdf: Any, elements: dict[bytes, Any], root: Any) -> None:
    """Let running heads and feet be nothing to read: their elements stand outside the structure."""
    read = set(root["K"])
    unread: defaultdict[bytes, set[int]] = defaultdict(set)
    tops = [each for each in elements.values() if each["P"] == root.reference]
    for each in tops:
        if each.reference not in read:
            for reference in _all_below(each, elements):
                element = elements.pop(reference)
                unread[element["Pg"]] |= {kid for kid in element["K"] if isinstance(kid, int)}
                element.clear()
    marks = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for number, page in enumerate(pdf.page_references):
        for mark in unread[page]:
            marks[2 * number + 1][mark] = b"null"
        stream = _object(pdf, _object(pdf, page)["Contents"]).stream
        for place, item in enumerate(stream):
            if isinstance(item, dict) and item.get("MCID") in unread[page]:
                stream[place - 1] = "/Artifact"
                stream[place] = _dictionary(item, {"Type": "/Pagination"})


def _all_below(element: Any, elements: dict[bytes, Any]) -> Iterator[bytes]:
    for kid in element["K"]:
        if kid in elements:
            yield from _all_below(elements[kid], elements)
    yield element.reference


def _join_over_pages(document: Document, pdf: Any, elements: dict[bytes, Any], root: Any) -> None:
    """Make one paragraph, one list, one section of what goes on over the end of a page."""
    ends = [*pairwise(zip(document.pages, pdf.page_references, strict=True))]
    # From the last page on, so that what goes on over several of them comes together.
    for (page, reference), (next_page, next_reference) in reversed(ends):
        pages = [elements[kid]["Pg"] for kid in root["K"]]
        if reference not in pages or next_reference not in pages:
            continue
        place = pages.index(next_reference)
        before, after = elements[root["K"][place - 1]], elements[root["K"][place]]
        parent = root
        for _ in _going_on(page._page_box, next_page._page_box):
            may_join = before["S"] == after["S"] and before["S"] in _MAY_GO_ON
            if not may_join or any(kid not in elements for kid in after["K"]):
                break
            last, first = before["K"][-1:], after["K"][:1]
            for kid in after["K"]:
                elements[kid]["P"] = before.reference
            before["K"].extend(after["K"])
            parent["K"].remove(after.reference)
            del elements[after.reference]
            after.clear()
            if not first or not last or last[0] not in elements:
                break
            parent, before, after = before, elements[last[0]], elements[first[0]]


def _going_on(page: boxes.Box, next_page: boxes.Box) -> Iterator[None]:
    """Give one for each box, from the outermost, that ends a page and begins the next one."""
    last, first = page.children[0], next_page.children[0]
    while (
        isinstance(last, boxes.BlockBox)
        and isinstance(first, boxes.BlockBox)
        and last.element is first.element
        and last.element_tag == first.element_tag
    ):
        if last.element_tag not in ("html", "body"):
            yield None
        if not last.children or not first.children:
            return
        last, first = last.children[-1], first.children[0]


def _place_figure(figure: Any, page: Any) -> None:
    """Say where a picture stands in the page's own points, from its foot."""
    left, top, right, bottom = (POINTS_PER_PIXEL * edge for edge in figure["A"]["BBox"])
    height = page["MediaBox"][3]
    figure["A"]["BBox"][:] = [left, height - bottom, right, height - top]
