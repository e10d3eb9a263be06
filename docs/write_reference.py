"""Writes what the documentation takes from the program: the page of errors, and the JSON Schema of each stored record.

    python docs/write_reference.py

Run it after a change of `errors.py` or of a record; a test compares.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from ocr_pipeline.compare.records import Comparison
from ocr_pipeline.errors import ExitCode, PipelineError
from ocr_pipeline.records import JOURNAL_LINE, Document, JobRecord, JobStatus, Page, ReasonCode, Record

DOCS = Path(__file__).resolve().parent

STORED: dict[str, type[Record]] = {
    "page": Page,
    "document": Document,
    "job": JobRecord,
    "status": JobStatus,
    "comparison": Comparison,
}
"""The records that files hold or commands print, by the name of their schema."""

EXIT_CODES = {
    ExitCode.DONE: "all pages are done, blank or unreadable (no text on them)",
    ExitCode.ABOVE_LIMIT: "`compare --fail-above`: the error rate is above the limit",
    ExitCode.USAGE: "wrong usage",
    ExitCode.INPUT: "the input cannot be read",
    ExitCode.MISSING: "a program, a model or a package's part is missing",
    ExitCode.OUTPUT: "the output cannot be written",
    ExitCode.SOME_FAILED: "the job ended; some pages, or comparisons of documents, failed (listed in `index.html`)",
    ExitCode.BUG: "a bug",
    ExitCode.MACHINE: "the machine or the cluster cannot run the job: no worker starts, or the scheduler is gone",
    ExitCode.STORE: "the store that files are in by URL cannot be reached; what is done is kept",
    ExitCode.INTERRUPTED: "interrupted; what is done is kept, the same command goes on from there",
}
"""What each exit code means."""

AGAIN = {
    ExitCode.DONE: "no",
    ExitCode.ABOVE_LIMIT: "no: the same texts have the same error rate",
    ExitCode.USAGE: "no: the command has to be changed",
    ExitCode.INPUT: "no: the input has to be mended; yes where it is on a share that comes and goes",
    ExitCode.MISSING: "no: the image or the machine lacks something",
    ExitCode.OUTPUT: "yes, after a while, where the disk may be freed; no where the folder is forbidden or busy",
    ExitCode.SOME_FAILED: "no: each failed page was tried again already (`--retries`); look at `summary.csv`",
    ExitCode.BUG: "no: it would be met again; please report it",
    ExitCode.MACHINE: "yes, best on another machine, or with more memory; of a cluster, once it is there again",
    ExitCode.STORE: "yes, once the store is there again",
    ExitCode.INTERRUPTED: "yes: finished pages are kept",
}
"""Whether the same command is worth running again without a change: for whoever tells a scheduler."""

REASONS = {
    ReasonCode.BLANK: "Nothing is typed on the page. Nothing need be done.",
    ReasonCode.NO_TEXT: "There is ink on the page, and no text was read: a photograph, a map, handwriting.",
    ReasonCode.NOISE: "What was read is no language: a page worn beyond reading, or lying on its side.",
    ReasonCode.NO_WORDS: "Hardly a word of the language was read: another language, handwriting, or a wrong turn.",
    ReasonCode.READ_ACROSS: "Lines go across a gap between two blocks of text; their order is wrong. Look at the scan.",
    ReasonCode.UNREAD_INK: "Ink that is like type is in no line. Look at the scan; the record says where (`ink`).",
    ReasonCode.MOSTLY_UNREAD: "A part of the page was read, most of it not. Look at the scan.",
    ReasonCode.CONFIDENCE_UNSTATED: "The page's file (`--engine file:DIR`) states no confidences: all counts as sure.",
    ReasonCode.MUCH_DOUBT: "Much of the page is doubtful. Proofread it before others.",
    ReasonCode.MARKS_SET_APART: "Marks that are most likely no typing are kept in the records, not in the text.",
    ReasonCode.LOW_RESOLUTION: "The scan has fewer pixels than small letters need; 300 dpi would be read better.",
    ReasonCode.FILE_DAMAGED: "The file is damaged; the page was read from what is left of it. Look at the scan.",
    ReasonCode.DPI_OF_FILE: "`--dpi` does not fit the size of the typing; what the PDF says was taken.",
    ReasonCode.NEGATIVE: "The scan is white on black and was turned to black on white.",
    ReasonCode.READ_BY_ONE: "One of two readers failed; the text is the other one's.",
    ReasonCode.SAFER_SETTINGS: "The page failed, and was read by one reader at half the resolution. Look at the scan.",
    ReasonCode.SHOW_THROUGH: "The other side of the sheet shows through, and was taken off with all that is as light.",
    ReasonCode.PRINT_AS_TYPE: "The page is print, and a reader for type read it. Have Tesseract read it.",
    ReasonCode.STOOD_IN: "Tesseract read what the program's own reader could not, such as print. Compare it.",
    ReasonCode.TURN_OPEN: "Which way up the page is stays open; the message says how it was read. Look at the scan.",
    ReasonCode.WIDE_COLUMNS: "A sheet as wide as two pages was read as one page with columns. Look at the scan.",
    ReasonCode.COMPARISON_OLD: "The comparison is of an earlier reading; run again with `--transcriptions`.",
    ReasonCode.NO_TRANSCRIPTION: "None of the transcriptions belongs to the document.",
    ReasonCode.BUG: "The program failed in a way that is no fault of the scan. Please report it with the scan.",
}
"""What each reason means that is no error."""

SCHEDULERS = f"""\
A job that is killed (SIGKILL: the machine goes away, the memory limit of a container) has the exit code 137 of the
shell or of the container, and is worth running again: it goes on where it stood. SIGTERM, which schedulers send first,
ends it with {int(ExitCode.INTERRUPTED)} in about a second; a second signal ends it at once, with the same exit code.

