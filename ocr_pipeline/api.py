"""What a programmer calls: one scan, a folder of them, further formats, a comparison with a transcription."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ocr_pipeline.compare.profile import DEFAULT as DEFAULT_PROFILE
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.records import Comparison
from ocr_pipeline.formats.registry import DEFAULT as DEFAULT_FORMATS
from ocr_pipeline.job.comparing.result import compare_result, transcription_for
from ocr_pipeline.job.exporting.export import Exported, export
from ocr_pipeline.job.run import run_job
from ocr_pipeline.job.scan.alone import as_document, page_results
from ocr_pipeline.job.summary import JobSummary
from ocr_pipeline.records import Page
from ocr_pipeline.remote.url import place_of
from ocr_pipeline.settings import AS_USUAL, FailurePolicy, Settings, Writing
from ocr_pipeline.store.paths import shown_path
from ocr_pipeline.store.result import Result, is_scan, of_pages, read_result


def transcribe_page(scan: str | Path, settings: Settings | None = None) -> tuple[Page, ...]:
    """Return the pages of one scan (an image, or every page of a PDF or multi-page TIFF) in their order.

    A page that cannot be read comes back marked, with its reasons. Raises `PipelineError` where the file is not
    there, or a program or model is missing.
    """
    return tuple(result.page for result in page_results(place_of(scan), settings or Settings()))


def transcribe_folder(
    scans: str | Path,
    output: str | Path,
    settings: Settings | None = None,
    *,
    jobs: int | None = None,
    formats: Sequence[str] = DEFAULT_FORMATS,
    policy: FailurePolicy | None = None,
) -> JobSummary:
    """Return the summary of a job that reads every scan under `scans` into the folder `output`, `jobs` at a time.

    `formats` names what is written beside the records and the overview: `txt`, `png`, or an installed package's. Pages
    finished by an earlier call under the same settings are kept. `policy` is what is done about pages that fail.

    Raises `PipelineError` for what concerns the whole job; a page's failure is its state. Pages are read in processes
    that import the calling script again: its call belongs under `if __name__ == "__main__":`, else it raises
    `MainUnguarded`.
    """
    return run_job(place_of(scans), place_of(output), settings or Settings(), jobs=jobs, formats=formats, policy=policy)


def export_documents(
    output: str | Path,
    formats: Sequence[str],
    writing: Writing = AS_USUAL,
    *,
    documents: Sequence[str] = (),
    target: str | Path | None = None,
) -> tuple[Exported, ...]:
    """Write the documents of a finished job in further formats, from their records; return what came of each.

    `output` is the folder that the job wrote, or that of one document; files stand beside the records, or below
    `target`. `documents` are the names of those wanted, all unless given.

    Raises `PipelineError` where the output, a format or a document is not there, or nothing can be written; what cannot
    be written of a document is told in `Exported.unwritten`.
    """
    there = None if target is None else place_of(target)
    return tuple(export(place_of(output), formats, writing, documents=documents, target=there))


def compare_with_transcription(
    result: str | Path, transcription: str | Path, settings: Settings | None = None, *, profile: str = DEFAULT_PROFILE
) -> Comparison:
    """Return the comparison of a result with the transcription in a file or a folder.

    The result is a document's folder in a job's output, or a scan, which is read first, under `settings`. The
    transcription is in the language of the result. `profile` is the name of a profile of equivalences, or a TOML file.

    Raises `PipelineError` where the result, the transcription or the profile cannot be read.
    """
    settings = settings or Settings()
    rules = load_profile(profile)
    found = result_of(place_of(result), settings)
    theirs = transcription_for(found, Path(transcription), settings.language)
    return compare_result(found, theirs, rules, settings)


def result_of(path: Path, settings: Settings) -> Result:
    """Return the document in a job's output, or a scan, which is read first.

    Raises `ResultUnread` where no page of the scan could be read, and as `read_result` and `transcribe_page`.
    """
    if not is_scan(path):
        return read_result(path)
    pages = tuple(one.page for one in page_results(path, settings))
    result = of_pages(as_document(shown_path(Path(path.stem)), pages, settings), pages)
    result.check()
    return result
