"""A font without shapes for text that is not seen: every character is as wide as any other and draws nothing.

It is made here, by the tables that a TrueType font in a PDF must have (OpenType 1.9; ISO 32000-1, 9.9), and a map from
its codes back to characters, by which the text is searched and copied. A font of letters would be a hundred times
larger, and would have none for letters that nobody thought of.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    import pikepdf

UNITS = 1000
"""Of the font's coordinates an em, as PDF has them."""

WIDTH, ASCENT, DESCENT = 500, 800, -200
"""Of every character, units: half an em wide, one em high from the lowest place to the highest."""

NAME = "OCRTEXT"

SHAPELESS = 1
"""The glyph of every character. 0 means that a character has none, which PDF/A-2 (6.2.11.8) forbids to show."""

_UNESCAPED = frozenset(range(0x100)) - frozenset(b"()\\\r\n")
"""Bytes that stand for themselves in a string of a PDF."""

_MOST_LINES = 100
"""Of one block of a map (Adobe Technical Note 5014)."""

_CLUSTER = regex.compile(r"\X")


class Codes:
    """The characters of a document, each with a code of two bytes by which the font knows it.

    A character is what a reader takes for one: a letter with its marks (a grapheme cluster).
    """

    def __init__(self) -> None:
        self._free = (high << 8 | low for high in sorted(_UNESCAPED) for low in sorted(_UNESCAPED) if high or low)
        self._codes: dict[str, int] = {}

    def encoded(self, characters: tuple[str, ...]) -> bytes:
        """Return the codes of characters, as they may stand within the brackets of a string."""
        return b"".join(self._code(character).to_bytes(2, "big") for character in characters)

    def _code(self, character: str) -> int:
        if character not in self._codes:
            self._codes[character] = next(self._free)
        return self._codes[character]

    def characters(self) -> dict[int, str]:
        """Return the characters that were met, by their codes, in the order of these."""
        return {code: character for character, code in self._codes.items()}


def characters_of(text: str) -> tuple[str, ...]:
    """Return the characters of a text as `Codes` counts them."""
    return tuple(_CLUSTER.findall(text))


def add_font(pdf: pikepdf.Pdf, codes: Codes) -> pikepdf.Object:
    """Return the font with the codes of a document, added to a PDF."""
    from pikepdf import Array, Dictionary, Name, Stream

    characters = codes.characters()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{NAME}"),
        # Of one width; with characters outside the standard Latin set (ISO 32000-1, table 123).
        Flags=1 | 4,
        FontBBox=Array([0, DESCENT, WIDTH, ASCENT]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        FontFile2=Stream(pdf, shapeless_font()),
    )
    glyphs = SHAPELESS.to_bytes(2, "big") * (max(characters, default=0) + 1)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{NAME}"),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=WIDTH,
        CIDToGIDMap=Stream(pdf, glyphs),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name(f"/{NAME}"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=Stream(pdf, _to_unicode(characters)),
    )
    return pdf.make_indirect(font)


def _to_unicode(characters: dict[int, str]) -> bytes:
    """Return the map from codes to characters (ISO 32000-1, 9.10.3)."""
    lines = [f"<{code:04X}> <{_utf16(character).hex().upper()}>" for code, character in characters.items()]
    blocks = [lines[start : start + _MOST_LINES] for start in range(0, len(lines), _MOST_LINES)]
    mapped = "\n".join("\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be", errors="surrogatepass")


def shapeless_font() -> bytes:
    """Return a TrueType font of two glyphs, an empty one and `SHAPELESS`; equal bytes at any time.

    `SHAPELESS` is a stroke without a width from the lowest place to the highest: nothing is drawn of it, and viewers
    that mark a character where its outline is (Chromium) mark all of its height.
    """
    glyphs = SHAPELESS + 1
    corners = (0, DESCENT, WIDTH, ASCENT)
    # One contour of two points, each on the curve, the second given by its distance from the first.
    stroke = struct.pack(">hhhhhHHBBhhhh", 1, *corners, 1, 0, 1, 1, 0, WIDTH, DESCENT, ASCENT - DESCENT)
    tables = {
        # A symbol's place, so that the font has a character at all.
        b"cmap": struct.pack(">HHHHL", 0, 1, 1, 0, 12) + struct.pack(">HHHHHH", 6, 12, 0, 32, 1, SHAPELESS),
        b"glyf": stroke,
        b"head": struct.pack(
            ">HHLLLHHqqhhhhHHhhh",
            *(1, 0, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, 0, DESCENT, WIDTH, ASCENT, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(
            ">HHhhhHhhhhhhhhhhhH", *(1, 0, ASCENT, DESCENT, 0, WIDTH, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, glyphs)
        ),
        b"hmtx": struct.pack(">Hh", WIDTH, 0) * glyphs,
        b"loca": struct.pack(">HHH", 0, 0, len(stroke) // 2),
        b"maxp": struct.pack(">LHHHHHHHHHHHHHH", 0x10000, glyphs, *(2, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)),
        b"post": struct.pack(">LLhhLLLLL", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }
    # The checksum of the whole is such that the sum is this (OpenType, `head`).
    unchecked = _assembled(tables)
    head = tables[b"head"]
    tables[b"head"] = head[:8] + struct.pack(">L", (0xB1B0AFBA - _checksum(unchecked)) % 2**32) + head[12:]
    return _assembled(tables, checked_as=head)


def _assembled(tables: dict[bytes, bytes], checked_as: bytes | None = None) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">LHHHH", 0x10000, count, 16 << power, power, 16 * (count - (1 << power)))
    content, offset = b"", 12 + 16 * count
    for tag, table in sorted(tables.items()):
        checked = checked_as if checked_as is not None and tag == b"head" else table
        directory += tag + struct.pack(">LLL", _checksum(checked), offset + len(content), len(table))
        content += _padded(table)
    return directory + content


def _checksum(content: bytes) -> int:
    padded = _padded(content)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) % 2**32


def _padded(content: bytes) -> bytes:
    return content + b"\0" * (-len(content) % 4)
