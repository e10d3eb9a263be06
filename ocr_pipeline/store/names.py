"""The names of pages: those of the files that they were scanned to, so that a page is found again beside its scan.

    NAME = STEM [~NUMBER] [-FRAME] [L|R]

STEM is the file's name without its suffix, `escaped`; NUMBER, from 2, tells files apart that share a stem (`1019.tif`,
`1019.jpg`) or would share a page's name (`1.tif`, which may be a spread, and `1L.tif`), in the document's order; FRAME,
from 1, is that in a file of several, and in every PDF; L and R are the sides of a spread. `~` in a stem is escaped: no
stem looks like one with a number. Nothing else of the neighbours is in a name; the order is in the records.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path

from ocr_pipeline.records import ScanSource, Side

NAME_BYTES = 120
"""Length of an escaped stem in UTF-8, as of a document's name: file systems allow 255 bytes, 143 where they encrypt
names, and number, frame, side and suffix are added to it."""

HASH_DIGITS = 10
"""Of a stem that is cut, hexadecimal: among 1,000 such names two are alike once in two million documents, and are then
told apart by their numbers."""

_SIDES = {Side.WHOLE: "", Side.LEFT: "L", Side.RIGHT: "R"}
"""What a page's name adds to its scan's: names do not depend on how the scans before were split."""

_ESCAPED = re.compile(
    r"""
    [%~]                    # means something in names
    | [/\\:*?"<>|]          # no file name on one system or another
    | [&'$`!]               # with " < > \: what HTML, and a shell between quotes, take for more than a character
    | \A[-. ]               # an option, a hidden file, a space that nobody sees
    | [ ]\Z
    | \.(?=[A-Za-z])        # begins a suffix: the first such dot of a file's name ends the page's (`page_of`)
    """,
    re.VERBOSE,
)
"""What is escaped, with all that cannot be printed (`str.isprintable`): control characters, bytes that are no UTF-8."""

_SUFFIX = re.compile(r"\.[a-z]")


def page_id(scan: str, side: Side) -> str:
    """Return the name of a page by that of its scan and the side of it that the page is."""
    return scan + _SIDES[side]


def page_of(file: str) -> tuple[str, str] | None:
    """Return the name of the page and the suffix that a file's name is made of; None for a name of no page's file."""
    found = _SUFFIX.search(file, 1)
    return (file[: found.start()], file[found.start() :]) if found and not file.startswith(".") else None


def scan_names(sources: Sequence[ScanSource]) -> tuple[str, ...]:
    """Return the names of the scans of one document, in its order: all pages of all of them have names of their own.

    They differ also where a file system disregards case, or how letters are composed.
    """
    frames: dict[Path, list[int]] = {}
    for source in sources:
        frames.setdefault(source.path, []).append(source.frame)
    names: dict[tuple[Path, int], str] = {}
    taken: set[str] = set()
    for path, found in frames.items():
        stem = escaped(path.stem)
        # By its name alone, so that a PDF that gets a second page, or cannot be opened today, keeps its names.
        of_several = len(found) > 1 or path.suffix.lower() == ".pdf"
        for number in count(1):
            base = stem if number == 1 else f"{stem}~{number}"
            here = [f"{base}-{frame + 1:04d}" if of_several else base for frame in found]
            pages = {_folded(page_id(name, side)) for name in here for side in Side}
            if taken.isdisjoint(pages):
                break
        taken |= pages
        names |= {(path, frame): name for frame, name in zip(found, here, strict=True)}
    return tuple(names[source.path, source.frame] for source in sources)


def escaped(stem: str) -> str:
    """Return a stem as any file system, web page and quoted word of a shell can bear it; Cyrillic and spaces stay.

    Other stems give other names, unless they differ in how letters are composed alone: what is escaped is written as
    its bytes, `%0A`, and one that is too long is cut and ends in `~x` and a hash of the whole.
    """
    text = unicodedata.normalize("NFC", stem)
    name = "".join(
        character if character.isprintable() and not _ESCAPED.match(text, at) else _as_bytes(character)
        for at, character in enumerate(text)
    )
    if len(name.encode()) <= NAME_BYTES:
        return name
    end = f"~x{sha256(name.encode()).hexdigest()[:HASH_DIGITS]}"
    begin = name.encode()[: NAME_BYTES - len(end)].decode(errors="ignore")
    return re.sub(r"%[0-9A-F]?\Z", "", begin) + end


def _as_bytes(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
