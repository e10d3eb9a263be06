"""The worked examples of an engine, of a language and of records do what the pages say; that of a format is run in
`tests/job/test_run_formats.py`, that of a loader in `tests/compare/load/test_registry.py`, that of layers in
`tests/formats/tei/test_document.py`."""

from __future__ import annotations

import re
import sys
import textwrap

import numpy as np
import pytest

import ocr_pipeline.languages as languages
from docs.examples.doubtful_words import doubtful_words
from docs.examples.outside_engine import MyOcrMissing, OutsideProgram
from ocr_pipeline.errors import EngineBabbled, EngineCrashed, EngineTimeout, ExitCode
from ocr_pipeline.languages import registry
from ocr_pipeline.recognize.engine import make_engine
from ocr_pipeline.recognize.page import read_image
from ocr_pipeline.records import Affine, PageImage, Resolution, ResolutionOrigin, Side
from ocr_pipeline.text import clean_text
from tests.support.plugins import EXAMPLES
from tests.support.typed_documents import a_page


def test_each_example_is_shown_on_a_page():
    examples = EXAMPLES.rglob("*.py")
    wanted = {path.relative_to(EXAMPLES.parents[1]).as_posix() for path in examples if path.name != "__init__.py"}
    pages = (path.read_text(encoding="utf-8") for path in EXAMPLES.parent.rglob("*.md"))
    shown = {path for page in pages for path in re.findall(r'^--8<-- "(.+)"$', page, re.M)}
    assert wanted <= shown
    assert all((EXAMPLES.parents[1] / path).is_file() for path in shown)


@pytest.fixture
def my_ocr(tmp_path, monkeypatch):
    """Puts a program `my-ocr` of that Python code on the path."""

    def put(code):
        program = tmp_path / "bin" / "my-ocr"
        program.parent.mkdir()
        program.write_text(f"#!{sys.executable}\n{textwrap.dedent(code)}", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(program.parent))

    return put


@pytest.fixture
def image(page):
    grey = page(150)
    resolution = Resolution(dpi=150, origin=ResolutionOrigin.USER)
    binary = np.where(grey < 128, 0, 255).astype(np.uint8)
    return PageImage(Side.WHOLE, grey, binary, Affine.identity(), 150.0, resolution, 0, 0.0)


WORDS = """
    for line, words in enumerate(("Первая строка", "вторая строка")):
        for column, word in enumerate(words.split()):
            print(line, 100 + 200 * column, 100 + 60 * line, 280 + 200 * column, 140 + 60 * line, 0.99, word, sep="\\t")
"""


def test_what_the_outside_program_prints_is_the_page(my_ocr, image):
    my_ocr(WORDS)
    engine = make_engine("docs.examples.outside_engine:OutsideProgram")
    engine.check("rus")
    reading = engine.read(image, "rus", 30)
    assert [line.text for line in reading.lines] == ["Первая строка", "вторая строка"]
    assert reading.lines[1].box.top == 160
    assert read_image(engine, image, "rus", 30).lines[0].text == "Первая строка"


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("import time; time.sleep(60)", EngineTimeout),
        ("raise SystemExit('out of paper')", EngineCrashed),
        ("print('no table')", EngineBabbled),
    ],
)
def test_its_failures_are_those_of_a_page(my_ocr, image, code, cause):
    my_ocr(code)
    with pytest.raises(cause):
        OutsideProgram().read(image, "rus", 0.5 if cause is EngineTimeout else 30)


def test_a_missing_program_says_so_before_the_first_page(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MyOcrMissing) as missing:
        OutsideProgram().check("rus")
    assert missing.value.exit_code is ExitCode.MISSING


def test_a_language_is_one_file_in_the_folder_of_languages(monkeypatch):
    monkeypatch.setattr(languages, "__path__", [*languages.__path__, str(EXAMPLES / "languages")])
    caches = (registry.known_languages, registry.languages_of)
    for cache in caches:
        cache.cache_clear()
    try:
        assert registry.language_of("bel").tag == "be"
        assert registry.without_lexicon("bel") == ("bel",)
        document = clean_text("d", "Прынята 29 сакавіка 1953 г.\n", language="bel")
        (date,) = document.facts.dates
        assert date.iso == "1953-03-29"
    finally:
        for cache in caches:
            cache.cache_clear()
        sys.modules.pop("ocr_pipeline.languages.belarusian", None)


def test_doubtful_words_are_listed_with_their_places():
    page = a_page("0007", ("Дом и лес",), confidence=0.6)
    rows = list(doubtful_words(page))
    assert [row.split("\t")[:2] for row in rows] == [["0007", "Дом"], ["0007", "и"], ["0007", "лес"]]
    assert rows[0].split("\t")[2] == "100,0"
    assert not list(doubtful_words(a_page("0007", ("Дом и лес",))))
