"""Whether a file is hOCR, by how it begins: it is HTML to all else that looks at it."""

from __future__ import annotations

import re

_STATED = re.compile(r"[\"'\s=]ocr_page\b|name\s*=\s*[\"']?ocr-(?:system|capabilities)\b", re.IGNORECASE)
"""The class of its first page, or what wrote it, as its head states."""


def is_hocr(head: str) -> bool:
    """Return whether a file that begins so, some thousand characters, is hOCR."""
    return head.lstrip("\ufeff\xef\xbb\xbf \t\r\n").startswith("<") and bool(_STATED.search(head))
