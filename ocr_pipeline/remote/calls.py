"""A store asked, and asked again when it does not answer; what it says at last has its cause, and no words of others.

The libraries ask again by themselves, some times within two seconds, where a connection is refused or the store is
busy; not where another error of the store may pass, and not for as long as a store may be away. What a library says of
a failure may name an address with a password, a key, a header: only names of causes are passed on, that is of
exceptions and of the store's own codes.
"""

from __future__ import annotations

import errno
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from ocr_pipeline.errors import PipelineError, StoreForbids, StoreSettingsInvalid, StoreUnreachable
from ocr_pipeline.remote.limits import store_limits
from ocr_pipeline.settings import StoreLimits

if TYPE_CHECKING:
    from tenacity import RetryCallState

T = TypeVar("T")

PASSING = frozenset(
    (
        *(errno.EAGAIN, errno.EBUSY, errno.EIO, errno.EPIPE, errno.ETIMEDOUT, errno.ENETUNREACH, errno.EHOSTUNREACH),
        *(errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EREMOTEIO),
    )
)
"""What may pass, by the number of a system's error, which s3fs gives for the codes of the store as well."""

PASSING_CODES = frozenset(
    ("BadDigest", "IncompleteBody", "OperationAborted", "RequestTimeout", "XAmzContentSHA256Mismatch")
)
"""Codes of S3 that may pass although s3fs takes them for wrong arguments: what was sent did not arrive as it was."""

PASSING_NAMES = frozenset(
    (
        # botocore, aiobotocore
        *("HTTPClientError", "ConnectionError", "ResponseParserError", "IncompleteReadError"),
        # aiohttp, http.client
        *("ClientPayloadError", "ClientConnectionError", "ServerDisconnectedError", "IncompleteRead"),
        # fsspec, gcsfs, azure
        *("FSTimeoutError", "TransportError", "ServiceRequestError", "ServiceResponseError"),
    )
)
"""What may pass, by the names of exceptions or of what they are derived from: the libraries need not all be here."""

CERTIFICATES = frozenset(("SSLError", "ClientSSLError", "ClientConnectorCertificateError"))
"""What does not pass although it is derived from what may, by the names of exceptions: a certificate stays wrong."""

REFUSED_CREDENTIALS = frozenset(
    (
        *("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired", "InvalidToken"),
        *("InvalidAccessKeyId", "SignatureDoesNotMatch", "RequestTimeTooSkewed"),
    )
)
"""Codes of S3 that concern whoever asks, and so every file, not the one that was asked for."""

UNEXPLAINED_CODES = frozenset(("400", "401", "403"))
"""What stands for the code where an answer has no body: its status."""

