"""A transcription separated from what an archive's page has around it: citation, summary, translation.

The page of a digital archive, saved as text, has a title block, labels (`Citation:`, `Summary:`, `Original Language:`,
`Contents:`) with their values, then the text in the original's script, then a translation in Latin script, or the
translation first. A plain text may have a translation behind it in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ocr_pipeline.compare.messages import Message, message_of
from ocr_pipeline.compare.records import Metadata, Section, SectionKind

_WITHOUT_SECTION = (
    "original language|language|original archive|contents|date|title|source|rights|credits?|subjects?|creators?|type|"
    "persistent link|permalink|url|original uploaded date|record id|collections?|keywords?|document information"
)
_LABEL = re.compile(
    rf"^[ \t*#_]*(?P<label>citation|summary|description|{_WITHOUT_SECTION})[ \t]*:[ \t*_]*(?P<value>[^\r\n]*)\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_KINDS = {
    "citation": SectionKind.CITATION,
    "summary": SectionKind.SUMMARY,
    "description": SectionKind.SUMMARY,
}
_CERTAIN = frozenset(("citation", "original language"))
"""One of these labels must be there, and a second label: a document may have a line `Date:` of its own."""

_HEAD_REACH = 5000
"""Characters of the title block before the first label, and of a label's value: more is no head of a page."""

_ITEM = re.compile(r"[ \t*#_-]*(?:original|translation|transcript(?:ion)?|scan|view|download|pdf)\b[^\r\n]{0,60}", re.I)
_TRANSLATION = re.compile(
    r"^[ \t*#_]*(?:english )?translation[ \t]*(?:[-–—:(][ \t]*[A-Za-z]+\)?)?[ \t:*_]*\r?$", re.IGNORECASE | re.MULTILINE
)
_TRANSCRIPT = re.compile(
    r"\s*[*#_]*transcript(?:ion)?[ \t]*(?:[-–—:(][ \t]*[A-Za-z]+\)?)?[ \t:*_]*(?:[\r\n]|$)", re.IGNORECASE
)
_TITLE = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_DATE = re.compile(
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)[ \n]+)?"
    r"(?:\d{1,2},[ \n]+)?(?:1[89]|20)\d\d"
)
_URL = re.compile(r"https?://[^\s<>\"”]+")
_QUOTED = re.compile(r"\s*[\"“«](?P<title>.+?),?[\"”»],?\s*", re.DOTALL)
_HOST = re.compile(r"^(?:[^,]*Digital Archive|History and Public Policy Program[^,]*)[,.]\s*")
_AFTER_ARCHIVE = re.compile(r"[.,;]?\s*<?(?:Translated|Obtained|Contributed|Published|Included|Collected|https?://)")

_CYRILLIC, _EAST_ASIAN, _GREEK, _CAUCASIAN, _SEMITIC = (
    *("Ѐ-ԯ", "぀-ヿ㐀-鿿가-힯", "Ͱ-Ͽἀ-῿"),
    *("\u0530-\u058f\u10a0-\u10ff", "\u0590-\u06ff"),
)
_SCRIPTS = {
    "russian ukrainian belarusian bulgarian serbian macedonian mongolian": _CYRILLIC,
    "chinese japanese korean": _EAST_ASIAN,
    "greek": _GREEK,
    "armenian georgian": _CAUCASIAN,
    "hebrew arabic persian": _SEMITIC,
}
_WEIGHTS = {_EAST_ASIAN: 4}
"""A syllable or a word to a character: one says as much as four letters."""

_LATIN = "A-Za-zÀ-ɏ"
_SAMPLE = 100_000
"""Characters of a text that its script is recognized by."""

_LEAST_LETTERS = 60
"""Latin letters that make a translation where nothing says that there is one: a sentence or two."""

_LEAST_SHARE = 0.3
"""Length of such a translation, as a share of the original's; a quotation in it is shorter."""

_PURITY = 0.9
_LINE_END = re.compile(r"[\n\r\f\x85\u2028\u2029]|$")
_FIGURES = re.compile(r"[\n\r\f\x85\u2028\u2029\s]*[^\S\n\r]*[-–—/|\[]?[^\S\n\r]*\d[\d\s.,/|\]–—-]*?(?=[\n\r\f]|$)")


