"""Processes that tests start."""

from __future__ import annotations

UNMEASURED = {"COVERAGE_PROCESS_CONFIG": ""}
"""What the environment of a process says in which coverage is not to begin, which takes a third of its start: what it
does as a whole is looked at, its code is covered by tests within their own process."""
