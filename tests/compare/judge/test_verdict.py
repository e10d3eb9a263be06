"""The verdict on a difference: which way each piece of evidence moves it, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.judge.evidence import DifferenceKind, Evidence
from ocr_pipeline.compare.judge.model import (
    DEFAULT_PRIOR,
    DESCRIBING,
    LEANING,
    MODEL,
    SLIPS,
    Prior,
    estimated,
    features,
)
from ocr_pipeline.compare.judge.reasons import reasons_for
from ocr_pipeline.compare.judge.verdict import CERTAIN, UNDECIDED, by_rule, judged
from ocr_pipeline.compare.messages import message_of
from ocr_pipeline.compare.records import Verdict

READINGS = {
    DifferenceKind.BOTH: ("слово", "слава"),
    DifferenceKind.OURS: ("слово", ""),
    DifferenceKind.THEIRS: ("", "слово"),
}
SHARES = st.none() | st.floats(0, 1)
COUNTS = st.integers(0, 9)


def evidence_of(*kinds):
    return st.builds(
        Evidence,
        kind=st.sampled_from(kinds),
        doubt=SHARES,
        votes=st.none() | st.floats(-1, 1),
        room=st.none() | st.floats(0, 1.5),
        marks=st.booleans(),
        beside=st.booleans(),
        known_ours=st.booleans(),
        known_theirs=st.booleans(),
        seen_ours=COUNTS,
        seen_theirs=COUNTS,
        distance=st.integers(0, 2_000_000),
        alike=st.booleans(),
        repeats=st.booleans(),
    )


ANY = evidence_of(*DifferenceKind)
FEW = settings(max_examples=25)


def theirs_wrong(evidence):
    return judged_wrong(evidence, DEFAULT_PRIOR)


def judged_wrong(evidence, prior):
    """The probability that theirs is wrong, whatever the verdict is called; within the undecided, the middle."""
    judgement = judged(evidence, *READINGS[evidence.kind], prior)
    if judgement.verdict is Verdict.UNDECIDED:
        return 0.5
    return 1 - judgement.probability if judgement.verdict is Verdict.READING_ERROR else judgement.probability


@FEW
@given(ANY)
def test_a_verdict_has_a_probability_above_chance_and_reasons(evidence):
    judgement = judged(evidence, *READINGS[evidence.kind])
    decided = judgement.verdict is not Verdict.UNDECIDED
    assert UNDECIDED[1] <= judgement.probability <= 1 if decided else 0.5 <= judgement.probability < UNDECIDED[1]
    assert judgement.reasons
    assert all(judgement.reasons)


@FEW
@given(ANY)
def test_a_verdict_against_theirs_says_what_they_did(evidence):
    verdict = judged(evidence, *READINGS[evidence.kind]).verdict
    accused = {
        DifferenceKind.BOTH: Verdict.TRANSCRIPTION_ERROR,
        DifferenceKind.OURS: Verdict.MISSING_IN_TRANSCRIPTION,
        DifferenceKind.THEIRS: Verdict.TRANSCRIPTION_ERROR if evidence.repeats else Verdict.MISSING_IN_SCAN,
    }
    assert verdict in (accused[evidence.kind], Verdict.READING_ERROR, Verdict.UNDECIDED)


@FEW
@given(ANY)
def test_evidence_in_numbers_is_all_that_is_weighed(evidence):
    named = features(evidence, *READINGS[evidence.kind])
    assert set(named) == {*DESCRIBING, *LEANING[evidence.kind]}
    assert set(MODEL.weights[evidence.kind]) <= set(named)


@pytest.mark.parametrize("kind", DifferenceKind)
def test_no_evidence_speaks_against_its_meaning(kind):
    assert all(MODEL.weights[kind].get(name, 0.0) >= 0 for name in LEANING[kind])


@FEW
@given(evidence_of(DifferenceKind.BOTH, DifferenceKind.OURS), st.floats(0, 1), st.floats(0, 1))
def test_the_surer_the_engine_was_the_likelier_theirs_is_wrong(evidence, one, other):
    sure, unsure = sorted((one, other))
    assert theirs_wrong(replace(evidence, doubt=sure)) >= theirs_wrong(replace(evidence, doubt=unsure)) - 1e-9


@FEW
@given(evidence_of(DifferenceKind.BOTH))
def test_the_lexicon_speaks_for_the_reading_that_it_knows(evidence):
    ours = theirs_wrong(replace(evidence, known_ours=True, known_theirs=False))
    theirs = theirs_wrong(replace(evidence, known_ours=False, known_theirs=True))
    assert ours >= theirs


@FEW
@given(evidence_of(DifferenceKind.BOTH))
def test_what_worn_type_makes_alike_is_rather_misread(evidence):
    assert theirs_wrong(replace(evidence, alike=True)) <= theirs_wrong(replace(evidence, alike=False))


@FEW
@given(evidence_of(DifferenceKind.THEIRS))
def test_words_that_stand_twice_in_theirs_are_rather_their_slip(evidence):
    assert theirs_wrong(replace(evidence, repeats=True)) >= theirs_wrong(replace(evidence, repeats=False))


@FEW
@given(evidence_of(DifferenceKind.BOTH, DifferenceKind.THEIRS), st.floats(-1, 1), st.floats(-1, 1))
def test_other_readings_of_the_line_do_not_speak_against_themselves(evidence, one, other):
    low, high = sorted((one, other))
    assert theirs_wrong(replace(evidence, votes=low)) <= theirs_wrong(replace(evidence, votes=high)) + 1e-9


@FEW
@given(evidence_of(DifferenceKind.THEIRS), st.floats(0, 1.5), st.floats(0, 1.5))
def test_the_less_room_the_scan_has_the_likelier_theirs_is_wrong(evidence, one, other):
    narrow, wide = sorted((one, other))
    assert theirs_wrong(replace(evidence, room=narrow)) >= theirs_wrong(replace(evidence, room=wide)) - 1e-9


@FEW
@given(ANY, st.floats(0.01, 99), st.floats(0.01, 99))
def test_the_more_a_transcription_slips_the_likelier_it_is_wrong_here(evidence, one, other):
    few, many = (judged_wrong(evidence, Prior(slips, MODEL.misread)) for slips in sorted((one, other)))
    assert few <= many + 1e-9


def test_a_sure_number_against_another_accuses_the_transcription():
    evidence = Evidence(DifferenceKind.BOTH, doubt=0.01, distance=1)
    judgement = judged(evidence, "300", "800")
    assert judgement.verdict is Verdict.TRANSCRIPTION_ERROR
    assert judgement.probability > UNDECIDED[1]


def test_an_unsure_reading_that_no_lexicon_knows_was_misread():
    evidence = Evidence(DifferenceKind.BOTH, doubt=0.6, known_ours=False, distance=1, alike=True)
    judgement = judged(evidence, "правнтельства", "правительства")
    assert judgement.verdict is Verdict.READING_ERROR
    assert judgement.probability > 0.9


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (Evidence(DifferenceKind.BOTH, doubt=0.01), "the engine is sure of “слово” (99%)"),
        (Evidence(DifferenceKind.BOTH, doubt=0.1), "the engine is fairly sure of “слово” (90%)"),
        (Evidence(DifferenceKind.BOTH, doubt=0.4), "the engine is unsure of “слово” (60%)"),
        (Evidence(DifferenceKind.BOTH, votes=0.3), "read again from other preparations, the line supports “слово”"),
        (Evidence(DifferenceKind.BOTH, votes=-0.3), "read again from other preparations, the line supports “слава”"),
        (
            Evidence(DifferenceKind.OURS, votes=-1.0),
            "read again from other preparations, the line supports leaving it out",
        ),
        (
            Evidence(DifferenceKind.THEIRS, votes=1.0),
            "read again from other preparations, the line supports leaving it out",
        ),
        (Evidence(DifferenceKind.THEIRS, room=0.1), "the scan has no room for “слово” there"),
        (Evidence(DifferenceKind.THEIRS, room=1.2), "the scan has room for “слово” there: it may have been overlooked"),
        (Evidence(DifferenceKind.THEIRS, marks=True), "there are marks in that place that were not read as text"),
        (Evidence(DifferenceKind.THEIRS, repeats=True), "the same words stand beside it: written twice by mistake"),
        (Evidence(DifferenceKind.BOTH, known_theirs=False), "the lexicon knows “слово”, not “слава”"),
        (Evidence(DifferenceKind.OURS, known_ours=False), "the lexicon does not know “слово”"),
        (Evidence(DifferenceKind.BOTH, seen_theirs=2), "the document has “слава” elsewhere"),
        (Evidence(DifferenceKind.BOTH), "nothing speaks for either reading"),
    ],
)
def test_each_piece_of_evidence_is_said_in_words(evidence, said):
    assert reasons_for(evidence, *READINGS[evidence.kind]) == (said,)


def test_of_a_passage_it_is_not_said_that_it_stands_elsewhere_when_each_of_its_words_does():
    reasons = reasons_for(Evidence(DifferenceKind.OURS, seen_ours=2), "советского правительства", "")
    assert reasons == ("its words stand elsewhere in the document",)


SLIP = Evidence(DifferenceKind.BOTH, doubt=0.005, known_theirs=False, distance=2), "слово", "слива"
MISREADING = Evidence(DifferenceKind.BOTH, doubt=0.5, known_ours=False, alike=True, distance=1), "слоно", "слово"


def test_where_nothing_differs_a_transcription_is_thought_the_better_the_longer_it_is():
    short, long = (estimated([], words) for words in (100, 10_000))
    assert long.slips < short.slips < SLIPS
    assert all(long.misread[kind] < short.misread[kind] < MODEL.misread[kind] for kind in DifferenceKind)


def test_a_transcription_with_many_plain_slips_is_believed_less_in_what_is_doubtful():
    between = Evidence(DifferenceKind.BOTH, doubt=0.05, distance=2), "слово", "слива"
    careful, careless = (estimated([between, *(SLIP for _ in range(count))], 300) for count in (0, 9))
    assert careless.slips > 3 * careful.slips
    assert judged(*between, careless).probability != judged(*between, careful).probability
    assert judged_wrong(between[0], careless) > judged_wrong(between[0], careful)


def test_misreadings_are_not_taken_for_slips_however_many_they_are():
    worn = estimated([MISREADING] * 60, 300)
    assert worn.slips < SLIPS
    assert judged(*MISREADING, worn).verdict is Verdict.READING_ERROR


@settings(max_examples=25, deadline=None)
@given(st.lists(ANY, max_size=20), st.integers(0, 5000))
def test_whatever_differs_the_estimate_is_of_a_number_of_slips(some, words):
    prior = estimated([(one, *READINGS[one.kind]) for one in some], words)
    assert prior.slips >= 0
    assert all(rate >= 0 for rate in prior.misread.values())


def test_a_rule_is_nearly_certain_and_gives_its_reason():
    judgement = by_rule(Verdict.CONVENTION, message_of("same-but", forgiven="quotes"))
    assert (judgement.verdict, judgement.probability) == (Verdict.CONVENTION, CERTAIN)
    assert judgement.reasons == (message_of("same-but", forgiven="quotes"),)


def test_a_number_within_a_passage_makes_it_no_number():
    passage = Evidence(DifferenceKind.OURS, doubt=0.01)
    with_figures = judged(passage, "составляют ежедневно около 300 человек", "")
    without = judged(passage, "составляют ежедневно около ста человек", "")
    assert with_figures.probability == without.probability
