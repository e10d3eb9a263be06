"""What a person names as a place, a path or a URL, becomes a path; credentials in it are refused and never shown."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from ocr_pipeline.errors import SchemeUnknown, UrlHoldsCredentials, UrlInvalid, UsageError
from ocr_pipeline.remote.path import RemotePath
from ocr_pipeline.remote.stores import DRIVERS

LOCAL = "file"
"""The scheme of files on this machine."""

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OF_ACCOUNT = re.compile(r"[a-z0-9-]+@[a-z0-9]+\.(dfs|blob)\.[a-z0-9.-]+")
"""A container and an account, as Azure writes them: no credentials, but the driver takes the account elsewhere."""

IS_NONE = frozenset(("", ".", ".."))
"""What is no part of a path."""


def place_of(given: str | Path) -> Path:
    """Return the path that is meant by a path or a URL: a `RemotePath` for one in a store.

    Raises `SchemeUnknown`, `UrlInvalid`, `UrlHoldsCredentials`, and `UsageError` for an empty name.
    """
    if isinstance(given, Path):
        return given
    if not given:
        # It would be the folder that one is in: nobody who means that writes nothing.
        raise UsageError("''", "a name is empty; is a variable not set? The folder you are in is `.`")
    found = _URL.fullmatch(given)
    if found is None:
        return Path(given)
    scheme, rest = found[1].lower(), found[2]
    if scheme == LOCAL:
        return _local(rest)
    host, _, key = rest.partition("/")
    if scheme == "abfs" and _OF_ACCOUNT.fullmatch(host):
        raise UrlInvalid(f"{scheme}://", "write abfs://CONTAINER/PATH, the account in AZURE_STORAGE_ACCOUNT_NAME")
    if "@" in host or ":" in host or ("@" in rest and ":" in rest.partition("@")[0]):
        # A secret may hold a slash: of such a URL nothing but its scheme is shown.
        raise UrlHoldsCredentials(f"{scheme}://")
    if scheme not in DRIVERS:
        raise SchemeUnknown(f"{scheme}://", f"known are {', '.join(f'{one}://' for one in (*DRIVERS, LOCAL))}")
    if "?" in rest or "#" in rest:
        # A signed address has its signature there.
        raise UrlHoldsCredentials(f"{scheme}://{host if _BUCKET.fullmatch(host) else ''}")
    if not _BUCKET.fullmatch(host):
        raise UrlInvalid(f"{scheme}://", "the name of the bucket is missing, or is none")
    parts = key.rstrip("/").split("/") if key.strip("/") else []
    if not IS_NONE.isdisjoint(parts):
        raise UrlInvalid(given, "a part of it is empty, `.` or `..`")
    return RemotePath(f"{scheme}:", host, *parts)


def place_stored(url: str) -> RemotePath | None:
    """Return the path that a record means by a URL; None for a text that is no URL of a `RemotePath`.

    Nobody typed it: what looks like a query there is part of a file's name.
    """
    scheme, _, rest = url.partition("://")
    host, *parts = rest.split("/")
    is_one = scheme in DRIVERS and _BUCKET.fullmatch(host) and IS_NONE.isdisjoint(parts)
    return RemotePath(f"{scheme}:", host, *parts) if is_one else None


def local_of(given: str) -> Path:
    """Return the path of a file or folder of this machine, as `place_of`. Raises `UrlInvalid` for one in a store."""
    place = place_of(given)
    if isinstance(place, RemotePath):
        raise UrlInvalid(str(place), "only a file or a folder of this machine can be named here")
    return place


def _local(rest: str) -> Path:
    host, slash, path = rest.partition("/")
    if host not in ("", "localhost") or not slash:
        raise UrlInvalid(f"{LOCAL}://", "give an absolute path, such as file:///data/scans")
    return Path("/" + unquote(path))
