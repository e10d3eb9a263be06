"""Texts for synthetic printed pages, written for this purpose: news and records such as archives hold, all invented."""

from __future__ import annotations

import re

RUSSIAN = (
    "В минувшую среду в большом зале уездного собрания открылась выставка, посвященная пятидесятилетию речного "
    "пароходства. Первые посетители пришли задолго до назначенного часа: капитаны в отставке, механики, ученики "
    "ремесленного училища с преподавателями. Открывая выставку, заведующий музеем А. П. Сорокин напомнил, что "
    "первый пароход, «Надежда», пришел к городской пристани 14 мая 1871 года и привез 37 пассажиров и 1200 пудов "
    "муки.",
    "В двух комнатах нижнего этажа собраны чертежи, судовые журналы, фотографии команд. Здесь можно увидеть "
    "колокол с баржи «Ласточка», затонувшей у Белого Яра осенью 1889 года, и письма лоцмана Ефима Рукавишникова, "
    "который водил суда по верховьям реки более сорока лет. Записки его, занимающие три тетради, будут напечатаны "
    "в очередном сборнике краеведческого общества.",
    "Комиссия под председательством инженера Н. Ф. Дьяконова закончила осмотр плотины у села Верхние Ключи. "
    "Установлено, что левый устой дал осадку в 8 сантиметров, а щиты второго и третьего пролетов требуют замены. "
    "Стоимость работ определена в 46 850 рублей; из них 12 300 рублей отпускает губернский исполнительный "
    "комитет, остальное внесут кооперативные товарищества. Подрядчик обязан приступить к делу не позднее 1 "
    "апреля.",
    "Из приложенной описи видно, что в фонде канцелярии сохранилось 216 дел за 1903—1917 годы. Особый интерес "
    "представляют протоколы съездов мировых посредников, переписка о постройке узкоколейной железной дороги и "
    "прошения жителей слободы об открытии школы. Значительная часть бумаг пострадала от сырости: чернила выцвели, "
    "края листов осыпались, некоторые страницы слиплись и отделить их без реставратора невозможно.",
    "Начальнику архивного отдела тов. Мещеряковой предложено до конца квартала составить новую опись, "
    "перенумеровать листы и передать негативы на хранение в областной центр. Ответственным за выполнение назначен "
    "младший научный сотрудник В. И. Гребенщиков; отчет о ходе работы следует представлять ежемесячно, к пятому "
    "числу. Копию настоящего распоряжения направить в бухгалтерию и в отдел кадров.",
    "Метеорологическая станция сообщает: на прошлой неделе средняя температура воздуха составила минус 11 "
    "градусов, что на три градуса ниже обычной. Толщина льда на озере достигла 64 сантиметров. В ночь на субботу "
    "ожидается метель, ветер северо-западный, до 18 метров в секунду. Водителям грузовых машин рекомендуется "
    "объезжать перевал через Сосновку, где снежный покров лежит неровно.",
    "Вечером состоялся концерт. Хор железнодорожного клуба исполнил старинные песни, записанные в деревнях по "
    "нижнему течению реки; солистка Е. Прохорова выступила с романсами. Публика, среди которой было много "
    "молодежи, долго не отпускала артистов. Сбор — 318 рублей 40 копеек — передан детскому дому № 7 на покупку "
    "книг и музыкальных инструментов.",
)
"""Paragraphs, some 400 words."""

ENGLISH = (
    "The harbour commissioners met on Tuesday evening to consider the report of their engineer, Mr. J. W. "
    "Halloway, upon the state of the northern breakwater. Soundings taken between March 3 and March 19 show that "
    "the outer face has settled by eleven inches over a length of 140 feet, and that the timber piles laid in "
    "1862 are no longer fit to bear the weight of the new crane.",
    "After some discussion it was resolved to set aside 4,750 pounds for repairs, the work to be finished before "
    "the autumn gales. Two members, Captain Prescott and Dr. Lyle, voted against the motion; in their opinion the "
    "whole structure ought to be rebuilt in stone, as had been recommended twelve years ago.",
    "A letter from the curator of the county museum was then read. It describes a chest of papers found beneath "
    "the floor of the old customs house: 63 bills of lading, a register of wrecks kept from 1791 to 1808, and the "
    "private journal of a pilot named Abel Thorne. The ink is faded, yet most of the pages can be deciphered with "
    "patience, and the society hopes to print the journal by subscription.",
    "The weather remained unsettled throughout the week. On Thursday the barometer fell to 28.9 inches, the "
    "lowest reading of the season, and the mail packet was obliged to shelter for nineteen hours behind the "
    "island. Farmers in the valley report that the bridge at Coldwater has been damaged by floating timber, so "
    "that carts must go round by the upper road.",
    "In the afternoon the children of the parish school gave a concert in aid of the lifeboat fund. Miss Edith "
    "Carrow played two pieces upon the violin; the choir sang sea songs collected along this coast. Receipts "
    "amounted to 31 pounds and six shillings, which the treasurer has acknowledged with thanks.",
)
"""Paragraphs, some 300 words."""

