from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.align.anchors import windows
from ocr_pipeline.compare.profile import load_profile
from ocr_pipeline.compare.score.layers import score
from ocr_pipeline.compare.score.order_free import bag_of_words_error, flexible_character_accuracy
from ocr_pipeline.compare.score.rates import character_error_rate, folded, word_error_rate, words
from ocr_pipeline.compare.score.segments import segmented
from tests.support.generated import misread, prose
from tests.support.processes import UNMEASURED

PROFILE = load_profile()
PIECES = (
    *(
        "война",
        "и",
        "мир",
        "Ш",
        "III",
        "29.Ш.53",
        "I9I7",
        "1917",
        "зая-\nвил",
        "заявил",
        "ёж",
        "еж",
        "«",
        '"',
        "»",
        "-",
    ),
    *("—", ",", ".", "№", "N", "\n", "\f", "п а м я т и", "й", "и\u0306", "(да)", "/да/", "г.", "Г."),
)
texts = st.lists(
    st.sampled_from(PIECES),
    max_size=40,
).map(" ".join)

TRUTH = (
    "К нашему № 359. Во время второй встречи 29.III.53 Ким Ир Сен вновь заявил, что он полностью согласен с "
    "предложением по корейскому вопросу и считает, что война (и ущерб) ещё идёт и его необходимо провести скорее"
)
READING = (
    "К нашему N 359 .\nВо время второй вcтречи 29.Ш.53 Ким Ир Сен вновь зая-\nвил, что он полностью согласен с "
    "предложением по корейскому\nвопросу и считает , что война /и ущерб/ еще идет и его нсобходимо провести скорее"
)


def forgiven(layer):
    return {row.name: row.count for row in layer.forgiven}


def test_each_layer_says_what_it_forgave_and_the_counts_add_up():
    typed, layout, convention = score(READING, TRUTH, PROFILE).layers
    assert [typed.name, layout.name, convention.name] == ["as typed", "layout-neutral", "convention-neutral"]
    assert forgiven(layout) == {"hyphens at line ends": 2, "spaces before punctuation": 2}
    assert forgiven(convention) == {
        "number sign": 1,
        "Roman numerals": 3,
        "brackets": 2,
        "letters of the other alphabet": 1,
        "ё and е": 2,
    }
    assert typed.cer.errors - layout.cer.errors == sum(forgiven(layout).values())
    assert layout.cer.errors - convention.cer.errors == sum(forgiven(convention).values())
    assert convention.cer.errors == 1
    assert convention.wer.errors == 1


def test_an_error_is_never_forgiven_by_the_way():
    counts = score("война и пир", "война и мир", PROFILE).layers
    assert [layer.cer.errors for layer in counts] == [1, 1, 1]


@settings(deadline=None)
@given(texts, texts)
def test_layers_never_have_more_errors_and_the_first_is_the_definition(ours, theirs):
    scores = score(ours, theirs, PROFILE)
    typed = scores.layers[0]
    characters, in_words = character_error_rate(theirs, ours), word_error_rate(theirs, ours)
    assert (typed.cer.errors, typed.cer.length, typed.cer.rate) == (
        characters.errors,
        characters.length,
        characters.rate,
    )
    assert (typed.wer.errors, typed.wer.length) == (in_words.errors, in_words.length)
    for kind in ("cer", "wer"):
        rates = [getattr(layer, kind) for layer in scores.layers]
        assert rates[0].errors >= rates[1].errors >= rates[2].errors
        assert all(rate.low is None or rate.low <= rate.rate <= rate.high for rate in rates)
        assert all((rate.low is None) == (rate.high is None) for rate in rates)
        assert all(rate.exact for rate in rates)
    lost = sum(row.count for layer in scores.layers for row in layer.forgiven)
    assert typed.cer.errors - lost == scores.layers[2].cer.errors


@settings(deadline=None)
@given(texts)
def test_a_text_has_no_errors_against_itself(text):
    scores = score(text, text, PROFILE)
    assert all(layer.cer.errors == layer.wer.errors == (layer.cer.high or 0) == 0 for layer in scores.layers)
    assert scores.bag_of_words == 0
    assert scores.flexible_characters == 1
    assert scores.confusions == ()


