"""What came of a job: counts, exit code, and where a person should look first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.formats.format import Format
from ocr_pipeline.formats.png import IMAGE_SUFFIX
from ocr_pipeline.job.assemble import Assembled
from ocr_pipeline.job.comparing.documents import ComparisonFigures, ComparisonPlan, NotCompared
from ocr_pipeline.job.execute import Progress
from ocr_pipeline.records import DocumentRow, PageRow, PageState, Reason, Remark
from ocr_pipeline.report.comparison_terminal import visible
from ocr_pipeline.store.files import document_file, overview_file
from ocr_pipeline.store.jobs import write_overview

LOOK_FIRST = 5
"""How many pages a summary names: what fits on a screen beside the counts."""

DOUBTFUL_CER = 0.05
"""Expected share of wrong characters from which a page is named: reading it costs an editor more than every fourth line
a correction at 60 characters a line."""


A_WORD = 5.0
"""Characters that unread ink would hold from which it is said: a word; a stroke of a pen is as much as two or three."""

LAYERS = ("layout-neutral", "convention-neutral", "as typed")
"""The layers of a score in the order in which a person wants them."""


@dataclass(frozen=True)
class JobSummary:
    """All pages of a job in order, with the page numbers understood, and what it cost.

    A row without a page is a folder that could not be looked into.

    `compared` are the figures of the documents beside their transcriptions, or why a document has none; `unread` is
    what could not be read as a transcription, `unused` are the paths of those that belong to none of the documents.
    `unwritten` says which files of a format could not be made, and why; `retired` what was moved aside because no scan
    gives it any more, `noted` which documents seem to go on in others.
    """

    output: Path
    rows: tuple[PageRow, ...]
    seconds: float
    peak_memory_bytes: int
    compared: tuple[ComparisonFigures | NotCompared, ...] = ()
    unread: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    unwritten: tuple[Reason, ...] = ()
    retired: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """Return 0 if no page, comparison or file failed, else 6; a document without a transcription is no failure."""
        failed = any(isinstance(one, NotCompared) and one.failed for one in self.compared)
        return ExitCode.SOME_FAILED if failed or self.unwritten or self.counts[PageState.FAILED] else ExitCode.DONE

    @property
    def counts(self) -> Counter[str]:
        """Return how many pages are in each state."""
        return Counter(row.state for row in self.rows)

    def look_first(self) -> tuple[PageRow, ...]:
        """Return the pages most in need of a person: failed, unreadable, then by their expected error."""
        order: dict[str, int] = {PageState.FAILED: 0, PageState.UNREADABLE: 1}
        doubtful = [row for row in self.rows if row.state in order or (row.expected_cer or 0.0) >= DOUBTFUL_CER]
        doubtful.sort(key=lambda row: (order.get(row.state, 2), -(row.expected_cer or 0.0)))
        return tuple(doubtful[:LOOK_FIRST])

    def text(self) -> str:
        """Return the summary as a few lines for a terminal."""
        return "\n".join((*self.lines(), self.where()))

    def where(self) -> str:
        """Return the line that says where the texts and the overview are."""
        text = document_file(self.output / "<document>", ".txt")
        written = any(
            document_file(self.output / name, ".txt").is_file()
            for name in dict.fromkeys(row.document for row in self.rows)
        )
        return (f"Text: {text}    " if written else "") + f"Overview: {overview_file(self.output)}"

    def lines(self) -> list[str]:
        """Return what came of the pages, a few lines."""
        counts = self.counts
        new = sum(not row.kept for row in self.rows)
        said = [f"{counts[PageState.DONE]} of {len(self.rows)} pages read"]
        said += [f"{counts[state]} {state}" for state in PageState if state is not PageState.DONE and counts[state]]
        if new < len(self.rows):
            said.append(f"{len(self.rows) - new} finished before")
        memory = f", {self.peak_memory_bytes / 2**20:.0f} MB a worker" if self.peak_memory_bytes else ""
        lines = [f"{', '.join(said)}; {self.seconds:.0f} s{memory}"]
        if first := self.look_first():
            lines.append("Look first at:")
            for row in first:
                why = _expected(row) if row.state is PageState.DONE or not row.warnings else row.warnings[0]
                place = f"{row.document}/{row.page}" if row.page else row.document
                lines.append(f"  {place}  {row.state}: {visible(why)}")
        lines += _unread_ink(self.rows)
        by_one = [row for row in self.rows if row.read_by_one]
        lines += _named(by_one, "read by one reader alone, since the other failed", AGAIN)
        safer = [row for row in self.rows if row.read_safer]
        lines += _named(safer, "read at another attempt, by one reader and at half the resolution", AGAIN)
        damaged = [row for row in self.rows if row.is_damaged and row.state is not PageState.FAILED]
        lines += _named(damaged, "read from a damaged file, and part of them may be missing")
        lines += (f"not written: {visible(reason.message)}" for reason in self.unwritten[:LOOK_FIRST])
        if (more := len(self.unwritten) - LOOK_FIRST) > 0:
            lines.append(f"not written: {more} more")
        lines += (visible(sentence) for sentence in (*self.retired, *self.noted[:LOOK_FIRST]))
        if len(self.noted) > LOOK_FIRST:
            lines.append(f"and {len(self.noted) - LOOK_FIRST} more documents that seem to go on in others")
        lines += (_beside(one) for one in self.compared)
        lines += (f"no transcription: {visible(message)}" for message in self.unread)
        lines += (f"not used, like no document: {visible(path)}" for path in self.unused)
        return lines


def summarize(
    output: Path,
    progress: Progress,
    assembled: Assembled,
    formats: Sequence[Format],
    comparing: ComparisonPlan | None,
    seconds: float,
) -> JobSummary:
    """Return the summary of a job whose documents are all assembled, its overview written. Raises `OutputError`."""
    documents = progress.plan.documents
    rows = {name: progress.rows_of(name) for name in documents}
    in_order = (*(row for name in documents for row in rows[name]), *progress.plan.unread)
    comparisons = {one.document: one for one in (*assembled.compared, *assembled.kept)}
    has_images = any(one.suffix == IMAGE_SUFFIX and one.page for one in formats)
    document_rows = [
        document_row(
            name,
            rows[name],
            comparisons.get(name),
            remarks=progress.remarks.get(name, ()),
            has_images=has_images,
        )
        for name in documents
    ]
    unwritten = write_overview(output, in_order, document_rows, formats)
    return JobSummary(
        output,
        in_order,
        seconds,
        progress.peak_memory_bytes,
        tuple(assembled.compared),
        comparing.transcriptions.unread if comparing else (),
        comparing.unused(assembled.compared) if comparing else (),
        (*progress.unwritten, *assembled.unwritten, *unwritten),
        tuple(assembled.retired),
        tuple(assembled.noted),
    )


def document_row(
    name: str,
    rows: Sequence[PageRow],
    compared: ComparisonFigures | NotCompared | None,
    *,
    remarks: tuple[Remark, ...] = (),
    has_images: bool = False,
) -> DocumentRow:
    """Return the row of a document with these pages, and with its figures beside its transcription, if any.

    `remarks` are those on the order of its pages; `has_images` says that their prepared images are written.
    """
    figures = compared if isinstance(compared, ComparisonFigures) else None
    rates = figures.cer if figures else {}
    return DocumentRow(
        document=name,
        pages=len(rows),
        failed=sum(row.state in (PageState.FAILED, PageState.UNREADABLE) for row in rows),
        transcription=figures.transcription if figures else None,
        cer_layout_neutral=rates.get("layout-neutral"),
        cer_convention_neutral=rates.get("convention-neutral"),
        cer_as_typed=rates.get("as typed"),
        variants=figures.variants if figures else None,
        not_compared=compared.reason.message if isinstance(compared, NotCompared) else None,
        remarks=remarks,
        has_images=has_images,
    )


def _expected(row: PageRow) -> str:
    """Return how much of a page is expected to be wrong, and how much of that was not read."""
    said = f"about {row.expected_cer or 0:.0%} of characters wrong or missing"
    unread = row.unread_characters or 0.0
    return said + (f", {unread:.0f} not read ({row.unread_mm2:.0f} mm² of ink)" if unread >= A_WORD else "")


def _unread_ink(rows: Sequence[PageRow]) -> Iterator[str]:
    """Yield a line on the ink that was not read, over all pages that were, where it is worth a word."""
    unread = [row for row in rows if row.state is PageState.DONE and (row.unread_characters or 0.0) >= A_WORD]
    if unread:
        characters = sum(row.unread_characters or 0.0 for row in unread)
        pages = "1 page" if len(unread) == 1 else f"{len(unread)} pages"
        yield f"Unread ink: about {characters:.0f} characters on {pages}; summary.csv has it for each page"


AGAIN = ", --redo failed reads such pages again"


def _named(rows: Sequence[PageRow], what: str, advice: str = "") -> Iterator[str]:
    """Yield a line that says what is to be known of these pages and names the first of them; none without pages."""
    if rows:
        pages = "1 page was" if len(rows) == 1 else f"{len(rows)} pages were"
        named = ", ".join(f"{row.document}/{row.page}" for row in rows[:LOOK_FIRST])
        more = ", ..." if len(rows) > LOOK_FIRST else ""
        yield f"{pages} {what}: {named}{more}; summary.csv says how{advice}"


def _beside(one: ComparisonFigures | NotCompared) -> str:
    if isinstance(one, NotCompared):
        return f"{one.document} not compared: {visible(one.reason.message)}"
    # As typed, every line end of the paper counts as an error: the figures without them come first.
    rates = ", ".join(f"{one.cer[layer]:.2%} {layer}" for layer in LAYERS if layer in one.cer)
    variants = "1 variant" if one.variants == 1 else f"{one.variants} variants"
    return f"{one.document} beside {visible(one.transcription)}: CER {rates}; {variants}; report: {one.report}"
