"""Which of the 8-bit encodings of a language a text is in, by what the letters that each makes of it look like.

A general recognizer goes by how often letters follow each other in running prose: telegrams are typed in capitals, and
a title or a copy number has few letters. A wrong encoding gives itself away in three ways that need no prose: capitals
within words (`лНЯЙБЮ`), characters that no typist has (`╧`), and words that the lexicon does not know.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

from ocr_pipeline.languages import Language, Lexicon, languages_of, load_lexicon

SAMPLE = 8192
"""Bytes that are judged."""

ACCEPTED = 0.0
"""What a text must be worth more than: whole words of the language are worth 0.5 to 1, words cut off little more than
nothing, text in another language, or read in a wrong encoding, less (measured on Russian)."""

KNOWN, LIKELY, BARE = 1.0, 0.4, 0.2
"""What a letter is worth: of a word in the lexicon; of another word, at most, as it has common pairs of letters; of one
that stands alone."""

SIGN = 0.3
"""What a character is worth that typed texts have beside letters (`№`, `«`, a dash)."""

WRONG = -1.0
"""What a character counts that makes no sense: a letter of a word in two alphabets or cased as no word is, a frame."""

UNDEFINED = -10.0
"""What a byte counts that an encoding does not define: 98 in `windows-1251`, a capital Ш in `mac-cyrillic`."""

RARE = -0.4
"""What a letter of the same script that the language does not have counts: a name or a quotation may have it."""

_PIECE = re.compile(r"[^\W\d_]+|([^\x00-\x7f])\1*")
_SIGNS = frozenset("№«»„“”–—…§°\u00a0•’‘")


def encoding_of(data: bytes, names: str) -> str | None:
    """Return the encoding that makes one of the languages named (`rus+eng`) of `data`, None where none does."""
    sample = data[:SAMPLE]
    worths = [
        (worth(sample.decode(encoding, "replace"), language, load_lexicon(language.name)), encoding)
        for language in languages_of(names).named
        for encoding in language.encodings.names
    ]
    best = max((value for value, _ in worths), default=ACCEPTED)
    if best <= ACCEPTED:
        return None
    return next(encoding for value, encoding in worths if value == best)


def worth(text: str, language: Language, lexicon: Lexicon) -> float:
    """Return how good a text of the language this is, on average over its characters beyond ASCII.

    1: words of the lexicon throughout; below 0: another language; 0 where there is no letter. A character that is
    repeated, as in the lines of a drawn table, counts once.
    """
    pieces = [found[0] for found in _PIECE.finditer(text) if not found[0].isascii()]
    if not any(piece.isalpha() for piece in pieces):
        return 0.0
    counts = [len(piece) if piece.isalpha() else 1 for piece in pieces]
    values = (_value(piece, language, lexicon) for piece in pieces)
    return sum(count * value for count, value in zip(counts, values, strict=True)) / sum(counts)


def _value(piece: str, language: Language, lexicon: Lexicon) -> float:
    if piece[0] == "\ufffd":
        return UNDEFINED
    if not piece.isalpha():
        return SIGN if piece[0] in _SIGNS else WRONG
    word = piece.casefold()
    if not set(word) <= set(language.encodings.letters or language.letters):
        return RARE if _of_script(piece, language) else WRONG
    if not (piece.islower() or piece.isupper() or piece.istitle()):
        return WRONG
    if len(word) == 1:
        return KNOWN if word in language.short_words.one else BARE
    if lexicon.knows(word):
        return KNOWN
    pairs = ["".join(pair) for pair in itertools.pairwise(word)]
    common = sum(pair in language.encodings.pairs for pair in pairs) / len(pairs)
    return LIKELY * (2 * common - 1)


def _of_script(piece: str, language: Language) -> bool:
    """Return whether all letters are of the language's script, as Unicode names them."""
    script = language.script
    return script is not None and all(unicodedata.name(letter, "").startswith(script.upper()) for letter in piece)
