"""What a comparison says to a person: reasons and notes, each a code with what it is about, worded in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any, Literal, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

ReportLanguage = Literal["ru", "en"]

Value = str | int | float
"""What a saying is about: a reading, a name, a count, a share."""


class Message(str):
    """A sentence in English that knows its code and what it is about, so that it can be said in Russian, too.

    It is stored as `code`, `parameters` and `text`. A sentence without a code is one that somebody else worded.
    """

    code: str
    parameters: Mapping[str, Value]

    def __new__(cls, text: str, code: str = "", parameters: Mapping[str, Value] | None = None) -> Self:
        """Return the sentence; `said` words one from its code."""
        made = super().__new__(cls, text)
        made.code = code
        made.parameters = dict(parameters or {})
        return made

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Return how records hold it: they take a plain sentence, too, as records of version 1 have."""
        value = core_schema.union_schema(
            [core_schema.str_schema(strict=True), core_schema.int_schema(strict=True), core_schema.float_schema()]
        )
        stored = core_schema.typed_dict_schema(
            {
                "code": core_schema.typed_dict_field(core_schema.str_schema()),
                "parameters": core_schema.typed_dict_field(core_schema.dict_schema(core_schema.str_schema(), value)),
                "text": core_schema.typed_dict_field(core_schema.str_schema()),
            }
        )
        return core_schema.union_schema(
            [
                core_schema.is_instance_schema(cls),
                core_schema.no_info_after_validator_function(cls, core_schema.str_schema(strict=True)),
                core_schema.no_info_after_validator_function(_restored, stored),
            ],
            serialization=core_schema.plain_serializer_function_ser_schema(_stored, return_schema=stored),
        )


def message_of(code: str, **parameters: Value) -> Message:
    """Return what a code says of its parameters. Raises `KeyError` for a code that has no words."""
    return Message(_worded(code, parameters, "en"), code, parameters)


def worded(sentence: str, language: ReportLanguage) -> str:
    """Return a sentence in a language; one that nobody has words for as it is."""
    if not isinstance(sentence, Message) or language == "en" or sentence.code not in WORDS:
        return str(sentence)
    try:
        return _worded(sentence.code, sentence.parameters, language)
    except (KeyError, ValueError):
        # A record of another version may lack what the words of this one are about.
        return str(sentence)


def percent(value: float, digits: int, language: ReportLanguage) -> str:
    """Return a share as a percentage with so many decimals, as the language writes it (no-break spaces)."""
    shown = f"{100 * value:.{digits}f}"
    return f"{shown.replace('.', ',')}\N{NO-BREAK SPACE}%" if language == "ru" else f"{shown}%"


def _stored(sentence: str) -> dict[str, Any]:
    code, parameters = (sentence.code, sentence.parameters) if isinstance(sentence, Message) else ("", {})
    return {"code": code, "parameters": dict(parameters), "text": str(sentence)}


def _restored(stored: Mapping[str, Any]) -> Message:
    return Message(stored["text"], stored["code"], stored["parameters"])


class _Words(Formatter):
    """Fills in words: `{count:note|notes}` counts, with three forms in Russian, and `{share:%1}` is a percentage."""

    def __init__(self, language: ReportLanguage) -> None:
        self._language = language

    def format_field(self, value: Value, format_spec: str) -> str:
        """Return a value as its place in the words asks for it."""
        if format_spec.startswith("%"):
            return percent(float(value), int(format_spec[1:]), self._language)
        if "|" in format_spec:
            return f"{value} {_form(int(value), format_spec.split('|'))}"
        return format(value, format_spec)


def _form(count: int, forms: list[str]) -> str:
    """Return the form of a noun beside a number: one, several; in Russian 1, 2 to 4, 5 and more."""
    if len(forms) == 2:
        return forms[count != 1]
    last, teens = count % 10, 10 < count % 100 < 20
    return forms[2 if teens or last == 0 or last > 4 else 0 if last == 1 else 1]


def _worded(code: str, parameters: Mapping[str, Value], language: ReportLanguage) -> str:
    russian, english = WORDS[code]
    return _Words(language).vformat(russian if language == "ru" else english, (), parameters)


_REREAD = (
    "строка, прочитанная ещё раз с других изображений, подтверждает",
    "read again from other preparations, the line supports",
)

