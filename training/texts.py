"""What is typed on synthetic pages: words in their frequency, officialese, names, figures, dates, and nonsense.

No sentence of a real document is in it. The words come from frequency lists (`wordfreq`), flattened, so that rare forms
are met as well; a share of the lines is of letters in no order, so that a net trained on them learns to look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import regex
import wordfreq

from ocr_pipeline.recognize.typescript.glyphs.alphabet import CLASSES, SHAPES

FLATTENING = 0.6
"""Exponent on a word's frequency: 1 would be the language's own, 0 a dictionary's."""

OFFICIAL = (  # noqa: SIM905 - words read better than a list of quotes
    "Центральный Комитет КПСС|Совет Министров СССР|постановление|утвердить|поручить|Министерство иностранных дел|"
    "товарищ|тов.|Президиум|заседание|протокол|секретно|совершенно секретно|особая папка|строго секретно|шифром|"
    "телеграмма|посол СССР|вх. №|исх. №|экз. №|копия|верно|подлинник|гор.|обл.|р-н|ж.д.|т.е.|т.к.|и т.д.|и т.п.|"
    "и др.|см.|стр.|п.п.|пп.|л.д.|ф.|оп.|д.|л.|лл.|об.|гг.|г.|руб.|коп.|тыс.|млн.|проц.|кг|км|см|мм|ЦК КПСС|ВКП(б)|"
    "СНК СССР|НКВД|НКИД|МИД|МГБ|МВД|КНР|КНДР|США|ФРГ|ГДР|ООН|ТАСС|РСФСР|УССР|МГУ|АН СССР|ЭВМ|указание|согласно|"
    "в соответствии с|в связи с|относительно|сообщаем|докладываю|прошу|разрешить|отпустить|выделить|направить|"
    "приложение|основание|решение|выписка|начальник|заместитель|председатель|секретарь|уполномоченный|зам.|зав.|нач."
).split("|")

SURNAMES = (  # noqa: SIM905
    "Иванов|Петров|Сидоров|Кузнецов|Смирнов|Васильев|Молотов|Вышинский|Громыко|Малик|Кузьмичев|Федоренко|Зорин|"
    "Гусев|Панюшкин|Рощин|Штыков|Разуваев|Захаров|Соколов|Лебедев|Козлов|Новиков|Морозов|Волков|Зайцев|Щербаков|"
    "Юдин|Яковлев|Эренбург|Ушаков|Харитонов|Цветков|Чернышев|Шварц|Ермаков|Ёлкин|Жданов|Хрущев|Булганин|Маленков|"
    "Брусенцов|Рамиль|Альварес|Маслов|Тишулина|Жоголев|Веригин|Соболев|Ляпунов|Келдыш|Ким Ир Сен|Мао Цзе-дун|"
    "Чжоу Энь-лай|Гаррисон|Кларк|Трумэн|Черчилль|Иден|Даллес|Ачесон|Неру"
).split("|")

ENGLISH_NAMES = (  # noqa: SIM905
    "Department of State|Secretary of State|American Embassy|Washington|Warsaw|Berlin|London|Paris|Moscow|Chargé|"
    "Ambassador|Consul General|Foreign Office|Sir|No.|Enclosure|Despatch|Subject|Respectfully yours|Mr.|Dr.|Messrs.|"
    "Smith|Biddle|Geist|Hull|Jones|Kennedy|Wilson|Gilbert|Roosevelt|Hitler|Chamberlain|Poland|Germany|Jewish"
).split("|")

_RUSSIAN_WORD = regex.compile(r"[а-яё]+(-[а-яё]+)?")
_ENGLISH_WORD = regex.compile(r"[a-z]+('[a-z]+)?")
_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
_ROMAN_TYPED = ("I", "П", "Ш", "IУ", "У", "УI", "УП", "УШ", "IХ", "Х", "ХI", "ХП")
_ROMAN_LATIN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV", "XIX", "XX", "XVII")

Generator = np.random.Generator


