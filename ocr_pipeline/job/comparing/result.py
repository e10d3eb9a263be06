"""A result compared with a transcription: lines read again from the scans, notes on the scans, the outputs written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ocr_pipeline.compare.comparison import compare
from ocr_pipeline.compare.judge.model import SLIPS
from ocr_pipeline.compare.load.folder import transcription_of
from ocr_pipeline.compare.messages import Message, ReportLanguage, message_of
from ocr_pipeline.compare.profile import Profile
from ocr_pipeline.compare.records import Comparison, Transcription
from ocr_pipeline.job.comparing.outputs import STANDARD_OUTPUT
from ocr_pipeline.job.comparing.reread import LineReader
from ocr_pipeline.languages import DEFAULT
from ocr_pipeline.recognize import ready_engine
from ocr_pipeline.records import PageState, replace
from ocr_pipeline.report.comparison_table import report_csv
from ocr_pipeline.report.images import ImageProblem, ScanImages
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.atomic import write_text
from ocr_pipeline.store.comparisons import comparison_json
from ocr_pipeline.store.files import must_stay
from ocr_pipeline.store.result import Result, named, why_unread


def transcription_for(result: Result, path: Path, language: str = DEFAULT) -> Transcription:
    """Return the transcription in a file, or the one of a folder that belongs to a result: not the result itself.

    It is taken to be in the language in which the document was read, in `language` where its record names none. Raises
    as `transcription_of`.
    """
    return transcription_of(result.document, path, _language_of(result, language), without=must_stay)


def compare_result(
    result: Result,
    transcription: Transcription,
    profile: Profile,
    settings: Settings,
    *,
    reread: bool = False,
    slips: float = SLIPS,
) -> Comparison:
    """Return the comparison of a result; `reread` says whether doubtful lines are read again from their scans.

    Reading again adds reasons for a person to weigh; on the pages measured it made no verdict better, and it takes most
    of the time (`benchmarks/README.md`). `slips` is how many slips 1,000 words are expected to have. The language is
    that in which the document was read; the engine and the limits are those of `settings`, whatever the pages were read
    with. What kept pages or scans from being used is in the notes. Raises `MissingError` where the engine is not
    installed; `ResultPagesMissing`, `ResultUnread` where there is no page to compare.
    """
    result.check()
    language = _language_of(result, settings.language)
    images = ScanImages(settings.max_megapixels, result.scan)
    reader = None
    if reread:
        settings = replace(settings, language=language)
        engine = ready_engine(settings.engine, language)
        reader = LineReader(engine, settings, images)
    found = compare(result.document, transcription, result.page, profile, language=language, reread=reader, slips=slips)
    return replace(found, notes=(*found.notes, *_about_pages(result), *_about_scans(result, images, reread=reread)))


def _about_pages(result: Result) -> Iterator[Message]:
    """Yield a note for the pages that are not there, and one for each that could not be read."""
    missing = result.missing()
    if missing:
        yield message_of("pages-gone", count=len(missing), pages=named(missing))
    for page in result.pages():
        if page.state in (PageState.FAILED, PageState.UNREADABLE):
            yield message_of("page-unread", page=page.id, reason=why_unread(page))


def _about_scans(result: Result, images: ScanImages, *, reread: bool) -> tuple[Message, ...]:
    """Return a note for the scans that are not where the records say, and for those that could not be read again."""
    found: dict[str, list[str]] = {}
    for page in result.pages():
        problem = images.problem(page)
        if page.state is PageState.FAILED:
            continue
        if not result.scan(page.scan.path).is_file():
            found.setdefault("scans-missing-reread" if reread else "scans-missing", []).append(page.id)
        elif problem is not None:
            code = "scans-changed" if problem is ImageProblem.CHANGED else "scans-unreadable"
            found.setdefault(code, []).append(page.id)
    return tuple(message_of(code, count=len(pages), pages=named(pages)) for code, pages in found.items())


def report_of(comparison: Comparison, result: Result, settings: Settings, language: ReportLanguage) -> str:
    """Return the report of a comparison as one HTML file, with strips of the scans that are still there."""
    images = ScanImages(settings.max_megapixels, result.scan)
    from ocr_pipeline.report.comparison_report import report_html

    return report_html(comparison, result.pages(), images, language, _language_of(result, settings.language))


def write_comparison(
    comparison: Comparison,
    result: Result,
    settings: Settings,
    *,
    report: Path | None,
    records: Path | None,
    table: Path | None,
    language: ReportLanguage,
) -> list[str]:
    """Write what is asked for of a comparison; return the texts that are to be printed. Raises `OutputError`."""
    writers: tuple[tuple[Path | None, Callable[[], str]], ...] = (
        (records, lambda: comparison_json(comparison)),
        (table, lambda: report_csv(comparison)),
        (report, lambda: report_of(comparison, result, settings, language)),
    )
    printed = []
    for path, text in writers:
        if path == STANDARD_OUTPUT:
            printed.append(text())
        elif path is not None:
            write_text(path, text())
    return printed


def _language_of(result: Result, otherwise: str) -> str:
    """Return the language in which a document was read, `otherwise` where its record does not say."""
    provenance = result.document.provenance
    return provenance.language if provenance else otherwise
