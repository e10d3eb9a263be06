"""Whoever sees an address sees no password."""

from __future__ import annotations

import pytest

from ocr_pipeline.job.cluster.address import redacted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tcp://10.0.0.1:8786", "tcp://10.0.0.1:8786"),
        ("tls://[::1]:8786", "tls://[::1]:8786"),
        ("ws://anna:secret@host:8786/path", "ws://***@host:8786/path"),
        ("ws://secret@host", "ws://***@host"),
        ("ws://anna:sec@ret@host:1", "ws://***@host:1"),
        ("anna:secret@host:8786", "***@host:8786"),
        ("wss://host:8786/?token=secret", "wss://host:8786/?***"),
        ("wss://anna:secret@host?token=secret", "wss://***@host?***"),
        (
            "cannot reach 'ws://anna:secret@a:1' or (anna:secret@b), with tls://c:1?key=secret: no answer",
            "cannot reach 'ws://***@a:1' or (***@b), with tls://c:1?*** no answer",
        ),
        ("is it there? yes, at 10:30, ask me@home", "is it there? yes, at 10:30, ask me@home"),
    ],
)
def test_credentials_are_hidden_wherever_an_address_stands(text, shown):
    assert redacted(text) == shown
    assert "secret" not in redacted(text)
