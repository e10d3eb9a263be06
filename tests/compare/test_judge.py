"""The verdict on a difference: which way each piece of evidence moves it, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_pipeline.compare.evidence import Evidence, Kind
from ocr_pipeline.compare.judge import CERTAIN, FEATURES, UNDECIDED, WEIGHTS, by_rule, features, judged, reasons_for
from ocr_pipeline.compare.records import Verdict

READINGS = {Kind.BOTH: ("слово", "слава"), Kind.OURS: ("слово", ""), Kind.THEIRS: ("", "слово")}
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
        words=st.integers(0, 500_000),
        rarity=st.floats(-9, 9),
        fragment=st.booleans(),
    )


ANY = evidence_of(*Kind)
FEW = settings(max_examples=25)


def theirs_wrong(evidence):
    """The probability that theirs is wrong, whatever the verdict is called; within the undecided, the middle."""
    judgement = judged(evidence, *READINGS[evidence.kind])
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
        Kind.BOTH: Verdict.TRANSCRIPTION_ERROR,
        Kind.OURS: Verdict.MISSING_IN_TRANSCRIPTION,
        Kind.THEIRS: Verdict.TRANSCRIPTION_ERROR if evidence.repeats else Verdict.MISSING_IN_SCAN,
    }
    assert verdict in (accused[evidence.kind], Verdict.READING_ERROR, Verdict.UNDECIDED)


@FEW
@given(ANY)
def test_evidence_in_numbers_is_all_that_is_weighed(evidence):
    assert set(features(evidence, *READINGS[evidence.kind])) == set(FEATURES)
    assert all(set(weights) <= set(FEATURES) for weights in WEIGHTS.values())


@FEW
@given(evidence_of(Kind.BOTH, Kind.OURS), st.floats(0, 1), st.floats(0, 1))
def test_the_surer_the_engine_was_the_likelier_theirs_is_wrong(evidence, one, other):
    sure, unsure = sorted((one, other))
    assert theirs_wrong(replace(evidence, doubt=sure)) >= theirs_wrong(replace(evidence, doubt=unsure)) - 1e-9


@FEW
@given(evidence_of(Kind.BOTH))
def test_the_lexicon_speaks_for_the_reading_that_it_knows(evidence):
    ours = theirs_wrong(replace(evidence, known_ours=True, known_theirs=False))
    theirs = theirs_wrong(replace(evidence, known_ours=False, known_theirs=True))
    assert ours >= theirs


@FEW
@given(evidence_of(Kind.BOTH))
def test_what_worn_type_makes_alike_is_rather_misread(evidence):
    assert theirs_wrong(replace(evidence, alike=True)) <= theirs_wrong(replace(evidence, alike=False))


@FEW
@given(evidence_of(Kind.THEIRS))
def test_words_that_stand_twice_in_theirs_are_rather_their_slip(evidence):
    assert theirs_wrong(replace(evidence, repeats=True)) >= theirs_wrong(replace(evidence, repeats=False))


@FEW
@given(evidence_of(Kind.BOTH, Kind.THEIRS), st.floats(-1, 1), st.floats(-1, 1))
def test_other_readings_of_the_line_do_not_speak_against_themselves(evidence, one, other):
    low, high = sorted((one, other))
    assert theirs_wrong(replace(evidence, votes=low)) <= theirs_wrong(replace(evidence, votes=high)) + 1e-9


def test_a_sure_number_against_another_accuses_the_transcription():
    evidence = Evidence(Kind.BOTH, doubt=0.01, distance=1)
    judgement = judged(evidence, "300", "800")
    assert judgement.verdict is Verdict.TRANSCRIPTION_ERROR
    assert judgement.probability > 0.9


def test_an_unsure_reading_that_no_lexicon_knows_was_misread():
    evidence = Evidence(Kind.BOTH, doubt=0.6, known_ours=False, distance=1, alike=True)
    judgement = judged(evidence, "правнтельства", "правительства")
    assert judgement.verdict is Verdict.READING_ERROR
    assert judgement.probability > 0.9


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (Evidence(Kind.BOTH, doubt=0.01), "the engine is sure of “слово” (99%)"),
        (Evidence(Kind.BOTH, doubt=0.1), "the engine is fairly sure of “слово” (90%)"),
        (Evidence(Kind.BOTH, doubt=0.4), "the engine is unsure of “слово” (60%)"),
        (Evidence(Kind.BOTH, votes=0.3), "read again from other preparations, the line supports “слово”"),
        (Evidence(Kind.BOTH, votes=-0.3), "read again from other preparations, the line supports “слава”"),
        (Evidence(Kind.OURS, votes=-1.0), "read again from other preparations, the line supports leaving it out"),
        (Evidence(Kind.THEIRS, votes=1.0), "read again from other preparations, the line supports leaving it out"),
        (Evidence(Kind.THEIRS, room=0.1), "the scan has no room for “слово” there"),
        (Evidence(Kind.THEIRS, room=1.2), "the scan has room for “слово” there: it may have been overlooked"),
        (Evidence(Kind.THEIRS, marks=True), "there are marks in that place that were not read as text"),
        (Evidence(Kind.THEIRS, repeats=True), "the same words stand beside it: written twice by mistake"),
        (Evidence(Kind.BOTH, known_theirs=False), "the lexicon knows “слово”, not “слава”"),
        (Evidence(Kind.OURS, known_ours=False), "the lexicon does not know “слово”"),
        (Evidence(Kind.BOTH, seen_theirs=2), "the document has “слава” elsewhere"),
        (Evidence(Kind.BOTH), "nothing speaks for either reading"),
    ],
)
def test_each_piece_of_evidence_is_said_in_words(evidence, said):
    assert reasons_for(evidence, *READINGS[evidence.kind]) == (said,)


def test_a_rule_is_nearly_certain_and_gives_its_reason():
    judgement = by_rule(Verdict.CONVENTION, "the same but for quotes")
    assert (judgement.verdict, judgement.probability) == (Verdict.CONVENTION, CERTAIN)
    assert judgement.reasons == ("the same but for quotes",)
