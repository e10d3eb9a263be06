"""Which scan goes where: spread, few in flight, and alone where it may have cost a worker."""

from __future__ import annotations

from pathlib import Path

from ocr_pipeline.job.cluster.allot import ALONE_SHARE, LOSSES, Allotment, Member
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt
from ocr_pipeline.records import Reason, ScanSource

FAILURE = Reason(code="WorkerLost", message="", exit_code=6)


def attempt(name):
    return Attempt(PlannedScan(ScanSource(Path(name)), "document", name, name))


def member(name="a", threads=1):
    return Member(name, threads, name)


def allotment(*names):
    found = Allotment()
    for name in names:
        found.add(attempt(name))
    return found


def given(allotment, *members):
    return [(one.address, attempt.scan.name) for one, attempt in allotment.next(members)]


def test_each_worker_has_as_many_scans_as_threads_and_none_is_filled_before_the_others_have_one():
    found, first, second = allotment(*"123456"), member("a", 1), member("b", 3)
    assert given(found, first, second) == [("a", "1"), ("b", "2"), ("b", "3"), ("b", "4")]
    assert given(found, first, second) == []
    found.through(second, second.has[1])
    assert given(found, first, second) == [("b", "5")]
    assert not found.is_empty


def test_another_attempt_goes_before_the_scans_that_wait():
    found = allotment("1", "2")
    found.add(attempt("3").after(FAILURE))
    assert given(found, member(threads=3)) == [("a", "3"), ("a", "1"), ("a", "2")]


def test_scans_that_were_beside_each_other_on_a_lost_worker_are_each_tried_alone_and_pay_nothing():
    found, lost, other = allotment(*"12"), member("a", 2), member("b", 2)
    given(found, lost)
    assert list(found.lost(lost)) == []
    assert given(found, other) == [("b", "1")]
    # Nothing beside it, and nothing in its place before it is through.
    found.add(attempt("3"))
    assert given(found, other) == []
    found.through(other, other.has[0])
    assert given(found, other) == [("b", "2")]
    found.through(other, other.has[0])
    assert given(found, other) == [("b", "3")]


def test_a_scan_is_at_fault_when_it_was_alone_on_the_third_lost_worker():
    found = allotment("1")
    for number in range(LOSSES):
        worker = member(str(number), 2)
        assert given(found, worker) == [(str(number), "1")]
        at_fault = list(found.lost(worker))
    ((fault, error),) = at_fault
    assert fault.scan.name == "1"
    assert str(LOSSES) in error.detail
    assert found.is_empty


def test_another_attempt_at_a_scan_that_cost_workers_is_alone_and_costs_one_more_at_most():
    found = allotment("1")
    for number in range(LOSSES):
        worker = member(str(number), 2)
        given(found, worker)
        list(found.lost(worker))
    found.add(attempt("2"))
    found.add(attempt("1").after(FAILURE))
    worker = member("again", 2)
    assert given(found, worker) == [("again", "1")]
    assert [one.scan.name for one, _ in found.lost(worker)] == ["1"]


def test_a_loss_that_nobody_caused_alone_is_not_counted():
    found = allotment("1")
    for _ in range(LOSSES + 1):
        worker = member("a")
        given(found, worker)
        found.set_alone(worker, worker.has[0])
    assert given(found, member("b")) == [("b", "1")]


def test_what_is_tried_alone_holds_up_one_worker_in_four_while_others_wait():
    lost = member("lost", 8)
    found = allotment(*"12345678")
    given(found, lost)
    list(found.lost(lost))
    for number in range(100, 200):
        found.add(attempt(str(number)))
    members = [member(str(number), 8) for number in range(2 * ALONE_SHARE)]
    names = given(found, *members)
    alone = [name for _, name in names if len(name) == 1]
    assert len(alone) == 2
    assert sum(one.is_reserved for one in members) == 2
    assert len(names) == 2 + 8 * (len(members) - 2)
    assert given(found, *members) == []


def test_a_busy_worker_runs_empty_for_a_scan_that_waits_to_be_alone():
    lost, other = member("lost", 2), member("b", 2)
    found = allotment("1", "2", "3", "4", "5")
    given(found, lost)
    given(found, other)
    list(found.lost(lost))
    found.through(other, other.has[0])
    assert given(found, other) == []
    found.through(other, other.has[0])
    assert given(found, other) == [("b", "1")]


def test_where_nothing_else_waits_all_workers_try_one_alone():
    lost = member("lost", 3)
    found = allotment("1", "2", "3")
    given(found, lost)
    list(found.lost(lost))
    assert given(found, member("a"), member("b"), member("c")) == [("a", "1"), ("b", "2"), ("c", "3")]


def test_what_a_worker_could_not_begin_is_next():
    found, worker = allotment("1", "2"), member()
    given(found, worker)
    found.put_back(worker, worker.has[0])
    assert given(found, worker) == [("a", "1")]


def test_an_answer_for_a_scan_that_a_worker_has_no_more_changes_nothing():
    found, worker = allotment("1", "2"), member()
    given(found, worker)
    late = worker.has[0]
    list(found.lost(worker))
    found.through(worker, late)
    assert worker.has == []
