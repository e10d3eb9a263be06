"""What commands cost in CPU time."""

from __future__ import annotations

import os
import resource
import subprocess


def cpu_of(command: list[str]) -> float:
    """Return the CPU seconds (user and system) of a command and its children, one thread each where they obey."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
