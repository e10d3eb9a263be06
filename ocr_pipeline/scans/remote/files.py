"""The files below a folder of a store, all listed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ocr_pipeline.errors import BucketForbidden, FolderUnread
from ocr_pipeline.remote.path import RemotePath, with_listed
from ocr_pipeline.remote.url import IS_NONE


def files_below(
    root: RemotePath, note_unread: Callable[[FolderUnread], None]
) -> Iterator[tuple[RemotePath, list[RemotePath]]]:
    """Yield `root` and each folder below it with its files, in no order; hidden ones are left out.

    The files know what the listing said of them. What has a name that no path has goes to `note_unread`. Raises
    `BucketForbidden`, `StoreUnreachable`.
    """
    try:
        found = root.below()
    except PermissionError as error:
        raise BucketForbidden(str(root), error.strerror or "") from error
    folders: dict[str, list[RemotePath]] = {"": []}
    for key, status in found.items():
        folder, _, name = key.rpartition("/")
        parts = key.split("/")
        if not IS_NONE.isdisjoint(parts):
            note_unread(FolderUnread(str(root / folder), "part of a name in it is empty, `.` or `..`"))
        elif not any(part.startswith(".") for part in parts):
            folders.setdefault(folder, []).append(with_listed(root / folder / name, status))
    for folder, files in folders.items():
        yield root / folder, files
