"""The command line: one file a command, each parses, calls and prints.

`app` finds the commands, `options` are those that several share, `output` prints, `ending` turns every way in which a
command can end into a message and an exit code.
"""

from ocr_pipeline.cli.app import app, main

__all__ = ["app", "main"]
