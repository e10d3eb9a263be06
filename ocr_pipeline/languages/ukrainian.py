"""Ukrainian, as papers of the Ukrainian SSR and their editions write it; quotations in Russian stand in them.

The dictionary of `pymorphy3-dicts-uk` (15 MB, loaded in 0.08 s, 25 MB in memory) knows 97 % of the 45,700 words of the
list of `wordfreq` that occur once in a million words or more often, and 98 % of their occurrences; the rest is mostly
Russian.

A 1 typed with the key of the Cyrillic І stays a letter in every layer: the letter alone is the word for `and`.
"""

from __future__ import annotations

from ocr_pipeline.languages.lexicon import Lexicon, MorphologyLexicon
from ocr_pipeline.languages.record import (
    CommentWords,
    DateWords,
    EditionWords,
    Encodings,
    FactWords,
    FurnitureWords,
    JoiningWords,
    Language,
    Negations,
    NoteWords,
    ReadingWords,
    Script,
    ShortWords,
)

_APOSTROPHES = "'’"
"""As typed and as printed; the third, ʼ, is a letter to Unicode."""

_LACKED = ("вже", "теж", "нема", "немає")
"""The common words that the dictionary does not have."""


def _lexicon() -> Lexicon:
    return MorphologyLexicon("uk", folded=dict.fromkeys("’ʼ`", "'"), more=_LACKED)


_SOFT = "(?:ень|н(?:я|ю|ем|і))"
_I = "[іi]"
"""A machine without the key has the Latin letter."""

_MONTHS = (
    f"с{_I}ч{_SOFT}|с{_I}ч\\.",
    "лют(?:ий|ого|ому|им)|лют\\.",
    f"берез{_SOFT}|берез\\.",
    f"кв{_I}т{_SOFT}|кв{_I}т\\.",
    f"трав{_SOFT}|трав\\.",
    f"черв{_SOFT}|черв\\.",
    f"лип{_SOFT}|лип\\.",
    f"серп{_SOFT}|серп\\.",
    f"верес{_SOFT}|верес\\.",
    f"жовт{_SOFT}|жовт\\.",
    f"листопад(?:а|у|ом|{_I})?|листоп\\.",
    f"груд{_SOFT}|груд\\.",
)

_PAIR_ROWS = (
    "на ро ст та ра ти ко не по ов но пр ві ни ер ні го ен то ва ан ви за ор ог до ал ом ід",
    "во ли ри ре ос ат од ав ть ка ки ль ів ня ол ма нн он мо ла що сь ьк об як ит ас ці ак",
    "ін рі ло те кр тр ар ий ин мі де бу лі ди да іс ку іл их ле ми ті им кі ад ис ок це ій",
    "ам ме пе ив ся от ту ля ик ук му пі же ді вс ча дн ої ув ну сі вн аї бо се їн ру іт ве",
    "чи га ут ож ду зн ії сп ба оз уд ай аз ем че ил ає ьн па бі ул хо нт ек ет оп",
)
_PAIRS = frozenset(pair for row in _PAIR_ROWS for pair in row.split())
"""The 142 pairs of letters that make up 75 % of the pairs in running Ukrainian (by the words of `wordfreq`)."""

_ADJECTIVE = r"[а-яіїєґ'’]{1,20}(?:-[а-яіїєґ'’]{1,20})?(?:ий|ій)"

