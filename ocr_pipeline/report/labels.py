"""The words of the report in Russian and English."""

from __future__ import annotations

from collections.abc import Mapping

from ocr_pipeline.compare.messages import ReportLanguage
from ocr_pipeline.languages import languages_of

_BOTH: Mapping[str, tuple[str, str]] = {
    "title": ("Сверка", "Comparison"),
    "language": ("Язык", "Language"),
    "scans": ("Сканы", "Scans"),
    "transcription": ("Транскрипция", "Transcription"),
    "summary": ("Сводка", "Summary"),
    "variants": ("Расхождения", "Variants"),
    "no-variants": ("Расхождений нет.", "There are no variants."),
    "about": ("О транскрипции", "About the transcription"),
    "name": ("Имя", "Name"),
    "format": ("Формат", "Format"),
    "meta.title": ("Заглавие", "Title"),
    "meta.date": ("Дата", "Date"),
    "meta.archive": ("Архив", "Archive"),
    "meta.language": ("Язык", "Language"),
    "meta.url": ("Адрес", "Address"),
    "section.citation": ("Описание источника", "Citation"),
    "section.summary": ("Аннотация", "Summary of the document"),
    "section.translation": ("Перевод", "Translation"),
    "section.apparatus": ("Примечания издателя", "Editor's apparatus"),
    "scores": ("Точность", "Scores"),
    "scores-note": (
        "Доля ошибок, если считать транскрипцию верной; в скобках 95-процентный интервал. Каждый слой прощает больше "
        "предыдущего.",
        "Error rates, the transcription taken as the truth; in brackets the 95 % interval. Each layer forgives more "
        "than the one before.",
    ),
    "layer": ("Слой", "Layer"),
    "layer.as typed": ("как напечатано", "as typed"),
    "layer.layout-neutral": ("без учёта расположения", "layout-neutral"),
    "layer.convention-neutral": ("без учёта условностей", "convention-neutral"),
    "cer": ("Ошибки в знаках (CER)", "Characters (CER)"),
    "wer": ("Ошибки в словах (WER)", "Words (WER)"),
    "forgave": ("Что прощено", "What it forgave"),
    "errors-of": ("из", "of"),
    "at-most": ("не более", "at most"),
    "no-interval": ("без интервала", "no interval"),
    "truth-empty": ("транскрипция пуста", "the transcription is empty"),
    "profile": ("Профиль", "Profile"),
    "bag": ("Ошибки в словах без учёта порядка", "Word errors, order aside (bag of words)"),
    "flexible": ("Верные знаки без учёта порядка строк", "Characters right, order aside (flexible accuracy)"),
    "coverage": ("Охват", "Coverage"),
    "coverage.ours": ("прочитанного есть в транскрипции", "of the reading is in the transcription"),
    "coverage.theirs": ("транскрипции есть на сканах", "of the transcription is on the scans"),
    "pages-found": ("Страницы, найденные в транскрипции", "Pages found in the transcription"),
    "pages-missing": ("Страницы без транскрипции", "Pages without transcription"),
    "all-pages-found": ("Транскрипция есть для всех страниц.", "Every page has a transcription."),
    "place-in-theirs": ("Место в транскрипции, знаки", "Place in the transcription, characters"),
    "counts": ("Расхождения по видам", "Variants by kind"),
    "counts-note": ("Число открывает эти расхождения.", "A number shows its variants."),
    "total": ("всего", "all"),
    "confusions": ("Какие знаки путаются", "Which characters are confused"),
    "count": ("Сколько раз", "Times"),
    "notes": ("Замечания", "Notes"),
    "note.pictures": ("Изображения", "Pictures"),
    "ours": ("Скан", "Scan"),
    "theirs": ("Транскр.", "Transcr."),
    "ours.long": ("Прочитано на скане", "Read on the scan"),
    "theirs.long": ("Стоит в транскрипции", "In the transcription"),
    "nothing": ("нет", "nothing"),
    "reasons": ("Почему", "Why"),
    "doubt": ("сомнение в прочтении", "doubt about the reading"),
    "forgiven-by": ("прощает", "forgiven by"),
    "page": ("Страница", "Page"),
    "line": ("строка", "line"),
    "open-page": ("Вся страница", "Whole page"),
    "strip": ("Строка оригинального скана", "The line on the original scan"),
    "no-place": ("Место на скане не найдено.", "No place on the scan was found."),
    "more-lines": ("Ещё строк:", "More lines:"),
    "strip.limit": (
        "Строка не вырезана, чтобы файл не был слишком велик; она видна на всей странице.",
        "The line is not cut out, to keep this file small; the whole page shows it.",
    ),
    "strip.missing": (
        "Скана нет на прежнем месте: строку показать нельзя.",
        "The scan is no longer where it was: the line can't be shown.",
    ),
    "strip.changed": (
        "Файл скана изменился после чтения: строку показать нельзя.",
        "The scan's file has changed since it was read: the line can't be shown.",
    ),
    "strip.unreadable": (
        "Файл скана не открывается: строку показать нельзя.",
        "The scan's file can't be opened: the line can't be shown.",
    ),
    "pictures.missing": ("Сканов нет на прежнем месте, страницы:", "Scans no longer where they were, pages:"),
    "pictures.changed": ("Файлы сканов изменились после чтения, страницы:", "Scans changed since reading, pages:"),
    "pictures.unreadable": ("Файлы сканов не открываются, страницы:", "Scans that can't be opened, pages:"),
    "pictures.limit": (
        "Чтобы файл не был слишком велик, строки вырезаны не для всех расхождений; наибольшее число строк сверх первых "
        "500 расхождений:",
        "To keep this file small, lines are not cut out for all variants; most lines beyond the first 500 variants:",
    ),
    "pictures.page-limit": (
        "Чтобы файл не был слишком велик, изображения даны не для всех страниц; их самое большее:",
        "To keep this file small, not every page has a picture; there are at most:",
    ),
    "no-picture": ("Изображения этой страницы нет.", "There is no picture of this page."),
    "no-text": ("На этой странице ничего не прочитано.", "Nothing was read on this page."),
    "filter": ("Отбор", "Filter"),
    "category": ("Вид", "Kind"),
    "verdict": ("Вывод", "Verdict"),
    "any": ("все", "all"),
    "search": ("Поиск", "Search"),
    "reset": ("Сбросить", "Reset"),
    "shown": ("Показано", "Shown"),
    "none-shown": ("Под отбор ничего не подходит.", "Nothing fits the filter."),
    "help": ("Клавиши", "Keys"),
    "keys-note": (
        "Клавиши действуют, пока выбран список расхождений или одно из них: щелчком или клавишей Tab.",
        "Keys work while the list of variants, or one of them, has the focus: click it, or go there with Tab.",
    ),
    "close": ("Закрыть", "Close"),
    "previous": ("Предыдущее", "Previous"),
    "next": ("Следующее", "Next"),
    "key.next": ("следующее расхождение", "next variant"),
    "key.previous": ("предыдущее расхождение", "previous variant"),
    "key.open": ("вся страница рядом с текстом", "the whole page beside its text"),
    "key.close": ("закрыть", "close"),
    "key.search": ("поиск", "search"),
    "key.help": ("эта справка", "this help"),
    "page-picture": ("Изображение страницы", "Picture of the page"),
    "page-text": ("Текст страницы, как напечатано", "Text of the page, as typed"),
    "verdict.reading error likely": ("вероятна ошибка распознавания", "reading error likely"),
    "verdict.transcription error likely": ("вероятна ошибка транскрипции", "transcription error likely"),
    "verdict.convention": ("условность", "convention"),
    "verdict.editorial addition": ("добавление издателя", "editorial addition"),
    "verdict.missing in the transcription": ("нет в транскрипции", "missing in the transcription"),
    "verdict.missing in the scan": ("нет на скане", "missing in the scan"),
    "verdict.undecided": ("не решено", "undecided"),
    "category.number": ("число", "number"),
    "category.date": ("дата", "date"),
    "category.negation": ("отрицание", "negation"),
    "category.name": ("имя, название", "name"),
    "category.omitted or added stretch": ("пропуск или вставка", "omitted or added stretch"),
    "category.word": ("слово", "word"),
    "category.spelling": ("написание", "spelling"),
    "category.punctuation": ("знаки препинания", "punctuation"),
    "category.typewriter or editorial convention": (
        "условность машинописи или издания",
        "typewriter or editorial convention",
    ),
    "category.layout": ("расположение", "layout"),
}

LABELS: Mapping[ReportLanguage, Mapping[str, str]] = {
    "ru": {key: russian for key, (russian, _) in _BOTH.items()},
    "en": {key: english for key, (_, english) in _BOTH.items()},
}


_TAGS: Mapping[str, str] = {
    "bel": "be",
    "deu": "de",
    "fra": "fr",
    "pol": "pl",
    "ces": "cs",
    "chi_sim": "zh-Hans",
    "chi_tra": "zh-Hant",
    "kor": "ko",
    "jpn": "ja",
    "lav": "lv",
    "lit": "lt",
    "est": "et",
}


def language_tag(name: str) -> str:
    """Return the tag (BCP 47) of a language that Tesseract names, the first of several; `und` for an unknown one."""
    first = languages_of(name).first
    return _TAGS.get(first.name, first.tag)
