"""Every way in which a command can end has its exit code, and its message where something went wrong."""

from __future__ import annotations

import pytest
import typer

from ocr_pipeline.cli.ending import Exit, errors_reported
from ocr_pipeline.errors import DiskFull, ExitCode, ScanTruncated


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ScanTruncated("a.tif"), ExitCode.INPUT, "ocr-pipeline: a.tif: the image is damaged or incomplete"),
        (DiskFull("/out"), ExitCode.OUTPUT, "ocr-pipeline: /out: no space is left"),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "run the same command to go on"),
        (ValueError("of nothing"), ExitCode.BUG, "a bug: ValueError: of nothing"),
    ],
)
def test_an_error_is_a_message_and_a_code(capsys, error, code, said):
    with pytest.raises(typer.Exit) as ended, errors_reported(verbose=False, resumable=True):
        raise error
    assert ended.value.exit_code == code
    written = capsys.readouterr()
    assert said in written.err
    assert written.out == ""
    assert "Traceback" not in written.err


def test_a_command_that_keeps_nothing_does_not_promise_to_go_on(capsys):
    with pytest.raises(typer.Exit), errors_reported(verbose=False):
        raise KeyboardInterrupt
    assert capsys.readouterr().err == "ocr-pipeline: interrupted\n"


def test_verbose_shows_where_a_bug_is(capsys):
    with pytest.raises(typer.Exit), errors_reported(verbose=True):
        raise ValueError("of nothing")
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("error", [Exit(ExitCode.ABOVE_LIMIT), BrokenPipeError()])
def test_an_ending_that_is_none_of_its_own_passes(error, capsys):
    with pytest.raises(type(error)) as ended, errors_reported(verbose=False):
        raise error
    assert ended.value is error
    assert capsys.readouterr().err == ""
