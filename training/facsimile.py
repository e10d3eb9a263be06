"""Makes the sample in `scans/`: a facsimile of the telegram of 29 March 1953, pages 1019 and 1020.

    python -m training.facsimile TRANSCRIPTION FONT SCANS

TRANSCRIPTION is the published text (a page of the Wilson Center Digital Archive as text), FONT a typewriter face with
Russian letters, SCANS the folder to write to.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from PIL import Image as Pillow

from training.typescript import Machine, Sheet, Wear, type_sheet

COLUMNS = 60
"""Characters a line: 10 to the inch on A4 between the usual margins."""

INDENT = 5
DPI = 300
SEED = 1953

PAGES = {
    "1019": Wear(skew_degrees=0.8),
    "1020": Wear(skew_degrees=-1.3, ink=0.78, uneven=0.12, paper=0.82, shade=0.14),
}

EDITORS = re.compile(r"№ 333$|Телеграмма дипломатических представителей|Печ\. по:")
"""Paragraphs of the publication that no cipher clerk typed: its number, its title, its note on the source."""

_VOWELS = "аеёиоуыэюя"


def main() -> None:
    """Write the two scans and their transcription."""
    transcription, font, scans = (Path(argument) for argument in sys.argv[1:4])
    text = russian_part(transcription.read_text(encoding="utf-8"))
    folder = scans / "telegram-1953-03-29"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "transcription.txt").write_text(text, encoding="utf-8")
    for number, (mark, wear) in enumerate(PAGES.items()):
        sheet = facsimile(text, mark, Machine(font), wear, SEED + number)
        picture = Pillow.fromarray(sheet.pixels)
        if number == 0:
            # JPEG inside TIFF, as archives' own scans often are: grain makes lossless ones ten times as large.
            picture.save(folder / f"{mark}.tif", compression="jpeg", quality=80, dpi=(DPI, DPI))
        else:
            picture.save(folder / f"{mark}.jpg", quality=72, dpi=(DPI, DPI))


def russian_part(dump: str) -> str:
    """Return the Russian transcription of the archive's page: from its first page mark to its source note."""
    lines = dump.splitlines()
    first = lines.index("- 1019 -")
    last = next(index for index, line in enumerate(lines) if line.startswith("Печ. по:"))
    return "\n".join(lines[first : last + 1]) + "\n"


def facsimile(text: str, mark: str, machine: Machine, wear: Wear, seed: int) -> Sheet:
    """Return the sheet of the page whose number is `mark`."""
    return type_sheet(typed_lines(text, mark), machine, wear, DPI, seed)


def typed_lines(text: str, mark: str) -> tuple[str, ...]:
    """Return a page's lines as a typist sets them: number on top, indented paragraphs, words broken at line ends."""
    pages = re.split(r"^(- \d+ -)$", text, flags=re.MULTILINE)
    body = pages[pages.index(f"- {mark} -") + 1]
    lines = [f"- {mark} -".center(COLUMNS).rstrip(), ""]
    paragraphs = [part.strip() for part in body.split("\n\n") if part.strip()]
    for index, paragraph in enumerate(part for part in paragraphs if not EDITORS.match(part)):
        # A page that begins inside a word begins at the margin.
        starts_inside = index == 0 and paragraph[0].islower()
        lines += set_paragraph(" ".join(paragraph.split()), 0 if starts_inside else INDENT)
    return tuple(lines)


def set_paragraph(paragraph: str, indent: int) -> list[str]:
    """Return a paragraph broken into lines of at most `COLUMNS` characters, long words hyphenated between syllables."""
    lines: list[str] = []
    line = " " * indent
    for word in paragraph.split(" "):
        gap = "" if not line.strip() else " "
        if len(line + gap + word) <= COLUMNS:
            line += gap + word
            continue
        cut = break_point(word, COLUMNS - len(line + gap) - 1)
        if cut:
            lines.append(line + gap + word[:cut] + "-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def break_point(word: str, room: int) -> int:
    """Return after how many letters `word` may be broken with at most `room` of them on the line; 0: not at all.

    The rules of Russian typists: between syllables, two letters at least on either side, ь ъ й not parted from the
    letter before, a consonant before a vowel goes with it.
    """
    if not re.fullmatch(r"[А-Яа-яёЁ]+[.,;:]?", word):
        return 0
    letters = word.rstrip(".,;:").lower()
    for cut in range(min(room, len(letters) - 2), 1, -1):
        before, after = letters[:cut], letters[cut:]
        parted = before[-1] not in _VOWELS and after[0] in _VOWELS
        syllables = any(letter in _VOWELS for letter in before) and any(letter in _VOWELS for letter in after)
        clean = after[0] not in "ьъй" and (before[-1] in _VOWELS or after[0] not in _VOWELS)
        if syllables and clean and not parted:
            return cut
    return 0


if __name__ == "__main__":
    main()
