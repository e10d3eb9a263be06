"""The documents of a job compared with the transcriptions of a folder, each as it is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.compare.profile import Profile
from ocr_pipeline.compare.records import Transcription
from ocr_pipeline.compare.report import Language
from ocr_pipeline.errors import DiskFull, PipelineError
from ocr_pipeline.job.compare import RECORDS, REPORT, Candidates, compare_result, write_comparison
from ocr_pipeline.job.page import bug, reason_of
from ocr_pipeline.job.result import read_document
from ocr_pipeline.records import Document, Reason
from ocr_pipeline.settings import Settings

NONE_LIKE_IT = "none of the transcriptions shares enough with this document"


@dataclass(frozen=True)
class Figures:
    """What came of comparing a document: its transcription's name, the CER as typed, the variants, the report."""

    document: str
    transcription: str
    cer: float
    variants: int
    report: Path


@dataclass(frozen=True)
class NotCompared:
    """A document without a comparison, and why: no transcription is like it, or (`failed`) comparing it went wrong."""

    document: str
    reason: Reason
    failed: bool


@dataclass(frozen=True)
class Comparing:
    """What the documents of a job are compared with, and how."""

    candidates: Candidates
    profile: Profile
    language: Language

    def beside(self, document: Document, folder: Path, settings: Settings) -> Figures | NotCompared:
        """Return the figures of a document beside its transcription, the report written, or why there are none.

        Whatever goes wrong costs this comparison, never the job. Raises `DiskFull` alone: it concerns the whole job.
        """
        try:
            transcription = self.candidates.of(document)
            if transcription is None:
                return NotCompared(document.name, Reason(code="NoTranscription", message=NONE_LIKE_IT), failed=False)
            return self._figures(document, transcription, folder, settings)
        except DiskFull:
            raise
        except PipelineError as error:
            return NotCompared(document.name, reason_of(error), failed=True)
        except Exception as error:  # noqa: BLE001 - the boundary that keeps one comparison's bug from ending the job
            return NotCompared(document.name, bug(error), failed=True)

    def _figures(self, document: Document, transcription: Transcription, folder: Path, settings: Settings) -> Figures:
        result = read_document(folder)
        comparison = compare_result(result, transcription, self.profile, settings)
        write_comparison(
            comparison,
            result,
            settings,
            report=folder / REPORT,
            records=folder / RECORDS,
            table=None,
            language=self.language,
        )
        return Figures(
            document.name,
            transcription.name,
            comparison.scores.layers[0].cer.rate,
            len(comparison.variants),
            folder / REPORT,
        )
