"""A font without shapes: TrueType that others open, and codes that lead back to characters."""

from __future__ import annotations

import io
import re

import pikepdf
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.formats.pdf.font import (
    ASCENT,
    DESCENT,
    SHAPELESS,
    UNITS,
    WIDTH,
    Codes,
    add_font,
    characters_of,
    shapeless_font,
)

CHARACTERS = st.text(st.characters(exclude_categories=[]), min_size=1, max_size=30)


def mapped(font):
    """Return the characters of a font's map by their codes."""
    _, *blocks = font.ToUnicode.read_bytes().decode("ascii").split("beginbfchar")
    lines = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>$", "".join(blocks), re.MULTILINE)
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be", "surrogatepass") for code, text in lines}


def test_it_is_a_truetype_font_whose_checksums_hold():
    font = TTFont(io.BytesIO(shapeless_font()), checkChecksums=2)
    assert {font[name] is not None for name in font.keys()} == {True}  # noqa: SIM118
    assert font["head"].unitsPerEm == UNITS
    assert (font["hhea"].ascent, font["hhea"].descent) == (ASCENT, DESCENT)
    assert {width for width, _ in font["hmtx"].metrics.values()} == {WIDTH}


def test_its_character_has_its_height_and_no_area():
    font = TTFont(io.BytesIO(shapeless_font()))
    glyph = font["glyf"][font.getGlyphOrder()[SHAPELESS]]
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (0, DESCENT, WIDTH, ASCENT)
    assert len(glyph.coordinates) == 2


def test_it_is_the_same_at_any_time():
    assert shapeless_font() == shapeless_font()


@given(CHARACTERS)
def test_a_text_is_its_characters(text):
    assert "".join(characters_of(text)) == text


def test_a_letter_with_its_mark_is_one_character():
    assert characters_of("е\u0301й") == ("е\u0301", "й")


@given(CHARACTERS)
def test_codes_lead_back_to_the_text(text):
    codes = Codes()
    written = codes.encoded(characters_of(text))
    assert not set(written) & set(b"()\\\r\n")
    with pikepdf.new() as pdf:
        known = mapped(add_font(pdf, codes))
    assert "".join(known[written[at : at + 2]] for at in range(0, len(written), 2)) == text


def test_more_characters_than_a_block_of_the_map_holds():
    codes = Codes()
    text = "".join(chr(0x4E00 + number) for number in range(1000))
    codes.encoded(characters_of(text))
    with pikepdf.new() as pdf:
        font = add_font(pdf, codes)
        assert set(mapped(font).values()) == set(text)
        assert max(map(int, re.findall(rb"(\d+) beginbfchar", font.ToUnicode.read_bytes()))) == 100
        glyphs = font.DescendantFonts[0].CIDToGIDMap.read_bytes()
    assert set(glyphs[1::2]) == {SHAPELESS}
    assert len(glyphs) // 2 > max(codes.characters())
