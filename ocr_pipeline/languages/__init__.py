"""All that a language knows, a file each; a new language is one new file here, and its lexicon.

`record` says what a language may know, `registry` finds the records by Tesseract's names (`rus`, `rus+eng`), `lexicon`
has the kinds of lexicons. A stage asks a record; it never asks for a language's name.
"""

from ocr_pipeline.languages.lexicon import Lexicon
from ocr_pipeline.languages.record import UNKNOWN_TAG, Language, Script
from ocr_pipeline.languages.registry import (
    DEFAULT,
    Languages,
    has_lexicon,
    known_languages,
    language_of,
    language_tag,
    languages_of,
    lexicon_names,
    load_lexicon,
    one_of,
    without_lexicon,
)

__all__ = [
    "DEFAULT",
    "UNKNOWN_TAG",
    "Language",
    "Languages",
    "Lexicon",
    "Script",
    "has_lexicon",
    "known_languages",
    "language_of",
    "language_tag",
    "languages_of",
    "lexicon_names",
    "load_lexicon",
    "one_of",
    "without_lexicon",
]
