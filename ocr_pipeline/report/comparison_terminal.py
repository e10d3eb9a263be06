"""A comparison as lines for a terminal."""

from __future__ import annotations

import unicodedata
from collections import Counter

from rich.cells import cell_len, set_cell_size

from ocr_pipeline.compare.records import Category, Comparison, Rate, ScoreLayer, Variant
from ocr_pipeline.report.order import ranked

HEADINGS = ("no.", "page:line", "category", "verdict", "ours", "theirs")
NOTHING = "∅"
"""Stands for an empty reading: a hyphen would be one that is typed."""

NARROWEST_READING = 8
"""Columns: below this a reading says nothing, and the line may as well be longer than the terminal."""


def report_terminal(comparison: Comparison, width: int, limit: int = 40) -> str:
    """Return scores, coverage and the first `limit` variants by weight as plain text, lines within `width` columns.

    Control characters in what was read or transcribed are shown, never sent to the terminal.
    """
    variants = ranked(comparison)
    blocks = [_head(comparison), _scores(comparison), _table(variants[:limit], width)]
    if len(variants) > limit:
        blocks.append(f"… and {len(variants) - limit} more variants")
    blocks += [visible(note) for note in comparison.notes]
    return "\n\n".join(_fitting(block, width) for block in blocks if block) + "\n"


def _head(comparison: Comparison) -> str:
    verdicts = Counter(variant.verdict for variant in comparison.variants)
    lines = [
        f"{visible(comparison.document)} beside {visible(comparison.transcription.name)}",
        f"coverage: {comparison.coverage.ours:.1%} of ours, {comparison.coverage.theirs:.1%} of theirs",
        f"variants: {len(comparison.variants)}",
    ]
    lines += [f"  {count:>5}  {verdict.value}" for verdict, count in verdicts.most_common()]
    if comparison.pages_without_transcription:
        pages = ", ".join(map(visible, comparison.pages_without_transcription))
        lines.append(f"pages without transcription: {pages}")
    return "\n".join(lines)


def _scores(comparison: Comparison) -> str:
    names = max(len(layer.name) for layer in comparison.scores.layers)
    lines = [f"{'':{names}}  {'CER (95 %)':<24}  WER (95 %)"]
    lines += [_layer(layer, names) for layer in comparison.scores.layers]
    return "\n".join(lines)


def _layer(layer: ScoreLayer, names: int) -> str:
    line = f"{layer.name:{names}}  {_rate(layer.cer):<24}  {_rate(layer.wer)}"
    if layer.forgiven:
        forgave = ", ".join(f"{visible(each.name)} {each.count}" for each in layer.forgiven)
        line += f"\n{'':{names}}  forgave {forgave}"
    return line


def _rate(rate: Rate) -> str:
    shown = f"{rate.rate:.2%}" if rate.exact else f"at most {rate.rate:.2%}"
    if rate.truth_empty:
        return f"{shown}, empty truth"
    known = rate.low is not None and rate.high is not None
    return f"{shown} ({rate.low:.2%} to {rate.high:.2%})" if known else f"{shown} (no interval)"


def _table(variants: tuple[Variant, ...], width: int) -> str:
    if not variants:
        return ""
    rows = [HEADINGS, *(_row(variant) for variant in variants)]
    fixed = [max(cell_len(row[column]) for row in rows) for column in range(4)]
    reading = max(NARROWEST_READING, (width - sum(fixed) - 2 * 5) // 2)
    reading = min(reading, max(cell_len(cell) for row in rows for cell in row[4:]))
    widths = (*fixed, reading, reading)
    lines = [
        "  ".join(_cell(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    if not all(variant.ours and variant.theirs for variant in variants):
        lines.append(f"({NOTHING}: nothing stands there)")
    return "\n".join(lines)


def _row(variant: Variant) -> tuple[str, ...]:
    place = variant.places[0] if variant.places else None
    return (
        str(variant.number),
        visible(f"{place.page_id}:{place.line + 1}") if place else "",
        _SHORT_CATEGORIES.get(variant.category, variant.category.value),
        f"{_SHORT_VERDICTS.get(variant.verdict.value, variant.verdict.value)} {variant.probability:.0%}",
        _reading(variant.ours),
        _reading(variant.theirs),
    )


def _reading(text: str) -> str:
    """Return a reading on one line: `NOTHING` for none, and space made visible where there is nothing else."""
    shown = visible(text)
    return (shown if shown.strip() else shown.replace(" ", "␣")) or NOTHING


_SHORT_CATEGORIES = {Category.STRETCH: "stretch", Category.CONVENTION: "convention"}
"""The categories in fewer columns; those that are short already stand as they are."""

_SHORT_VERDICTS = {
    "reading error likely": "reading error",
    "transcription error likely": "transcription error",
    "editorial addition": "editorial",
    "missing in the transcription": "not transcribed",
    "missing in the scan": "not on the scan",
}
"""The verdicts in fewer columns; those that are short already stand as they are."""


def _cell(text: str, columns: int) -> str:
    """Return `text` padded, or cut at its end, to so many columns."""
    if cell_len(text) <= columns:
        return text + " " * (columns - cell_len(text))
    return set_cell_size(text, columns - 1) + "…"


def _fitting(block: str, width: int) -> str:
    """Return the block, its lines broken at spaces where they are wider than `width` columns."""
    return "\n".join(piece for line in block.split("\n") for piece in _wrapped(line, width))


def _wrapped(line: str, width: int) -> list[str]:
    pieces: list[str] = []
    while cell_len(line) > width:
        head = set_cell_size(line, width).rstrip()
        at = head.rfind(" ", 2)
        # A name without a space is broken where the terminal would break it.
        at = at if at > 1 and head[:at].strip() else max(1, len(head))
        pieces.append(line[:at].rstrip())
        line = "  " + line[at:].lstrip()
        if width <= _NARROWEST:
            break
    return [*pieces, line]


_NARROWEST = 10
"""Columns below which breaking lines makes no text."""


def visible(text: str) -> str:
    """Return `text` on one line: line breaks and other control and format characters as symbols or their numbers."""
    return "".join(
        _SIGNS.get(sign, sign)
        if sign in _SIGNS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        else f"<{ord(sign):04X}>"
        for sign in text
    )


_SIGNS = {"\n": "⏎", "\f": "␌", "\r": "␍", "\t": "→", "\u00ad": "‧"}
