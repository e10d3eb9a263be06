"""Text in Markdown (CommonMark 0.31; tables, footnotes, strikethrough as GitHub has them): what is typed stays so."""

from __future__ import annotations

import re
import string
import unicodedata

HARD_BREAK = "\\\n"
"""A line break that is kept (CommonMark 6.7)."""

LINE = "<br>"
"""A line break within what must be one line of the file."""

_MARKUP = re.compile(r"[\\`*_\[\]<>~|$]|&(?=[#A-Za-z])")
"""Characters that begin or end markup wherever they stand; `$` is for formulas, in GitHub's dialect."""

_LINE_START = re.compile(r"([-+:](?=\s|$)|#(?=#{0,5}(?:\s|$))|[-=](?=[-=\s]*$))|(\d{1,9})([.)])(?=\s|$)")
"""What begins a heading, a list, a rule at the start of a line, or makes a heading of that above (CommonMark 4, 5)."""

_CLOSING = re.compile(r"(^|\s)(#+)$")

_EDGES = re.compile(r"^\s+|\s+$")
_CONTROLS = re.compile(r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def escaped(text: str) -> str:
    """Return text as Markdown has it within a line; of line ends, a line feed alone stays one."""
    return _CONTROLS.sub(lambda found: _references(found[0]), _MARKUP.sub(lambda found: f"\\{found[0]}", text))


def block(text: str) -> str:
    """Return the escaped text of a block: it is of no other kind, and white space at its ends stays.

    Line feeds in it are hard breaks.
    """
    return HARD_BREAK.join(_line(line) for line in _with_edges(text).split("\n"))


def one_line(text: str) -> str:
    """Return the escaped text of a block that must be one line, a heading or a cell: line feeds in it are `<br>`."""
    return _with_edges(text).replace("\n", LINE)


def heading(text: str) -> str:
    """Return the escaped text of a heading: signs at its end, that would close it, are text (CommonMark 4.2)."""
    return _CLOSING.sub(lambda found: f"{found[1]}\\{found[2]}", one_line(text))


def indented(text: str, spaces: int) -> str:
    """Return the lines of a block, all but the first one moved in by so many spaces: they go on in a list or a note."""
    return text.replace("\n", "\n" + " " * spaces)


def opens(before: str, after: str) -> bool:
    """Return whether `*` between two characters of the file begins an emphasis (left-flanking, CommonMark 6.2).

    Either is empty at an end of the line. Where readers do not agree whether a character is punctuation, no.
    """
    if not after or after.isspace():
        return False
    return not _may_be_punctuation(after) or not before or before.isspace() or before in string.punctuation


def closes(before: str, after: str) -> bool:
    """Return whether `*` between two characters of the file ends an emphasis (right-flanking, CommonMark 6.2)."""
    return opens(after, before)


def _may_be_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _with_edges(text: str) -> str:
    return _EDGES.sub(lambda found: _references(found[0]), text)


def _line(line: str) -> str:
    """Return a line that begins no other kind of block, with the white space at its ends."""
    found = _LINE_START.match(line)
    if found is None:
        return _with_edges(line)
    start = f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
    return start + _with_edges(line)[found.end() :]


def _references(text: str) -> str:
    """Return characters as numeric references: they are text wherever they stand."""
    return "".join(f"&#{ord(character)};" for character in text)