PARAGRAPHS = {"rus": RUSSIAN, "eng": ENGLISH}
"""The prose of each of Tesseract's languages that pages are printed in."""

HEADINGS = {
    "rus": ("НОВОСТИ УЕЗДА", "У речной пристани", "Из архива и музея"),
    "eng": ("THE HARBOUR GAZETTE", "Notes of the Week", "Along the Northern Coast"),
}
"""Headings that stand over all columns."""

FORM = (
    ("ЛИЧНАЯ КАРТОЧКА №", "1847"),
    ("1. Фамилия, имя, отчество", "Гребенщиков Василий Иванович"),
    ("2. Год рождения", "1908"),
    ("3. Место рождения", "с. Ключи"),
    ("4. Образование", "реальное училище, курсы архивистов"),
    ("5. Должность", "научный сотрудник"),
    ("6. Оклад, руб.", "96-50"),
    ("7. Прежнее место службы", "Краеведческий музей, хранитель"),
    ("8. Принят", "14 марта 1936 г."),
    ("9. Приказ №", "212/к"),
    ("10. Домашний адрес", "Набережная ул., д. 27, кв. 4"),
    ("11. Особые отметки", "имеет две благодарности"),
)
"""Labels of a form in print and what is typed beside each."""

LETTERHEADS = {
    "rus": (
        "ОБЛАСТНОЙ КРАЕВЕДЧЕСКИЙ МУЗЕЙ",
        "Отдел рукописей и редкой книги",
        "г. Заречный, Соборная площадь, 3. Тел. 2-14",
    ),
    "eng": ("COUNTY MUSEUM AND LIBRARY", "Department of Manuscripts", "12 Harbour Street, Coldwater. Telephone 214"),
}
"""Printed lines over a letter."""

LETTERS = {
    "rus": (
        "       Директору речного училища тов. Лаптеву",
        "",
        "     В ответ на Ваше письмо от 9 октября сообщаем, что судо-",
        'вые журналы парохода "Надежда" за 1871 - 1874 годы хранятся',
        "в нашем отделе. Всего их пять; переплет третьего поврежден,",
        "листы 17 - 22 утрачены. Выдать подлинники мы не можем, но",
        "готовы изготовить копии за счет училища.",
        "     Просим указать, какие страницы требуются, и прислать",
        "доверенность на имя сотрудника, который приедет за копиями.",
        "",
        "     Заведующий отделом                      Н. Дьяконов",
    ),
    "eng": (
        "     To the Secretary of the Harbour Commissioners",
        "",
        "     Sir, in reply to your letter of October 9 I beg to",
        "state that the journal of Abel Thorne is now being copied",
        "by our clerk. The first 48 leaves are finished; the rest,",
        "which has suffered from damp, will take until January.",
        "     You may consult the original on any weekday between",
        "ten and four. Kindly bring this letter with you, as the",
        "porter has orders to admit nobody without one.",
        "",
        "     Curator of Manuscripts                 J. Halloway",
    ),
}
"""Typed lines of a letter, as long as a sheet is wide."""

VOWELS = "аеиоуыэюяaeiouy"
_STICKS = "ьъй"
_ONE_SOUND = ("th", "sh", "ch", "ph", "wh", "gh")
_PLAIN = re.compile(r"(\W*)([a-zа-я]+)\W*")


def breaks(word: str) -> list[int]:
    """Return the places where `word` may be parted at the end of a line, as counts of the characters before it.

    Words in small letters only, with the punctuation at them: three letters or more on either side, a vowel in both
    parts; the second begins with a consonant before a vowel. That is what compositors do nearly always, and all that
    a synthetic page needs.
    """
    found = _PLAIN.fullmatch(word)
    if found is None:
        return []
    before, letters = found.groups()
    return [
        len(before) + at
        for at in range(3, len(letters) - 2)
        if letters[at] not in VOWELS + _STICKS
        and letters[at + 1] in VOWELS
        and letters[at - 1 : at + 1] not in _ONE_SOUND
        and re.search(f"[{VOWELS}]", letters[:at])
    ]
