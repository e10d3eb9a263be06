"""The lock of an output folder in a store, where no process can hold a file: a file that its holder renews.

Whoever finds one waits whether it is renewed. If it is, another job is at work; if not, its holder was killed, and it
is taken over: at once where the holder was a process of this machine, else after `lease_seconds`. A holder that was
thought dead finds the lock of another, and its job ends. It keeps a person from starting a job twice, and a scheduler
from starting it beside one that it thinks dead; what two jobs write at once is whole all the same, as with shards.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ocr_pipeline.errors import OutputBusy, PipelineError
from ocr_pipeline.remote.calls import not_waiting
from ocr_pipeline.remote.limits import store_limits
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store.atomic import output_error, remove, write_bytes
from ocr_pipeline.store.files import lock_file

BEAT_SECONDS = 10.0
"""How often a lock is renewed, seconds: 9,000 calls a day, which cost a twentieth of a dollar."""

SETTLE_SECONDS = 2.0
"""How long a new lock is left before it is looked at again, seconds, where another may have been written over it: in a
store that writes over what is there whatever it is asked, and where two take over the same lock. Of two at the same
time the later one stands. A write that takes longer is found out when the lock is renewed."""


class _Lease(BaseModel):
    """What a lock says: who holds it (the machine, as long as it runs; the process), and how often it was renewed."""

    token: str
    machine: str
    pid: int
    started: str
    beats: int = 0


def lease_seconds() -> float:
    """Return how long a lock that is not renewed is waited for, seconds: longer than a holder that lives may be late.

    One whose connection hangs finds out when that was silent for long enough, and asks again after a pause.
    """
    limits = store_limits()
    return BEAT_SECONDS + limits.silent_seconds + limits.longest_pause_seconds


@contextmanager
def leased(output: RemotePath) -> Iterator[Callable[[], None]]:
    """Hold the output folder in a store against a second job within the block.

    Gives what raises `OutputBusy` once another job has taken the lock over. Raises `OutputBusy`, `OutputError`,
    `StoreUnreachable`.
    """
    lock = lock_file(output)
    lease = _ours()
    _take(output, lease)
    ended, lost = threading.Event(), threading.Event()

    def still_held() -> None:
        if lost.is_set():
            raise OutputBusy(str(output))

    renewing = threading.Thread(target=_renew, args=(lock, lease, ended, lost), name="ocr-pipeline lock", daemon=True)
    renewing.start()
    try:
        yield still_held
    finally:
        ended.set()
        # One that the store does not take away in time is taken over as if its holder had been killed.
        renewing.join(BEAT_SECONDS)
        with suppress(OSError, PipelineError), not_waiting():
            if _is_held(lock, lease):
                lock.unlink(missing_ok=True)


def _take(output: RemotePath, lease: _Lease) -> None:
    """Write the lock where nobody holds it. Raises `OutputBusy`."""
    lock = output / lock_file(output).name
    left = _wait_for(lock, output)
    if left:
        remove(lock)
    try:
        # Of one that is there already it is looked at whose it is: the answer to a first try may have been lost.
        is_new = lock.create(_content(lease)) or _is_held(lock, lease)
        # A store that knows the condition writes it no second time, and then nobody has written over the first.
        if is_new and (left or lock.create(_content(lease))):
            time.sleep(SETTLE_SECONDS)
    except OSError as error:
        raise output_error(lock, error) from error
    if not is_new or not _is_held(lock, lease):
        raise OutputBusy(str(output))


def _wait_for(lock: Path, output: RemotePath) -> bool:
    """Wait until nobody holds the lock; return whether it may be there. Raises `OutputBusy` once somebody renews it."""
    content = _found(lock)
    if content is None:
        return False
    first = _parsed(content)
    if first is None or _is_dead(first):
        return True
    seconds = lease_seconds()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(min(1.0, seconds / 10))
        now = _read(lock)
        if now is None:
            return True
        if now != first:
            raise OutputBusy(str(output))
    return True


def _renew(lock: Path, lease: _Lease, ended: threading.Event, lost: threading.Event) -> None:
    beats = 0
    while not ended.wait(BEAT_SECONDS):
        beats += 1
        # Where the store is out of reach, the job itself finds out.
        with suppress(PipelineError):
            found = _read(lock)
            if found is not None and found.token != lease.token:
                lost.set()
                return
            _write(lock, lease.model_copy(update={"beats": beats}))


def _read(lock: Path) -> _Lease | None:
    content = _found(lock)
    return None if content is None else _parsed(content)


def _found(lock: Path) -> bytes | None:
    try:
        return lock.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise output_error(lock, error) from error


def _parsed(content: bytes) -> _Lease | None:
    try:
        return _Lease.model_validate_json(content)
    except ValidationError:
        return None


def _is_held(lock: Path, lease: _Lease) -> bool:
    """Return whether the lock is the one that was written with this lease. Raises `OutputError`."""
    found = _read(lock)
    return found is not None and found.token == lease.token


def _write(lock: Path, lease: _Lease) -> None:
    write_bytes(lock, _content(lease))


def _content(lease: _Lease) -> bytes:
    return lease.model_dump_json().encode()


def _ours() -> _Lease:
    return _Lease(token=secrets.token_hex(16), machine=_machine(), pid=os.getpid(), started=_started(os.getpid()) or "")


def _is_dead(lease: _Lease) -> bool:
    """Return whether the holder is known to have ended: a process of this machine that is not there, or is another."""
    if lease.machine != _machine():
        return False
    try:
        os.kill(lease.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        # It is there, and somebody else's.
        pass
    # Where the system shows only one's own processes, that of another user has no time.
    started = _started(lease.pid)
    return started is not None and started != lease.started


def _machine() -> str:
    """Return what this machine is told from others by while it runs, and one container on it from others."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return f"{boot} {os.stat('/proc/self/ns/pid').st_ino}"  # noqa: PTH116 - no path of a file is meant


def _started(pid: int) -> str | None:
    """Return when a process was started, by the system's clock ticks; None where it is not shown."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return said.rpartition(")")[2].split()[19]
