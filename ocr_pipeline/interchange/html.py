"""HTML as browsers read it: the tree that the HTML standard prescribes, whatever is wrong with the markup.

html5lib follows the standard: a second `<html>` or `<head>` in a page that was saved badly is passed over, and the text
behind it is there; libxml2's parser puts it all into the head. What the standard lets a small file grow to, and what
html5lib takes long for, is bounded.
"""

from __future__ import annotations

import re
import sys
import warnings
from functools import partial
from typing import Protocol, TypeAlias, cast

from html5lib import HTMLParser
from html5lib.constants import DataLossWarning
from html5lib.treebuilders.etree_lxml import TreeBuilder
from lxml import etree

from ocr_pipeline.errors import InputError, TranscriptionBroken

LARGEST = 32 * 2**20
"""Characters of markup, at most: half a minute of parsing."""

DEEPEST = 1000
"""Elements within each other, at most: browsers stop at 512. Each tag costs a look at all that are open."""

GROWTH, FREE = 4, 10_000
"""Elements for each `<` of the markup, at most, and how many there may be in any case: what is never closed is opened
again in each paragraph."""

MOST_COPIED = 3 * 10**9
"""Characters, at most, that are copied while texts are put together: a text is copied at each reference (`&nbsp;`) in
it. Two seconds."""

MOST_LOOKS = 5 * 10**6
"""Open elements that are looked at, at most, over all elements of a page: five seconds. A book of 100,000 paragraphs
has two million."""

_REFERENCE = re.compile(r"&#(?:[xX]0*(?P<hexadecimal>[0-9a-fA-F]+)|0*(?P<decimal>[0-9]+));?")
_MOST_DIGITS = 7
"""Of a reference to a character that Unicode may have."""

_IN_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that a tree of XML cannot hold."""

Token: TypeAlias = dict[str, object]


def html_tree(markup: str, subject: str, broken: type[InputError] = TranscriptionBroken) -> etree._Element:
    """Return the root element, `html`, names in small letters and without a namespace; comments are left out.

    A character that XML does not have becomes U+FFFD. Raises `broken` for markup that is larger, nests deeper or grows
    further than any page does.
    """
    if len(markup) > LARGEST:
        raise broken(subject, f"HTML of more than {LARGEST // 2**20} million characters")
    if sum(text.count("&") * len(text) for text in markup.split("<")) > MOST_COPIED:
        raise broken(subject, "a text with more references than any page has")
    builder = partial(_BoundedBuilder, most=FREE + GROWTH * markup.count("<"))
    # html5lib asks for a class and calls it.
    parser = HTMLParser(tree=cast("type[TreeBuilder]", builder), namespaceHTMLElements=False)
    try:
        with warnings.catch_warnings():
            # Names that XML does not have are written otherwise: nobody looks at any of them.
            warnings.simplefilter("ignore", DataLossWarning)
            tree = parser.parse(_REFERENCE.sub(_to_character, _IN_NO_XML.sub("\ufffd", markup)))
    except _BeyondMeasureError as error:
        raise broken(subject, str(error)) from error
    return cast("etree._Element", tree.getroot())


def _to_character(reference: re.Match[str]) -> str:
    """Return a reference to a character as it is; U+FFFD for one to a character that a tree of XML cannot hold."""
    digits, base = (reference["decimal"], 10) if reference["decimal"] else (reference["hexadecimal"], 16)
    code = int(digits, base) if len(digits) <= _MOST_DIGITS else sys.maxunicode + 1
    return "\ufffd" if code > sys.maxunicode or _IN_NO_XML.match(chr(code)) else reference[0]


class _BeyondMeasureError(Exception):
    """The tree nests too deep, or grows too large: raised through html5lib, and told as the file's fault."""


def _put_before_at_once(element_class: type) -> type:
    """Return html5lib's class of elements, of which each puts another before one of its children without a look at all
    of them: what is misplaced in a table goes before it, and html5lib takes minutes for some thousands."""

    class PutsBeforeAtOnce(element_class):  # type: ignore[misc]
        def insertBefore(self, node: _Holder, refNode: _Holder) -> None:  # noqa: N802, N803
            """Put an element before a child."""
            refNode._element.addprevious(node._element)
            node.parent = self

        def insertText(self, data: str, insertBefore: _Holder | None = None) -> None:  # noqa: N802, N803
            """Put a text before a child, or last."""
            if insertBefore is None:
                super().insertText(data)
            elif (before := insertBefore._element.getprevious()) is not None:
                before.tail = (before.tail or "") + data
            else:
                self._element.text = (self._element.text or "") + data

    return PutsBeforeAtOnce


class _Holder(Protocol):
    """What html5lib has of an element of the tree."""

    _element: etree._Element
    parent: object


class _BoundedBuilder(TreeBuilder):
    """Builds the tree within bounds, and without doctype and comments, of which nothing is shown.

    Without a doctype no markup of the file goes to libxml2's own parser, which html5lib has make it.
    """

    def __init__(self, namespaceHTMLElements: bool, most: int) -> None:  # noqa: N803 - html5lib's name
        """Take the most elements that the tree may have."""
        self._left = most
        self._looks = 0
        super().__init__(namespaceHTMLElements)
        self.elementClass = _put_before_at_once(self.elementClass)

    def createElement(self, token: Token) -> object:  # noqa: N802
        """Return a new element."""
        self._count()
        return super().createElement(token)  # type: ignore[no-untyped-call]

    def insertElementNormal(self, token: Token) -> object:  # noqa: N802
        """Return a new element put into the one that is open."""
        self._count()
        if len(self.openElements) > DEEPEST:
            raise _BeyondMeasureError(f"more than {DEEPEST} elements within each other")
        return super().insertElementNormal(token)  # type: ignore[no-untyped-call]

    def insertDoctype(self, token: Token) -> None:  # noqa: N802
        """Leave a doctype out."""

    def insertCommentInitial(self, data: Token, parent: object = None) -> None:  # noqa: N802
        """Leave a comment out."""

    def insertCommentMain(self, data: Token, parent: object = None) -> None:  # noqa: N802
        """Leave a comment out."""

    def _count(self) -> None:
        self._left -= 1
        self._looks += len(self.openElements)
        if self._left < 0 or self._looks > MOST_LOOKS:
            raise _BeyondMeasureError("elements that are never closed go beyond all measure")