_REASONS: Mapping[str, tuple[str, str]] = {
    "engine-sure": ("программа уверена в «{ours}» ({chance:%0})", "the engine is sure of “{ours}” ({chance:%0})"),
    "engine-fairly-sure": (
        "программа почти уверена в «{ours}» ({chance:%0})",
        "the engine is fairly sure of “{ours}” ({chance:%0})",
    ),
    "engine-unsure": (
        "программа не уверена в «{ours}» ({chance:%0})",
        "the engine is unsure of “{ours}” ({chance:%0})",
    ),
    "reread-supports": (f"{_REREAD[0]} «{{reading}}»", f"{_REREAD[1]} “{{reading}}”"),
    "reread-supports-nothing": (f"{_REREAD[0]}, что этого там нет", f"{_REREAD[1]} leaving it out"),
    "reread-neither": (f"{_REREAD[0]} оба чтения одинаково", f"{_REREAD[1]} neither more"),
    "look-alike": ("в стёртой печати они похожи", "the two look alike in worn type"),
    "no-room": ("на скане там нет места для «{theirs}»", "the scan has no room for “{theirs}” there"),
    "room": (
        "на скане там есть место для «{theirs}»: возможно, это не было замечено",
        "the scan has room for “{theirs}” there: it may have been overlooked",
    ),
    "marks": (
        "в этом месте есть следы, которые не прочитаны как текст",
        "there are marks in that place that were not read as text",
    ),
    "repeated": (
        "рядом стоят те же слова: написаны дважды по ошибке",
        "the same words stand beside it: written twice by mistake",
    ),
    "lexicon-knows": ("словарь знает «{known}», но не «{unknown}»", "the lexicon knows “{known}”, not “{unknown}”"),
    "lexicon-not": ("словарь не знает «{ours}»", "the lexicon does not know “{ours}”"),
    "elsewhere": ("в другом месте документа есть «{words}»", "the document has “{words}” elsewhere"),
    "words-elsewhere": ("эти слова есть в других местах документа", "its words stand elsewhere in the document"),
    "nothing": ("ничто не говорит в пользу одного из чтений", "nothing speaks for either reading"),
    "marked-editorial": (
        "в транскрипции отмечено как добавление издателя",
        "the transcription marks it as added by its editor",
    ),
    "same-but": ("одинаково, если не считать: {forgiven}", "the same but for {forgiven}"),
    "source-note-before": (
        "сведения об источнике перед началом текста",
        "a note on the source before the text begins, which the scan does not have",
    ),
    "source-note-behind": (
        "сведения об источнике после конца текста",
        "a note on the source behind the end of the text, which the scan does not have",
    ),
    "heading-before": (
        "заголовок перед началом текста, которого нет на скане",
        "a heading before the text begins, which the scan does not have",
    ),
    "number-before": (
        "номер перед началом текста, которого нет на скане",
        "a number before the text begins, which the scan does not have",
    ),
}

_NOTES: Mapping[str, tuple[str, str]] = {
    "transcription-empty": ("транскрипция пуста", "the transcription is empty"),
    "nothing-read": ("на сканах ничего не прочитано", "nothing was read on the scans"),
    "other-document": (
        "похоже, это транскрипция другого документа: общего в текстах {share:%1}",
        "this transcription seems to be of another document: they share {share:%1} of their text",
    ),
    "cells-separated": (
        "знаки между ячейками таблиц не сверяются: {count:знак|знака|знаков} ({signs})",
        "what stands between the cells of tables is not compared: {count:separator|separators} ({signs})",
    ),
    "page-again": (
        "страница {page}, по-видимому, ещё раз отсканированная страница {first}: она не сравнивается",
        "page {page} seems to be page {first} scanned again: it is not compared",
    ),
    "missing-before": (
        "{count:слово|слова|слов} перед началом прочитанного: возможно, недостаёт страницы или она прочитана не вся",
        "{count} words before the beginning of what was read: a page may be missing, or was not read in full",
    ),
    "missing-behind": (
        "{count:слово|слова|слов} после конца прочитанного: возможно, недостаёт страницы или она прочитана не вся",
        "{count} words behind the end of what was read: a page may be missing, or was not read in full",
    ),
    "page-order": (
        "в транскрипции другой порядок страниц: {pages}",
        "the transcription has the pages in another order: {pages}",
    ),
}

