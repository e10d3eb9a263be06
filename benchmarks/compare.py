"""Comparison with damaged transcriptions: damages reported, verdicts right, verdicts calibrated; and a real edition.

python benchmarks/compare.py [--cache DIR] [--reread] [--fit] [--seed N] [--as-published]

Each document is judged by a model fitted on the other documents, never on leaves of its own. `--fit` prints the model
of all of them, which is the one in `ocr_pipeline/compare/judge/model.py`. `--as-published` leaves the slips that this
comparison found in the truth itself unmended.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from pprint import pprint

from calibration_tables import RULES, Copy, JudgedVariant, brier, by_probability, by_verdict, damages, false_blame
from damage import Damage, damaged
from fitting import Case, fitted
from material import Sample, samples, shared, swaps_folded
from slips import slip_of

from ocr_pipeline.compare.align.collation import collated
from ocr_pipeline.compare.align.differences import differences, found_differences
from ocr_pipeline.compare.align.texts import OurText, our_text, their_text
from ocr_pipeline.compare.comparison import compare, variants_of, words_compared
from ocr_pipeline.compare.judge.additions import additions
from ocr_pipeline.compare.judge.category import weight_of
from ocr_pipeline.compare.judge.evidence import Evidence
from ocr_pipeline.compare.judge.model import MODEL, SLIPS, Model, estimated, theirs_wrong
from ocr_pipeline.compare.judge.verdict import verdict_of
from ocr_pipeline.compare.load.load import load_transcription
from ocr_pipeline.compare.locate.places import PageLocator
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Comparison, Transcription, Variant
from ocr_pipeline.job.comparing.reread import LineReader
from ocr_pipeline.job.scan.alone import as_document, page_results
from ocr_pipeline.recognize import ready_engine
from ocr_pipeline.records import Document, Page
from ocr_pipeline.report.images import ScanImages
from ocr_pipeline.settings import Settings

TRUTH_SLIPS = {
    "19390125-US_03": (("ae now", "are now"),),
    "19390125-US_04": (("Rumanians Jews", "Rumanian Jews"), ("infomed", "informed")),
    "19390125-US_05": (("themselved", "themselves"), ("Romanian", "Rumanian")),
    "19390125-US_06": (("decison", "decision"), ("scholl", "school")),
    "19390125-US_08": (("persection", "persecution"),),
    "19390125-US_09": (("emigratio ", "emigration "),),
}
"""Slips in the truth itself, which this comparison found: on the scans, looked at, stands what is given second. They
were found where the program accused the truth, so mending them flatters it: `--as-published` does without."""

LETTERHEADS = ("19390125-US_01", "19390519-US_01")
"""Their truth leaves letterhead, stamps and subject out: no transcription of the whole page, so not used."""

RATES = ((0, 1), (1, 8), (3, 5), (12, 5))
"""Slips on a page and copies of each page that are damaged so: from a careful edition to a draft."""

FITTED_RATE = 12
"""Slips on a page of the copies that models are fitted on: enough of each kind; how many there are is not learnt."""


@dataclass(frozen=True)
class Reading:
    """A page with truth as the program reads it, and a reader of its lines, whose readings are kept."""

    sample: Sample
    page: Page
    document: Document
    reread: Callable[[Page, int], tuple[str, ...]] | None


@dataclass(frozen=True)
class Trial:
    """A damaged transcription, compared: its slips, and the variants with their evidence and the slip that each shows.

    `words` is how many the transcription has, `share` 1 over the copies that were made of the page at this rate.
    """

    page: str
    slips: tuple[Damage, ...]
    found: tuple[tuple[Variant, Evidence, Damage | None], ...]
    words: int
    share: float

    @property
    def document(self) -> str:
        """Return the document that the page is a leaf of."""
        return self.page.split("-")[0] if "-" in self.page else self.page[0]


def readings(cache: Path, *, reread: bool) -> Iterator[Reading]:
    """Yield the pages with truth, read by the program; pages and lines read before are taken from `cache`."""
    engine = ready_engine("auto", "rus")
    for sample in samples(cache):
        if "150" in sample.set_name or "100" in sample.set_name or sample.name in LETTERHEADS:
            continue
        settings = Settings(language=sample.language)
        path = cache / f"{sample.name}.json"
        if not path.exists():
            (result,) = page_results(sample.path, settings)
            path.write_text(result.page.model_dump_json(), encoding="utf-8")
        page = Page.model_validate_json(path.read_text(encoding="utf-8"))
        document = as_document(sample.name, (page,), settings)
        reader = LineReader(engine, settings, ScanImages(settings.max_megapixels))
        lines = _kept(reader, cache / f"{sample.name}.lines") if reread else None
        yield Reading(sample, page, document, lines)


def _kept(read: Callable[[Page, int], tuple[str, ...]], path: Path) -> Callable[[Page, int], tuple[str, ...]]:
    known: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def kept(page: Page, line: int) -> tuple[str, ...]:
        if str(line) not in known:
            known[str(line)] = list(read(page, line))
            path.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        return tuple(known[str(line)])

    return kept


def truth_of(sample: Sample, *, as_published: bool) -> str:
    """Return the truth of a page, without its own slips unless `as_published`."""
    truth = sample.truth
    for wrong, right in () if as_published else TRUTH_SLIPS.get(sample.name, ()):
        truth = truth.replace(wrong, right)
    return truth


def trial(reading: Reading, truth: str, count: int, seed: int, share: float) -> Trial:
    """Return a damaged transcription of a page, compared with its reading."""
    text, slips = damaged(truth, reading.sample.language, count, seed)
    transcription = Transcription(name=reading.sample.name, text=text, format="plain text")
    theirs, _ = their_text(transcription, reading.sample.language)
    collation = collated(our_text(reading.document), theirs)
    profile = load_profile()
    differing = found_differences(collation, profile)
    found = variants_of(
        differing,
        additions(collation, [one.difference for one in differing], transcription),
        collation,
        PageLocator(reading.document, lambda _index: reading.page),
        profile,
        language=reading.sample.language,
        reread=reading.reread,
    )
    shown = tuple(
        (variant, evidence, slip)
        for variant, evidence in found
        for slip in [slip_of(variant, slips, text)]
        if slip is not None or not _swapped_on_the_scan(variant, reading.sample)
    )
    return Trial(reading.sample.name, slips, shown, words_compared(collation), share)


def _swapped_on_the_scan(variant: Variant, sample: Sample) -> bool:
    """Return whether the truth has the letter meant and we the one that stands in the image: neither of us is wrong."""
    return sample.set_name.startswith("setun70") and swaps_folded(variant.ours) == swaps_folded(variant.theirs)


def trials(read: Sequence[Reading], seed: int, *, as_published: bool) -> dict[int, list[Trial]]:
    """Return the damaged transcriptions of all pages, by the number of slips on a page."""
    rng = random.Random(seed)
    return {
        count: [
            trial(one, truth_of(one.sample, as_published=as_published), count, rng.randrange(10**6), 1 / copies)
            for one in read
            for _ in range(copies)
        ]
        for count, copies in RATES
    }


def model_of(some: Sequence[Trial]) -> Model:
    """Return the model fitted on damaged transcriptions."""
    cases = [
        Case(evidence, variant.ours, variant.theirs, slip is not None, one.share)
        for one in some
        for variant, evidence, slip in one.found
        if variant.verdict not in RULES
    ]
    return fitted(cases, sum(one.words * one.share for one in some))


def judged_by(model: Model, one: Trial, slips: float = SLIPS) -> Copy:
    """Return the verdicts on a damaged transcription under a model."""
    weighed_ones = [
        (evidence, variant.ours, variant.theirs) for variant, evidence, _ in one.found if variant.verdict not in RULES
    ]
    prior = estimated(weighed_ones, one.words, slips, model)
    judged = []
    for variant, evidence, slip in one.found:
        verdict, probability, wrong = variant.verdict, variant.probability, 0.0
        if verdict not in RULES:
            wrong = theirs_wrong(evidence, variant.ours, variant.theirs, prior, model)
            verdict, probability = verdict_of(evidence, wrong), max(wrong, 1 - wrong)
        rank = weight_of(variant.category, verdict, probability)
        judged.append(JudgedVariant(one.page, verdict, probability, wrong, rank, slip, one.share))
    return Copy(one.page, one.slips, tuple(judged), one.share)


def proof(done: dict[int, list[Trial]]) -> dict[int, list[Copy]]:
    """Return the verdicts on every copy under a model that was fitted without its document."""
    documents = sorted({one.document for one in done[FITTED_RATE]})
    models = {
        document: model_of([one for one in done[FITTED_RATE] if one.document != document]) for document in documents
    }
    return {rate: [judged_by(models[one.document], one) for one in some] for rate, some in done.items()}


def without_votes(done: dict[int, list[Trial]]) -> dict[int, list[Trial]]:
    """Return the same trials as they are where no line was read again."""
    return {
        rate: [
            replace(
                one,
                found=tuple((variant, replace(evidence, votes=None), slip) for variant, evidence, slip in one.found),
            )
            for one in some
        ]
        for rate, some in done.items()
    }


def report(copies_at: dict[int, list[Copy]]) -> None:
    """Print damages, false blame and calibration, at every rate of slips."""
    print(f"\n{damages(copies_at[FITTED_RATE])}\n")
    print("| slips on a page | damages | false blame | Brier score |\n|---:|---:|---:|---:|")
    for rate, copies in copies_at.items():
        count = sum(len(copy.slips) for copy in copies)
        print(f"| {rate} | {count} | {false_blame(copies)} | {brier(copies):.3f} |")
    for rate, copies in copies_at.items():
        print(f"\n{rate} on a page:\n\n{by_verdict(copies)}")
    for rate in (1, FITTED_RATE):
        print(f"\n{rate} on a page, by what is stated:\n\n{by_probability(copies_at[rate])}")


def edition(read: Sequence[Reading]) -> None:
    """Print every difference between p4 of `novosibirsk` and its published transcription, and the verdict on it."""
    path = shared() / "scans" / "novosibirsk" / "p4.transcription.txt"
    (one,) = [one for one in read if one.sample.name == "p4"]
    comparison = _compared(one, load_transcription(path))
    theirs, _ = their_text(load_transcription(path), "rus")
    right, _ = their_text(Transcription(name="truth", text=one.sample.truth, format="plain text"), "rus")
    collation = collated(OurText(right.text, right.source, right.tokens, right.origin, (0,)), theirs)
    print("\np4 and its published transcription:\n")
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
        verdicts = "; ".join(f"{variant.ours!r} {variant.verdict} {variant.probability:.0%}" for variant in shown[:2])
        print(f"| {mine} | {other} | {'yes' if shown else 'no'} | {verdicts} |")


def _compared(one: Reading, transcription: Transcription) -> Comparison:
    return compare(
        one.document,
        transcription,
        lambda _index: one.page,
        load_profile(),
        language=one.sample.language,
        reread=one.reread,
    )


def main() -> None:
    """Fit, or measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--reread", action="store_true")
    parser.add_argument("--as-published", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cache = arguments.cache or Path(scratch)
        cache.mkdir(parents=True, exist_ok=True)
        read = list(readings(cache, reread=arguments.reread))
        done = trials(read, arguments.seed, as_published=arguments.as_published)
        if arguments.fit:
            pprint(model_of(done[FITTED_RATE]))
            return
        print("Judged by the weights that are shipped:")
        report({rate: [judged_by(MODEL, one) for one in some] for rate, some in done.items()})
        print("\nEach document judged by weights fitted on the others:")
        report(proof(done))
        if arguments.reread:
            print("\nThe same without reading lines again:")
            report(proof(without_votes(done)))
        edition(read)


if __name__ == "__main__":
    main()