UKRAINIAN = Language(
    name="ukr",
    title="Ukrainian",
    tag="uk",
    script=Script.CYRILLIC,
    letters="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    word_marks=_APOSTROPHES,
    lexicon=_lexicon,
    beside=("rus", "eng"),
    # `cp1125` is `ibm866` with all Ukrainian letters; `iso-8859-5` lacks ґ, `ibm866` also і.
    encodings=Encodings(
        names=("windows-1251", "koi8-u", "cp1125", "mac-cyrillic", "iso-8859-5", "ibm866"), pairs=_PAIRS
    ),
    furniture=FurnitureWords(
        page=r"стор\.?|с\.|сторінка",
        of="із|з",
        headers=(
            *("цілком таємно", "суворо таємно", "таємно", "цілком секретно", "секретно", "окрема папка"),
            *("для службового користування", "не підлягає розголошенню", "не для преси"),
            *("продовження", "продовження додатка", "прим", "копія"),
        ),
        continued=("продовження",),
        headed=("додаток",),
    ),
    notes=NoteWords(
        missing=("[немає сторінки {}]", "[немає сторінок {}]"),
        some="[не всі сторінки {} на місці]",
        unread=("[сторінку {} не прочитано]", "[сторінки {} не прочитано]"),
        unknown=("[сторінку не прочитано]", "[не прочитано сторінок: {}]"),
        leaf=("[арк. {}]", "[арк. {} зв.]"),
        scan="[скан {}]",
        in_order="[сторінка {} по порядку]",
    ),
    comments=CommentWords(
        sureness="Певність {} %",
        perhaps="Можливо:",
        others="Інших сумнівних слів на цій сторінці: {}. Її варто звірити зі сканом цілком.",
    ),
    joining=JoiningWords(
        particles=frozenset(("то", "от", "таки", "но", "бо", "небудь")),
        numeral_endings=frozenset(
            (
                "й",
                "го",
                "му",
                "м",
                "а",
                "я",
                "у",
                "ю",
                "е",
                "є",
                "ї",
                "і",
                "ої",
                "ій",
                "их",
                "им",
                "х",
                "ми",
                "та",
                "те",
            )
        ),
        prefixes=frozenset(("будь", "казна", "хтозна", "бозна", "по", "південно", "північно", "екс", "віце", "обер")),
        adjective="[иії]й|[ая]|[еє]|[ії]|[ую]|[оь]го|[оь]му|[иії]х|[иії]м|[иії]ми|[оє]ї|[оє]ю",
        combining=r"\p{L}{3,}(?:ськ|цьк|н|в)о",
        link_behind="на|під|над|за|по",
        abbreviation=r"№|(?<!\p{L})(?:п|пп|ст|гл|рис|табл|стор|с|т|р|ч)\.",
        heading="Глава|ГЛАВА|Розділ|РОЗДІЛ|Стаття|СТАТТЯ|Додаток|ДОДАТОК",
    ),
    short_words=ShortWords(
        one=frozenset("абвжзійоуя"),
        two=frozenset(
            (
                *("не", "на", "по", "за", "із", "зі", "до", "об", "бо", "но", "ні", "же", "чи", "би", "та", "як", "що"),
                *("де", "їх", "її", "це", "ця", "цю", "ці", "ми", "ви", "те", "ту", "ті"),
            )
        ),
        between=frozenset("аій"),
    ),
    dates=DateWords(
        months=_MONTHS,
        month_stems=(
            f"с{_I}ч[ен]|лют[ио]|берез[ен]|кв{_I}т[ен]|трав[ен]|черв[ен]|лип[ен]|серп[ен]|верес[ен]|жовт[ен]|листопад"
            "|груд[ен]"
        ),
        day_ending="-?(?:о?го|т?е)",
        year=f"р(?:{_I}к|оку|оц{_I})?",
        years="рр",
        year_forms=rf"р(?:р|{_I}к|ок\p{{L}}{{0,3}}|оц\p{{L}})?",
        year_short="р",
    ),
    facts=FactWords(
        number_kinds={
            "incoming": ("вх", r"вх[іi]дн\p{L}{1,4}"),
            "outgoing": ("вих", r"вих[іi]дн\p{L}{1,4}"),
            "copy": ("прим", "прим[іi]рник(?:а|у|ом|ов[іi])?"),
        },
        conjunction="і|й|та",
        uncounted="і|й|та|від|за|з|із|до|на|по|у|в",
        units=r"чол|ос[іi]б|крб|коп|прим|тонн|тис|мл|(?:р|рр|року|роки|рок[іi]в|км|кг|м|т)(?!\p{L})",
        archive_parts={
            "fond": "Ф(?:онд)?",
            "opis": "Оп(?:ис)?",
            "delo": "Спр(?:ава)?",
            "papka": "П(?:ап(?:ка)?)?",
            "listy": "Арк(?:уш(?:[іi])?)?|А",
        },
        leaf_back="зв",
        archive_name=(
            rf"(?:[А-ЯІЇЄҐ]{_ADJECTIVE}\s(?:[А-ЯІЇЄҐ]?{_ADJECTIVE}\s){{0,4}})?+[Аа]рх[іi]в(?:[ауі]|ом|ов[іi])?+"
        ),
        acronym_letters="а-яіїєґ",
    ),
    reading=ReadingWords(
        day_ending="го",
        conjunction="і|й|та",
        numeral_ending="й|го|му|м|а|я|у|ю|е|є|ї|і|ої|ій|их|им|х|ми|те|та",
        numeral_case="го|му|м|й|а|я|ої|ій|ю",
        roman_nouns=(
            r"з['’]їзд|век|вік|в[іi]ку|стол[іi]тт|пленум|сес[іi]|конференц[іi]|конгрес|[іi]нтернац[іi]онал|скликан"
            r"|квартал|том[ауі]?\b|глав|розд[іi]л|частин|п['’]ятир[іi]ч|ступ|клас|ранг|груп|категор[іi]|партз['’]їзд"
        ),
        genitive=("а", "у", "ю", "и", "і", "ї", "я", "ів", "їв"),
        units=(
            r"(?:проц|крб|коп|чол|тис|млн|млрд|прим|шт|тонн|людин|в[іi]дсотк|карбован|м[іi]льйон|тисяч|прим[іi]рник"
            r"|к[іi]лометр|метр|л[іi]тр|гектар|к[іi]лограм)\p{L}{0,3}|ос[іi]б|рок(?:у|и|[іi]в)|р[іi]к|годин[аиу]?"
            "|дн(?:я|[іi]|[іi]в)|день|хвилин[аиу]?|км|кг|га|кв|м|т|г"
        ),
        not_parted="то|от|таки|но|бо|небудь",
        quotes=("«", "»"),
        strokes_bracket=True,
    ),
    editions=EditionWords(
        document="Документ",
        source_note=r"""друк (?:ується)? \.? \s+ за \b | публікується \s+ за \b | опубл (?:іковано)? [.:]
            | (?:оригінал|машинопис|автограф|засвідчена\s+копія) \s* (?:[.,;]|$)
            | (?:[\p{L}'’]+\s+){0,3} (?:архів\p{Ll}*|ЦДА\p{L}+|ДА\p{L}*|ГДА) (?:\s|\.) .{0,60}? \b Ф \. \s? \d
            | Ф \. \s? \d+ [.,] \s* Оп \.""",
        page="с|С|стор|Стор|СТОР|сторінка",
        leaf="арк|Арк|АРК|аркуш|Аркуш",
        verso=r"зв\.?",
        reference=r"\b[Дд]ив\.|\b[Пп]ор\.",
    ),
    negations=Negations(
        words=frozenset(("не", "ні", "ані", "немає", "нема", "без")),
        prefixes=("не",),
    ),
)

LANGUAGES = (UKRAINIAN,)