@settings(deadline=None)
@given(texts, texts)
def test_the_measures_free_of_order_keep_their_bounds(ours, theirs):
    scores = score(ours, theirs, PROFILE)
    assert 0 <= scores.bag_of_words <= scores.layers[0].wer.rate
    assert 0 <= scores.flexible_characters <= 1


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=6), st.lists(texts, min_size=1, max_size=6), st.randoms())
def test_the_order_of_paragraphs_does_not_change_the_measures_free_of_order(ours, theirs, chance):
    moved, their_moved = chance.sample(ours, len(ours)), chance.sample(theirs, len(theirs))
    one, other = "\n".join(theirs), "\n".join(ours)
    moved_one, moved_other = "\n".join(their_moved), "\n".join(moved)
    assert flexible_character_accuracy(one, other) == flexible_character_accuracy(moved_one, moved_other)
    assert bag_of_words_error(words(one), words(other)) == bag_of_words_error(words(moved_one), words(moved_other))


def test_columns_read_in_the_wrong_order_are_no_errors_of_the_flexible_measure():
    paragraphs = prose(6_000, 3).split("\n")
    truth, read = "\n".join(paragraphs), "\n".join(misread(part, 0.02, 4) for part in reversed(paragraphs))
    assert character_error_rate(truth, read).rate > 0.3
    assert flexible_character_accuracy(truth, read) > 0.93


def test_the_flexible_measure_is_near_the_character_accuracy_in_order():
    truth = prose(20_000, 5)
    read = misread(truth, 0.05, 6)
    assert flexible_character_accuracy(truth, read) == pytest.approx(
        1 - character_error_rate(truth, read).rate, abs=0.02
    )


@pytest.mark.parametrize(
    ("truth", "reading", "expected"),
    [
        ("", "", 0.0),
        ("", "шум", 1.0),
        ("а б", "", 1.0),
        ("а б", "б а", 0.0),
        ("а б", "а а а", 1.0),
        ("а б б", "а б", 1 / 3),
    ],
)
def test_the_bag_of_words_counts_the_larger_of_missed_and_added(truth, reading, expected):
    assert bag_of_words_error(truth.split(), reading.split()) == pytest.approx(expected)


@pytest.mark.parametrize(("ours", "rate", "flexible"), [("", 0.0, 1.0), ("шум", 1.0, 0.0)])
def test_an_empty_truth_is_defined_and_said(ours, rate, flexible):
    scores = score(ours, " \n", PROFILE)
    for layer in scores.layers:
        assert layer.cer.truth_empty
        assert layer.wer.truth_empty
        assert layer.cer.rate == rate
        assert layer.cer.low is layer.cer.high is None
    assert scores.bag_of_words == rate
    assert scores.flexible_characters == flexible


def test_an_empty_reading_misses_everything():
    scores = score("", "война и мир", PROFILE)
    assert scores.layers[0].cer.rate == scores.layers[0].wer.rate == scores.bag_of_words == 1
    assert scores.flexible_characters == 0


def test_the_interval_is_the_same_for_one_seed_and_narrower_for_more_lines():
    truth = prose(12_000, 7)
    read = misread(truth, 0.04, 8)
    one, again = (score(read, truth, PROFILE, seed=1).layers[0].cer for _ in range(2))
    assert one == again
    assert score(read, truth, PROFILE, seed=2).layers[0].cer.low != one.low
    assert one.low < one.rate < one.high
    short = score(misread(truth[:1500], 0.04, 8), truth[:1500], PROFILE).layers[0].cer
    assert short.high - short.low > 1.5 * (one.high - one.low)


def test_the_interval_holds_the_true_rate_about_as_often_as_it_says():
    inside = 0
    for seed in range(40):
        truth = "".join(random.Random(seed).choices("абвгд ежзик", k=4000))
        read = "".join("@" if luck < 0.05 else letter for letter, luck in zip(truth, _luck(seed, 4000), strict=True))
        rate = score(read, truth, load_profile("strict"), seed=seed).layers[0].cer
        inside += rate.low <= 0.05 * 4000 / rate.length <= rate.high
    assert inside >= 33


def _luck(seed, count):
    chance = random.Random(1000 + seed)
    return [chance.random() for _ in range(count)]


