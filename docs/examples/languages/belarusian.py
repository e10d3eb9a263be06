"""A language: Belarusian, as far as dates, page furniture and encodings go.

The file lies in `ocr_pipeline/languages/`; nothing else is changed. Tesseract's model is installed with
`apt-get install tesseract-ocr-bel`; then `--lang bel` reads with it. Without a `lexicon` no word is known: words are
then joined across line ends by form alone, and the report says so.
"""

from __future__ import annotations

from ocr_pipeline.languages.record import DateWords, Encodings, FurnitureWords, Language, Negations, Script

BELARUSIAN = Language(
    name="bel",
    title="Belarusian",
    tag="be",
    script=Script.CYRILLIC,
    letters="абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    word_marks="'’",
    beside=("rus",),
    encodings=Encodings(names=("windows-1251", "cp1125", "iso-8859-5")),
    furniture=FurnitureWords(
        page=r"старонка|стар\.|с\.",
        of="з",
        headers=("зусім сакрэтна", "сакрэтна", "копія"),
        continued=("працяг",),
        headed=("дадатак",),
    ),
    dates=DateWords(
        months=(
            "студзен(?:ь|я|ю|ем|і)",
            "лют(?:ы|ага|аму|ым)",
            "сакавік(?:а|у|ом)?",
            "красавік(?:а|у|ом)?",
            "ма[йяюі]|маем",
            "чэрвен(?:ь|я|ю|ем|і)",
            "ліпен(?:ь|я|ю|ем|і)",
            "жні(?:вень|ўня|ўню|ўнем|ўні)",
            "верас(?:ень|ня|ню|нем|ні)",
            "кастрычнік(?:а|у|ам)?",
            "лістапад(?:а|у|ам|зе)?",
            "снеж(?:ань|ня|ню|нем|ні)",
        ),
        month_stems="студз|лют|сакав|красав|ма[йяюі]|чэрв|ліпен|жні|верас|кастр|лістап|снеж",
        day_ending="-?га",
        year="г(?:од|ода|одзе)?",
        year_short="г",
    ),
    negations=Negations(words=frozenset(("не", "ні", "няма", "без")), prefixes=("не", "ня")),
)

LANGUAGES = (BELARUSIAN,)
