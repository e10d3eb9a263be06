"""The documents of a job compared with the transcriptions of a folder, each as it is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.compare.profile import Profile
from ocr_pipeline.compare.report import Language
from ocr_pipeline.job.compare import RECORDS, REPORT, Candidates, compare_result, write_comparison
from ocr_pipeline.job.result import read_document
from ocr_pipeline.records import Document
from ocr_pipeline.settings import Settings


@dataclass(frozen=True)
class Figures:
    """What came of comparing a document: its transcription's name, the CER as typed, the variants, the report."""

    document: str
    transcription: str
    cer: float
    variants: int
    report: Path


@dataclass(frozen=True)
class Comparing:
    """What the documents of a job are compared with, and how."""

    candidates: Candidates
    profile: Profile
    language: Language

    def figures(self, document: Document, folder: Path, settings: Settings) -> Figures | None:
        """Return the figures of a document beside its transcription, the report written; None where there is none."""
        transcription = self.candidates.of(document)
        if transcription is None:
            return None
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
