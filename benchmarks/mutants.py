"""Damaged files opened and prepared as a worker does it: what comes of them, in what time and memory.

    python benchmarks/mutants.py [COUNT] [--seed N] [--journal FILE]

Pages cut out of real scans (the sample; those of `../shared` where they are), in every kind of file that is read, are
damaged blindly and by their formats' rules; see `tests/support/hostile`. With a journal, a run that was stopped goes on
where it stood. The table is in README.md; whatever must not be is listed below it, and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from material import SHARED

from tests.support.hostile.images import SAMPLE, image_files, typed_page
from tests.support.hostile.mutations import Mutant, mutants
from tests.support.hostile.opening import PAGE, WITH_WARNING, Opened, Opener
from tests.support.hostile.pdfs import pdf_files

COUNT = 5_000
MEGABYTE = 2**20

SCANS = (
    SAMPLE,
    SHARED / "scans" / "setun70" / "s03R.png",
    SHARED / "scans" / "lvov" / "spread-03.png",
    SHARED / "scans" / "novosibirsk" / "p4.jpg",
)


@dataclass(frozen=True)
class Result:
    """A mutant and what became of it."""

    format: str
    mutation: str
    opened: Opened


def seeds() -> dict[str, bytes]:
    """Return the files that are damaged, each kind from one of the scans by turns."""
    pages = [typed_page(scan) for scan in SCANS if scan.is_file()]
    written = [image_files(page) | pdf_files(page) for page in pages]
    return {name: written[number % len(written)][name] for number, name in enumerate(written[0])}


def measured(wanted: Iterable[Mutant], journal: Path) -> list[Result]:
    """Return what became of the mutants, those that the journal knows from there; the others are added to it."""
    known = _known(journal)
    results = []
    with (
        tempfile.TemporaryDirectory() as folder,
        journal.open("a", encoding="utf-8") as lines,
        Opener(Path(folder)) as opener,
    ):
        for mutant in wanted:
            opened = known.get(mutant.name)
            if opened is None:
                opened = opener.open(mutant)
                lines.write(json.dumps(asdict(opened) | {"mutation": mutant.mutation}) + "\n")
                lines.flush()
            results.append(Result(mutant.format, mutant.mutation, opened))
    return results


def _known(journal: Path) -> Mapping[str, Opened]:
    if not journal.is_file():
        return {}
    records = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    return {record["name"]: Opened(**{key: record[key] for key in record if key != "mutation"}) for record in records}


def outcome(opened: Opened) -> str:
    """Return the worst of the outcomes of a file's pages: an error before a warning."""
    refusals = [one for one in opened.outcomes if one not in (PAGE, WITH_WARNING)]
    if refusals:
        return refusals[0]
    return WITH_WARNING if WITH_WARNING in opened.outcomes else PAGE


def table(results: Iterable[Result]) -> list[str]:
    """Return the table of outcomes and times, a row for each format."""
    by_format: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_format[result.format].append(result)
    rows = ["| format | files | whole | with a warning | refused | s, median | s, most |"]
    rows.append("|---|" + "---:|" * 3 + "---|" + "---:|" * 2)
    for name, ones in sorted(by_format.items()):
        outcomes = Counter(outcome(one.opened) for one in ones)
        whole, warned = outcomes.pop(PAGE, 0), outcomes.pop(WITH_WARNING, 0)
        refused = ", ".join(f"{code} {count}" for code, count in outcomes.most_common())
        seconds = [one.opened.seconds for one in ones]
        times = f"{statistics.median(seconds):.2f} | {max(seconds):.1f}"
        rows.append(f"| {name} | {len(ones)} | {whole} | {warned} | {refused} | {times} |")
    return rows


def main() -> int:
    """Print the table and the faults; return 1 where there are faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--journal", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        results = measured(mutants(seeds(), asked.count, asked.seed), asked.journal or Path(scratch) / "journal")
    print("\n".join(table(results)))
    faults = [(result, fault) for result in results for fault in result.opened.faults]
    for result, fault in faults:
        print(f"{result.opened.name} ({result.mutation}): {fault}")
    slowest = max(result.opened.listing_seconds for result in results)
    peak = max(result.opened.peak_bytes for result in results) // MEGABYTE
    print(f"\n{len(faults)} faults; listing the pages of a file took at most {slowest:.2f} s; peak memory {peak} MB")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