WITHOUT_CREDENTIALS = frozenset(
    (
        *("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "TokenRetrievalError"),
        *("ProfileNotFound", "DefaultCredentialsError", "ClientAuthenticationError", "SSOError"),
    )
)
"""What says that the environment gives no credentials, by the names of exceptions."""

LIBRARIES = ("botocore", "aiobotocore", "aiohttp", "google", "gcsfs", "azure", "adlfs", "fsspec", "s3fs")


class NoBucket(OSError):
    """There is no such bucket: nothing in it was looked for."""


def asked(store: str, ask: Callable[[], T]) -> T:
    """Return what the store answers; it is asked again for as long as it may be away, with longer and longer pauses.

    Raises `StoreUnreachable`, `StoreForbids` where the credentials are refused or there are none,
    `StoreSettingsInvalid`; `OSError` for what does not pass and concerns what was asked for: `FileNotFoundError`,
    `PermissionError`, `NoBucket`.
    """
    from tenacity import Retrying, retry_if_exception

    patience = _Patience(store_limits())
    retrying = Retrying(
        retry=retry_if_exception(_may_pass),
        stop=patience.is_over,
        wait=patience.pause,
        sleep=patience.sleep,
        reraise=True,
    )
    try:
        return retrying(ask)
    except PipelineError:
        raise
    except Exception as error:  # noqa: BLE001 - of whatever kind: what is no failure of a store is raised as it is
        # Without what it came from: a traceback would show the words of the library.
        raise _named(store, error) from None


class _Patience:
    """How long a store that does not answer is asked again: counted from its first failure, however long that took."""

    def __init__(self, limits: StoreLimits) -> None:
        from tenacity import sleep_using_event, wait_random_exponential

        self._away_seconds = limits.away_seconds
        self._longer = wait_random_exponential(multiplier=limits.pause_seconds, max=limits.longest_pause_seconds)
        self._end: float | None = None
        self._given_up: threading.Event = getattr(_of_thread, "given_up", _hopeless)
        self.sleep = sleep_using_event(self._given_up)

    def is_over(self, state: RetryCallState) -> bool:
        return self._given_up.is_set() or _hopeless.is_set() or self._left(state) <= 0

    def pause(self, state: RetryCallState) -> float:
        """Return how long to wait now, seconds: the store is asked for a last time when the time is over."""
        return min(self._longer(state), self._left(state))

    def _left(self, state: RetryCallState) -> float:
        failed_at = state.outcome_timestamp or time.monotonic()
        if self._end is None:
            self._end = failed_at + self._away_seconds
        return max(0.0, self._end - failed_at)


_hopeless = threading.Event()
"""Set while no answer is waited for."""

_of_thread = threading.local()


def heed(given_up: threading.Event) -> None:
    """Let what this thread asks for from now on be asked for only once when `given_up` is set, and wake it up then."""
    _of_thread.given_up = given_up


@contextmanager
def not_waiting() -> Iterator[None]:
    """Ask only once within the block: somebody has waited for the store in vain already."""
    was_hopeless = _hopeless.is_set()
    _hopeless.set()
    try:
        yield
    finally:
        if not was_hopeless:
            _hopeless.clear()


def is_unexplained(error: Exception) -> bool:
    """Return whether a store has refused something without saying why: an answer to HEAD has no body."""
    return _code(error) in UNEXPLAINED_CODES


def _may_pass(error: BaseException) -> bool:
    if not _names(error).isdisjoint(CERTIFICATES) or _code(error) in REFUSED_CREDENTIALS:
        return False
    if _code(error) in PASSING_CODES or not _names(error).isdisjoint(PASSING_NAMES):
        return True
    return isinstance(error, TimeoutError) or (isinstance(error, OSError) and error.errno in PASSING)


def _named(store: str, error: Exception) -> Exception:
    code = _code(error)
    if code in REFUSED_CREDENTIALS:
        return StoreForbids(store, code)
    if not _names(error).isdisjoint(WITHOUT_CREDENTIALS):
        return StoreForbids(store, f"no credentials: {type(error).__name__}")
    if not _names(error).isdisjoint(CERTIFICATES):
        return StoreSettingsInvalid(store, type(error).__name__)
    if _may_pass(error):
        return StoreUnreachable(store, code or type(error).__name__)
    if code == "NoSuchBucket":
        return NoBucket(errno.ENOENT, "no such bucket")
    if isinstance(error, FileNotFoundError):
        return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    if isinstance(error, PermissionError):
        return PermissionError(errno.EACCES, code or "access denied")
    if isinstance(error, OSError):
        return OSError(error.errno or errno.EIO, code or os.strerror(error.errno or errno.EIO))
    if isinstance(error, ValueError) or type(error).__module__.partition(".")[0] in LIBRARIES:
        return StoreSettingsInvalid(store, code or type(error).__name__)
    return error


def _names(error: BaseException) -> set[str]:
    return {one.__name__ for one in type(error).__mro__}


def _code(error: BaseException) -> str:
    """Return the store's own code for a failure, which s3fs keeps in what it translates; empty where there is none."""
    for one in (error, error.__cause__):
        response = getattr(one, "response", None)
        if isinstance(response, dict):
            found = re.fullmatch(r"[A-Za-z0-9.]{1,64}", str(response.get("Error", {}).get("Code", "")))
            return found[0] if found else ""
    return ""
