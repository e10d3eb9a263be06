"""Things fetched from a store before they are asked for: many calls that wait take as long as one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.remote.side_by_side import side_by_side

T = TypeVar("T")

AT_ONCE = 16
"""Files that are fetched side by side: one of a page takes some 20 ms, nearly all of them waiting."""


def fetched_ahead(paths: Iterable[Path], get: Callable[[Path], T]) -> Generator[tuple[Path, T]]:
    """Yield paths with what `get` makes of each, in their order; what it raises is raised in its place.

    Of paths in a store some are got ahead; of those on a disk each when it is asked for.
    """
    rest = iter(paths)
    first = next(rest, None)
    if first is None:
        return
    if not isinstance(first, RemotePath):
        yield first, get(first)
        yield from ((path, get(path)) for path in rest)
        return
    with side_by_side(AT_ONCE) as pool:
        waiting: deque[tuple[Path, Future[T]]] = deque()
        for path in (first, *islice(rest, AT_ONCE - 1)):
            waiting.append((path, pool.submit(get, path)))
        while waiting:
            path, found = waiting.popleft()
            result = found.result()
            if (following := next(rest, None)) is not None:
                waiting.append((following, pool.submit(get, following)))
            yield path, result
