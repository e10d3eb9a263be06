"""What a process says at its end that read a part of a job, or put its parts together."""

from __future__ import annotations

from dataclasses import dataclass

from ocr_pipeline.errors import ExitCode
from ocr_pipeline.job.shards.missing import Missing
from ocr_pipeline.job.shards.share import Shard
from ocr_pipeline.job.summary import JobSummary


@dataclass(frozen=True)
class ShardSummary:
    """The pages of a shard, the documents that it put together, and what others have not done yet.

    `whole` is that of all pages, where this shard found all documents done and wrote the overview.
    """

    shard: Shard
    own: JobSummary
    documents: tuple[str, ...]
    missing: Missing
    whole: JobSummary | None

    @property
    def exit_code(self) -> ExitCode:
        """Return 0 if none of its own pages, comparisons and files failed, else 6."""
        return self.own.exit_code

    def text(self) -> str:
        """Return the summary as a few lines for a terminal."""
        first, *rest = self.own.lines()
        count = "1 document" if len(self.documents) == 1 else f"{len(self.documents)} documents"
        lines = [f"Shard {self.shard}: {first}; {count} put together here", *rest, *self.missing.lines()]
        if self.whole is not None:
            lines.append(f"All shards are done: {self.whole.lines()[0]}")
            lines.append(self.whole.where())
        else:
            lines.append("The overview is written by the last shard, or by --assemble.")
        return "\n".join(lines)


@dataclass(frozen=True)
class AssembledSummary:
    """All pages that are through, and what is missing."""

    whole: JobSummary
    documents: tuple[str, ...]
    missing: Missing

    @property
    def exit_code(self) -> ExitCode:
        """Return 0 if nothing failed and nothing is missing, else 6."""
        return ExitCode.SOME_FAILED if self.missing else self.whole.exit_code

    def text(self) -> str:
        """Return the summary as a few lines for a terminal."""
        count = "1 document" if len(self.documents) == 1 else f"{len(self.documents)} documents"
        said = f"{count} put together now" if self.documents else "No document had to be put together"
        return "\n".join((*self.whole.lines(), said, *self.missing.lines(), self.whole.where()))
