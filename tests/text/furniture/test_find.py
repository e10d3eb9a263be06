"""Page furniture is found as a sequence: misread numbers are repaired, hidden ones inferred, decoys stay."""

from __future__ import annotations

import random

import pytest

from ocr_pipeline.records import Affine, NumberSource, Preparation, replace
from ocr_pipeline.text import Layer, clean_document, clean_text, layer_text
from ocr_pipeline.text.furniture.find import find_furniture
from ocr_pipeline.text.text_layout import lay_out_text
from tests.support.typed_pages import a_page

LINE = "эта строка заполнена до самого правого края листа бумаги"
BODY = [LINE] * 8


WORDS = ("дом", "лес", "сад", "река", "поле", "город", "завод", "совет", "союз", "война", "хлеб", "железо", "уголь")


def body(page):
    """Eight lines of text, others on each page."""
    rng = random.Random(page)
    return [" ".join(rng.choices(WORDS, k=9)) for _ in range(8)]


def document(*pages):
    """The document of pages given as lines; where a page ends in BODY, it gets lines of its own."""
    own = [[*page[: -len(BODY)], *body(n)] if page[-len(BODY) :] == BODY else page for n, page in enumerate(pages)]
    return clean_text("d", "\f".join("\n".join(page) for page in own))


def test_copies_of_one_page_keep_their_first_lines():
    page = ["- 5 -", LINE, "вторая строка", "третья строка", "четвёртая строка", *BODY]
    text = layer_text(clean_text("d", "\f".join("\n".join(page) for _ in range(4))), Layer.CLEAN)
    assert text.count("третья строка") == 4


def numbers(*heads):
    found = document(*([*([head] if head else []), *BODY] for head in heads)).pages
    return [page.number and page.number.number for page in found]


@pytest.mark.parametrize("misread", ["- I0I9 -", "- 1O19 -", "- 1079 -", "- 101б -", "~1019=", "- !0!9 -"])
def test_a_misread_number_is_repaired_from_its_neighbours(misread):
    assert numbers("- 1017 -", "- 1018 -", misread, "- 1020 -") == [1017, 1018, 1019, 1020]


def test_a_letter_for_a_figure_is_understood_on_its_own():
    found = document(["-б-", *BODY], ["- 7 -", *BODY])
    assert [page.number.number for page in found.pages] == [6, 7]


@pytest.mark.parametrize(
    "form", ["- {} -", "-{}-", "— {} —", "{}.", "стр. {}", "{}/12", "{}"], ids=lambda form: form.format(5)
)
def test_every_scheme_is_understood_in_sequence(form):
    assert numbers(*(form.format(number) for number in range(5, 11))) == [5, 6, 7, 8, 9, 10]


def test_roman_numbers_of_a_preface_then_arabic_ones():
    found = document(*([head, *BODY] for head in ("- I -", "- П -", "- Ш -", "- IУ -", "- 1 -", "- 2 -", "- 3 -")))
    assert [page.number.number for page in found.pages] == [1, 2, 3, 4, 1, 2, 3]


def test_a_hidden_number_is_inferred_and_marked_so():
    found = document(["- 5 -", *BODY], BODY, ["- 7 -", *BODY])
    assert found.pages[1].number.number == 6
    assert found.pages[1].number.source is NumberSource.INFERRED
    assert found.pages[1].number.typed is None


@pytest.mark.parametrize(
    ("heads", "code", "message"),
    [
        (("- 90 -", "- 91 -", "- 94 -", "- 95 -"), "pages-missing", "pages 92-93 are missing"),
        (("- 4 -", "- 5 -", "- 5 -", "- 6 -", "- 7 -"), "page-doubled", "two pages have the number 5"),
        (("- 4 -", "- 6 -", "- 5 -", "- 7 -"), "pages-swapped", "page 6 stands before page 5"),
    ],
)
def test_missing_doubled_and_swapped_pages_are_reported(heads, code, message):
    remarks = document(*([head, *BODY] for head in heads)).remarks
    assert [(remark.code, remark.message) for remark in remarks] == [(code, message)]


