"""Engines are found by name."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import EngineUnknown, LanguageMissing, LettersMissing, ModelMissing
from ocr_pipeline.recognize import engine_names, make_engine, ready_engine
from ocr_pipeline.recognize.double.standby import Standby
from ocr_pipeline.recognize.tesseract.engine import TesseractEngine
from ocr_pipeline.recognize.typescript.engine import TypescriptEngine


def test_engines_are_found_by_name():
    assert "tesseract" in engine_names()
    assert isinstance(make_engine("tesseract"), TesseractEngine)
    assert make_engine("fault_engines:Good").identity == "good 1"
    for unknown in ("nobody", "no.module:X", "json:loads"):
        with pytest.raises(EngineUnknown):
            make_engine(unknown)


def test_auto_takes_the_first_engine_that_has_the_language():
    assert isinstance(ready_engine("auto", "rus"), Standby)
    assert isinstance(ready_engine("auto", "osd"), TesseractEngine)
    with pytest.raises(LettersMissing):
        ready_engine("typescript", "deu")
    with pytest.raises(LanguageMissing):
        ready_engine("auto", "xxx")


def test_without_tesseract_the_typescript_reader_serves(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(ready_engine("auto", "rus"), TypescriptEngine)


def test_without_a_model_tesseract_serves(monkeypatch, tmp_path):
    monkeypatch.setattr(TypescriptEngine.__init__, "__defaults__", (tmp_path / "none.onnx",))
    with pytest.raises(ModelMissing):
        ready_engine("typescript", "rus")
    assert isinstance(ready_engine("auto", "rus"), TesseractEngine)
