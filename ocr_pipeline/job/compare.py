"""A document compared with a transcription: both loaded, lines read again, reports written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.compare.align.match import Fingerprint, best_match, fingerprint
from ocr_pipeline.compare.comparison import compare
from ocr_pipeline.compare.judge.model import SLIPS
from ocr_pipeline.compare.load.load import load_transcription
from ocr_pipeline.compare.messages import Language, Message, message_of
from ocr_pipeline.compare.profile import Profile
from ocr_pipeline.compare.records import Comparison, Transcription
from ocr_pipeline.compare.script import other_language
from ocr_pipeline.errors import InputError, TranscriptionsMissing, TranscriptionUnmatched
from ocr_pipeline.job.outputs import STANDARD_OUTPUT, SUFFIXES
from ocr_pipeline.job.reread import LineReader
from ocr_pipeline.recognize import ready_engine
from ocr_pipeline.records import Document, PageState, replace
from ocr_pipeline.report.comparison_report import report_html
from ocr_pipeline.report.comparison_table import report_csv
from ocr_pipeline.report.images import ImageProblem, ScanImages
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.atomic import write_text
from ocr_pipeline.store.result import Result, named
from ocr_pipeline.text import Layer, layer_text

REPORT, RECORDS = "comparison.html", "comparison.json"
"""What a job writes beside a document that it compared."""


@dataclass(frozen=True)
class Candidates:
    """The transcriptions of a folder by their paths, each with its fingerprint; `unread` are files that are none."""

    by_path: dict[str, tuple[Transcription, Fingerprint]]
    unread: tuple[str, ...] = ()

    def path_of(self, document: Document) -> str | None:
        """Return the path of the transcription that belongs to a document; None where none shares enough with it."""
        text = fingerprint(layer_text(document, Layer.CLEAN))
        return best_match(text, {path: print_ for path, (_, print_) in self.by_path.items()})

    def of(self, document: Document) -> Transcription | None:
        """Return the transcription that belongs to a document, None where none shares enough with it."""
        path = self.path_of(document)
        return self.by_path[path][0] if path else None

    def none_like(self, document: Document) -> str:
        """Return what to tell of a document that no transcription belongs to."""
        if not self.by_path:
            return "there is no transcription to compare with"
        said = "none of the transcriptions shares enough with this document"
        texts = [transcription.text for transcription, _ in self.by_path.values()]
        if all(other_language(document.diplomatic, text) for text in texts):
            said += "; they are in another language than it"
        return said


def load_candidates(path: Path, language: str = "rus") -> Candidates:
    """Return the transcriptions under a folder, or the one file, of documents in `language`.

    A file of a folder that is no transcription is named in `unread`: one bad file does not end the job. Raises
    `TranscriptionsMissing`, for a file as `load_transcription`.
    """
    if path.is_file():
        transcription = load_transcription(path, language)
        return Candidates({str(path): (transcription, fingerprint(transcription.text))})
    found: dict[str, tuple[Transcription, Fingerprint]] = {}
    unread = []
    for file in _files(path):
        try:
            transcription = load_transcription(file, language)
        except InputError as error:
            unread.append(str(error))
            continue
        found[str(file)] = transcription, fingerprint(transcription.text)
    if not path.is_dir():
        raise TranscriptionsMissing(str(path))
    return Candidates(found, tuple(unread))


def transcription_for(result: Result, path: Path) -> Transcription:
    """Return the transcription in a file, or the one of a folder that belongs to a document.

    It is taken to be in the language of the document. Raises as `load_transcription`; `TranscriptionUnmatched` where
    none of the folder does.
    """
    language = _language_of(result)
    if not path.is_dir():
        return load_transcription(path, language)
    candidates = load_candidates(path, language)
    if not candidates.by_path:
        raise TranscriptionsMissing(str(path), "; ".join(candidates.unread[:3]))
    found = candidates.of(result.document)
    if found is None:
        why = candidates.none_like(result.document)
        raise TranscriptionUnmatched(
            str(path), f"{len(candidates.by_path)} files, none like {result.document.name}: {why}"
        )
    return found


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
    told = other_language(result.document.diplomatic, transcription.text)
    notes = ((told,) if told else ()) + result.notes() + _about_scans(result, images, reread=reread)
    return replace(found, notes=(*found.notes, *notes), reading_sha256=reading_sha256(result.document))


def reading_sha256(document: Document) -> str:
    """Return the SHA-256 of a reading, as typed and clean: it tells whether a comparison is of it."""
    text = f"{document.diplomatic}\f{layer_text(document, Layer.CLEAN)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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


def report_of(comparison: Comparison, result: Result, settings: Settings, language: Language) -> str:
    """Return the report of a comparison as one HTML file, with strips of the scans that are still there."""
    images = ScanImages(settings.max_megapixels, result.scan)
    return report_html(comparison, result.pages(), images, language, _language_of(result, settings.language))


def write_comparison(
    comparison: Comparison,
    result: Result,
    settings: Settings,
    *,
    report: Path | None,
    records: Path | None,
    table: Path | None,
    language: Language,
) -> list[str]:
    """Write what is asked for of a comparison; return the texts that are to be printed. Raises `OutputError`."""
    writers: tuple[tuple[Path | None, Callable[[], str]], ...] = (
        (records, lambda: comparison.model_dump_json(indent=1) + "\n"),
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


def _language_of(result: Result, otherwise: str = "rus") -> str:
    """Return the language in which a document was read, `otherwise` where its record does not say."""
    provenance = result.document.provenance
    return provenance.language if provenance else otherwise


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
