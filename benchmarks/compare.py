"""Comparison with damaged transcriptions: damages reported, verdicts right, verdicts calibrated; and a real edition.

python benchmarks/compare.py [--cache DIR] [--fit] [--seed N] [--damages N] [--misses]

`--fit` fits the weights of `compare/judge.py` on the pages of `FITTED` and prints them; the figures are of the others.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from damage import RIGHT, Damage, Slip, damaged
from material import Sample, samples, shared

from ocr_pipeline.api import as_document, page_results
from ocr_pipeline.compare.collate import collated, differences
from ocr_pipeline.compare.comparison import compare, weighed
from ocr_pipeline.compare.evidence import Evidence, Kind
from ocr_pipeline.compare.judge import FEATURES, features
from ocr_pipeline.compare.load import load_transcription
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Category, Comparison, Transcription, Variant, Verdict
from ocr_pipeline.compare.report.images import ScanImages
from ocr_pipeline.compare.sides import OurSide, our_side, their_side
from ocr_pipeline.job.reread import LineReader
from ocr_pipeline.recognize import make_engine
from ocr_pipeline.records import Document, Page
from ocr_pipeline.settings import Settings

TRUTH_SLIPS = {
    "19390125-US_03": (("ae now", "are now"),),
    "19390125-US_04": (("Rumanians Jews", "Rumanian Jews"), ("infomed", "informed")),
    "19390125-US_05": (("themselved", "themselves"), ("Romanian", "Rumanian")),
    "19390125-US_06": (("decison", "decision"), ("scholl", "school")),
    "19390125-US_08": (("persection", "persecution"),),
    "19390125-US_09": (("emigratio ", "emigration "),),
}
"""Slips in the truth itself, which this comparison found: on the scans, looked at, stands what is given second."""

FITTED = ("s02L", "s03L", *(f"19390125-US_{page:02d}" for page in (2, 4, 6, 8)), "19390519-US_02", "19390519-US_04")
"""Pages whose damages the weights are fitted on. The others are the proof."""

LETTERHEADS = ("19390125-US_01", "19390519-US_01")
"""Their truth leaves letterhead, stamps and subject out: no transcription of the whole page, so not used."""

NEAR = 1
"""Characters between a gap in a text and the word that would fill it: the space."""

RIDGE = 1.0
"""Weight of the squares in the fit: keeps features that hardly occur from growing without bound."""

BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True)
class Reading:
    """A page with truth as the program reads it, and a reader of its lines, whose readings are kept."""

    sample: Sample
    page: Page
    document: Document
    reread: Callable[[Page, int], tuple[str, ...]]


@dataclass(frozen=True)
class Trial:
    """A damaged transcription, compared: its slips, and the variants with their evidence."""

    reading: Reading
    slips: tuple[Damage, ...]
    found: tuple[tuple[Variant, Evidence], ...]


def readings(cache: Path) -> Iterator[Reading]:
    """Yield the pages with truth, read by the program; pages and lines read before are taken from `cache`."""
    engine = make_engine("auto")
    for sample in samples(cache):
        if sample.dpi != 300 or sample.name in LETTERHEADS:
            continue
        settings = Settings(language=sample.language)
        path = cache / f"{sample.name}.json"
        if not path.exists():
            (result,) = page_results(sample.path, settings)
            path.write_text(result.page.model_dump_json(), encoding="utf-8")
        page = Page.model_validate_json(path.read_text(encoding="utf-8"))
        document = as_document(sample.name, (page,), settings)
        lines = _kept(LineReader(engine, settings, ScanImages(settings.max_megapixels)), cache / f"{sample.name}.lines")
        yield Reading(sample, page, document, lines)


def _kept(read: Callable[[Page, int], tuple[str, ...]], path: Path) -> Callable[[Page, int], tuple[str, ...]]:
    known: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def kept(page: Page, line: int) -> tuple[str, ...]:
        if str(line) not in known:
            known[str(line)] = list(read(page, line))
            path.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        return tuple(known[str(line)])

    return kept


def corrected(sample: Sample) -> str:
    """Return the truth of a page without its own slips."""
    truth = sample.truth
    for wrong, right in TRUTH_SLIPS.get(sample.name, ()):
        truth = truth.replace(wrong, right)
    return truth


def trial(reading: Reading, count: int, seed: int) -> Trial:
    """Return a damaged transcription of a page, compared with its reading."""
    text, slips = damaged(corrected(reading.sample), reading.sample.language, count, seed)
    transcription = Transcription(name=reading.sample.name, text=text, format="plain text")
    theirs, _ = their_side(transcription, reading.sample.language)
    collation = collated(our_side(reading.document), theirs)
    found = weighed(
        reading.document,
        collation,
        transcription,
        lambda _index: reading.page,
        load_profile(),
        language=reading.sample.language,
        reread=reading.reread,
    )
    return Trial(reading, slips, tuple(found))


def slip_of(variant: Variant, slips: tuple[Damage, ...]) -> Damage | None:
    """Return the slip that a variant shows, None where it shows none: then the truth stands in the transcription."""
    span = variant.their_span
    for slip in slips:
        touches = span.start <= slip.end + NEAR and slip.start <= span.end + NEAR
        left_out = slip.start == slip.end
        if touches and (left_out == (not variant.theirs) or (variant.ours and variant.theirs)):
            if left_out and variant.ours and not _shares(variant.ours, slip.before):
                continue
            return slip
    return None


def _shares(ours: str, before: str) -> bool:
    """Return whether what was left out is what the variant shows, misread or not."""
    mine, other = set(ours.casefold().split()), set(before.casefold().split())
    letters = set(ours.casefold()) & set(before.casefold())
    return bool(mine & other) or len(letters) >= 3


def label(variant: Variant, slips: tuple[Damage, ...]) -> bool:
    """Return whether theirs is wrong."""
    return slip_of(variant, slips) is not None


def fit(trials: list[Trial], copies: int) -> None:
    """Print the weights that fit best, by ridge-penalized logistic regression (Newton's method)."""
    for kind in Kind:
        rows, wrong, each = [], [], []
        for one in trials:
            for variant, evidence in one.found:
                if evidence.kind is kind and variant.verdict is not Verdict.CONVENTION:
                    named = features(evidence, variant.ours, variant.theirs)
                    rows.append([named[name] for name in FEATURES])
                    wrong.append(label(variant, one.slips))
                    # What was misread is the same in every copy of a page; what was damaged is not.
                    each.append(1.0 if wrong[-1] else 1.0 / copies)
        x, y, w = np.array(rows), np.array(wrong, dtype=float), np.array(each)
        weights = np.zeros(len(FEATURES))
        for _ in range(50):
            p = 1 / (1 + np.exp(-x @ weights))
            hessian = x.T @ (x * (w * p * (1 - p))[:, None]) + RIDGE * np.eye(len(FEATURES))
            weights -= np.linalg.solve(hessian, x.T @ (w * (p - y)) + RIDGE * weights)
        used = {
            name: round(float(value), 2) for name, value in zip(FEATURES, weights, strict=True) if abs(value) > 0.005
        }
        print(f"{kind}: {len(y)} variants, {int(y.sum())} damages\n    {used}")


def report(trials: list[Trial], *, misses: bool) -> None:
    """Print the share of damages reported and judged rightly, false accusations, and the calibration."""
    total: Counter[Slip] = Counter()
    reported: Counter[Slip] = Counter()
    right: Counter[Slip] = Counter()
    first: Counter[Slip] = Counter()
    accused = 0
    stated: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for one in trials:
        ranked = sorted(one.found, key=lambda pair: -pair[0].weight)
        rank = {variant.number: at for at, (variant, _) in enumerate(ranked)}
        by_slip: dict[Damage, list[Variant]] = defaultdict(list)
        for variant, _ in one.found:
            slip = slip_of(variant, one.slips)
            if slip:
                by_slip[slip].append(variant)
            wrongly = slip is None and variant.verdict is Verdict.TRANSCRIPTION_ERROR
            accused += wrongly
            if wrongly and misses:
                print(f"accused: {one.reading.sample.name} {variant.ours!r} {variant.theirs!r} {variant.probability}")
            if variant.verdict not in (Verdict.CONVENTION, Verdict.EDITORIAL):
                says_wrong = variant.verdict not in (Verdict.READING_ERROR, Verdict.UNDECIDED)
                if variant.verdict is not Verdict.UNDECIDED:
                    at = int(np.searchsorted(BINS, variant.probability)) - 1
                    stated[at].append((variant.probability, says_wrong == (slip is not None)))
        for slip in one.slips:
            total[slip.slip] += 1
            shown = by_slip.get(slip, [])
            reported[slip.slip] += bool(shown)
            good = [variant for variant in shown if variant.verdict in RIGHT[slip.slip]]
            right[slip.slip] += bool(good)
            first[slip.slip] += any(rank[variant.number] < 2 * len(one.slips) for variant in good)
            if misses and not good:
                said = [(variant.ours, variant.theirs, str(variant.verdict), variant.probability) for variant in shown]
                print(f"missed: {one.reading.sample.name} {slip} {said}")
    print("\n| damage | done | reported | verdict right | right and among the first |\n|---|---:|---:|---:|---:|")
    for slip in [*Slip, None]:
        counts = [sum(one.values()) if slip is None else one[slip] for one in (total, reported, right, first)]
        if counts[0]:
            shares = " | ".join(f"{count / counts[0]:.1%}" for count in counts[1:])
            print(f"| {slip or 'all'} | {counts[0]} | {shares} |")
    print(f"\nfalse “transcription error likely”: {accused} in {len(trials)} damaged pages")
    pairs = [pair for some in stated.values() for pair in some]
    brier = sum((stated_at - outcome) ** 2 for stated_at, outcome in pairs) / max(1, len(pairs))
    print(f"Brier score {brier:.3f}, {len(pairs)} verdicts\n")
    print("| stated | verdicts | mean stated | right |\n|---|---:|---:|---:|")
    for at, some in sorted(stated.items()):
        mean = sum(one for one, _ in some) / len(some)
        share = sum(outcome for _, outcome in some) / len(some)
        print(f"| {BINS[at]:.2f}-{BINS[at + 1]:.2f} | {len(some)} | {mean:.3f} | {share:.3f} |")


def undamaged(read: list[Reading]) -> None:
    """Print what is said of the truth itself as transcription."""
    stretches = variants = accused = 0
    for one in read:
        comparison = _compared(one, Transcription(name="truth", text=corrected(one.sample), format="plain text"))
        stretches += sum(variant.category is Category.STRETCH for variant in comparison.variants)
        variants += len(comparison.variants)
        accused += sum(variant.verdict is Verdict.TRANSCRIPTION_ERROR for variant in comparison.variants)
    print(f"\nthe truth itself: {len(read)} pages, {variants} variants, {stretches} omitted or added stretches,")
    print(f"{accused} times “transcription error likely”")


def _compared(one: Reading, transcription: Transcription) -> Comparison:
    return compare(
        one.document,
        transcription,
        lambda _index: one.page,
        load_profile(),
        language=one.sample.language,
        reread=one.reread,
    )


def edition(read: list[Reading], cache: Path) -> None:
    """Print every difference between p4 of `novosibirsk` and its published transcription, and what was said of it."""
    path = shared() / "scans" / "novosibirsk" / "p4.transcription.txt"
    settings = Settings(language="rus")
    (sample,) = [one for one in samples(cache) if one.name == "p4"]
    (result,) = page_results(sample.path, settings)
    document = as_document("p4", (result.page,), settings)
    reader = LineReader(make_engine("auto"), settings, ScanImages(settings.max_megapixels))
    one = Reading(sample, result.page, document, reader)
    comparison = _compared(one, load_transcription(path, "rus"))
    truth = Transcription(name="truth", text=sample.truth, format="plain text")
    theirs, _ = their_side(load_transcription(path, "rus"), "rus")
    right, _ = their_side(truth, "rus")
    ours = OurSide(right.text, right.source, right.tokens, right.origin, (0,))
    collation = collated(ours, theirs)
    print(f"\np4 and its published transcription ({len(read)} other pages read):\n")
    print("| the page has | the edition has | reported | verdict |\n|---|---|---|---|")
    for difference in differences(collation):
        mine = right.words(difference.our_first, difference.our_end)
        other = theirs.words(difference.their_first, difference.their_end)
        span = theirs.source_span(difference.their_first, difference.their_end)
        shown = [
            variant
            for variant in comparison.variants
            if variant.their_span.start <= span.end
            and span.start <= variant.their_span.end
            and (bool(variant.theirs) == bool(other) or variant.ours)
        ]
        said = "; ".join(f"{variant.ours!r} {variant.verdict} {variant.probability:.0%}" for variant in shown[:2])
        print(f"| {mine} | {other} | {'yes' if shown else 'no'} | {said} |")


def main() -> None:
    """Fit, or measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--damages", type=int, default=12)
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cache = arguments.cache or Path(scratch)
        cache.mkdir(parents=True, exist_ok=True)
        everything = list(readings(cache))
        rng = random.Random(arguments.seed)
        chosen = [one for one in everything if (one.sample.name in FITTED) == arguments.fit]
        trials = [
            trial(one, arguments.damages, rng.randrange(10**6)) for one in chosen for _ in range(arguments.copies)
        ]
        if arguments.fit:
            fit(trials, arguments.copies)
        report(trials, misses=arguments.misses)
        if not arguments.fit:
            undamaged(chosen)
            edition(chosen, cache)


if __name__ == "__main__":
    main()
