"""What notes set apart: where a footnote is called in the text above it, and where the text goes on behind it.

Edits never move anything: a footnote stays where it stands on its page, a block of its own, and its record says where
it is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from ocr_pipeline.records import Block, BlockKind, Emphasis, MarkKind, replace
from ocr_pipeline.text.text_layout import TextLayout

SET_APART = frozenset({BlockKind.FOOTNOTE, BlockKind.MARGIN_NOTE, BlockKind.LABEL})

_NOTE = regex.compile(r"(?P<stars>[*+]{1,4})(?P<close>\)?)\s?(?!\s*$)|(?P<sign>[\dIlxх]{1,2})(?P<close>\)|\s)")
"""What a footnote begins with: stars, a number, or `x)`, the star of machines that have none."""

_ENDS_SENTENCE = regex.compile(r"[.!?:;…][\"»“)]*$")
_LETTERS_FOR_SIGNS = str.maketrans({"I": "1", "l": "1", "х": "x"})


def begins_note(text: str) -> bool:
    """Return whether a line begins with the mark of a footnote."""
    return bool(_NOTE.match(text))


def with_notes_placed(
    blocks: Sequence[Block], layout: TextLayout, raised: Sequence[Emphasis] = ()
) -> tuple[Block, ...]:
    """Return the blocks with the place where each footnote is called, and with what goes on behind notes.

    A call is told only where one place on the page may be it: the same mark, behind a word or raised.
    """
    page_of = {line.start: line.page for line in layout.lines}
    first_line = {page: lines[0].start for page, lines in enumerate(layout.by_page) if lines}
    marks = {one.start: layout.text[one.start : one.end] for one in raised if one.kind is MarkKind.RAISED}
    placed: list[Block] = []
    for number, block in enumerate(blocks):
        page = page_of.get(block.start)
        if block.kind is BlockKind.FOOTNOTE and page is not None:
            call = _call(layout.text, first_line[page], block, marks)
            placed.append(replace(block, call=call) if call is not None else block)
        else:
            before = _interrupted(blocks, number, layout.text)
            placed.append(replace(block, continues=before.start) if before is not None else block)
    return tuple(placed)


def _call(text: str, page_start: int, note: Block, raised: Mapping[int, str]) -> int | None:
    """Return where the mark with which a note begins stands in the page above it; None unless in one place alone."""
    found = _NOTE.match(text[note.start : note.end])
    if found is None:
        return None
    above = text[page_start : note.start]
    if found["stars"]:
        sign = regex.escape(found["stars"][0])
        pattern = rf"(?<=[\p{{L}}\p{{N}}.,;:!?\"»)] ?){sign}{{{len(found['stars'])}}}(?!{sign})"
        places = [page_start + one.start() for one in regex.finditer(pattern, above)]
        return places[0] if len(places) == 1 else None
    sign = found["sign"].translate(_LETTERS_FOR_SIGNS)
    alike = "".join({"1": "[1Il]", "x": "[xх]"}.get(letter, letter) for letter in sign)
    places = [page_start + one.start() for one in regex.finditer(rf"(?<=[\p{{L}}.,\"»] ?){alike}\)", above)]
    places += [
        place
        for place, typed in raised.items()
        if page_start <= place < note.start and typed.rstrip(")").translate(_LETTERS_FOR_SIGNS) == sign
    ]
    return places[0] if len(set(places)) == 1 else None


def _interrupted(blocks: Sequence[Block], number: int, text: str) -> Block | None:
    """Return the block whose sentence goes on in a block, over notes between them; None where there is none."""
    block = blocks[number]
    if block.kind is not BlockKind.PARAGRAPH or not number or blocks[number - 1].kind not in SET_APART:
        return None
    before = next((other for other in blocks[number - 1 :: -1] if other.kind not in SET_APART), None)
    if before is None or before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return None
    is_open = not _ENDS_SENTENCE.search(text[max(0, before.end - 3) : before.end])
    return before if is_open and text[block.start].islower() else None