def test_a_leaf_number_in_the_corner_is_left_alone():
    pages = ([" " * 52 + str(leaf), f"               - {leaf + 40} -", *BODY] for leaf in range(12, 18))
    found = document(*pages)
    assert [page.number.number for page in found.pages] == list(range(52, 58))
    assert all(str(leaf) in layer_text(found, Layer.CLEAN) for leaf in range(12, 18))


def test_bare_numbers_that_do_not_count_upwards_stay():
    found = document(*([head, *BODY] for head in ("1953", "17", "204", "8")))
    assert all(page.number is None for page in found.pages)
    assert not [edit for edit in found.edits if edit.kind == "page-number"]


def test_running_headers_go_however_they_are_misread():
    heads = (
        "589.0I96339.0000I-0I 35 0I",
        "589 0196339 0000T-OI 35 OI",
        "589,0196339.00001-01 35 O1",
        "589.0196339.0000I",
    )
    text = layer_text(document(*([head, f"- {5 + n} -", *BODY] for n, head in enumerate(heads))), Layer.CLEAN)
    assert "589" not in text


@pytest.mark.parametrize("mark", ["Совершенно секретно", "Сов. секретно", "Экз. № 2", "TOP SECRET"])
def test_secrecy_marks_go_where_they_recur_and_stay_where_they_stand_once(mark):
    twice = layer_text(document([mark, *BODY], [mark, *BODY]), Layer.CLEAN)
    assert mark not in twice
    once = layer_text(document([mark, *BODY], BODY), Layer.CLEAN)
    assert mark in once


def test_a_catchword_goes_and_the_sentence_runs_on():
    text = layer_text(document([*BODY, "Using"], ["Using only round figures", *BODY]), Layer.CLEAN)
    assert text.count("Using") == 1


def test_a_last_short_line_that_is_not_repeated_stays():
    assert "страницы." in layer_text(document([*BODY, "страницы."], ["Другая страница", *BODY]), Layer.CLEAN)


MISREAD = {"1": "I", "0": "О", "3": "З", "6": "б", "8": "В", "5": "S", "4": "Ч", "7": "?", "2": "Z", "9": "g"}


def stress_document(seed):
    """Pages of a synthetic document with a share of troubled numbers, the true numbers, and the decoys in its text."""
    rng = random.Random(seed)
    count = rng.choice((5, 8, 12, 20, 40, 80, 150, 400))
    form = rng.choice(("- {} -", "-{}-", "— {} —"))
    troubled = rng.uniform(0, 0.2)
    number = rng.randint(1, 1200)
    pages: list[list[str]] = []
    truth, decoys = [], []
    while len(pages) < count:
        lines = [" ".join(rng.choices(WORDS, k=9)) for _ in range(rng.randint(8, 30))]
        if rng.random() < 0.2:
            decoy = rng.choice(("- {} -", "{}.", "{}", "стр. {}")).format(rng.randint(1, 1400))
            lines.insert(rng.randint(4, len(lines) - 4), decoy)
            decoys.append((len(pages), decoy))
        typed, trouble = form.format(number), rng.random() < troubled
        kind = rng.choice(("misread", "hidden", "missing", "doubled")) if trouble else "clean"
        if kind == "misread":
            digits = list(str(number))
            at = rng.randrange(len(digits))
            digits[at] = rng.choice((MISREAD[digits[at]], rng.choice("0123456789")))
            typed = form.format("".join(digits))
        if kind == "missing" and pages:
            number += rng.randint(1, 3)
            typed = form.format(number)
        head = [] if kind == "hidden" and 0 < len(pages) < count - 1 else [" " * 25 + typed]
        for _ in range(2 if kind == "doubled" and len(pages) < count - 1 else 1):
            pages.append([*head, *lines])
            truth.append(number)
        number += 1
    return pages, truth, decoys


