"""The output formats there are, by name: this program's own and those of installed packages, all entry points."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from ocr_pipeline.errors import FormatUnknown, FormatUnusable
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.json import PAGE_SUFFIX
from ocr_pipeline.plugins import loaded

GROUP = "ocr_pipeline.formats"
"""Entry points of formats."""

ALWAYS = ("json", "csv", "html")
"""What every job writes: the records, which it goes on from and every other format is made of, and its overview."""

DEFAULT = ("txt", "png", *ALWAYS)
"""What a job writes where nothing else is asked for."""


def format_names() -> tuple[str, ...]:
    """Return the names of the installed formats, in alphabetical order."""
    return tuple(sorted(_entries()))


def formats_named(names: Iterable[str]) -> tuple[Format, ...]:
    """Return the formats of these names and those of `ALWAYS`, each once.

    Raises `FormatUnknown`; `FormatUnusable` where a package's is no format, or would write files of another one.
    """
    entries = _entries()
    chosen: dict[str, Format] = {}
    for name in dict.fromkeys((*ALWAYS, *names)):
        if name not in entries:
            raise FormatUnknown(name, f"installed: {', '.join(sorted(set(entries) - set(ALWAYS)))}")
        chosen[name] = loaded(entries[name], Format, FormatUnusable)
    by_suffix = {PAGE_SUFFIX: "json"}
    for name, one in chosen.items():
        if by_suffix.setdefault(one.suffix, name) != name:
            raise FormatUnusable(name, f"its files end in {one.suffix}, as those of {by_suffix[one.suffix]} do")
    return tuple(chosen.values())


@lru_cache(maxsize=1)
def installed_formats() -> tuple[Format, ...]:
    """Return every installed format that can be used."""
    found = []
    for entry in _entries().values():
        try:
            found.append(loaded(entry, Format, FormatUnusable))
        except FormatUnusable:
            # An unusable format is an error for those who ask for it by name, not for others.
            continue
    return tuple(found)


def _entries() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}
