"""The text stage: page numbers of synthetic documents, hyphens of real pages, and CPU time, each beside a simple peer.

python benchmarks/text.py [--only numbers|hyphens|time] [--seed N] [--documents N] [--misses N]
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import regex
from material import shared, texts
from synthetic import FORMS, TRAITS, Role, SyntheticDocument, prose, synthetic_document, typed_page

from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.records import Document, EditKind
from ocr_pipeline.text import clean_document, clean_text
from ocr_pipeline.text.document_lexicon import DocumentLexicon
from ocr_pipeline.text.edits import origins
from ocr_pipeline.text.joining.hyphens import judge_break
from ocr_pipeline.text.reading.numerals import LETTERS_FOR_DIGITS, as_roman

FIRST_SEED = 10_000
"""The tests use seeds from 0: these are others."""

DOCUMENTS = 2
"""Documents for each form, edge and trait."""

SIZES = (10, 50, 100, 200, 400)
LINES = 40
RUNS = 3

LABELLED = ("стр. {}", "{}/{total}")
"""Forms with words or strokes that recur on every page: reported apart too, as they fail for a reason of their own."""

FURNITURE = (EditKind.PAGE_NUMBER, EditKind.HEADER, EditKind.FOOTER, EditKind.CATCHWORD)
Number = tuple[int, bool]


@dataclass(frozen=True)
class Outcome:
    """What was made of a document: the number of each page, and the lines (page, line) that were taken out."""

    numbers: tuple[Number | None, ...]
    removed: frozenset[tuple[int, int]]


def ours(document: SyntheticDocument) -> Outcome:
    """Return what the text stage makes of a document."""
    found = clean_document("d", document.pages())
    gone = {edit.start for edit in found.edits if edit.kind in FURNITURE}
    removed = set()
    for page, (span, sheet) in enumerate(zip(found.pages, document.sheets, strict=True)):
        at = span.start
        for line, text in enumerate(_written(sheet.lines)):
            if at in gone:
                removed.add((page, line))
            at += len(text) + 1
    numbers = tuple((page.number.number, page.number.roman) if page.number else None for page in found.pages)
    return Outcome(numbers, frozenset(removed))


_PATTERN = re.compile(
    r"[-–—~_=(\s]*(?:стр\.?|с\.?|p\.?)?\s*(?P<number>[\dIlОOЗ]{1,4}|[IVXLCПШУХ]{1,6})(?:\s*/\s*\d+)?[-–—~_=).\s]*"
)


def pattern(document: SyntheticDocument) -> Outcome:
    """Return what a regular expression makes of the two outermost lines at each edge of each page by itself."""
    numbers: list[Number | None] = []
    removed = set()
    for page, sheet in enumerate(document.sheets):
        written = list(_written(sheet.lines))
        number = None
        for line in dict.fromkeys((0, len(written) - 1, 1, len(written) - 2)):
            if not 0 <= line < len(written):
                continue
            found = _PATTERN.fullmatch(written[line])
            if found and number is None:
                figures = found["number"].translate(LETTERS_FOR_DIGITS)
                value = int(figures) if figures.isdigit() else as_roman(found["number"])
                number = (value, not figures.isdigit()) if value else None
                removed |= {(page, line)} if number else set()
        numbers.append(number)
    return Outcome(tuple(numbers), frozenset(removed))


def _written(lines: Iterable[tuple[str, Role]]) -> Iterator[str]:
    return (text.strip() for text, _ in lines if text.strip())


METHODS: dict[str, Callable[[SyntheticDocument], Outcome]] = {"ocr_pipeline": ours, "pattern": pattern}


def documents(first_seed: int, each: int) -> Iterator[SyntheticDocument]:
    """Yield the synthetic documents: every form at both edges with every trait."""
    seed = first_seed
    for form in FORMS:
        for at_top in (True, False):
            for trait in TRAITS:
                for _ in range(each):
                    yield synthetic_document(seed, form, at_top, trait)
                    seed += 1


def measure_numbers(first_seed: int, each: int, misses: int) -> None:
    """Print how many pages are numbered rightly, by form, trait and fate, and which lines are taken out."""
    pages: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str, str]] = Counter()
    lines: Counter[Role] = Counter()
    removed: Counter[tuple[str, Role]] = Counter()
    last = first_seed
    for document in documents(first_seed, each):
        last = document.seed
        outcomes = {name: method(document) for name, method in METHODS.items()}
        for page, sheet in enumerate(document.sheets):
            edge = "top" if document.at_top else "foot"
            for group in _groups(document, edge, sheet.fate):
                pages[group] += 1
                for name, outcome in outcomes.items():
                    right[(name, *group)] += outcome.numbers[page] == (sheet.number, sheet.roman)
            roles = [role for text, role in sheet.lines if text.strip()]
            lines.update(roles)
            if misses:
                for line in (line for at, line in outcomes["ocr_pipeline"].removed if at == page):
                    if roles[line] not in (Role.NUMBER, Role.HEADER):
                        print(f"{document.seed}, page {page}: {roles[line]} {line} of {len(roles)} taken out")
            for name, outcome in outcomes.items():
                removed.update((name, role) for line, role in enumerate(roles) if (page, line) in outcome.removed)
        wrong = [
            (page, found, (sheet.number, sheet.roman), sheet.fate)
            for page, (found, sheet) in enumerate(zip(outcomes["ocr_pipeline"].numbers, document.sheets, strict=True))
            if found != (sheet.number, sheet.roman)
        ]
        if wrong and misses:
            print(document.seed, document.form, document.at_top, document.trait, len(document.sheets), wrong[:misses])
    print(f"\nseeds {first_seed} to {last}\n\n| pages with | pages | {' | '.join(METHODS)} |\n|---|---:|---:|---:|")
    for group, count in sorted(pages.items()):
        shares = " | ".join(f"{right[(name, *group)] / count:.2%}" for name in METHODS)
        print(f"| {': '.join(filter(None, group))} | {count} | {shares} |")
    print(f"\n| lines taken out | lines | {' | '.join(METHODS)} |\n|---|---:|---:|---:|")
    for role in Role:
        print(f"| {role} | {lines[role]} | {' | '.join(str(removed[name, role]) for name in METHODS)} |")


def _groups(document: SyntheticDocument, edge: str, fate: str) -> tuple[tuple[str, str], ...]:
    others = () if document.form in LABELLED else (("all but `стр. N` and `N/M`", ""), ("of these", fate))
    return (
        ("all", ""),
        *others,
        ("form", f"`{document.form.replace('{total}', 'M').replace('{}', 'N')}`, {edge}"),
        ("trait", document.trait),
        ("number", fate),
    )


# Hyphens


@dataclass(frozen=True)
class Hyphenated:
    """A word that a line end parts: `start` in the text of its document, and how it is to be written."""

    start: int
    expected: str


def measure_hyphens(seed: int) -> None:
    """Print how many words parted at line ends are written rightly: those of the real pages, then broken ones."""
    print("\n| line ends with a hyphen | words | ocr_pipeline | always joined |\n|---|---:|---:|---:|")
    for name, language, prefix in (("setun70", "rus", "s0"), ("novosibirsk", "rus", "p4"), ("ehri", "eng", "1939")):
        words = count = joined = 0
        for pages in _real(prefix):
            text = "\f".join(text for _, text in pages)
            found = clean_text("d", text, language=language)
            for word in _expected(pages, text):
                got = _word_at(found, word)
                words += 1
                count += got == word.expected
                parts = regex.match(r"(.*?)\s?-\s+(\S*)", text[word.start :])
                joined += parts is not None and word.expected == (parts[1] + parts[2])[: len(word.expected)]
                if got != word.expected:
                    print(f"wrong: {got} for {word.expected}")
        print(f"| {name}, as on the page | {words} | {_of(count, words)} | {_of(joined, words)} |")
    for name, language, broken in _broken_sets(random.Random(seed)):
        lexicon = DocumentLexicon(load_lexicon(language), ())
        wrong = [
            (first, rest, expected) for first, rest, expected in broken if _joined(first, rest, lexicon) != expected
        ]
        peer = sum(first.rstrip("-") + rest == expected for first, rest, expected in broken)
        print(f"| {name} | {len(broken)} | {_of(len(broken) - len(wrong), len(broken))} | {_of(peer, len(broken))} |")
        for first, rest, expected in wrong:
            print(f"    {first}/{rest} is not {expected}")


def _of(count: int, total: int) -> str:
    return f"{count} ({count / max(1, total):.1%})"


def _joined(first: str, rest: str, lexicon: DocumentLexicon) -> str:
    found = judge_break(first, rest, lexicon, across_pages=False)
    if found is None or not found.joined:
        return f"{first} {rest}"
    return first[: len(first) - found.drop_last] + rest[found.drop_first :]


def _real(prefix: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the documents of a set: names and texts of their pages."""
    paths = sorted((shared() / "scans").glob("*/*.gt.txt"))
    pages = [(path.name.removesuffix(".gt.txt").removeprefix("EHRI-DR-"), path) for path in paths]
    chosen = [(name, path.read_text(encoding="utf-8").strip("\n")) for name, path in pages if name.startswith(prefix)]
    for document in dict.fromkeys(name.split("_")[0] if "_" in name else prefix for name, _ in chosen):
        yield [(name, text) for name, text in chosen if name.startswith(document)]


