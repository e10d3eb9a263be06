"""Text of a source PDF that another reader laid, unseen, over its scan: it is taken out, as ours takes its place.

What counts as such is text in rendering mode 3 (ISO 32000-1, 9.3.6), on the page and in the forms that it draws. Text
that is seen stays; whether there is any is told, as whoever extracts text would find it beside ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf

from ocr_pipeline.scans.pdf_contents import MAX_FORM_DEPTH, MAX_FORMS

_UNSEEN = 3

_WATCHED = "q Q Tr Tj TJ ' \" gs Do BI ID EI"
"""The operators that tell whether there is any text, and which."""

_SHOWING = frozenset({"Tj", "TJ", "'", '"'})

_Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage

_SENSELESS = (pikepdf.PdfError, IndexError, RuntimeError, TypeError, ValueError)
"""What pikepdf raises for content that is none."""


@dataclass
class OldText:
    """What is known of the text of one page: whether text is seen on it."""

    is_seen: bool = False
    _forms: int = 0

    def taken_out(self, content: pikepdf.Object, mode: int = 0, depth: int = 0) -> bytes | None:
        """Return the content of a page or form without its unseen text; None where it has none and stays as it is.

        Forms that it draws are changed in their file as it is in memory. `mode` is the rendering mode that holds at
        its beginning. Content that cannot be followed stays, and counts as text that is seen.
        """
        try:
            found = self._has_unseen(pikepdf.parse_content_stream(content, _WATCHED), content, mode, depth)
            if not found:
                return None
            kept = _without_unseen(pikepdf.parse_content_stream(content), mode)
            return pikepdf.unparse_content_stream(kept)
        except _SENSELESS:
            self.is_seen = True
            return None

    def _has_unseen(self, instructions: Iterable[_Instruction], content: pikepdf.Object, mode: int, depth: int) -> bool:
        found, saved = False, list[int]()
        for operator, operands in map(_parts, instructions):
            if operator in _SHOWING:
                found = found or mode == _UNSEEN
                self.is_seen = self.is_seen or mode != _UNSEEN
            elif operator == "Do" and operands:
                self._of_form(content, operands[0], mode, depth)
            else:
                mode = _mode_behind(operator, operands, mode, saved)
        return found

    def _of_form(self, content: pikepdf.Object, name: pikepdf.Object, mode: int, depth: int) -> None:
        resources = content.get("/Resources")
        named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        form = named.get(name) if isinstance(named, pikepdf.Dictionary) and isinstance(name, pikepdf.Name) else None
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != pikepdf.Name.Form:
            return
        self._forms += 1
        if self._forms > MAX_FORMS or depth >= MAX_FORM_DEPTH:
            self.is_seen = True
            return
        changed = self.taken_out(form, mode, depth + 1)
        if changed is not None:
            form.write(changed)


def _without_unseen(instructions: Iterable[_Instruction], mode: int) -> list[_Instruction]:
    """Return instructions without those that show unseen text; what else they do, go to the next line, is kept."""
    kept, saved = list[_Instruction](), list[int]()
    for instruction in instructions:
        operator, operands = _parts(instruction)
        if operator not in _SHOWING or mode != _UNSEEN:
            mode = _mode_behind(operator, operands, mode, saved)
            kept.append(instruction)
            continue
        if operator == '"':
            kept.append(pikepdf.ContentStreamInstruction([operands[0]], pikepdf.Operator("Tw")))
            kept.append(pikepdf.ContentStreamInstruction([operands[1]], pikepdf.Operator("Tc")))
        if operator in ("'", '"'):
            kept.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator("T*")))
    return kept


def _parts(instruction: _Instruction) -> tuple[str, list[pikepdf.Object]]:
    if isinstance(instruction, pikepdf.ContentStreamInlineImage):
        return "BI", []
    return str(instruction.operator), list(instruction.operands)


def _mode_behind(operator: str, operands: list[pikepdf.Object], mode: int, saved: list[int]) -> int:
    """Return the rendering mode that holds behind an operator; `saved` are those that `Q` brings back."""
    if operator == "q":
        saved.append(mode)
    elif operator == "Q" and saved:
        return saved.pop()
    elif operator == "Tr" and operands:
        return int(operands[0])
    return mode