Kubernetes: `deploy/kubernetes/read.yaml` says so in its `podFailurePolicy`. 2 and 4, which every index would meet, end
the job; 1, 3, 6 and 70 end the index; 5, 71, 72, 130 and 137 are tried again, at most four times; a pod that has to
go because its node does is not counted.

Slurm: `deploy/slurm/read.sbatch` queues a task again, at most four times, that ended with 71, 72, 130 or 137,
unless somebody cancelled it. [On many machines](scale.md) says how both are started."""
"""How schedulers are told."""


def reference() -> dict[Path, str]:
    """Return the contents of the files by their paths."""
    schemas = {DOCS / "schemas" / f"{name}.schema.json": schema_of(record) for name, record in STORED.items()}
    journal = JOURNAL_LINE.json_schema(mode="serialization")
    return {DOCS / "errors.md": errors_page(), DOCS / "schemas" / "journal.schema.json": _as_file(journal), **schemas}


def schema_of(record: type[Record]) -> str:
    """Return the JSON Schema of a record as it is stored."""
    return _as_file(record.model_json_schema(mode="serialization"))


def _as_file(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def errors_page() -> str:
    """Return the page of errors: exit codes, each cause with what to do, and the reasons that are no errors."""
    lines = [
        "# Exit codes and errors",
        "",
        "A message names the file, what happened, and what to do. In the records the cause stands by its name.",
        "",
        "## Exit codes",
        "",
        "| exit code | meaning | worth the same command again |",
        "|---:|---|---|",
        *(f"| {int(code)} | {EXIT_CODES[code]} | {AGAIN[code]} |" for code in ExitCode),
        "",
        SCHEDULERS,
    ]
    causes = [cause for cause in _causes(PipelineError) if cause.__module__ == PipelineError.__module__]
    for code in sorted({cause.exit_code for cause in causes}):
        lines += ["", f"## {int(code)}: {_plain(EXIT_CODES[code])}", ""]
        lines += ["| cause | message | what to do |", "|---|---|---|"]
        lines += sorted(
            f"| `{cause.__name__}` | {_cell(cause.happened)} | {_cell(cause.advice)} |"
            for cause in causes
            if cause.exit_code is code
        )
    lines += [
        "",
        "## Reasons and warnings of pages and documents",
        "",
        "Beside the causes above, which a page that failed gives as its reason:",
        "",
        "| name | meaning |",
        "|---|---|",
        *(f"| `{code}` | {REASONS[code]} |" for code in sorted(ReasonCode)),
    ]
    return "\n".join(lines) + "\n"


def _causes(kind: type[PipelineError]) -> Iterator[type[PipelineError]]:
    for cause in kind.__subclasses__():
        yield cause
        yield from _causes(cause)


def _plain(text: str) -> str:
    return text.partition(" (")[0].partition(";")[0]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the files."""
    for path, content in reference().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
