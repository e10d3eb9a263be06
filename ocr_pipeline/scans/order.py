"""The order in which names of scans are read: as a person sorts them, the back of a leaf after its front."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

_Parts: TypeAlias = tuple[tuple[int, int | str], ...]
Key: TypeAlias = tuple[_Parts, int, _Parts, str]
"""A leaf, which side of it, what else the name says, and the name itself, by which no two names are equal."""

_SIDES = {
    **dict.fromkeys(("l", "л"), 1),
    **dict.fromkeys(("r", "п", "recto"), 2),
    **dict.fromkeys(("v", "verso", "ob", "об", "обор", "оборот"), 3),
}
"""What stands behind a number for one side of it: left and right for the pages of a spread; recto and verso for those
of a leaf, the verso in Russian `об.` for оборот. A bare `r` comes behind `l` and before `v`, whichever it means. A name
without any is the front, and comes first."""

_SIDE_OF_LEAF = re.compile(rf"(.*\d[^\W\d_]?)[\s._-]*({'|'.join(_SIDES)})(?![^\W\d_])\.?(.*)", re.DOTALL)
"""A number, perhaps with a letter (leaf 97а), the side, and whatever follows that is no letter."""


def natural_key(name: str) -> Key:
    """Return a key that sorts names as a person does: figures by value, letters without regard to case.

    The back of a leaf comes after its front and before the next leaf: 97, 97 об, 97а, 97а об, 98.
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    found = _SIDE_OF_LEAF.fullmatch(folded)
    if found is None:
        return _parts(folded), 0, (), name
    leaf, side, rest = found.groups()
    return _parts(leaf), _SIDES[side], _parts(rest), name


def _parts(text: str) -> _Parts:
    parts = re.split(r"(\d+)", text)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)
