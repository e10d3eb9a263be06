"""How the text goes on over a run of breaks: line ends, page ends, and the page furniture between them.

What the clean text has there is as a rule clear from where the run stands: between two blocks an empty line, within one
a space, at either end of the text nothing. Where it is not, the run says so, or is a change like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ocr_pipeline.formats.tei.tokens import Break, Changed, Content, Furniture, Space, Token
from ocr_pipeline.records import EditKind

PARAGRAPH = "\n\n"

TYPES = {"\n": "line", " ": "space", PARAGRAPH: "paragraph"}
"""What a run is in the clean text, as the `@type` of its first break, where its place does not tell."""


@dataclass(frozen=True)
class Run:
    """A run of breaks and furniture.

    `within` is the part of the text in which it stands, None between two. `joins`: nothing stands for it in the clean
    text (`@break`). `kind` is its `@type`, empty where its place tells what it is. `notes` are what the clean text says
    there of pages that are not there.
    """

    tokens: tuple[Token, ...]
    within: int | None = None
    joins: bool = False
    kind: str = ""
    notes: tuple[str, ...] = ()


def with_runs(found: Iterable[Token]) -> Iterator[Content | Run]:
    """Yield the contents of a text and the runs between them, in their order."""
    before: Content | None = None
    run: list[Token] = []
    for token in found:
        if not isinstance(token, Content):
            run.append(token)
            continue
        yield from _resolved(run, before, token)
        run = []
        yield token
        before = token
    yield from _resolved(run, before, None)


def _resolved(run: Sequence[Token], before: Content | None, after: Content | None) -> Iterator[Content | Run]:
    if not run:
        return
    breaks = [token for token in run if isinstance(token, Break)]
    written = "".join(token.written for token in breaks)
    crosses = before is None or after is None or before.part != after.part
    notes = tuple(
        note
        for token in breaks
        if token.edit is not None and token.edit.kind is EditKind.PAGES_ABSENT
        for note in token.written.split(PARAGRAPH)
        if note
    )
    plain = Run(tuple(run), None if crosses or before is None else before.part, notes=notes)
    if notes:
        usual = PARAGRAPH.join([*([""] if before else []), *notes, *([""] if after else [])])
    else:
        usual = "" if before is None or after is None or not breaks else PARAGRAPH if crosses else " "
    if written == usual:
        yield plain
    elif not written and not notes:
        yield replace(plain, joins=True)
    elif written in TYPES and not notes:
        yield replace(plain, kind=TYPES[written])
    else:
        yield _change(run, written, before or after)


def _change(run: Sequence[Token], written: str, beside: Content | None) -> Changed:
    """Return a run as a change, in a block of its own where it stands between two."""
    parts = {token.part for token in run}
    part = parts.pop() if len(parts) == 1 else -1
    within = beside is not None and beside.part == part
    diplomatic = "".join(_typed(token) for token in run)
    edits = tuple(
        dict.fromkeys(token.edit for token in run if isinstance(token, Break | Furniture) and token.edit is not None)
    )
    return Changed(
        part,
        beside.block if within and beside is not None else None,
        typed=tuple(run),
        diplomatic=diplomatic,
        clean=written,
        reading=written,
        edits=edits,
    )


def _typed(token: Token) -> str:
    match token:
        case Break():
            return token.typed
        case Furniture():
            return token.text
        case Space():
            return " " * token.quantity
    return ""
