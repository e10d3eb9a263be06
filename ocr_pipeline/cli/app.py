"""The commands by name. Each is imported when it is called: `--version` and worker processes need none of them."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from ocr_pipeline.cli.output import discard, print_message
from ocr_pipeline.errors import ExitCode, OutputError
from ocr_pipeline.version import __version__

COMMANDS = ("page", "run", "export", "status", "clean", "compare", "doctor")
"""A command is the function of that name in the module of that name in this folder; in the order of `--help`."""


class LazyGroup(TyperGroup):
    """A group whose commands are imported when one is called, all when they are listed or none has the name given."""

    def list_commands(self, _ctx: object) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, _ctx: object, cmd_name: str) -> TyperCommand | None:
        """Return a command, None where there is none of that name."""
        # Of a name that is none, the most similar is looked for among those imported.
        for name in (cmd_name,) if cmd_name in COMMANDS else COMMANDS:
            self.commands[name] = _imported(name)
        found = self.commands.get(cmd_name)
        return found if isinstance(found, TyperCommand) else None


def _imported(name: str) -> TyperCommand:
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name)(getattr(import_module(f"ocr_pipeline.cli.{name}"), name))
    command = typer.main.get_command(alone)
    if not isinstance(command, TyperCommand):
        raise TypeError(f"{name} is a group of commands")
    return command


app = typer.Typer(
    name="ocr-pipeline",
    cls=LazyGroup,
    help="Reads scans of Russian typescript: telegrams, minutes, reports; top copies, carbon copies, photostats.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ocr-pipeline {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def main() -> NoReturn:
    """Run the command line."""
    # As in a worker of a job: sums of several threads differ in their last digits, and so would a page read alone.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        # Russian text must come out whole in a container whose locale is POSIX.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        raise
    except OSError as error:
        # The help or the version could not be printed: commands report their own errors.
        discard(sys.stdout)
        print_message(f"ocr-pipeline: {OutputError('standard output', error.strerror or str(error))}")
        raise SystemExit(int(ExitCode.OUTPUT)) from error
    raise SystemExit(int(ExitCode.DONE))