def _expected(pages: Sequence[tuple[str, str]], text: str) -> Iterator[Hyphenated]:
    """Yield what `hyphens.tsv` says of these pages, decided by eye for each line end."""
    rows = (Path(__file__).parent / "hyphens.tsv").read_text(encoding="utf-8").splitlines()[1:]
    starts, at = {}, 0
    for name, page in pages:
        starts[name] = at
        at += len(page) + 1
    for page, line, expected in (row.split("\t") for row in rows):
        if page in starts:
            lines = text[starts[page] :].split("\n")
            end = starts[page] + sum(len(one) + 1 for one in lines[: int(line)]) - 1
            word = regex.search(r"[\p{L}-]+\s?-$", text[:end])
            if word is None:
                raise ValueError(f"{page}, line {line} does not end with a hyphen")
            yield Hyphenated(word.start(), expected)


def _word_at(document: Document, word: Hyphenated) -> str:
    places = origins(document.diplomatic, document.edits)
    start = places.index(word.start)
    return "".join(
        origin.after if not isinstance(origin, int) else document.diplomatic[origin]
        for origin in places[start : start + len(word.expected)]
        if isinstance(origin, int) or len(origin.after) == 1
    )


NO_COMPOUNDS = frozenset(("настанет-пионер", "Китай-ской", "Dong-geun", "wilson-center-digital-archive"))
"""A dash typed without spaces, a hyphen left from a line end, a name in Latin letters, an address."""

