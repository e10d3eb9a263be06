"""A store is asked again where its failure may pass; what does not has its cause, and none of the library's words."""

from __future__ import annotations

import errno
import threading
import time
import traceback

import pytest

from ocr_pipeline.errors import StoreForbids, StoreSettingsInvalid, StoreUnreachable
from ocr_pipeline.remote.calls import NoBucket, asked, heed, not_waiting

pytest.importorskip("tenacity")


class HTTPClientError(Exception):
    """Called as botocore's."""


class NoCredentialsError(Exception):
    """Called as botocore's."""


class ConnectionError(Exception):  # noqa: A001
    """Called as botocore's."""


class SSLError(ConnectionError):
    """Called as botocore's, of a certificate that is not believed."""


class ClientError(Exception):
    """What botocore raises for an answer of the store."""

    def __init__(self, code):
        super().__init__("hunter2")
        self.response = {"Error": {"Code": code}}


def translated(kind, code):
    error = kind(errno.EINVAL, "hunter2") if kind is OSError else kind("hunter2")
    error.__cause__ = ClientError(code)
    return error


class Store:
    """Fails in one way for some times, and then answers."""

    def __init__(self, error, times=10**6):
        self.error, self.times, self.calls = error, times, 0

    def __call__(self):
        self.calls += 1
        if self.calls <= self.times:
            raise self.error
        return "answer"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setenv("OCR_PIPELINE_STORE_AWAY_SECONDS", "0.05")
    monkeypatch.setenv("OCR_PIPELINE_STORE_PAUSE_SECONDS", "0.001")


@pytest.mark.parametrize(
    "error",
    [
        HTTPClientError("hunter2"),
        TimeoutError(),
        ConnectionResetError(errno.ECONNRESET, "hunter2"),
        OSError(errno.EBUSY, "hunter2"),
        translated(OSError, "IncompleteBody"),
    ],
)
def test_what_may_pass_is_asked_again_and_is_unreachable_at_last(error):
    store = Store(error, times=2)
    assert asked("s3://archive", store) == "answer"
    assert store.calls == 3
    with pytest.raises(StoreUnreachable) as raised:
        asked("s3://archive", Store(error))
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (FileNotFoundError("hunter2"), FileNotFoundError),
        (translated(FileNotFoundError, "NoSuchBucket"), NoBucket),
        (translated(PermissionError, "AccessDenied"), PermissionError),
        (NoCredentialsError("hunter2"), StoreForbids),
        (translated(PermissionError, "InvalidAccessKeyId"), StoreForbids),
        (translated(OSError, "ExpiredToken"), StoreForbids),
        (SSLError("hunter2"), StoreSettingsInvalid),
        (OSError(errno.ENOSPC, "hunter2"), OSError),
        (ValueError("http://user:hunter2@nowhere"), StoreSettingsInvalid),
    ],
)
def test_what_does_not_pass_is_raised_at_once_by_its_cause(error, raised):
    store = Store(error)
    with pytest.raises(raised) as found:
        asked("s3://archive", store)
    assert store.calls == 1
    assert "hunter2" not in "".join(traceback.format_exception(found.value))


def test_a_bug_of_our_own_stays_one():
    with pytest.raises(TypeError, match="ours"):
        asked("s3://archive", Store(TypeError("ours")))


def test_who_has_waited_in_vain_asks_once():
    store = Store(TimeoutError())
    with not_waiting(), pytest.raises(StoreUnreachable):
        asked("s3://archive", store)
    assert store.calls == 1


def test_how_long_it_may_be_away_is_counted_from_its_first_failure():
    store = Store(TimeoutError(), times=1)

    def slow():
        time.sleep(0.1)
        return store()

    assert asked("s3://archive", slow) == "answer"


def test_a_pause_is_no_longer_than_what_is_left(monkeypatch):
    monkeypatch.setenv("OCR_PIPELINE_STORE_PAUSE_SECONDS", "60")
    monkeypatch.setenv("OCR_PIPELINE_STORE_LONGEST_PAUSE_SECONDS", "600")
    begun = time.monotonic()
    with pytest.raises(StoreUnreachable):
        asked("s3://archive", Store(TimeoutError()))
    assert time.monotonic() - begun < 5


def test_who_is_told_that_nobody_waits_any_more_wakes_up_and_gives_up(monkeypatch):
    monkeypatch.setenv("OCR_PIPELINE_STORE_AWAY_SECONDS", "3600")
    monkeypatch.setenv("OCR_PIPELINE_STORE_PAUSE_SECONDS", "60")
    given_up, store, raised = threading.Event(), Store(TimeoutError()), []

    def ask():
        heed(given_up)
        try:
            asked("s3://archive", store)
        except StoreUnreachable as error:
            raised.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    while not store.calls:
        time.sleep(0.001)
    given_up.set()
    asking.join(10)
    assert len(raised) == 1
    assert store.calls <= 2
