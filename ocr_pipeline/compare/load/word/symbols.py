"""Characters of fonts that have an order of their own (`w:sym` of a DOCX): what they look like, as Unicode."""

from __future__ import annotations

from collections.abc import Mapping

_LETTERS = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_LIKE_ASCII = " !#%&()+,./0123456789:;<=>?[]_{|}"

_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": {
        **{ord(character): character for character in _LIKE_ASCII},
        **dict(enumerate(_LETTERS, ord("a"))),
        **dict(enumerate(_CAPITALS, ord("A"))),
        0x22: "∀",
        0x24: "∃",
        0x27: "∋",
        0x2A: "∗",
        0x2D: "−",
        0x40: "≅",
        0x5C: "∴",
        0x5E: "⊥",
        0x7E: "∼",
        0xA2: "′",
        0xA3: "≤",
        0xA4: "⁄",
        0xA5: "∞",
        0xAB: "↔",
        0xAC: "←",
        0xAD: "↑",
        0xAE: "→",
        0xAF: "↓",
        0xB0: "°",
        0xB1: "±",
        0xB2: "″",
        0xB3: "≥",
        0xB4: "×",
        0xB6: "∂",
        0xB7: "•",
        0xB8: "÷",
        0xB9: "≠",
        0xBA: "≡",
        0xBB: "≈",
        0xBC: "…",
        0xC6: "∅",
        0xC7: "∩",
        0xC8: "∪",
        0xCE: "∈",
        0xCF: "∉",
        0xD0: "∠",
        0xD1: "∇",
        0xD5: "∏",
        0xD6: "√",
        0xD7: "⋅",
        0xE5: "∑",
        0xF2: "∫",
    },
    "wingdings": {
        0x28: "☎",
        0x2A: "✉",
        0x6C: "●",
        0x6E: "■",
        0x6F: "□",
        0x71: "❑",
        0x75: "◆",
        0x76: "❖",
        0x9F: "•",
        0xA7: "▪",
        0xA8: "◻",
        0xD8: "➢",
        0xDF: "←",
        0xE0: "→",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    },
}
"""The common characters of each font by their place in it."""

_PRIVATE = range(0xE000, 0xF900)
_SHIFTED = range(0xF000, 0xF100)
"""Where Word puts the 256 places of such a font."""


def unicode_of(font: str, code: str) -> str | None:
    """Return the character at a place (hexadecimal) of a font; None where it is not known what it looks like."""
    try:
        place = int(code, 16)
    except ValueError:
        return None
    if place in _SHIFTED or place < 0x100:
        found = _FONTS.get(font.strip().lower(), {}).get(place & 0xFF)
        ascii_place = 0x20 <= (place & 0xFF) < 0x7F and font.strip().lower() not in _FONTS
        # A font of letters keeps ASCII where it is; beyond that its order may be any.
        return found or (chr(place & 0xFF) if ascii_place and not _is_pictures(font) else None)
    if place in _PRIVATE or not 0 < place < 0x110000 or not chr(place).isprintable():
        return None
    return chr(place)


def _is_pictures(font: str) -> bool:
    return any(name in font.lower() for name in ("dings", "symbol", "marlett", "extra", "awesome", "ornament"))
