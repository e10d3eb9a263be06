"""Addresses as people may see them: without what lets anybody in."""

from __future__ import annotations

import re

_USER = re.compile(r"(?<=://)[^/?#\s]*@")
"""A user and a password before the host: up to the last @ of it, as a password may hold one."""

_LOOSE_USER = re.compile(r"(?<![^\s'\"(<=,])[^\s/:@'\"(<=,]+:[^\s/@]+@(?=[\w\[])")
"""The same where the address has no scheme."""

_QUERY = re.compile(r"(?<=[^\s?])\?[^\s'\")>]+")
"""What follows a question mark: tokens stand there."""

HIDDEN = "***"


def redacted(text: str) -> str:
    """Return a text with the credentials of all addresses in it hidden."""
    return _QUERY.sub(f"?{HIDDEN}", _LOOSE_USER.sub(f"{HIDDEN}@", _USER.sub(f"{HIDDEN}@", text)))
