"""The documents of a job compared with the transcriptions of a folder, each as it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.compare.load.folder import TranscriptionFolder
from ocr_pipeline.compare.messages import ReportLanguage
from ocr_pipeline.compare.profile import Profile
from ocr_pipeline.compare.reading import reading_sha256
from ocr_pipeline.compare.records import Comparison
from ocr_pipeline.errors import DiskFull
from ocr_pipeline.job.comparing.result import compare_result, write_comparison
from ocr_pipeline.job.scan.page import reason_of
from ocr_pipeline.records import Document, Reason, ReasonCode
from ocr_pipeline.settings import Settings
from ocr_pipeline.store.comparisons import read_comparison
from ocr_pipeline.store.documents import read_document
from ocr_pipeline.store.files import comparison_file
from ocr_pipeline.store.result import result_in

OF_EARLIER_READING = "comparison.html is of an earlier reading of the scans; --transcriptions compares again"


@dataclass(frozen=True)
class ComparisonFigures:
    """What came of comparing a document: its transcription, the CER by layers of the score, the variants, the report.

    `path` is that of the transcription; None for figures of an earlier run, which are read from the records beside the
    document.
    """

    document: str
    transcription: str
    cer: Mapping[str, float]
    variants: int
    report: Path
    path: str | None = None


@dataclass(frozen=True)
class NotCompared:
    """A document without a comparison, and why: no transcription is like it, or (`failed`) comparing it went wrong."""

    document: str
    reason: Reason
    failed: bool


@dataclass(frozen=True)
class ComparisonPlan:
    """What the documents of a job are compared with, under which profile, and the language that reports open in."""

    transcriptions: TranscriptionFolder
    profile: Profile
    language: ReportLanguage

    def compare(self, document: Document, folder: Path, settings: Settings) -> ComparisonFigures | NotCompared:
        """Return the figures of a document beside its transcription, the report written, or why there are none.

        Whatever goes wrong costs this comparison, never the job. Raises `DiskFull` alone: it concerns the whole job.
        """
        try:
            path = self.transcriptions.path_of(document)
            if path is None:
                reason = Reason(code=ReasonCode.NO_TRANSCRIPTION, message=self.transcriptions.none_like(document))
                return NotCompared(document.name, reason, failed=False)
            return self._figures(document, path, folder, settings)
        except DiskFull:
            raise
        except Exception as error:  # noqa: BLE001 - the boundary that keeps one comparison's bug from ending the job
            return NotCompared(document.name, reason_of(error), failed=True)

    def unused(self, compared: Iterable[ComparisonFigures | NotCompared]) -> tuple[str, ...]:
        """Return the paths of the transcriptions that belong to none of the documents compared."""
        used = {one.path for one in compared if isinstance(one, ComparisonFigures)}
        return tuple(path for path in self.transcriptions.by_path if path not in used)

    def _figures(self, document: Document, path: str, folder: Path, settings: Settings) -> ComparisonFigures:
        result = result_in(folder)
        comparison = compare_result(result, self.transcriptions.by_path[path][0], self.profile, settings)
        write_comparison(
            comparison,
            result,
            settings,
            report=comparison_file(folder, ".html"),
            records=comparison_file(folder, ".json"),
            table=None,
            language=self.language,
        )
        return _figures_of(comparison, document, folder, path)


def earlier_figures(document: Document, folder: Path) -> ComparisonFigures | NotCompared | None:
    """Return the figures of a document that an earlier run compared, from the records beside it.

    They are given only for the reading that they are of: where the pages were read anew since, the reason why there are
    none. None where it was not compared.
    """
    comparison = read_comparison(folder)
    if comparison is None:
        return None
    if comparison.reading_sha256 != reading_sha256(document):
        return NotCompared(
            document.name, Reason(code=ReasonCode.COMPARISON_OLD, message=OF_EARLIER_READING), failed=False
        )
    return _figures_of(comparison, document, folder)


def figures_beside(
    folder: Path, comparing: ComparisonPlan | None, settings: Settings
) -> ComparisonFigures | NotCompared | None:
    """Return the figures of a document that another process made: from the records beside it, else `comparing` it now.

    None where it was not compared, and is not to be. Raises `DiskFull`, and `ResultNotFound` or `ResultBroken` where
    the document is not there any more.
    """
    if comparing is None and not comparison_file(folder, ".json").is_file():
        return None
    document = read_document(folder)
    found = earlier_figures(document, folder)
    if comparing is None or isinstance(found, ComparisonFigures):
        return found
    return comparing.compare(document, folder, settings)


def _figures_of(comparison: Comparison, document: Document, folder: Path, path: str | None = None) -> ComparisonFigures:
    rates: dict[str, float] = {layer.name: layer.cer.rate for layer in comparison.scores.layers}
    return ComparisonFigures(
        document.name,
        comparison.transcription.name,
        rates,
        len(comparison.variants),
        comparison_file(folder, ".html"),
        path,
    )
