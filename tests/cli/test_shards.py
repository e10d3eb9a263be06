"""The options that share a job out, as they are given."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from ocr_pipeline.cli import app
from ocr_pipeline.cli.shards import shard_of
from ocr_pipeline.errors import ExitCode, UsageError
from ocr_pipeline.job.shards.share import Shard


def test_a_shard_is_asked_for_or_none():
    assert shard_of(None, assemble=False) is None
    assert shard_of(None, assemble=True) is None
    assert shard_of("2/8", assemble=False) == Shard(2, 8)
    with pytest.raises(UsageError, match="--shard, --assemble"):
        shard_of("2/8", assemble=True)


@pytest.mark.parametrize("arguments", [["--shard", "0/4"], ["--shard", "x"], ["--shard", "1/2", "--assemble"]])
def test_wrong_usage_ends_before_anything_is_written(tmp_path, arguments):
    done = CliRunner().invoke(app, ["run", str(tmp_path), str(tmp_path / "out"), *arguments])
    assert done.exit_code == ExitCode.USAGE
    assert not (tmp_path / "out").exists()