_RESULT: Mapping[str, tuple[str, str]] = {
    "other-language": (
        "транскрипция на другом языке, чем документ: буквы у них разные ({ours}, {theirs}); перевод сверить нельзя",
        "the transcription is in another language than the document: {theirs} letters, where {ours} ones were read; a "
        "translation cannot be compared",
    ),
    "pages-gone": (
        "записи {count:страницы|страниц|страниц} пропали или повреждены, для них нет ни строк скана, ни доводов; "
        "прочитайте сканы ещё раз (ocr-pipeline run): {pages}",
        "the records of {count:page|pages} are missing or damaged: no strips and no evidence from there; run "
        "`ocr-pipeline run` again ({pages})",
    ),
    "page-unread": ("страница {page} не прочитана: {reason}", "page {page} could not be read: {reason}"),
    "scans-missing": (
        "не найдены сканы {count:страницы|страниц|страниц}: нет строк скана ({pages})",
        "scans of {count:page|pages} not found: no strips ({pages})",
    ),
    "scans-missing-reread": (
        "не найдены сканы {count:страницы|страниц|страниц}: нет строк скана, строки не прочитаны ещё раз ({pages})",
        "scans of {count:page|pages} not found: no strips, lines not read again ({pages})",
    ),
    "scans-changed": (
        "сканы {count:страницы|страниц|страниц} изменились после чтения: строки не прочитаны ещё раз ({pages})",
        "scans of {count:page|pages} changed since they were read: lines not read again ({pages})",
    ),
    "scans-unreadable": (
        "сканы {count:страницы|страниц|страниц} не открываются: строки не прочитаны ещё раз ({pages})",
        "scans of {count:page|pages} cannot be opened: lines not read again ({pages})",
    ),
}
"""What kept pages or scans of a result from being used."""

_LOADING: Mapping[str, tuple[str, str]] = {
    "read-as": ("файл прочитан как {format}", "read as {format}"),
    "read-in": ("файл прочитан как {format} в кодировке {encoding}", "read as {format} in {encoding}"),
    "read-plain": ("файл прочитан как простой текст в кодировке {encoding}", "read as plain text in {encoding}"),
    "encoding-recognized": ("кодировка определена: {encoding}", "encoding recognized as {encoding}"),
    "bytes-damaged": (
        "повреждённых байтов: {count}, в тексте вместо каждого U+FFFD (кодировка {encoding})",
        "{message}",
    ),
    "controls-kept": ("управляющих знаков оставлено: {count}", "{count} control characters kept as they are"),
    "nothing-to-compare": ("в этом файле нет текста для сверки", "this file holds no text to compare"),
    "deletions": (
        "пропущено исправленное в режиме правки: {count:место|места|мест}",
        "{count:tracked deletion|tracked deletions} left out",
    ),
    "signs-unknown": (
        "неизвестные знаки особых шрифтов, в тексте вместо каждого U+FFFD: {signs}",
        "unknown characters of symbol fonts, U+FFFD in the text for each: {signs}",
    ),
    "web-parts": (
        "пропущены элементы веб-страницы: {parts}",
        "left out, as parts of a web page: {parts}",
    ),
    "hidden-parts": (
        "пропущено скрытое: {count:место|места|мест}",
        "{count:hidden part|hidden parts} left out",
    ),
    "regions-unordered": (
        "в порядке чтения не названо и поставлено в конец: {count:область|области|областей}",
        "{count:region|regions} outside the reading order put last",
    ),
    "breaks-in-words": (
        "пропущены переводы строки внутри слов: {count}",
        "{count:line break|line breaks} inside words left out",
    ),
    "entities": (
        "ссылки на сущности оставлены как есть: {count}",
        "{count:entity reference|entity references} kept as typed",
    ),
    "archive-page": (
        "узнана страница цифрового архива: её шапка отделена от текста",
        "recognized as the page of a digital archive: its head set apart from the text",
    ),
    "translation-apart": ("перевод отделён от текста", "the translation set apart from the text"),
    "translation-after": ("перевод после текста отделён от него", "a translation after the text set apart"),
    "no-original": ("в этом файле нет текста на языке оригинала", "no text in the original language in this file"),
    "no-original-in": (
        "в этом файле нет текста на языке оригинала ({language})",
        "no text in the original language ({language}) in this file",
    ),
    "scripts-alike": (
        "оригинал и перевод не различаются письмом; за текст принято всё",
        "original and translation cannot be told apart by their script; all of it is taken for the text",
    ),
    "marks-too-many": (
        "знаков одного вида больше {most} ({kind}): за номера страниц не приняты",
        "more than {most} marks of one kind ({kind}) not taken for page marks",
    ),
    "numbers-at-foot": ("номера страниц стоят внизу страниц", "page numbers stand at the foot of their pages"),
}

