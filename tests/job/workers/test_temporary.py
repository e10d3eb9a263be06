"""One folder for all that is not to stay: used by whatever runs within, gone at the end, cleared after the dead."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ocr_pipeline.errors import TemporaryUnusable
from ocr_pipeline.job.workers.temporary import LOCK, clear_abandoned, remove_in_use, temporary_folder

ROOT = Path(__file__).parents[3]


def test_all_temporary_files_of_this_process_and_of_those_it_starts_lie_there(tmp_path):
    before = tempfile.gettempdir()
    with temporary_folder(Path("out"), tmp_path) as folder:
        assert folder.parent == tmp_path
        assert folder.name.endswith(f"-{os.getpid()}")
        with tempfile.NamedTemporaryFile() as ours:
            assert Path(ours.name).parent == folder
        program = "import tempfile; print(tempfile.gettempdir())"
        theirs = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert theirs.stdout.strip() == str(folder)
    assert list(tmp_path.iterdir()) == []
    assert tempfile.gettempdir() == before
    assert os.environ.get("TMPDIR") != str(folder)


def test_it_is_removed_with_what_is_left_in_it_however_the_block_ends(tmp_path):
    def interrupted():
        with temporary_folder(Path("out"), tmp_path) as folder:
            (folder / "left").mkdir()
            (folder / "left" / "behind").write_text("text")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_two_jobs_of_one_process_have_a_folder_each(tmp_path):
    with temporary_folder(Path("out"), tmp_path) as one, temporary_folder(Path("out"), tmp_path) as other:
        assert one != other
        assert one.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_folders_of_the_dead_are_cleared_and_those_of_the_living_are_not(tmp_path):
    abandoned = tmp_path / "ocr-pipeline-00000000-1"
    abandoned.mkdir()
    (abandoned / LOCK).touch()
    (abandoned / "page.pgm").write_bytes(b"P5")
    for name in ("ocr-pipeline-notes", "another"):
        (tmp_path / name).mkdir()
    with temporary_folder(Path("living"), tmp_path) as living:
        program = (
            "import sys; from pathlib import Path\n"
            "from ocr_pipeline.job.workers.temporary import clear_abandoned\n"
            "clear_abandoned(Path(sys.argv[1]))\n"
        )
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, env=environment)
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
            [living.name, "ocr-pipeline-notes", "another"]
        )


def test_a_link_that_is_called_like_such_a_folder_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / LOCK).touch()
    (tmp_path / "ocr-pipeline-link").symlink_to(elsewhere)
    clear_abandoned(tmp_path)
    assert (elsewhere / LOCK).exists()


def test_a_process_that_ends_at_once_removes_its_folder_first(tmp_path):
    with temporary_folder(Path("out"), tmp_path) as folder:
        remove_in_use()
        assert not folder.exists()


def test_a_place_that_cannot_be_written_is_an_error_that_names_it(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(TemporaryUnusable, match="file"), temporary_folder(Path("out"), tmp_path / "file"):
        pass
