"""Which recognizer of encodings reads passages of the transcribed pages right, by encoding, by length and in capitals.

python benchmarks/charsets.py          (peer: pip install charset-normalizer)

Right is what gives the passage back to the character, whatever the encoding is called.
"""

from __future__ import annotations

import importlib
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator

import chardet
from material import texts

from ocr_pipeline.errors import PipelineError
from ocr_pipeline.text.decode.source import decoded

ENCODINGS = ("cp1251", "koi8-r", "cp866", "utf-16-le", "utf-16-be", "mac-cyrillic", "iso-8859-5")
EVERYDAY = ENCODINGS[:3]
LENGTHS = (10, 20, 40, 80, 160, 320, 640, 1000)
EACH = 12
"""Passages of each length from each set of pages."""

Key = tuple[str, int, str]
"""Encoding, length, and whether the passage is as typed or in capitals."""

Decode = Callable[[bytes], str | None]


def ours(data: bytes) -> str | None:
    """Decode as the program does."""
    try:
        return decoded(data).text
    except PipelineError:
        return None


def with_chardet(data: bytes) -> str | None:
    """Decode as `chardet` alone would."""
    found = chardet.detect(data)["encoding"]
    try:
        return data.decode(found) if found else None
    except (UnicodeDecodeError, LookupError):
        return None


def methods() -> dict[str, Decode]:
    """Return the recognizers that are installed."""
    found: dict[str, Decode] = {"ocr_pipeline": ours, "chardet": with_chardet}
    try:
        from_bytes = importlib.import_module("charset_normalizer").from_bytes
    except ImportError:
        print("the peer `charset-normalizer` is not installed: left out\n")
        return found

    def normalizer(data: bytes) -> str | None:
        best = from_bytes(data).best()
        return None if best is None else str(best)

    return found | {"charset-normalizer": normalizer}


def passages() -> Iterator[tuple[int, str]]:
    """Yield lengths and passages in Russian, evenly spaced over each set; those without a Russian letter are none."""
    for _, language, text in texts():
        if language != "rus":
            continue
        for length in LENGTHS:
            step = (len(text) - length) // EACH
            for index in range(EACH):
                passage = text[index * step : index * step + length]
                if re.search("[А-Яа-яЁё]", passage):
                    yield length, passage


def encoded(passage: str, encoding: str) -> bytes | None:
    """Return the passage in an encoding, None where that lacks a character of it."""
    try:
        return passage.encode(encoding)
    except UnicodeEncodeError:
        return None


def main() -> None:
    """Print the tables."""
    readers = methods()
    total: Counter[Key] = Counter()
    right: Counter[tuple[str, Key]] = Counter()
    spent: dict[str, list[float]] = {name: [] for name in readers}
    for length, passage in passages():
        for case, typed in (("as typed", passage), ("capitals", passage.upper())):
            for encoding in ENCODINGS:
                data = encoded(typed, encoding)
                if data is None:
                    continue
                total[encoding, length, case] += 1
                for name, read in readers.items():
                    start = time.process_time()
                    right[name, (encoding, length, case)] += read(data) == typed
                    spent[name].append(time.process_time() - start)
    print(f"| passages right | passages | {' | '.join(readers)} |\n|---|---:|{'---:|' * len(readers)}")
    for case in ("as typed", "capitals"):
        groups: list[tuple[str, tuple[str, ...], tuple[int, ...]]] = [
            (encoding, (encoding,), LENGTHS) for encoding in ENCODINGS
        ]
        groups += [(f"these three: {', '.join(EVERYDAY)}", EVERYDAY, LENGTHS)]
        groups += [(f"these three, {length} characters", EVERYDAY, (length,)) for length in LENGTHS]
        for title, encodings, lengths in groups:
            keys = [(encoding, length, case) for encoding in encodings for length in lengths]
            counts = " | ".join(str(sum(right[name, key] for key in keys)) for name in readers)
            print(f"| {case}: {title} | {sum(total[key] for key in keys)} | {counts} |")
    print(f"| CPU ms a passage | | {' | '.join(f'{1000 * statistics.median(spent[name]):.2f}' for name in readers)} |")


if __name__ == "__main__":
    main()