def test_one_line_has_no_interval():
    rate = score("война и мер", "война и мир", PROFILE).layers[0].cer
    assert (rate.low, rate.rate, rate.high) == (None, 1 / 11, None)


REPEATED = ("да " * 200).strip()
ROWS = " ".join(["Итого по району план 100 выполнено 100"] * 40)


@pytest.mark.parametrize("text", [REPEATED, "— — — " * 60, ROWS])
@pytest.mark.parametrize("width", [33, 60, 70])
def test_a_text_that_repeats_itself_is_right_however_it_is_wrapped(text, width):
    assert flexible_character_accuracy(text, "\n".join(textwrap.wrap(text, width))) > 0.97


def test_a_form_over_and_over_is_right_but_for_what_was_misread():
    form = "\n".join(f"Настоящим удостоверяется что гражданин номер {at} проживает по адресу" for at in range(30))
    read = "\n".join(textwrap.wrap(form.replace("\n", " ").replace("адресу", "алресу"), 50))
    assert 0.95 < flexible_character_accuracy(form, read) < 0.995


def test_what_repeats_itself_is_not_found_in_another_text():
    assert flexible_character_accuracy(REPEATED, "\n".join(["нет, не то"] * 60)) < 0.1


def test_confusions_come_most_frequent_first_and_at_most_200():
    rows = score("нсобходимо с e", "необходимо с е", PROFILE).confusions
    assert [(row.ours, row.theirs, row.count) for row in rows] == [("e", "е", 1), ("с", "е", 1)]
    truth = prose(30_000, 9)
    rows = score(misread(truth, 0.2, 10), truth, PROFILE).confusions
    assert len(rows) == 200
    assert [row.count for row in rows] == sorted((row.count for row in rows), reverse=True)


def test_a_letter_with_a_mark_is_one_character_of_the_confusions():
    rows = score("замок", "за\u0301мок", PROFILE).confusions
    assert [(row.ours, row.theirs) for row in rows] == [("а", "а\u0301")]


@settings(deadline=None)
@given(texts, texts)
def test_units_hold_both_texts_and_fold_by_themselves(ours, theirs):
    text = segmented(ours, theirs)
    assert " ".join(segment.our_folded for segment in text.segments) == folded(ours)
    assert " ".join(segment.their_folded for segment in text.segments) == folded(theirs)
    for segment in text.segments:
        assert folded(segment.ours) == segment.our_folded
        assert folded(segment.theirs) == segment.their_folded


def test_units_are_about_a_line_long():
    truth = prose(10_000, 11)
    segments = segmented(misread(truth, 0.05, 12), truth).segments
    assert 60 <= sum(len(segment.theirs) for segment in segments) / len(segments) <= 90


@settings(deadline=None)
@given(st.text("аб ", max_size=60), st.text("аб ", max_size=60))
def test_windows_cover_both_texts_without_gaps(one, other):
    found = list(windows(one, other, 50))
    assert [window[0] for window in found] == [0, *(window[1] for window in found[:-1])]
    assert [window[2] for window in found] == [0, *(window[3] for window in found[:-1])]
    assert found[-1][1] == len(one)
    assert found[-1][3] == len(other)
    assert all((end - start) * (read_end - read_start) <= 50 for start, end, read_start, read_end in found)


def score_a_megabyte():
    """Print seconds of CPU, most memory held in KiB, the error rate, and whether it is exact."""
    # Half a megabyte of characters: a megabyte of UTF-8.
    truth = prose(500_000, 13)
    read = misread(truth, 0.02, 14)
    started = time.process_time()
    rate = score(read, truth, PROFILE).layers[0].cer
    took = time.process_time() - started
    # Not ru_maxrss: a new process takes that over from the one that started it.
    held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert held
    print(json.dumps([took, int(held[1]), rate.rate, rate.exact]))


def test_a_megabyte_is_scored_in_seconds_and_in_bounded_memory():
    # In a process of its own: the most memory that this one has held may be another test's.
    program = "from tests.compare.score.test_layers import score_a_megabyte; score_a_megabyte()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[3],
        env=os.environ | UNMEASURED,
        capture_output=True,
        text=True,
        check=True,
    )
    took, most, rate, exact = json.loads(done.stdout)
    assert took < 10.0
    assert most < 700 * 1024
    assert exact
    assert 0.02 < rate < 0.04