_APART: Mapping[str, tuple[str, str]] = {
    "footnote": ("{count:сноска|сноски|сносок}", "{count:footnote|footnotes}"),
    "endnote": ("{count:концевая сноска|концевые сноски|концевых сносок}", "{count:endnote|endnotes}"),
    "header": ("{count:верхний колонтитул|верхних колонтитула|верхних колонтитулов}", "{count:header|headers}"),
    "footer": ("{count:нижний колонтитул|нижних колонтитула|нижних колонтитулов}", "{count:footer|footers}"),
    "note": ("{count:примечание|примечания|примечаний}", "{count:note|notes}"),
    "correction": ("{count:исправление|исправления|исправлений}", "{count:correction|corrections}"),
    "deletion": ("{count:зачёркивание|зачёркивания|зачёркиваний}", "{count:deletion|deletions}"),
    "furniture": (
        "{count:колонтитул или номер страницы|колонтитула или номера страниц|колонтитулов и номеров страниц}",
        "{count:header or page number|headers and page numbers}",
    ),
    "reading": ("{count:другое прочтение|других прочтения|других прочтений}", "{count:other reading|other readings}"),
    "part of front or back matter": (
        "{count:часть|части|частей} того, что стоит до или после текста",
        "{count:part|parts} of front or back matter",
    ),
}
"""What is set apart from a text, counted."""

_REMARKS: Mapping[str, str] = {
    "marked": "на листах есть гриф или помета",
    "pages-reversed": "страницы лежат в обратном порядке",
    "numbering-changes": "счёт страниц меняется с римского на арабский или обратно",
    "pages-swapped": "страницы переставлены",
    "page-doubled": "у двух страниц один номер",
    "pages-missing": "возможно, недостаёт страниц между этими",
    "numbers-go-back": "номера страниц идут назад",
    "overlap": "части слова на двух строках перекрываются",
    "documents-in-folder": "похоже, что в папке несколько документов; они начинаются с этих страниц",
    "goes-on-in": "похоже, что документ продолжается в другой папке",
}
"""The remarks of the cleaning in Russian; their English is their own."""

_SIDES: Mapping[str, tuple[str, str]] = {
    "scans": ("на сканах", "in the scans"),
    "transcription": ("в транскрипции", "in the transcription"),
}

WORDS: Mapping[str, tuple[str, str]] = {
    **_REASONS,
    **_NOTES,
    **_RESULT,
    **_LOADING,
    "apart": ("отделено от текста: {count} ({what})", "{count} × {what} set apart from the text"),
    **{
        f"apart.{what}": (f"отделено от текста: {russian}", f"{english} set apart from the text")
        for what, (russian, english) in _APART.items()
    },
    **{
        f"{side}.{code}": (f"{russian}: {remark} (листы {{pages}})", f"{english}: {{message}}")
        for side, (russian, english) in _SIDES.items()
        for code, remark in _REMARKS.items()
    },
}
"""Every code with its words in Russian and in English."""


def set_apart(what: str, count: int) -> Message:
    """Return the note that parts of a file were set apart from its text."""
    return message_of(f"apart.{what}", count=count) if what in _APART else message_of("apart", count=count, what=what)


def remarked(side: Literal["scans", "transcription"], code: str, message: str, pages: tuple[str, ...]) -> Message:
    """Return a remark of the cleaning on either side."""
    if code not in _REMARKS:
        return Message(f"{_SIDES[side][1]}: {message}")
    return message_of(f"{side}.{code}", message=message, pages=", ".join(pages))
