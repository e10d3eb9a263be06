"""Languages by name: every module of this folder that has `LANGUAGES` adds them, and nothing else has to know."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from ocr_pipeline.languages.lexicon import Lexicon, SeveralLexicons
from ocr_pipeline.languages.record import UNKNOWN_TAG, Language, Script

DEFAULT = "rus"
"""The language of the material, where none is named."""

MATERIAL = ("rus", "eng")
"""Languages of the material: their words may stand in texts of a language without a record."""

NOTHING = r"(?!)"
"""The pattern that matches nowhere."""


_WITHOUT_RECORD: Mapping[str, tuple[str, str]] = {
    "bel": ("Belarusian", "be"),
    "ces": ("Czech", "cs"),
    "chi_sim": ("Chinese", "zh-Hans"),
    "chi_tra": ("Chinese", "zh-Hant"),
    "deu": ("German", "de"),
    "est": ("Estonian", "et"),
    "fra": ("French", "fr"),
    "jpn": ("Japanese", "ja"),
    "kor": ("Korean", "ko"),
    "lav": ("Latvian", "lv"),
    "lit": ("Lithuanian", "lt"),
    "pol": ("Polish", "pl"),
}
"""Languages that archives of the time have beside those with a record: their titles, as PAGE has them, and tags."""


@dataclass(frozen=True, eq=False)
class Languages:
    """Several languages together: those `named` for a text in their order, and behind them those `beside` it."""

    named: tuple[Language, ...]
    beside: tuple[Language, ...]

    def __iter__(self) -> Iterator[Language]:
        """Yield the named languages and those whose words stand in their texts."""
        return iter((*self.named, *self.beside))

    @property
    def first(self) -> Language:
        """Return the language that the text is mostly in."""
        return self.named[0]

    def pattern(self, of: Callable[[Language], str]) -> str:
        """Return the pattern of a group that matches what any of the languages has, `NOTHING` where none has it."""
        return one_of(of(language) for language in self)

    def words(self, of: Callable[[Language], Iterable[str]]) -> frozenset[str]:
        """Return the words that the languages have, together."""
        return frozenset(chain.from_iterable(of(language) for language in self))

    def capitals(self) -> str:
        """Return the capital letters of all the languages."""
        return "".join(dict.fromkeys("".join(language.letters for language in self).upper()))

    def in_script(self, script: Script) -> Language | None:
        """Return the first of the languages that is written in a script."""
        return next((language for language in self if language.script is script), None)


def one_of(patterns: Iterable[str]) -> str:
    """Return a group of alternatives, the empty ones left out; `NOTHING` where none is left."""
    kept = [pattern for pattern in patterns if pattern]
    return f"(?:{'|'.join(kept)})" if kept else NOTHING


@cache
def known_languages() -> Mapping[str, Language]:
    """Return the languages that have a record, by their names."""
    package = importlib.import_module("ocr_pipeline.languages")
    modules = (
        importlib.import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    )
    return {language.name: language for module in modules for language in getattr(module, "LANGUAGES", ())}


def language_of(name: str) -> Language:
    """Return the language that Tesseract names so (`rus`, `script/Cyrillic`).

    One without a record is a language of which nothing is known: Tesseract may read it all the same.
    """
    known = name.rsplit("/", 1)[-1]
    title, tag = _WITHOUT_RECORD.get(known, (known, UNKNOWN_TAG))
    return known_languages().get(known) or Language(name=known, title=title, tag=tag, beside=MATERIAL)


def language_tag(names: str) -> str:
    """Return the tag (BCP 47) of the first of the languages named (`rus+eng`); `und` for an unknown one, or none."""
    return languages_of(names).first.tag


@lru_cache(maxsize=64)
def languages_of(names: str) -> Languages:
    """Return the languages that Tesseract's names, joined with `+`, stand for (`rus+eng`)."""
    named = tuple(language_of(name) for name in dict.fromkeys(names.split("+")))
    taken = {language.name for language in named}
    beside = dict.fromkeys(name for language in named for name in language.beside if name not in taken)
    return Languages(named, tuple(language_of(name) for name in beside))


@lru_cache(maxsize=4)
def load_lexicon(names: str) -> Lexicon:
    """Return the lexicon of the languages named; each is loaded once. That of a language without one knows no word."""
    found = [_loaded(language.lexicon) for language in languages_of(names).named if language.lexicon]
    return found[0] if len(found) == 1 else SeveralLexicons(found)


@lru_cache(maxsize=4)
def _loaded(load: Callable[[], Lexicon]) -> Lexicon:
    return load()


def lexicon_names() -> tuple[str, ...]:
    """Return the names of the languages that have a lexicon, in alphabetical order."""
    return tuple(sorted(name for name, language in known_languages().items() if language.lexicon))


def without_lexicon(names: str) -> tuple[str, ...]:
    """Return those of the languages named that have no lexicon."""
    return tuple(language.name for language in languages_of(names).named if language.lexicon is None)


def has_lexicon(names: str) -> bool:
    """Return whether one of the languages named (`rus`, `rus+eng`) has a lexicon."""
    return any(language.lexicon for language in languages_of(names).named)
