"""Time and memory of a comparison, by length: made-up documents beside a transcription with slips, nothing read again.

python benchmarks/compare_time.py
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import statistics
import time
from concurrent.futures import ProcessPoolExecutor

from damage import damaged
from madeup import prose, typed_page

from ocr_pipeline.compare.comparison import compare
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.records import Provenance
from ocr_pipeline.text import Layer, clean_document, layer_text
from ocr_pipeline.text.lexicon import load_lexicon

SIZES = (10, 50, 100, 200, 400)
LINES = 40
SLIPS_A_PAGE = 3
RUNS = 3


def measured(size: int) -> tuple[float, float, int, int]:
    """Return CPU seconds, peak memory in MB, characters of the transcription and variants of one comparison."""
    rng = random.Random(size)
    pages = [typed_page(f"{number:04d}", prose(rng, LINES)) for number in range(size)]
    provenance = Provenance(program="", engine="", language="rus")
    document = clean_document("made up", pages, provenance)
    text, _ = damaged(layer_text(document, Layer.CLEAN), "rus", SLIPS_A_PAGE * size, size)
    transcription = Transcription(name="made up", text=text, format="plain text")
    profile = load_profile()
    load_lexicon("rus")
    start = time.process_time()
    found = compare(document, transcription, lambda index: pages[index], profile, language="rus")
    spent = time.process_time() - start
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(text), len(found.variants)


def main() -> None:
    """Print the table; each run has a process of its own."""
    print("| pages | characters | variants | CPU s | peak memory, MB |\n|---:|---:|---:|---:|---:|")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        for size in SIZES:
            runs = list(pool.map(measured, [size] * RUNS))
            seconds = statistics.median(run[0] for run in runs)
            memory = max(run[1] for run in runs)
            print(f"| {size} | {runs[0][2]} | {runs[0][3]} | {seconds:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
