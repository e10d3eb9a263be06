"""The words of the page that shows layers side by side, in Russian and English."""

from __future__ import annotations

from collections.abc import Mapping

from ocr_pipeline.records import EditKind

LABELS: Mapping[str, tuple[str, str]] = {
    "layers": ("Слои текста", "Layers of the text"),
    "diplomatic": ("Как напечатано", "As typed"),
    "clean": ("Чистый текст", "Clean text"),
    "reading": ("Текст для чтения", "Reading text"),
    "pages": ("Страницы", "Pages"),
    "note": (
        "Каждое изменение отмечено там, где оно сделано; причина видна, если навести на него указатель, коснуться его "
        "или перейти к нему клавишей Tab. Пунктиром подчёркнуты слова, прочитанные неуверенно.",
        "Each change is marked where it was made; its reason shows under the pointer, at a touch, or where Tab leads. "
        "Words that are doubtful have a dotted line.",
    ),
    "empty": ("В этом документе нет текста.", "This document has no text."),
    "doubt": ("уверенность", "confidence"),
    "kind.between": ("между абзацами", "between blocks"),
    "kind.paragraph": ("абзац", "paragraph"),
    "kind.heading": ("заголовок", "heading"),
    "kind.list-item": ("пункт списка", "list item"),
    "kind.verse": ("стихи", "verse"),
    "kind.address": ("адресат", "address"),
    "kind.signature": ("подпись", "signature"),
    "kind.contents": ("оглавление", "contents"),
    "kind.table": ("таблица", "table"),
    "kind.footnote": ("сноска", "footnote"),
    "kind.margin-note": ("заметка на полях", "margin note"),
    "kind.label": ("надпись на рисунке", "label of a picture"),
}
"""Russian, English."""

_KINDS: Mapping[EditKind, str] = {
    EditKind.PAGE_NUMBER: "номер страницы",
    EditKind.HEADER: "верхний колонтитул",
    EditKind.FOOTER: "нижний колонтитул",
    EditKind.CATCHWORD: "кустод",
    EditKind.PAGE_MARK: "граница страниц",
    EditKind.HYPHEN: "перенос",
    EditKind.LETTER_SPACING: "разрядка",
    EditKind.LINE_JOIN: "строки",
    EditKind.PARAGRAPH: "абзац",
    EditKind.PAGE_JOIN: "страницы",
    EditKind.PAGES_ABSENT: "нет страниц",
    EditKind.GAP: "пропуск",
    EditKind.MARK: "помета",
    EditKind.CELL: "ячейки",
    EditKind.TELEGRAPH: "телеграфные слова",
    EditKind.FIGURE: "цифры",
    EditKind.ROMAN: "римские цифры",
    EditKind.QUOTES: "кавычки",
    EditKind.DASH: "тире",
    EditKind.BRACKETS: "скобки",
    EditKind.HOMOGLYPH: "буква другого алфавита",
    EditKind.SPACES: "пробелы",
}


def kind_label(kind: EditKind) -> str:
    """Return what an edit is, in Russian and English; a kind without Russian words in English alone."""
    return f"{_KINDS[kind]} / {kind.value}" if kind in _KINDS else kind.value