_COMPOUND = regex.compile(r"(?<![\p{L}\p{N}-])\p{L}+-\p{L}+(?:-\p{L}+)*(?![\p{L}\p{N}-])")
_LONG = regex.compile(r"(?<![\p{L}\p{N}-])\p{Ll}{6,}(?![\p{L}\p{N}-])")


def _broken_sets(rng: random.Random) -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Yield words of the real texts broken here: compounds at their hyphen, others at one place each.

    They are judged without the help of the document that they come from.
    """
    for name, language, text in texts():
        compounds = sorted({*_COMPOUND.findall(text)} - NO_COMPOUNDS)
        kept = [(word[: at + 1], word[at + 1 :], word) for word in compounds for at in _hyphens(word)]
        yield f"{name}, compounds broken at their hyphen", language, kept
        words = sorted(set(_LONG.findall(text)))
        cuts = [(word, rng.randint(2, len(word) - 2)) for word in words]
        yield f"{name}, other words broken", language, [(f"{word[:at]}-", word[at:], word) for word, at in cuts]


def _hyphens(word: str) -> list[int]:
    return [found.start() for found in re.finditer("-", word)]


# Time


def measure_time() -> None:
    """Print CPU time by length of document; each run has a process of its own, so that no cache is warm."""
    context = multiprocessing.get_context("spawn")
    print("\n| pages | lexicon, CPU s | CPU s | CPU ms a page |\n|---:|---:|---:|---:|")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        for size in SIZES:
            runs = list(pool.map(_timed, [size] * RUNS))
            load, spent = (statistics.median(column) for column in zip(*runs, strict=True))
            print(f"| {size} | {load:.2f} | {spent:.2f} | {1000 * spent / size:.1f} |")


def full_pages(size: int) -> list[list[str]]:
    """Return so many pages of 40 lines and a number."""
    rng = random.Random(1)
    return [[" " * 28 + f"- {number} -", "", *prose(rng, LINES)] for number in range(1, size + 1)]


def _timed(size: int) -> tuple[float, float]:
    pages = [typed_page(f"{index:04d}", lines) for index, lines in enumerate(full_pages(size))]
    start = time.process_time()
    load_lexicon("rus").knows("слово")
    loaded = time.process_time()
    clean_document("d", pages)
    return loaded - start, time.process_time() - loaded


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=("numbers", "hyphens", "time"))
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--misses", type=int, default=0, help="print so many pages of each document that are wrong")
    arguments = parser.parse_args()
    if arguments.only in (None, "numbers"):
        measure_numbers(arguments.seed, arguments.documents, arguments.misses)
    if arguments.only in (None, "hyphens"):
        measure_hyphens(arguments.seed)
    if arguments.only in (None, "time"):
        measure_time()


if __name__ == "__main__":
    main()
