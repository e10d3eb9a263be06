"""Options become settings; one that cannot be has its own error."""

from __future__ import annotations

import pytest

from ocr_pipeline.cli.options import DEFAULTS, names_in, settings_of
from ocr_pipeline.errors import LanguageNameInvalid, UsageError
from ocr_pipeline.settings import Settings


def test_what_is_not_named_is_the_default():
    assert settings_of() == DEFAULTS == Settings()
    assert settings_of(dpi=150.0).dpi == 150


@pytest.mark.parametrize("name", ["", "rus+", "../rus", "rus eng"])
def test_a_language_that_is_no_name(name):
    with pytest.raises(LanguageNameInvalid, match="no language name"):
        settings_of(language=name)


def test_a_value_that_no_setting_has_is_named():
    with pytest.raises(UsageError, match="dpi"):
        settings_of(dpi=-1.0)


@pytest.mark.parametrize(
    ("listed", "names"), [("", ()), ("txt", ("txt",)), (" txt, png ,", ("txt", "png")), (",,", ())]
)
def test_names_stand_between_commas(listed, names):
    assert names_in(listed) == names


def test_a_folder_of_files_is_named_with_its_whole_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/a")
    assert settings_of(engine="file:ocr/1").engine == f"file:{tmp_path}/ocr/1"
    assert settings_of(engine="file:~/ocr").engine == "file:/home/a/ocr"
    assert settings_of(engine="file:").engine == "file:"
    assert settings_of(engine="tesseract").engine == "tesseract"
