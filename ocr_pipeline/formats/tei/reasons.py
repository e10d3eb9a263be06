"""Why an edit was made: each kind and reason once in the file, to which its places refer."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from ocr_pipeline.formats.tei.elements import NEW_LINE, XML_ID, child
from ocr_pipeline.records import Edit


class Reasons:
    """The kinds and reasons of the edits met so far, in the order in which they were met."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    def of(self, edits: Iterable[Edit | None]) -> str:
        """Return the references (`@ana`) to what these edits are and why they were made."""
        known = [self._id(edit.kind.value, edit.reason) for edit in edits if edit is not None]
        return " ".join(f"#{one}" for one in dict.fromkeys(known))

    def said(self, kind: str, reason: str) -> str:
        """Return the reference to a reason that no edit gives."""
        return f"#{self._id(kind, reason)}"

    def written(self, parent: etree._Element) -> None:
        """Write them into an element."""
        if not self._ids:
            return
        group = child(parent, "interpGrp", {"type": "edit"})
        group.text = group.tail = NEW_LINE
        for (kind, reason), one in self._ids.items():
            child(group, "interp", {XML_ID: one, "type": kind}, reason).tail = NEW_LINE

    def _id(self, kind: str, reason: str) -> str:
        return self._ids.setdefault((kind, reason), f"e{len(self._ids) + 1}")
