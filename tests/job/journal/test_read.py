"""What journals say together does not depend on the order of their lines, nor on lines that were cut off."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr_pipeline.job.journal.read import JournalState, read_journal
from ocr_pipeline.records import AnyLine, Ending, PageState
from ocr_pipeline.store.journal import AppendedJournal
from tests.support.journal import begin, content, document, end, scan

PROCESSES = ("p", "q", "r")


def state_of(lines):
    state = JournalState()
    for line in lines:
        state.take(line)
    return state


@st.composite
def journals(draw):
    """Journals of three processes, each with times of its own that rise, over few scans, so that these meet."""
    found = []
    for process in PROCESSES:
        seconds = sorted(draw(st.sets(st.integers(0, 12), min_size=1, max_size=8)))
        lines: list[AnyLine] = [begin(seconds[0], process)]
        for second in seconds[1:]:
            name = draw(st.sampled_from("123"))
            state = draw(st.sampled_from([PageState.DONE, PageState.FAILED]))
            kind = draw(st.integers(0, 3))
            lines.append(document(second, process) if kind == 0 else scan(second, name, process, state=state))
        if draw(st.booleans()):
            lines.append(end(seconds[-1] + 1, process, draw(st.sampled_from(Ending))))
        found.append([content(line) for line in lines])
    return found


@given(journals(), st.randoms(use_true_random=False))
def test_any_order_of_lines_gives_the_same(found, random):
    lines = [line for journal in found for line in journal]
    shuffled = random.sample(lines, len(lines))
    assert state_of(shuffled) == state_of(lines)
    assert state_of(shuffled + shuffled) == state_of(lines)


@given(journals(), st.data())
def test_a_last_line_that_is_cut_anywhere_is_as_if_it_had_not_been_written(found, data):
    lines = [line for journal in found[1:] for line in journal]
    cut = data.draw(st.integers(0, len(found[0][-1]) - 1))
    whole = state_of([*lines, *found[0][:-1]])
    assert state_of([*lines, *found[0][:-1], found[0][-1][:cut]]) == whole


@given(st.binary(max_size=80))
def test_what_is_no_line_is_left_out(noise):
    assert state_of([noise]) == JournalState()


def test_of_each_scan_the_latest_line_counts_and_each_process_is_known():
    state = state_of(
        content(line)
        for line in (begin(0), scan(1, "1", state=PageState.FAILED), scan(5, "1", "q"), scan(3, "1"), end(9, scans=1))
    )
    assert state.scan("a", "1").process == "q"
    assert state.scan("a", "2") is None
    assert state.document("a") is None
    assert state.processes["p"].end.tally.scans == 1
    assert state.processes["q"].begin is None
    assert state.processes["q"].last_heard == scan(5, "1").time


def test_journals_are_read_from_the_folder_of_a_job(tmp_path):
    assert read_journal(tmp_path) == JournalState()
    for process in ("p", "q"):
        writer = AppendedJournal(tmp_path, process)
        writer.append(content(begin(0, process)))
        writer.append(content(scan(1, process, process))[:-2])
        writer.close()
    state = read_journal(tmp_path)
    assert set(state.processes) == {"p", "q"}
    assert state.scans == {}
