"""The options of `ocr-pipeline run` that share a job out among tasks with numbers."""

from __future__ import annotations

from typing import Annotated, Protocol

import typer

from ocr_pipeline.errors import ExitCode, UsageError
from ocr_pipeline.job.shards.share import Shard, parse_shard

ShardGiven = Annotated[
    str | None,
    typer.Option(
        "--shard",
        metavar="I/N",
        help="Read the I-th of N parts, I from 1 to N, while other tasks read the others into the same OUTPUT; the "
        "last one writes the overview. Of an array that counts from 0: --shard $((INDEX+1))/N.",
    ),
]
Assemble = Annotated[
    bool,
    typer.Option(
        "--assemble",
        help="Read no page: put together what shards have read, say what is missing, write the overview.",
    ),
]


class Ended(Protocol):
    """What a job says at its end."""

    @property
    def exit_code(self) -> ExitCode:
        """Return the exit code of the command."""

    def text(self) -> str:
        """Return a few lines for a terminal."""


def shard_of(given: str | None, *, assemble: bool) -> Shard | None:
    """Return the shard that is asked for; None where it is the whole job. Raises `ShardInvalid`, `UsageError`."""
    if given is not None and assemble:
        raise UsageError("--shard, --assemble", "shards read pages, --assemble puts together what they have read")
    return None if given is None else parse_shard(given)
