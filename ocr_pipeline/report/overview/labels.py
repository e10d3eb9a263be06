"""The words of the overview in Russian and English."""

from __future__ import annotations

from collections.abc import Mapping

from ocr_pipeline.compare.messages import ReportLanguage

_BOTH: Mapping[str, tuple[str, str]] = {
    "language": ("Язык", "Language"),
    "documents": ("Документы", "Documents"),
    "pages": ("Страницы", "Pages"),
    "none": ("Нет.", "None."),
    "first": ("Смотреть прежде всего", "Look here first"),
    "first-note": (
        "Сначала страницы со сбоем и нечитаемые, затем те, где больше всего ожидаемых ошибок и непрочитанного.",
        "Pages that failed or are unreadable, then those with most errors expected and most ink unread.",
    ),
    "unread-short": ("не прочитано", "unread"),
    "filter": ("Отбор страниц", "Choice of pages"),
    "search": ("Поиск", "Search"),
    "search-note": (
        "Ищутся все слова: в документе, странице, состоянии, предупреждениях.",
        "All words are looked for: in document, page, state and warnings.",
    ),
    "any": ("любое", "any"),
    "order": ("Порядок", "Order"),
    "order.job": ("как в документах", "of the documents"),
    "reverse": ("Обратный порядок", "Reverse the order"),
    "only": ("Только документ", "Only the document"),
    "every": ("Все документы", "All documents"),
    "show-pages": ("Показать страницы", "Show its pages"),
    "found.pages": ("Страницы {0}–{1} из {2}", "Pages {0} to {1} of {2}"),
    "found.documents": ("Документы {0}–{1} из {2}", "Documents {0} to {1} of {2}"),
    "found-none": ("Таких страниц нет.", "No page is like that."),
    "previous": ("Назад", "Previous"),
    "next": ("Дальше", "Next"),
    "turn-pages": ("Листать страницы", "Turn through the pages"),
    "turn-documents": ("Листать документы", "Turn through the documents"),
    "missing-file": (
        "Файл {0} не загружается. Все страницы есть в summary.csv.",
        "{0} cannot be loaded. summary.csv has all pages.",
    ),
    "tables": ("Те же данные таблицами", "The same as tables"),
    "some-of": ("часть из {0}", "some of {0}"),
    "more": ("ещё {0}", "{0} more"),
    "comparison": ("сверка", "comparison"),
    "state.done": ("прочитана", "done"),
    "state.blank": ("пустая", "blank"),
    "state.unreadable": ("нечитаемая", "unreadable"),
    "state.failed": ("сбой", "failed"),
    "count.done": ("прочитано: {0}", "{0} done"),
    "count.blank": ("пустых: {0}", "{0} blank"),
    "count.unreadable": ("нечитаемых: {0}", "{0} unreadable"),
    "count.failed": ("со сбоем: {0}", "{0} failed"),
    "pages.image": ("изображение", "image"),
    "pages.document": ("документ", "document"),
    "pages.page": ("страница", "page"),
    "pages.state": ("состояние", "state"),
    "pages.cer": ("ожидаемые ошибки", "expected CER"),
    "pages.unread": ("не прочитано", "unread ink"),
    "pages.skew": ("наклон", "skew"),
    "pages.number": ("номер страницы", "page number"),
    "pages.seconds": ("секунды", "seconds"),
    "pages.scan": ("скан", "scan"),
    "pages.warnings": ("предупреждения", "warnings"),
    "documents.document": ("документ", "document"),
    "documents.pages": ("страниц", "pages"),
    "documents.failed": ("не прочитано", "not read"),
    "documents.missing": ("нет страниц", "missing"),
    "documents.doubled": ("повторены", "doubled"),
    "documents.misplaced": ("не по порядку", "out of order"),
    "documents.transcription": ("транскрипция", "transcription"),
    "documents.neutral": ("CER без учёта расположения", "CER layout-neutral"),
    "documents.conventions": ("CER без учёта условностей", "CER convention-neutral"),
    "documents.typed": ("CER как напечатано", "CER as typed"),
    "documents.variants": ("расхождения", "variants"),
    "documents.report": ("отчёт", "report"),
    "documents.uncompared": ("не сверено", "not compared"),
    "order-note": (
        "Нет страниц, повторены, не по порядку: так говорят напечатанные номера страниц; щелчок по номерам показывает, "
        "что известно.",
        "Missing, doubled and out of order are pages by the numbers typed on them; a click on the numbers says what is "
        "known of each.",
    ),
    "rates-note": (
        "CER – доля знаков, в которых прочитанное отличается от транскрипции: без учёта расположения – без концов "
        "строк и переносов; без учёта условностей – также без условностей машинописи и издания; как напечатано – со "
        "всеми. Она относится ко всему документу.",
        "CER is the share of characters in which the reading differs from the transcription: layout-neutral without "
        "regard to line breaks and hyphens at line ends, convention-neutral also without regard to typewriter and "
        "editorial conventions, as typed with all of them. It is that of the whole document.",
    ),
    "errors-note": (
        "Ожидаемые ошибки – доля знаков, которые, вероятно, неверны или пропущены: из-за сомнений, непрочитанной "
        "краски, похожей на шрифт, строк, прочитанных через границу. Не прочитано – площадь этой краски; знак "
        "занимает около 1–2 мм².",
        "Expected CER is the share of characters expected to be wrong or missing: by doubt, by ink that is like type "
        "and was not read, by lines read across what divides a page. Unread ink is that ink; a character inks about 1 "
        "to 2 mm².",
    ),
}

LABELS: Mapping[ReportLanguage, Mapping[str, str]] = {
    "ru": {key: russian for key, (russian, _) in _BOTH.items()},
    "en": {key: english for key, (_, english) in _BOTH.items()},
}
