"""What lexicons know of the transcribed pages: pymorphy3 beside wordfreq, and wordfreq's English list by threshold.

python benchmarks/lexicon.py

A good lexicon knows the words, and does not know two neighbours written as one. Words are counted each time they occur;
those that a line end parts are left out, and so are names of the wrong alphabet.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import regex
from material import texts

Knows = Callable[[str], bool]

THRESHOLDS = (1e-8, 3e-8, 1e-7, 3e-7, 1e-6, 3e-6)
"""Share of running words; the list ends at 1e-8."""

RUNS = 5

_CYRILLIC = regex.compile(r"(?<![\p{L}\p{N}-])\p{Cyrillic}+(?:-\p{Cyrillic}+)*(?![\p{L}\p{N}-])")
_LATIN = regex.compile(r"(?<![\p{L}\p{N}'-])\p{Latin}+(?:['-]\p{Latin}+)*(?![\p{L}\p{N}'-])")
_ALPHABET = {"rus": _CYRILLIC, "eng": _LATIN}


def pymorphy3() -> Knows:
    """Load the OpenCorpora dictionary."""
    import pymorphy3

    morphology = pymorphy3.MorphAnalyzer(lang="ru")
    return lambda word: bool(morphology.word_is_known(word.casefold()))


def wordfreq_ru() -> Knows:
    """Load the large Russian list, with the threshold of the English one."""
    import wordfreq

    frequencies = wordfreq.get_frequency_dict("ru", "large")
    return lambda word: frequencies.get(word.casefold(), 0.0) >= 1e-7


def wordfreq_ru_whole() -> Knows:
    """Load the large Russian list, with all that is in it."""
    import wordfreq

    frequencies = wordfreq.get_frequency_dict("ru", "large")
    return lambda word: word.casefold() in frequencies


def both() -> Knows:
    """Load both; a word is known where both know it."""
    first, second = pymorphy3(), wordfreq_ru()
    return lambda word: first(word) and second(word)


def either() -> Knows:
    """Load both; a word is known where one of them knows it."""
    first, second = pymorphy3(), wordfreq_ru()
    return lambda word: first(word) or second(word)


RUSSIAN: dict[str, tuple[Callable[[], Knows], tuple[str, ...]]] = {
    "pymorphy3": (pymorphy3, ("pymorphy3", "pymorphy3_dicts_ru")),
    "wordfreq, 1e-7": (wordfreq_ru, ("wordfreq",)),
    "wordfreq, all": (wordfreq_ru_whole, ("wordfreq",)),
    "both know it": (both, ("pymorphy3", "pymorphy3_dicts_ru", "wordfreq")),
    "either knows it": (either, ("pymorphy3", "pymorphy3_dicts_ru", "wordfreq")),
}


def size_on_disk(packages: Iterable[str]) -> float:
    """Return the megabytes of the packages as installed, bytecode left out."""
    folders = [Path(spec.origin).parent for name in packages if (spec := find_spec(name)) and spec.origin]
    files = [path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts]
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def resident() -> float:
    """Return the megabytes that this process holds in memory."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def cost(name: str, words: Sequence[str]) -> tuple[float, float, float]:
    """Return CPU seconds to load, megabytes in memory, look-ups a CPU second; for a process of its own."""
    before, start = resident(), time.process_time()
    knows = RUSSIAN[name][0]()
    knows("слово")
    loaded = time.process_time()
    taken = resident() - before
    for word in words:
        knows(word)
    return loaded - start, taken, len(words) / (time.process_time() - loaded)


def words_of(language: str, text: str) -> list[str]:
    """Return the words of a text in the alphabet of its language."""
    return _ALPHABET[language].findall(text)


@cache
def glued(language: str, text: str, shortest: int) -> list[str]:
    """Return each two words of so many letters or more that stand side by side in a line, written as one."""
    pairs = regex.compile(r"(?<![\p{L}\p{N}'-])(\p{L}+) (?=(\p{L}+)(?![\p{L}\p{N}'-]))").findall(text)
    alphabet = _ALPHABET[language]
    long = [pair for pair in pairs if min(map(len, pair)) >= shortest]
    return [first + second for first, second in long if alphabet.fullmatch(first) and alphabet.fullmatch(second)]


def share(knows: Knows, words: Sequence[str]) -> str:
    """Return how many of the words are known, as text."""
    known = sum(knows(word) for word in words)
    return f"{known} of {len(words)} ({known / len(words):.1%})" if words else "none"


def report(rows: dict[str, Knows], language: str) -> None:
    """Print what each lexicon knows of each set of a language."""
    for name, of, text in texts():
        if of != language:
            continue
        words = words_of(language, text)
        plain = [word for word in words if "-" not in word]
        small = [word for word in plain if word.islower()]
        hyphened = [word for word in words if "-" in word]
        print(f"\n#### {name}\n")
        print("| lexicon | words | in small letters | with a hyphen | two glued | two of 3 letters or more |")
        print("|---|---:|---:|---:|---:|---:|")
        for row, knows in rows.items():
            columns = plain, small, hyphened, glued(language, text, 1), glued(language, text, 3)
            print(f"| {row} | {' | '.join(share(knows, column) for column in columns)} |")


def main() -> None:
    """Print the tables."""
    distinct = sorted({word for _, language, text in texts() if language == "rus" for word in words_of(language, text)})
    context = multiprocessing.get_context("spawn")
    print("| lexicon | MB on disk | to load, CPU s | MB in memory | look-ups a CPU second |\n|---|---:|---:|---:|---:|")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        for name, (_, packages) in RUSSIAN.items():
            runs = list(pool.map(cost, [name] * RUNS, [distinct] * RUNS))
            load, memory, speed = (statistics.median(column) for column in zip(*runs, strict=True))
            print(f"| {name} | {size_on_disk(packages):.0f} | {load:.2f} | {memory:.0f} | {speed:,.0f} |")
    report({name: load() for name, (load, _) in RUSSIAN.items()}, "rus")

    import wordfreq

    frequencies = wordfreq.get_frequency_dict("en", "large")

    def from_(threshold: float) -> Knows:
        return lambda word: frequencies.get(word.casefold(), 0.0) >= threshold

    report({f"wordfreq, {threshold:.0e}": from_(threshold) for threshold in THRESHOLDS}, "eng")


if __name__ == "__main__":
    main()