def test_of_many_synthetic_documents_nearly_every_page_is_understood_and_no_decoy_is_removed():
    right = total = removed = 0
    for seed in range(60):
        pages, truth, decoys = stress_document(seed)
        layout = lay_out_text("\f".join("\n".join(page) for page in pages))
        found = find_furniture(layout)
        total += len(truth)
        right += sum(one is not None and one.number.number == n for one, n in zip(found.numbers, truth, strict=True))
        for page, decoy in decoys:
            span = layout.pages[page]
            removed += layout.text.index(f"\n{decoy}\n", span.start, span.end) + 1 in found.lines
    assert removed == 0
    assert right / total >= 0.995, f"{right} of {total}"


def test_the_page_numbers_and_headers_of_the_lvov_truth_are_understood(shared):
    rows = [line.split("\t") for line in (shared / "scans/lvov/headers.tsv").read_text("utf-8").splitlines()[1:]]
    heads = [[row[3] if row[2] != "82" else "", *row[4].split(" | ")] for row in rows]
    bodies = [[f"{number} {' '.join(body(number)[:1])}", *body(number)] for number in range(len(rows))]
    found = document(*([*filter(None, head), *lines] for head, lines in zip(heads, bodies, strict=True)))
    assert [page.number.number for page in found.pages] == [int(row[2]) for row in rows]
    assert found.pages[0].number.source is NumberSource.INFERRED
    assert [remark.message for remark in found.remarks] == ["pages 92-93 are missing"]
    text = layer_text(found, Layer.CLEAN)
    assert "589" not in text
    assert "родолжение" not in text
    assert all(lines[0] in text for lines in bodies)


@pytest.mark.parametrize("despatch", ["EHRI-DR-19390125-US", "EHRI-DR-19390519-US"])
def test_numbers_and_catchwords_of_the_ehri_despatches_go_and_nothing_else(shared, despatch):
    pages = [
        path.read_text("utf-8").strip("\n") for path in sorted((shared / "scans/ehri").glob(f"{despatch}_*.gt.txt"))
    ]
    found = clean_text("d", "\f".join(pages), language="eng")
    kinds = ("page-number", "catchword", "header", "footer")
    gone = {(edit.kind, edit.start) for edit in found.edits if edit.kind in kinds}
    expected = set()
    start = 0
    for page, following in zip(pages, [*pages[1:], ""], strict=True):
        first, last = page.split("\n")[0], page.split("\n")[-1]
        if first.startswith("-"):
            expected.add(("page-number", start))
        head = next(line for line in following.split("\n") if not line.startswith("-"))
        if following and head.startswith(last.rstrip(".")):
            expected.add(("catchword", start + len(page) - len(last)))
        start += len(page) + 1
    assert gone == expected
    assert len(expected) >= 6
    assert [page.number.number for page in found.pages] == list(range(1, len(pages) + 1))


@pytest.mark.parametrize("form", ["Глава {}", "Приложение {}", "Протокол № {}", "Лист {}"])
def test_headings_that_count_upwards_stay(form):
    text = layer_text(document(*([form.format(n), *BODY] for n in range(1, 5))), Layer.CLEAN)
    assert all(form.format(n) in text for n in range(1, 5))


def test_signatures_and_salutations_of_papers_of_one_page_stay():
    names = ("Председатель: Сидоров", "Секретарь: Петров")
    papers = (["Уважаемый товарищ Иванов!", *body(n)[:-1], body(n)[-1] + ".", *names] for n in range(4))
    found = document(*papers)
    text = layer_text(found, Layer.CLEAN)
    assert text.count("Секретарь: Петров") == text.count("Уважаемый товарищ Иванов!") == 4


