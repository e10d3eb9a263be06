"""The connection to a store, through fsspec: one for each kind of store and process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Protocol, TypeAlias, cast

from ocr_pipeline.errors import StoreDriverMissing
from ocr_pipeline.remote.limits import store_limits

DRIVERS = {"s3": "s3fs", "gs": "gcsfs", "abfs": "adlfs"}
"""The package that fsspec needs for each scheme; the extra that installs it is called as the scheme."""

Info: TypeAlias = Mapping[str, object]
"""What a store says of a file or folder: `name`, `type`, `size`, and time and version under names of its own."""

ATTEMPTS = 1
"""How often botocore asks: asking again is for `calls`, which knows how long the store may be away, whichever it is."""

READINGS = 2
"""How often s3fs asks, which goes on in the middle of a file where a connection broke off. Its own five times would, of
a store that is silent, take five minutes before anybody hears of it."""


class Store(Protocol):
    """What is used of a fsspec file system; paths are `bucket/key`."""

    def info(self, path: str) -> Info:
        """Return what is known of a file or folder."""

    def ls(self, path: str, *, detail: bool) -> list[Info]:
        """Return what lies in a folder."""

    def find(self, path: str, *, detail: bool) -> Mapping[str, Info]:
        """Return the files below a folder by their paths."""

    def cat_file(self, path: str, start: int | None = None, end: int | None = None) -> bytes:
        """Return what a file holds, or what of it lies from byte `start` to before byte `end`."""

    def get_file(self, path: str, local: str) -> None:
        """Copy a file to the disk of this machine."""

    def pipe_file(self, path: str, content: bytes, mode: str = "overwrite") -> None:
        """Write a file, whole or not at all; by the mode `create` only where none is, if the library and store can."""

    def put_file(self, local: str, path: str) -> None:
        """Write a file from the disk of this machine, whole or not at all."""

    def cp_file(self, path: str, target: str) -> None:
        """Copy a file within the store."""

    def rm_file(self, path: str) -> None:
        """Remove a file."""


@lru_cache
def store_of(scheme: str) -> Store:
    """Return the store of a scheme among `DRIVERS`. Raises `StoreDriverMissing`."""
    try:
        fsspec = import_module("fsspec")
        import_module("tenacity")
        import_module(DRIVERS[scheme])
    except ImportError as error:
        raise StoreDriverMissing(f"{scheme}://", f"the package {error.name}") from error
    store = fsspec.filesystem(scheme, **_options(scheme))
    if scheme == "s3":
        store.retries = min(store.retries, READINGS)
    return cast("Store", store)


def _options(scheme: str) -> dict[str, object]:
    # What fsspec remembers of listings is what other processes have changed meanwhile.
    options: dict[str, object] = {"use_listings_cache": False}
    if scheme == "s3":
        limits = store_limits()
        # Pieces of one file side by side would first ask for its size; files are asked for side by side.
        options["max_concurrency"] = 1
        options["config_kwargs"] = {
            "connect_timeout": limits.connect_seconds,
            "read_timeout": limits.silent_seconds,
            "retries": {"mode": "standard", "max_attempts": ATTEMPTS},
        }
    return options
