"""Which scan goes to which worker, and which is tried alone: decisions alone, nothing of a network.

A worker that is lost costs no scan at once, as any of those it had may have been its end, or none. Each of them waits
to be tried alone on a worker; one whose workers were lost `LOSSES` times while it was alone on them is at fault.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ocr_pipeline.errors import WorkerLost
from ocr_pipeline.job.plan import PlannedScan
from ocr_pipeline.job.scan.attempt import Attempt

LOSSES = 3
"""How many workers may be lost, each while one scan was alone on it, before it is the scan's fault: workers that are
taken back by whoever lends them go at any time, three in a row over one page of seconds hardly do."""

ALONE_SHARE = 4
"""One in so many workers is kept free for scans that are tried alone while others wait: a lost worker of many threads
leaves many of them, and they must not hold up the job."""


@dataclass(eq=False)
class Member:
    """A worker that gets scans: its address, how many it reads at a time, and which it has.

    `instance` tells it from one that took its place at the same address.
    """

    address: str
    threads: int
    instance: str
    has: list[Attempt] = field(default_factory=list)
    is_reserved: bool = False

    @property
    def has_room(self) -> bool:
        """Whether it may get another scan."""
        return not self.is_reserved and len(self.has) < self.threads


class Allotment:
    """The scans that wait, and what is known of those whose workers were lost."""

    def __init__(self) -> None:
        self._waiting: deque[Attempt] = deque()
        self._alone: deque[Attempt] = deque()
        self._losses: Counter[PlannedScan] = Counter()

    @property
    def is_empty(self) -> bool:
        """Whether no scan waits."""
        return not self._waiting and not self._alone

    def add(self, attempt: Attempt) -> None:
        """Take a scan: another attempt before those that wait; one that cost workers is tried alone again."""
        if self._losses[attempt.scan] >= LOSSES:
            self._alone.append(attempt)
        elif attempt.is_first:
            self._waiting.append(attempt)
        else:
            self._waiting.appendleft(attempt)

    def next(self, members: Sequence[Member]) -> Iterator[tuple[Member, Attempt]]:
        """Yield which scan goes to whom now; each is the member's from then on."""
        free = sorted((one for one in members if not one.is_reserved), key=lambda one: len(one.has))
        share = len(free) if not self._waiting else max(1, len(members) // ALONE_SHARE)
        reserved = sum(one.is_reserved for one in members)
        # Those with the fewest scans are left to run empty.
        emptying = free[: min(len(self._alone), max(0, share - (reserved if self._waiting else 0)))]
        for member in emptying:
            if not member.has:
                member.is_reserved = True
                yield member, self._given(member, self._alone)
        others = free[len(emptying) :]
        # One for each in turn: the work is spread before any worker is full.
        while self._waiting and (room := [one for one in others if one.has_room]):
            member = min(room, key=lambda one: len(one.has))
            yield member, self._given(member, self._waiting)

    def through(self, member: Member, attempt: Attempt) -> None:
        """Take note that a member has answered for a scan."""
        if attempt in member.has:
            member.has.remove(attempt)
        if not member.has:
            member.is_reserved = False

    def put_back(self, member: Member, attempt: Attempt) -> None:
        """Take back a scan that came to nothing by no fault of its own."""
        self.through(member, attempt)
        self._waiting.appendleft(attempt)

    def set_alone(self, member: Member, attempt: Attempt) -> None:
        """Take back a scan of which nobody knows whether it was at fault, without counting a loss."""
        self.through(member, attempt)
        self._alone.append(attempt)

    def lost(self, member: Member) -> Iterator[tuple[Attempt, WorkerLost]]:
        """Take note that a member is gone, and yield the scan at fault: one that was alone once too often."""
        had, member.has, member.is_reserved = member.has, [], False
        for attempt in had:
            if len(had) == 1:
                self._losses[attempt.scan] += 1
                if (losses := self._losses[attempt.scan]) >= LOSSES:
                    yield attempt, WorkerLost(detail=f"{losses} workers of the cluster were lost over it")
                    continue
            self._alone.append(attempt)

    def _given(self, member: Member, queue: deque[Attempt]) -> Attempt:
        attempt = queue.popleft()
        member.has.append(attempt)
        return attempt
