"""Russian, as Soviet papers and their editions write it."""

from __future__ import annotations

from dataclasses import replace

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
    TelegraphWords,
)


def _lexicon() -> Lexicon:
    return MorphologyLexicon("ru")


_SOFT = "(?:ь|я|ю|е|[её]м)"
_HARD = "(?:а|у|е|ом)?"
_MONTHS = (
    f"январ{_SOFT}|янв\\.",
    f"феврал{_SOFT}|февр?\\.",
    f"март{_HARD}",
    f"апрел{_SOFT}|апр\\.",
    "ма(?:й|я|ю|е|ем)",
    f"июн{_SOFT}",
    f"июл{_SOFT}",
    f"август{_HARD}|авг\\.",
    f"сентябр{_SOFT}|сент?\\.",
    f"октябр{_SOFT}|окт\\.",
    f"ноябр{_SOFT}|нояб?\\.",
    f"декабр{_SOFT}|дек\\.",
)
"""The names by whole words: `Августин`, `майор` and `Мартов` begin like them and are none."""

_PAIR_ROWS = (
    "то ст на но ни по ен ра ко ро не ов го пр та ос ре ли во от ер ка ор ет ол од ан те",
    "ал ть де ль ом ва ел ле ес ог да ит ат ак он ла ти ри ве за ме ск ны ло ой об че ем",
    "ин ас мо се до же со ил тр ед ки ав ия бо ие тв ма чт ар бы из ис им ся ми ви аз сл",
    "ам ру ди вы эт ег ей ии нн пе вс ик си ля ча ое ок дн хо ьн ож ци их уд тс ий сс ад",
    "сп ек ду па кр ше чи оч са му ых ая ыл ры ты ый бе ив ич ае ев кт ту зн",
)
_PAIRS = frozenset(pair for row in _PAIR_ROWS for pair in row.split())
"""The 136 pairs of letters that make up 76 % of the pairs in running Russian (by the words of `wordfreq`)."""

_ADJECTIVE = r"[а-яё]{1,20}(?:-[а-яё]{1,20})?(?:ый|ий|ой)"

