"""The words of a language and, beside them, those that a document itself has within its lines."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from ocr_pipeline.languages import Lexicon

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")


class DocumentLexicon:
    """A language's words and those that a document itself has within its lines."""

    def __init__(self, language: Lexicon, lines: Iterable[str]) -> None:
        """Take in the words of the document's lines except the last of each, which may be broken."""
        self._language = language
        self._own: set[str] = set()
        for line in lines:
            words: list[str] = _WORD.findall(line)
            self._own.update(word.casefold() for word in words[1:-1])

    def knows(self, word: str) -> bool:
        """Return whether the language knows the word."""
        return self._language.knows(word)

    def weight(self, word: str) -> float:
        """Return how common the word is in the language, 0 where it is unknown."""
        return self._language.weight(word)

    def has(self, word: str) -> bool:
        """Return whether the word stands in the document, within a line."""
        return word.casefold() in self._own
