"""How a command ends: with an exit code, and where something went wrong with a message."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from ocr_pipeline.cli.output import print_message
from ocr_pipeline.errors import ExitCode, PipelineError
from ocr_pipeline.job.signals import ended_by_signals


class Exit(typer.Exit):
    """Ends a command with one of this program's exit codes."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__(int(code))


@contextmanager
def errors_reported(*, verbose: bool, resumable: bool = False) -> Iterator[None]:
    """Turn every error that leaves the command into a message on standard error and an exit code.

    `resumable` says that the same command goes on where it was interrupted. SIGINT and SIGTERM end the command with all
    that it has started, the second of them at once.
    """
    try:
        with ended_by_signals():
            yield
    except PipelineError as error:
        print_message(f"ocr-pipeline: {error}")
        raise Exit(error.exit_code) from error
    except KeyboardInterrupt as error:
        kept = "; finished pages are kept, run the same command to go on" if resumable else ""
        print_message(f"ocr-pipeline: interrupted{kept}")
        raise Exit(ExitCode.INTERRUPTED) from error
    except (typer.Exit, BrokenPipeError):
        raise
    except Exception as error:
        if verbose:
            traceback.print_exc()
        what = f"{type(error).__name__}: {error}"
        print_message(f"ocr-pipeline: a bug: {what}. --verbose shows where; please report it.")
        raise Exit(ExitCode.BUG) from error