RUSSIAN = Language(
    name="rus",
    title="Russian",
    tag="ru",
    script=Script.CYRILLIC,
    letters="абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    lexicon=_lexicon,
    beside=("eng",),
    # `mac-cyrillic` has the capitals of `ibm866` and the small letters of `windows-1251`: what has but one of them
    # reads the same in both.
    encodings=Encodings(
        names=("windows-1251", "koi8-r", "ibm866", "iso-8859-5", "mac-cyrillic", "koi8-u"), pairs=_PAIRS
    ),
    furniture=FurnitureWords(
        page=r"стр\.?|с\.|страница",
        of="из",
        headers=(
            *("совершенно секретно", "сов секретно", "строго секретно", "секретно", "особая папка"),
            *("для служебного пользования", "продолжение", "продолжение приложения", "не подлежит оглашению"),
            *("экз", "копия"),
        ),
        continued=("продолжение",),
        headed=("приложение",),
        documents=(
            r"(?:шифр\w{0,3}\s?)?телеграмма|протокол|стенограмма|выписка из протокола|(?:докладная |служебная )?записка"
            "|справка|донесение|рапорт|приказ|постановление|распоряжение|директива|письмо|сводка|акт|отчет"
        ),
    ),
    notes=NoteWords(
        missing=("[нет страницы {}]", "[нет страниц {}]"),
        some="[не все страницы {} на месте]",
        unread=("[страница {} не прочитана]", "[страницы {} не прочитаны]"),
        unknown=("[страница не прочитана]", "[не прочитано страниц: {}]"),
        leaf=("[л. {}]", "[л. {} об.]"),
        scan="[скан {}]",
        in_order="[страница {} по порядку]",
    ),
    comments=CommentWords(
        sureness="Уверенность {} %",
        perhaps="Возможно:",
        others="Других сомнительных слов на этой странице: {}. Её стоит сверить со сканом целиком.",
    ),
    joining=JoiningWords(
        # Rules of Russian Orthography and Punctuation 1956, § 86.
        particles=frozenset(("то", "либо", "нибудь", "таки", "ка", "де", "с")),
        numeral_endings=frozenset(
            ("й", "го", "му", "м", "я", "ю", "е", "ое", "ая", "ой", "ую", "ые", "ых", "ым", "ми"),
        ),
        prefixes=frozenset(("кое", "кой", "по", "северо", "юго", "экс", "вице", "обер", "унтер")),
        adjective="[оы]й|ий|[ая]я|[ое]е|[ыи]е|[ыи]х|[ыи]м|[ыи]ми|[ое]го|[ое]му|[ое]м|[ую]ю|ей",
        combining=r"\p{L}{3,}(?:ск|н|в)о",
        link_behind="на|под|за",
        abbreviation=r"№|(?<!\p{L})(?:п|пп|ст|гл|рис|табл|стр|с|т|г)\.",
        heading="Глава|ГЛАВА|Раздел|РАЗДЕЛ|Статья|СТАТЬЯ|Приложение|ПРИЛОЖЕНИЕ",
    ),
    short_words=ShortWords(
        one=frozenset("авиксоуя"),
        two=frozenset(
            ("не", "на", "по", "за", "из", "от", "до", "об", "ко", "во", "со", "но", "ни", "же", "ли", "бы"),
        ),
        between=frozenset("иа"),
    ),
    dates=DateWords(
        months=_MONTHS,
        month_stems="январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр",
        day_ending="-?(?:о?го|о?е)",
        year="г(?:ода?|оду)?",
        years="гг",
        year_forms=r"г(?:г|од\p{L}{0,3})?",
        year_short="г",
    ),
    facts=FactWords(
        number_kinds={
            "incoming": ("вх", r"входящ\p{L}{1,4}"),
            "outgoing": ("исх", r"исходящ\p{L}{1,4}"),
            "copy": ("экз", "экземпляр(?:а|у|е|ом)?"),
        },
        # Top secret (`563сс`), special file (`12оп`); one letter, as of secret (`5с`), is taken in any language.
        secrecy_letters="сс|оп",
        conjunction="и",
        uncounted="и|от|за|из|к|на|по|с|в",
        units=r"чел|руб|коп|экз|тонн|тыс|мл|(?:г|гг|года?|лет|км|кг|м|т)(?!\p{L})",
        archive_parts={
            "fond": "Ф(?:онд)?",
            "opis": "Оп(?:ись)?",
            "delo": r"Д(?:ело)?|Ед\.\s?хр",
            "papka": "П(?:ап(?:ка)?)?",
            "listy": "Л(?:ист(?:ы)?|л)?",
        },
        leaf_back="об",
        archive_name=rf"(?:[А-ЯЁ]{_ADJECTIVE}\s(?:[А-ЯЁ]?{_ADJECTIVE}\s){{0,4}})?+[Аа]рхив(?:[ауе]|ом)?+",
        acronym_letters="а-я",
    ),
    reading=ReadingWords(
        day_ending="го",
        conjunction="и",
        numeral_ending="й|го|му|м|я|ю|е|ое|ая|ой|ую|ые|ых|ым|ыми|х",
        numeral_case="го|м|й|я|ой|ом|ая",
        roman_nouns=(
            r"съезд|век|пленум|сесси|конференци|конгресс|интернационал|созыв|квартал|том[аеу]?\b|глав|раздел|част"
            "|пятилет|степен|класс|ранг|групп|категори|партсъезд"
        ),
        genitive=("а", "ы", "и", "й", "я", "ов"),
        units=(
            r"(?:проц|руб|коп|чел|тыс|млн|млрд|экз|шт|тонн|человек|процент|рубл|копе|миллион|тысяч|экземпляр"
            r"|километр|метр|литр|гектар|килограмм)\p{L}{0,3}|год[ау]?|лет|час(?:а|ов)?|дн(?:я|ей)|день|минут[аы]?"
            "|км|кг|га|кв|м|т|г"
        ),
        not_parted="то|либо|нибудь|таки|ка",
        quotes=("«", "»"),
        strokes_bracket=True,
    ),
    telegraph=TelegraphWords(
        behind={"тчк": ".", "зпт": ",", "тчкзпт": ";", "двтч": ":", "вопр": "?", "вскл": "!"},
        sure=frozenset(("тчк", "зпт", "тчкзпт", "двтч")),
        pairs={"скб": ("(", ")"), "квч": ("«", "»")},
        dash=frozenset(("тире",)),
        paragraph=frozenset(("абз",)),
        number=frozenset(("нр",)),
        names="точк|запят|двоеточ",
    ),
    editions=EditionWords(
        document="Документ",
        source_note=r"""печ (?:атается)? \.? \s+ по \b | публикуется \s+ по \b | опубл (?:иковано)? [.:]
            | впервые \s+ опубл | (?:подлинник|машинопись|автограф|заверенная\s+копия) \s* (?:[.,;]|$)
            | (?:[\p{L}]+\s+){0,3} (?:архив\p{Ll}*|АВП|АП|ГА|ЦА|РГА\p{L}+|ГАРФ|ЦАМО|АВПРФ)
                (?:\s|\.) .{0,60}? \b Ф \. \s? \d
            | Ф \. \s? \d+ [.,] \s* Оп \.""",
        page="с|С|стр|Стр|СТР|страница",
        leaf="л|Л|лист|Лист|ЛИСТ",
        verso=r"об\.?",
        reference=r"\b[Сс]м\.|\b[Сс]р\.",
    ),
    negations=Negations(words=frozenset(("не", "ни", "нет", "без")), prefixes=("не",)),
)

CYRILLIC = replace(
    RUSSIAN,
    name="Cyrillic",
    tag="und",
    title="Cyrillic",
    letters=RUSSIAN.letters + "ђѓєѕіїјљњћќўџґѣѳѵ",
    encodings=replace(RUSSIAN.encodings, letters=RUSSIAN.letters),
)
"""Tesseract's model of all Cyrillic letters, read as Russian with letters beyond it."""

LANGUAGES = (RUSSIAN, CYRILLIC)
