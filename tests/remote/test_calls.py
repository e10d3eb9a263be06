"""A store is asked again where its failure may pass; what does not has its cause, and none of the library's words."""

from __future__ import annotations

import errno
import traceback

import pytest

from ocr_pipeline.errors import StoreSettingsInvalid, StoreUnreachable
from ocr_pipeline.remote.calls import NoBucket, asked, not_waiting

pytest.importorskip("tenacity")


class HTTPClientError(Exception):
    """Called as botocore's."""


class NoCredentialsError(Exception):
    """Called as botocore's."""


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
        (NoCredentialsError("hunter2"), PermissionError),
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
