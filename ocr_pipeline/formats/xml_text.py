"""Text as XML 1.0 can hold it: one rule for all formats that are XML."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
"""What stands for a character that XML has no place for (Unicode: replacement character): nothing is lost unseen."""

_INVALID = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (fifth edition, production 2): most control characters, lone surrogates, U+FFFE."""


def xml_text(text: str) -> str:
    """Return a text with U+FFFD for each character that is invalid in XML; it is as long as before."""
    return _INVALID.sub(REPLACEMENT, text)