@cache
def _words(language: str) -> tuple[tuple[str, ...], np.ndarray]:
    pattern = _RUSSIAN_WORD if language == "ru" else _ENGLISH_WORD
    shares = {w: f for w, f in wordfreq.get_frequency_dict(language, "large").items() if pattern.fullmatch(w)}
    weights = np.array(list(shares.values())) ** FLATTENING
    return tuple(shares), np.cumsum(weights / weights.sum())


class Writer:
    """Writes lines as one typist on one machine would: the machine's figure one, its zero, its dash stay the same."""

    def __init__(self, rng: Generator, language: str, drill: bool = True) -> None:
        """Take a stream of chances, `ru` or `en`, and whether to drill: nonsense, and more figures than usual."""
        self._drill = drill
        self._rng = rng
        self._language = language
        self._pool: list[str] = []
        self._one = str(rng.choice(["1", "1", "I", "l"] if language == "en" else ["1", "1", "I", "I", "I"]))
        # Where О and 0 are drawn alike a figure among figures is one (`training.machines`): few are to say otherwise.
        self._zero = "О" if rng.random() < (0.015 if drill else 0.06) else "0"
        self._capitals = rng.random() < 0.08
        self._yo = rng.random() < 0.3
        self._dash = str(rng.choice(["-", "-", "-", "—"]))

    def line(self, cells: int) -> str:
        """Return a line that fills `cells` cells or fewer, never empty; sometimes much fewer."""
        if self._rng.random() < 0.08:
            cells = int(self._rng.integers(1, cells + 1))
        kind = self._rng.random()
        nonsense, figures, number = (0.10, 0.08, 0.04) if self._drill else (0.0, 0.04, 0.03)
        if kind < nonsense:
            text = self._nonsense(cells)
        elif kind < nonsense + figures:
            text = self._filled(cells, self._figures)
        elif kind < nonsense + figures + number:
            text = self._page_number()
        else:
            text = self._filled(cells, self._piece)
        if self._capitals or self._rng.random() < 0.06:
            text = text.upper()
        elif self._rng.random() < 0.04:
            text = " ".join(text)
        text = "".join(character for character in self._typed(text) if character in CLASSES)[:cells]
        return text.strip() or self._page_number()

    def _typed(self, text: str) -> str:
        if not self._yo:
            text = text.replace("ё", "е").replace("Ё", "Е")
        if self._one != "1":
            text = text.replace("1", self._one)
        return text.replace("0", self._zero)

    def _filled(self, cells: int, piece: Callable[[], str]) -> str:
        parts = []
        length = 0
        while length < cells + 4:
            parts.append(piece())
            if self._drill and self._rng.random() < 0.03:
                # A table's columns stand apart: paper between words holds nothing.
                parts[-1] += " " * int(self._rng.integers(1, 12))
            length += len(parts[-1]) + 1
        text = " ".join(parts)
        begin = int(self._rng.integers(0, len(text) - cells + 1)) if len(text) > cells else 0
        return text[begin : begin + cells]

    def _piece(self) -> str:
        if self._drill and self._rng.random() < 0.08:
            return self._marks()
        chance = self._rng.random()
        if chance < 0.70:
            return self._dressed(self._word())
        if chance < 0.78:
            return self._dressed(self._one_of(OFFICIAL if self._language == "ru" else ENGLISH_NAMES))
        if chance < 0.82:
            return self._dressed(self._person())
        if chance < 0.95:
            return self._figures()
        if chance < 0.97:
            return self._word_of("en" if self._language == "ru" else "ru")
        return self._one_of((" ", self._dash, "...", "хххх", "ххххххх", "____", "§ 5", *"=+/№%&()[]"))

    def _word(self) -> str:
        return self._word_of(self._language)

    def _word_of(self, language: str) -> str:
        words, cumulated = _words(language)
        if language != self._language:
            return words[int(np.searchsorted(cumulated, self._rng.random()))]
        if not self._pool:
            picks = np.minimum(np.searchsorted(cumulated, self._rng.random(256)), len(words) - 1)
            self._pool = [words[pick] for pick in picks]
        return self._pool.pop()

    def _dressed(self, word: str) -> str:
        """Return the word as it may stand in a sentence: capital, mark after it, quotes, brackets, hyphen at an end."""
        chance = self._rng.random()
        if chance < 0.17:
            word = word[:1].upper() + word[1:]
        elif chance < 0.22:
            word = word.upper()
        chance = self._rng.random()
        if chance < 0.72:
            return word
        if chance < 0.92:
            return word + self._one_of((",", ",", ",", ".", ".", ";", ":", "?", "!", "-", " " + self._dash))
        if chance < 0.96:
            return self._one_of(('"{}"', '"{}"', "«{}»", "'{}'")).format(word)
        return self._one_of(("({})", "({})", "/{}/", "[{}]")).format(word)

    def _person(self) -> str:
        letters = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ" if self._language == "ru" else "ABCDEFGHIJKLMNOPRSTUVW"
        initials = "".join(f"{self._one_of(letters)}." for _ in range(int(self._rng.integers(1, 3))))
        name = self._one_of(SURNAMES) if self._language == "ru" else self._word().capitalize()
        return self._one_of((f"{initials}{name}", f"{initials} {name}", f"{name} {initials}"))

    def figures(self) -> str:
        """Return a number, a date, a Roman numeral or a reference, as it stands in a line."""
        return self._typed(self._figures())

    def page_number(self) -> str:
        """Return a page number as it stands alone on its line."""
        return self._typed(self._page_number())

    def _figures(self) -> str:
        if self._drill and self._rng.random() < 0.3:
            return self._noughts()
        rng = self._rng
        day, month, year = int(rng.integers(1, 32)), int(rng.integers(1, 13)), int(rng.integers(1917, 1991))
        number = int(10 ** rng.uniform(0, 6))
        roman = self._one_of(_ROMAN_TYPED if self._language == "ru" and rng.random() < 0.6 else _ROMAN_LATIN)
        return self._one_of(
            (
                str(number),
                str(number),
                f"{number},",
                f"{number}.",
                f"{number % 100},{day}",
                f"{number % 1000}-{roman}",
                f"{day}.{month:02}.{year}",
                f"{day}.{roman}.{year % 100}",
                f"{day}/{roman}-{year % 100} г.",
                f"{day} {_MONTHS[month - 1]} {year} г.",
                f"{year}-{year % 100 + 1} гг.",
                f"№ {number}",
                f"№{number % 1000}/{'ос' if rng.random() < 0.5 else 'с'}",
                f"({day})",
                f"({day},{month})",
                f"[{day}]",
                f"[{day},{month}]",
                f"/{day}/",
                f"{number} ({roman})",
                f"{day}.",
                f"{day})",
                f"{day % 24}:{number % 60:02}",
                f"{number % 100}%",
                f"{number}x{day}",
                roman,
                f"{roman}.",
                f"{roman} съезд" if self._language == "ru" else f"{roman} Congress",
                f"${number}",
                f"{day}°",
                f"{day}+{month}={day + month}",
                f"п.{day}",
                f"л.{number % 300}",
                f"ф.{day} оп.{month} д.{number % 1000}",
            )
        )

    def _noughts(self) -> str:
        """Return a figure with noughts and ones in it, which some machines draw like letters."""
        rng = self._rng
        few, some = int(rng.integers(1, 10)), int(rng.integers(1, 100))
        noughts = "0" * int(rng.integers(1, 5))
        mixed = "".join(self._one_of("00011123456789") for _ in range(int(rng.integers(2, 7))))
        return self._one_of(
            (
                f"{few}{noughts}",
                f"{some}{noughts}",
                f"{few}.000.000",
                f"{few} 000 000",
                f"{some} 000",
                f"{few}{noughts} {self._word()}",
                f"{self._word()} {some}0",
                f"0,{some:02}",
                f"0.{noughts}{few}",
                f"0:{some % 60:02}",
                f"{few:02}.{some % 12 + 1:02}.{1900 + some}",
                f"{some % 24}.00",
                f"{some}.00-{few}.30",
                f"{some % 24}-00",
                f"{few}0-{few}5",
                f"{few}0%",
                "100%",
                f"{few}0°",
                f"-{few}0°",
                f"№ {few}0{some}",
                f"№ {mixed}",
                f"{mixed}",
                f"{mixed},{noughts}",
                f"{mixed}.{mixed}",
                f"{mixed}-{few}",
                f"{mixed}/{some}",
                f"({mixed})",
                f"{few}0 {self._one_of(('руб.', 'коп.', 'тыс.', 'млн.', 'г.', 'кг', 'км', 'лет', 'чел.'))}"
                if self._language == "ru"
                else f"{few}0 {self._one_of(('marks', 'p.m.', 'a.m.', 'men', 'pages', 'years', 'cents'))}",
                f"${few}{noughts}.00",
                f"{few}10{some}",
            )
        )

    def _marks(self) -> str:
        """Return what stands between marks that letters seldom have: brackets, stars, signs of sums and of sections."""
        rng = self._rng
        number, other = int(10 ** rng.uniform(0, 4)), int(rng.integers(1, 100))
        letters = "xabnkABNK" if self._language == "en" or rng.random() < 0.5 else "хабнкАБНК"
        one, two = self._one_of(letters), self._one_of(letters)
        return self._one_of(
            (
                f"{one}*{two}",
                f"{number}*{other}",
                f"{one}={number}",
                f"{one}={two}+{other}",
                f"({one}+{two})",
                f"({one}-{other})/{two}",
                f"{one}[{other}]",
                f"{number}/{other}",
                f"{one}/{two}",
                f"№№ {number}-{number + other}",
                f"№ {other}/{number}",
                f"§ {other}",
                f"§§ {other}-{other + 2}",
                f"{other},{number % 10}%",
                f"+{other}%",
                f"{self._word()}*)",
                f"{other}*)",
                f"*{self._word()}",
                f"{self._word()}*",
                f"{number}*",
                f"{number % 100}.{other:02}*",
                f"{number},{other}*",
                f"{number}**",
                f"*) {self._word()}",
                f"* {self._word().capitalize()}",
                f"{other}*{number}={other * number}",
                f"{number}-{other}={number - other}",
                f"{number}+{other}",
                f"{one}({two})",
                f"{one}({two},{other})",
                f"/{self._word()} {self._word()}/",
                f"({self._word()} {self._word()})",
                f"(№ {number})",
                f"({other}%)",
                f"{other}/{other + 1}%",
                f"[{number}]",
                f"[{self._word()} {self._word()}]",
                f"({self._word()})",
                f"[{self._word()}]",
                f'"{self._word()}"',
                f'"{number}"',
                f"({number})",
                f"{number}°",
                f"{number}&{other}",
                "***",
                "* * *",
                "=",
                "==",
                "+",
                "*",
            )
        )

    def _page_number(self) -> str:
        number = int(10 ** self._rng.uniform(0, 3.5))
        form = self._one_of(("- {} -", "-{}-", "{}", "- {}-", "{}.", "-{} -", "лист {}", "стр. {}"))
        return form.format(number)

    def _nonsense(self, cells: int) -> str:
        """Return characters in no order, in words of a case and script of their own."""
        words = []
        length = 0
        while length < cells:
            chance = self._rng.random()
            if chance < 0.12:
                letters = SHAPES[1:]
            elif self._language == "ru":
                letters = SHAPES[1:34] if chance < 0.4 else SHAPES[34:67]
            else:
                letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if chance < 0.4 else "abcdefghijklmnopqrstuvwxyz"
            size = int(self._rng.integers(1, 11))
            words.append("".join(letters[pick] for pick in self._rng.integers(0, len(letters), size)))
            length += size + 1
        return " ".join(words)

    def _one_of(self, choices: Sequence[str]) -> str:
        return choices[int(self._rng.integers(0, len(choices)))]