def test_pages_scanned_backwards_keep_their_numbers():
    found = document(*([f"- {number} -", *BODY] for number in (9, 8, 7)))
    assert [page.number.number for page in found.pages] == [9, 8, 7]
    assert [remark.message for remark in found.remarks] == ["pages 9-7 lie in reverse order"]


def test_numbers_with_the_count_of_pages_are_no_running_header():
    assert numbers(*(f"{number}/120" for number in range(57, 64))) == list(range(57, 64))


def test_what_a_stamp_leaves_of_a_running_code_goes_with_it():
    heads = ["589.0I96339.0000I-0I 35 0I"] * 4
    heads[1] = "589.0I96"
    text = layer_text(document(*([head, *BODY] for head in heads)), Layer.CLEAN)
    assert "589" not in text


def test_a_dash_that_the_engine_missed_is_still_a_page_number_above_the_text():
    found = document([" " * 25 + "- 4", *BODY])
    assert found.pages[0].number.number == 4
    assert "- 4" not in layer_text(found, Layer.CLEAN)


def test_marks_of_secrecy_go_and_are_reported():
    found = document(*(["Секретно", "Экз. № 1", f"- {n} -", *BODY] for n in (1, 2, 3)))
    assert "екретно" not in layer_text(found, Layer.CLEAN)
    assert [remark.message for remark in found.remarks if remark.code == "marked"] == [
        "its pages are marked “Секретно”",
        "its pages are marked “Экз. № 1”",
    ]


def test_the_heads_of_a_tables_columns_stay_on_every_page():
    head = "№№      Наименование      План      Факт"
    rows = [f"{number}       Чугун             {number}00       95" for number in range(1, 6)]
    text = layer_text(document(*([head, *rows] for _ in range(5))), Layer.CLEAN)
    assert text.count("Наименование") == 5


def test_figures_between_dashes_in_a_list_are_no_page_numbers():
    works = "Заводу Кирова\n- 10 -\nЗаводу Калинина\n- 15 -\nЗаводу Ленина\n- 20 -"
    text = f"Выделить машин:\n{works}\nВсего"
    assert layer_text(clean_text("d", text), Layer.CLEAN).count("- 1") == 2


def test_a_sentence_goes_on_behind_a_catchword():
    pages = (
        ["конец первой страницы и то, что", "сказано"],
        ["сказано было на заседании комитета и принято всеми", *BODY],
    )
    found = clean_text("d", "\f".join("\n".join(page) for page in pages))
    assert "то, что сказано было" in layer_text(found, Layer.CLEAN)


def test_a_missing_page_may_lie_on_a_sheet_as_wide_as_two():
    def sheet(number, width):
        page = a_page(f"{number:04d}", f"{' ' * 24}- {number} -", "", *body(number))
        identity = Affine.identity()
        made = Preparation(quarter_turns=0, skew_degrees=0, dpi=300, width=width, height=3000, to_scan=identity)
        return replace(page, preparation=made)

    pages = [sheet(4, 2000), sheet(5, 2000), sheet(6, 4000), sheet(8, 2000), sheet(9, 2000)]
    (remark,) = (one for one in clean_document("d", pages).remarks if one.code == "pages-missing")
    assert remark.message == "page 7 is missing; 0006 is as wide as two pages, and may hold one of them"
    assert "[" not in layer_text(clean_document("d", pages), Layer.CLEAN)


def test_sheets_as_wide_as_two_with_one_number_each_lack_nothing_that_the_text_would_say():
    def sheet(number):
        page = a_page(f"{number:04d}", f"{' ' * 24}- {number} -", "", *body(number))
        identity = Affine.identity()
        made = Preparation(quarter_turns=0, skew_degrees=0, dpi=300, width=4000, height=3000, to_scan=identity)
        return replace(page, preparation=made)

    found = clean_document("d", [sheet(2), sheet(4), sheet(6), sheet(8)])
    assert "[" not in layer_text(found, Layer.CLEAN)
    assert "0002 and 0004 are as wide as two pages" in found.remarks[0].message
