"""The overview of a job that several processes read, by whoever finds all documents done, or is told to write it."""

from __future__ import annotations

from collections import Counter

from ocr_pipeline.errors import ResultBroken, ResultNotFound
from ocr_pipeline.job.assemble import Assembled
from ocr_pipeline.job.comparing.documents import ComparisonFigures, figures_beside
from ocr_pipeline.job.housekeeping import retire_documents_gone, said_of_documents
from ocr_pipeline.job.parts.neighbours import remark_neighbours
from ocr_pipeline.job.request import Request
from ocr_pipeline.job.shards.documents import SharedDocuments
from ocr_pipeline.job.shards.record import SharedRecord
from ocr_pipeline.job.summary import JobSummary, summarize


def write_overall(request: Request, documents: SharedDocuments, record: SharedRecord, seconds: float) -> JobSummary:
    """Return the summary of all pages that are through, the overview written of them.

    Documents that go on in others say so, those whose scans are gone are moved aside; that the job is done is written
    where nothing is missing.

    Raises `OutputError`.
    """
    assembled = documents.assembled()
    _add_figures(request, documents, assembled)
    plan, progress = request.plan, documents.progress
    whole = [name for name in plan.documents if name not in documents.missing]
    assembled.noted += remark_neighbours(request.output, {name: progress.rows_of(name) for name in whole})
    if gone := tuple(retire_documents_gone(request.output, plan.documents)):
        assembled.retired.append(said_of_documents(gone))
    # Which transcriptions were of no use, only who compared all documents could say.
    summary = summarize(request.output, progress, assembled, request.formats, None, seconds)
    if not documents.missing:
        record.whole(Counter(row.state for row in summary.rows if row.page))
    return summary


def _add_figures(request: Request, documents: SharedDocuments, assembled: Assembled) -> None:
    """Add the figures of the documents that this process did not make beside their transcriptions."""
    known = {one.document for one in (*assembled.compared, *assembled.kept)}
    for name in request.plan.documents:
        if name in known or name in documents.missing:
            continue
        try:
            found = figures_beside(request.output / name, request.comparing, request.settings)
        except (ResultNotFound, ResultBroken):
            # Another process makes it anew just now, and the overview after it.
            continue
        if found is None:
            continue
        was_compared = isinstance(found, ComparisonFigures) and found.path is None
        (assembled.kept if was_compared or request.comparing is None else assembled.compared).append(found)
