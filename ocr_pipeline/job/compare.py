"""A document compared with a transcription: both loaded, lines read again, reports written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.compare.comparison import compare
from ocr_pipeline.compare.load import load_transcription
from ocr_pipeline.compare.match import Fingerprint, best_match, fingerprint
from ocr_pipeline.compare.profile import Profile
from ocr_pipeline.compare.records import Comparison, Transcription
from ocr_pipeline.compare.report import Language, ScanImages, report_csv, report_html, report_json
from ocr_pipeline.errors import InputError, TranscriptionsMissing, TranscriptionUnmatched
from ocr_pipeline.job.reread import LineReader
from ocr_pipeline.job.result import Result
from ocr_pipeline.recognize import make_engine
from ocr_pipeline.records import Document
from ocr_pipeline.settings import Settings
from ocr_pipeline.text import Layer, layer_text
from ocr_pipeline.write.atomic import write_text

SUFFIXES = frozenset((".txt", ".html", ".htm", ".xhtml", ".docx", ".xml", ".tei"))
"""Names of the files of a folder that may be transcriptions; what they are is told by their content."""

REPORT, RECORDS = "comparison.html", "comparison.json"
"""What a job writes beside a document that it compared."""


@dataclass(frozen=True)
class Candidates:
    """The transcriptions of a folder by their paths, each with its fingerprint; `unread` are files that are none."""

    by_path: dict[str, tuple[Transcription, Fingerprint]]
    unread: tuple[str, ...] = ()

    def of(self, document: Document) -> Transcription | None:
        """Return the transcription that belongs to a document, None where none shares enough with it."""
        text = fingerprint(layer_text(document, Layer.CLEAN))
        path = best_match(text, {path: print_ for path, (_, print_) in self.by_path.items()})
        return self.by_path[path][0] if path else None


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
        raise TranscriptionUnmatched(str(path), f"{len(candidates.by_path)} files, none like {result.document.name}")
    return found


def compare_result(
    result: Result, transcription: Transcription, profile: Profile, settings: Settings, *, reread: bool = True
) -> Comparison:
    """Return the comparison of a result; `reread` says whether doubtful lines are read again from their scans.

    The language is that in which the document was read; the engine and the limits are those of `settings`, whatever
    the pages were read with. Raises `MissingError` where the engine is not installed.
    """
    language = _language_of(result, settings.language)
    reader = None
    if reread:
        settings = settings.model_copy(update={"language": language})
        engine = make_engine(settings.engine)
        engine.check(language)
        reader = LineReader(engine, settings, ScanImages(settings.max_megapixels))
    return compare(result.document, transcription, result.page, profile, language=language, reread=reader)


def report_of(comparison: Comparison, result: Result, settings: Settings, language: Language) -> str:
    """Return the report of a comparison as one HTML file, with strips of the scans that are still there."""
    images = ScanImages(settings.max_megapixels)
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
) -> None:
    """Write what is asked for of a comparison. Raises `OutputError`."""
    if records:
        write_text(records, report_json(comparison))
    if table:
        write_text(table, report_csv(comparison))
    if report:
        write_text(report, report_of(comparison, result, settings, language))


def _language_of(result: Result, otherwise: str = "rus") -> str:
    """Return the language in which a document was read, `otherwise` where its record does not say."""
    provenance = result.document.provenance
    return provenance.language if provenance else otherwise


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
