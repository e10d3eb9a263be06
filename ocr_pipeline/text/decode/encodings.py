"""Which of the 8-bit encodings of Russian a text is in, told by what the letters that each makes of it look like.

A general recognizer goes by how often letters follow each other in running prose: telegrams are typed in capitals, and
a title or a copy number has few letters. A wrong encoding gives itself away in three ways that need no prose: capitals
within words (`лНЯЙБЮ`), signs that no typist has (`╧`), and words that no lexicon knows.
"""

from __future__ import annotations

import itertools
import re

from ocr_pipeline.text.lexicon import Lexicon, load_lexicon

RUSSIAN = ("windows-1251", "koi8-r", "ibm866", "iso-8859-5", "mac-cyrillic", "koi8-u")
"""The encodings by how common they are: of two that read a text equally well, the first is taken. `mac-cyrillic` has
the capitals of `ibm866` and the small letters of `windows-1251`: what has but one of them reads the same in both."""

SAMPLE = 8192
"""Bytes that are judged."""

ACCEPTED = 0.0
"""What a text must be worth more than: whole words of Russian are worth 0.5 to 1, words cut off little more than
nothing, text in another language, or read in a wrong encoding, less."""

KNOWN, LIKELY, BARE = 1.0, 0.4, 0.2
"""What a letter is worth: of a word in the lexicon; of another word, at most, as it has common pairs of letters; of one
that stands alone."""

SIGN = 0.3
"""What a sign is worth that Russian texts have (`№`, `«`, a dash)."""

WRONG = -1.0
"""What a character counts that makes no sense: a letter of a word in two alphabets or cased as no word is, a frame."""

UNDEFINED = -10.0
"""What a byte counts that an encoding does not define: 98 in `windows-1251`, a capital Ш in `mac-cyrillic`."""

RARE = -0.4
"""What a letter of another Cyrillic alphabet counts: a name or a quotation in Ukrainian may have it."""

_PAIR_ROWS = (
    "то ст на но ни по ен ра ко ро не ов го пр та ос ре ли во от ер ка ор ет ол од ан те",
    "ал ть де ль ом ва ел ле ес ог да ит ат ак он ла ти ри ве за ме ск ны ло ой об че ем",
    "ин ас мо се до же со ил тр ед ки ав ия бо ие тв ма чт ар бы из ис им ся ми ви аз сл",
    "ам ру ди вы эт ег ей ии нн пе вс ик си ля ча ое ок дн хо ьн ож ци их уд тс ий сс ад",
    "сп ек ду па кр ше чи оч са му ых ая ыл ры ты ый бе ив ич ае ев кт ту зн",
)
PAIRS = frozenset(pair for row in _PAIR_ROWS for pair in row.split())
"""The 136 pairs of letters that make up 76 % of the pairs in running Russian (by the words of `wordfreq`)."""

_PIECE = re.compile(r"[^\W\d_]+|([^\x00-\x7f])\1*")
_RUSSIAN_LETTERS = re.compile(r"[А-Яа-яЁё]+")
_CYRILLIC_LETTERS = re.compile(r"[\u0400-\u04ff]+")
_CASED = re.compile(r"[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+")
_SIGNS = frozenset("№«»„“”–—…§°\u00a0•’‘")
_ALONE = frozenset("авиксоуя")


def russian_encoding(data: bytes) -> str | None:
    """Return the encoding that makes Russian of `data`, None where none does."""
    sample = data[:SAMPLE]
    lexicon = load_lexicon("rus")
    worths = [(worth(sample.decode(encoding, "replace"), lexicon), encoding) for encoding in RUSSIAN]
    best = max(value for value, _ in worths)
    if best <= ACCEPTED:
        return None
    return next(encoding for value, encoding in worths if value == best)


def worth(text: str, lexicon: Lexicon) -> float:
    """Return how good a Russian text this is, on average over its letters and signs beyond ASCII.

    1: words of the lexicon throughout; below 0: no Russian; 0 where there is no letter. A sign that is repeated, as in
    the lines of a drawn table, counts once.
    """
    pieces = [found[0] for found in _PIECE.finditer(text) if not found[0].isascii()]
    if not any(piece.isalpha() for piece in pieces):
        return 0.0
    counts = [len(piece) if piece.isalpha() else 1 for piece in pieces]
    return sum(count * _value(piece, lexicon) for piece, count in zip(pieces, counts, strict=True)) / sum(counts)


def _value(piece: str, lexicon: Lexicon) -> float:
    if piece[0] == "\ufffd":
        return UNDEFINED
    if not piece.isalpha():
        return SIGN if piece[0] in _SIGNS else WRONG
    if not _RUSSIAN_LETTERS.fullmatch(piece):
        return RARE if _CYRILLIC_LETTERS.fullmatch(piece) else WRONG
    if not _CASED.fullmatch(piece):
        return WRONG
    word = piece.casefold()
    if len(word) == 1:
        return KNOWN if word in _ALONE else BARE
    if lexicon.knows(word):
        return KNOWN
    pairs = ["".join(pair) for pair in itertools.pairwise(word)]
    common = sum(pair in PAIRS for pair in pairs) / len(pairs)
    return LIKELY * (2 * common - 1)
