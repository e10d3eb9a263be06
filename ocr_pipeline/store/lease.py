"""The lock of an output folder in a store, where no process can hold a file: a file that its holder renews.

Whoever finds one waits whether it is renewed. If it is, another job is at work; if not, its holder was killed, and it
is taken over: at once where the holder was a process of this machine, else after `LEASE_SECONDS`. It keeps a person
from starting a job twice, and a scheduler from starting it beside one that it thinks dead; what two jobs write at once
is whole all the same, as it is with shards.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ocr_pipeline.errors import OutputBusy, PipelineError
from ocr_pipeline.remote.calls import not_waiting
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.store.atomic import output_error, write_bytes
from ocr_pipeline.store.files import lock_file

BEAT_SECONDS = 10.0
"""How often a lock is renewed, seconds: 9,000 calls a day, which cost a twentieth of a dollar."""

LEASE_SECONDS = 35.0
"""How long a lock that is not renewed is waited for, seconds: three times that it should have been, and some."""

SETTLE_SECONDS = 0.5
"""How long a new lock is left before it is looked at again, seconds: of two at the same time the later one stands."""


class _Lease(BaseModel):
    """What a lock says: who holds it (the machine, as long as it runs; the process), and how often it was renewed."""

    token: str
    machine: str
    pid: int
    started: str
    beats: int = 0


@contextmanager
def leased(output: RemotePath) -> Iterator[None]:
    """Hold the output folder in a store against a second job within the block.

    Raises `OutputBusy`, `OutputError`, `StoreUnreachable`.
    """
    lock = lock_file(output)
    _wait_for(lock, output)
    lease = _ours()
    _write(lock, lease)
    time.sleep(SETTLE_SECONDS)
    found = _read(lock)
    if found is None or found.token != lease.token:
        raise OutputBusy(str(output))
    ended = threading.Event()
    renewing = threading.Thread(target=_renew, args=(lock, lease, ended), name="ocr-pipeline lock", daemon=True)
    renewing.start()
    try:
        yield
    finally:
        ended.set()
        # One that the store does not take away in time is taken over as if its holder had been killed.
        renewing.join(BEAT_SECONDS)
        with suppress(OSError, PipelineError), not_waiting():
            lock.unlink(missing_ok=True)


def _wait_for(lock: Path, output: RemotePath) -> None:
    """Wait until nobody holds the lock. Raises `OutputBusy` as soon as somebody renews it."""
    first = _read(lock)
    if first is None or _is_dead(first):
        return
    end = time.monotonic() + LEASE_SECONDS
    while time.monotonic() < end:
        time.sleep(min(1.0, LEASE_SECONDS / 10))
        now = _read(lock)
        if now is None:
            return
        if now != first:
            raise OutputBusy(str(output))


def _renew(lock: Path, lease: _Lease, ended: threading.Event) -> None:
    beats = 0
    while not ended.wait(BEAT_SECONDS):
        beats += 1
        # Where the store is out of reach, the job itself finds out.
        with suppress(PipelineError):
            found = _read(lock)
            if found is not None and found.token != lease.token:
                return
            _write(lock, lease.model_copy(update={"beats": beats}))


def _read(lock: Path) -> _Lease | None:
    try:
        return _Lease.model_validate_json(lock.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    except OSError as error:
        raise output_error(lock, error) from error


def _write(lock: Path, lease: _Lease) -> None:
    write_bytes(lock, lease.model_dump_json().encode())


def _ours() -> _Lease:
    return _Lease(token=secrets.token_hex(16), machine=_machine(), pid=os.getpid(), started=_started(os.getpid()) or "")


def _is_dead(lease: _Lease) -> bool:
    """Return whether the holder is known to have ended: a process of this machine that is not there."""
    return lease.machine == _machine() and _started(lease.pid) != lease.started


def _machine() -> str:
    """Return what this machine is told from others by while it runs, and one container on it from others."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return f"{boot} {os.stat('/proc/self/ns/pid').st_ino}"  # noqa: PTH116 - no path of a file is meant


def _started(pid: int) -> str | None:
    """Return when a process was started, by the system's clock ticks; None where there is none."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return said.rpartition(")")[2].split()[19]
