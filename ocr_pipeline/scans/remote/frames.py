"""How many pages files of a store have: found out from parts of them, of many files side by side."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable

from ocr_pipeline.errors import BucketForbidden, InputError, PopplerMissing
from ocr_pipeline.remote.fetched import copy_on_disk
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.remote.side_by_side import side_by_side
from ocr_pipeline.scans.pdf_contents import count_pages, is_pdf_in
from ocr_pipeline.scans.tiff_chain import chain_in

AT_ONCE = 16
"""Files looked at side by side: one takes some 20 to 50 ms, nearly all of them waiting."""

BLOCK_BYTES = 4096
"""What is read at a time, bytes: enough to see what a file is, and for the list of pages of a TIFF, page by page."""

PDF_BLOCK_BYTES = 2**18
"""What is read at a time of a PDF, bytes: its table of objects, 20 bytes each, lies at its end as a rule."""


def count_frames_of(paths: Iterable[RemotePath], is_single: Callable[[RemotePath], bool]) -> dict[RemotePath, int]:
    """Return how many pages each file has; 1 for one that cannot be opened, which fails when it is read.

    Of a file that `is_single` knows to have one nothing is read. Raises `PopplerMissing` for a PDF where nothing is
    there to draw it, `BucketForbidden` for a file that may not be read, `TemporaryFull`, and `StoreError`.
    """
    every = list(paths)
    asked = [path for path in every if not is_single(path)]
    with side_by_side(AT_ONCE) as pool:
        counted = dict(zip(asked, pool.map(_count_frames, asked), strict=True))
    return {path: counted.get(path, 1) for path in every}


def _count_frames(path: RemotePath) -> int:
    try:
        with path.parts_read(BLOCK_BYTES) as file:
            if not is_pdf_in(file):
                chain = chain_in(file, file.size)
                if chain is None or not chain.directories:
                    return 1
                if chain.broken is None:
                    return len(chain.directories)
                return _count_on_disk(path)
        if shutil.which("pdftoppm") is None:
            # Reported before the job begins: otherwise page after page would fail for the same reason.
            raise PopplerMissing(str(path))
        return _count_pages(path)
    except PermissionError as error:
        raise BucketForbidden(str(path), error.strerror or "") from error
    except (InputError, FileNotFoundError):
        # Reported when the scan is read: here it would end the whole job.
        return 1


def _count_pages(path: RemotePath) -> int:
    with path.parts_read(PDF_BLOCK_BYTES) as file:
        try:
            return count_pages(path, file)
        except InputError:
            if file.failure is not None:
                # No damage: the store has failed.
                raise file.failure from None
            raise


def _count_on_disk(path: RemotePath) -> int:
    # Which pages are there has to be tried out on the file.
    from ocr_pipeline.scans.images import count_frames

    with copy_on_disk(path) as local:
        return count_frames(local)