@dataclass(frozen=True)
class Parts:
    """Where the transcription stands in a file, and what the rest is."""

    start: int
    end: int
    sections: tuple[Section, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[Message, ...] = ()


def parts_of(text: str) -> Parts:
    """Return the transcription's place in a file's text; the whole of it where nothing else is found beside it."""
    labels = _head(text)
    if labels:
        return _archive_page(text, labels)
    script = _script_of_sample(text[:_SAMPLE])
    if script is None or sum(map(len, re.findall(f"[{_LATIN}]+", text))) < _LEAST_LETTERS:
        return Parts(0, len(text))
    split = _split(text, 0, len(text), script)
    if not split.is_sure:
        return Parts(0, len(text))
    start, end = _trimmed(text, 0, split.place)
    return Parts(
        start,
        end,
        (Section(kind=SectionKind.TRANSLATION, text=text[split.place :].strip()),),
        notes=(message_of("translation-after"),),
    )


def _head(text: str) -> list[re.Match[str]]:
    """Return the labels at the head of an archive's page; none if the text is no such page."""
    labels: list[re.Match[str]] = []
    reach = 0
    for label in _LABEL.finditer(text):
        if label.start() - reach > _HEAD_REACH:
            break
        labels.append(label)
        reach = label.end()
    names = {_name(label) for label in labels}
    return labels if len(names) > 1 and names & _CERTAIN else []


def _name(label: re.Match[str]) -> str:
    return label["label"].lower()


def _archive_page(text: str, labels: list[re.Match[str]]) -> Parts:
    language = next((_value(text, label) for label in labels if _name(label).endswith("language")), None)
    script = _script_of_language(language)
    if script:
        # A label behind the first line in the original's script is a part of a text.
        letter = re.compile(f"[{script}]{{3}}").search(text, labels[0].end())
        labels = [label for label in labels if letter is None or label.start() < letter.start()]
    values = {
        _name(label): text[label.start("value") : after.start()].strip(" \t\r\n*_") for label, after in pairwise(labels)
    }
    head_end = _end_of_value(text, labels[-1])
    values[_name(labels[-1])] = text[labels[-1].start("value") : head_end].strip(" \t\r\n*_")
    sections = [Section(kind=kind, text=values[name]) for name, kind in _KINDS.items() if values.get(name)]
    rest = "\n\n".join(
        piece for piece in (text[: labels[0].start()].strip(), *(_said(label, values) for label in labels)) if piece
    )
    if rest:
        sections.append(Section(kind=SectionKind.APPARATUS, text=rest))
    notes = [message_of("archive-page")]
    start, end, translation = _original(text, head_end, script)
    if translation:
        sections.append(Section(kind=SectionKind.TRANSLATION, text=translation))
        notes.append(message_of("translation-apart"))
    if start == end:
        notes.append(message_of("no-original-in", language=language) if language else message_of("no-original"))
    elif script is None and not translation:
        notes.append(message_of("scripts-alike"))
    return Parts(start, end, tuple(sections), _metadata(text[: labels[0].start()], values, language), tuple(notes))


def _said(label: re.Match[str], values: dict[str, str]) -> str:
    """Return a label with its value as the apparatus keeps it; nothing for those that are sections."""
    name = _name(label)
    return "" if name in _KINDS else f"{label['label']}: {values.get(name, '')}".strip()


def _value(text: str, label: re.Match[str]) -> str | None:
    """Return a label's value: the rest of its line, or the next line that is not blank."""
    following = re.compile(r"\s*([^\r\n]*)").match(text, label.end())
    return label["value"].strip(" \t*_") or (following[1].strip(" \t*_") if following else "") or None


def _end_of_value(text: str, label: re.Match[str]) -> int:
    """Return where the last label's value ends: behind the items of a table of contents, else behind its paragraph."""
    if label["value"].strip(" \t*_"):
        return label.end("value")
    if _name(label) != "contents":
        paragraph = re.compile(r"\s*(?:[^\r\n]*\S[^\r\n]*(?:\r?\n|$))*").match(text, label.end())
        return paragraph.end() if paragraph else label.end()
    end = label.end()
    line = re.compile(r"\s*([^\r\n]+)")
    while (found := line.match(text, end)) and _ITEM.fullmatch(found[1].strip()):
        end = found.end()
    return end


def _original(text: str, start: int, script: str | None) -> tuple[int, int, str]:
    """Return where the original stands behind the head, and the translation's text."""
    end = len(text)
    transcript = _TRANSCRIPT.match(text, start)
    if transcript:
        start = transcript.end()
    heading = next(
        (found for found in _TRANSLATION.finditer(text, start) if re.search(r"\w", text[start : found.start()])), None
    )
    if heading:
        return (*_trimmed(text, start, heading.start()), text[heading.start() :].strip())
    if script is None:
        return (*_trimmed(text, start, end), "")
    split = _split(text, start, end, script)
    if not split.own_letters:
        return start, start, text[start:].strip()
    if split.reversed_place is not None:
        return (*_trimmed(text, split.reversed_place, end), text[start : split.reversed_place].strip())
    if split.latin_after < _LEAST_LETTERS / 3:
        return (*_trimmed(text, start, end), "")
    return (*_trimmed(text, start, split.place), text[split.place :].strip())


@dataclass(frozen=True)
class _Split:
    """The best place to part a text in two scripts, the original's first, and what speaks for it.

    `reversed_place` is the best place with the Latin part first, where that parts the text better.
    """

    place: int
    own_letters: int
    own_before: int
    latin_before: int
    latin_after: int
    own_after: int
    reversed_place: int | None

    @property
    def is_sure(self) -> bool:
        """Whether the second part is a translation even where nothing says that there is one."""
        return (
            self.latin_after >= max(_LEAST_LETTERS, _LEAST_SHARE * self.own_before)
            and self.latin_after >= _PURITY * (self.latin_after + self.own_after)
            and self.own_before >= _PURITY * (self.own_before + self.latin_before)
        )


def _split(text: str, start: int, end: int, script: str) -> _Split:
    weight = _WEIGHTS.get(script, 1)
    own = latin = 0
    best, best_at, own_at_best, latin_at_best = 0, start, 0, 0
    worst, worst_at = 0, start
    for run in re.compile(f"([{script}]+)|[{_LATIN}]+").finditer(text, start, end):
        if run[1]:
            own += weight * len(run[1])
            if own - latin > best:
                best, best_at, own_at_best, latin_at_best = own - latin, run.end(), own, latin
        else:
            latin += len(run[0])
            if own - latin < worst:
                worst, worst_at = own - latin, run.end()
    line_end = _LINE_END.search(text, best_at, end)
    place = line_end.start() if line_end and best_at > start else best_at
    while (figures := _FIGURES.match(text, place, end)) and figures.end() > place:
        place = figures.end()
    # The original's letters outweigh those before them by as much as the Latin first part is long.
    reverse = (own - latin) - 2 * worst > 2 * best - (own - latin) and worst_at > start
    latin_end = _LINE_END.search(text, worst_at, end)
    return _Split(
        place,
        own,
        own_at_best,
        latin_at_best,
        latin - latin_at_best,
        own - own_at_best,
        (latin_end.start() if latin_end else worst_at) if reverse else None,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the white space at its ends; form feeds are page marks and stay."""
    stretch = text[start:end]
    begins = start + len(stretch) - len(stretch.lstrip(" \t\r\n"))
    return begins, max(begins, start + len(stretch.rstrip(" \t\r\n")))


def _script_of_language(language: str | None) -> str | None:
    words = re.findall(r"\w+", (language or "").lower())
    return next((script for names, script in _SCRIPTS.items() if set(words) & set(names.split())), None)


def _script_of_sample(sample: str) -> str | None:
    """Return the script, other than Latin, that most letters of a sample are in; None if there are hardly any."""
    counts = {script: sum(map(len, re.findall(f"[{script}]+", sample))) for script in _SCRIPTS.values()}
    script = max(counts, key=lambda script: counts[script])
    return script if counts[script] >= _LEAST_LETTERS / 3 else None


def _metadata(block: str, values: dict[str, str], language: str | None) -> Metadata:
    citation = values.get("citation", "")
    quoted = _QUOTED.match(citation)
    tail = citation[quoted.end() :] if quoted else citation
    dated = _DATE.match(tail)
    url = _URL.search(values.get("persistent link", "") or values.get("url", "") or citation)
    return Metadata(
        title=values.get("title") or _title(block) or (quoted["title"].strip() if quoted else None),
        date=values.get("date") or _date(block) or (" ".join(dated[0].split()) if dated else None),
        archive=values.get("original archive") or _archive(tail[dated.end() :] if dated else tail),
        language=language,
        url=url[0].rstrip(".,;)") if url else None,
    )


def _date(block: str) -> str | None:
    return next((line.strip() for line in block.splitlines() if _DATE.fullmatch(line.strip(" \t*"))), None)


def _title(block: str) -> str | None:
    bold = _TITLE.search(block)
    lines = [bold[1]] if bold else [line for line in block.splitlines() if not _DATE.fullmatch(line.strip(" \t*"))]
    return " ".join(" ".join(lines).split()).strip("*# ") or None


def _archive(tail: str) -> str | None:
    reference = _HOST.sub("", _AFTER_ARCHIVE.split(" ".join(tail.split()).lstrip(" ,"))[0])
    return reference.strip(" .,;<>") or None
