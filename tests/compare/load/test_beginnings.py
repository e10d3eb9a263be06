"""What a file is, by its first bytes."""

from __future__ import annotations

import pytest

from ocr_pipeline.compare.load.beginnings import beginning, is_xml, is_zip, refuse
from ocr_pipeline.errors import TranscriptionIsNoText, TranscriptionUnknown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_markup_is_seen_in_any_encoding(encoding):
    assert is_xml(beginning("<?xml version='1.0'?><TEI/>".encode(encoding)))


def test_text_that_only_looks_like_markup_is_no_xml():
    assert not is_xml(beginning(b"<see the note> and so on"))
    assert not is_zip(beginning(b"PK, as usual"))


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"GIF89a", TranscriptionIsNoText),
        (b"\x89PNG\r\n", TranscriptionIsNoText),
        (b"{\\rtf1", TranscriptionUnknown),
        (b"\xd0\xcf\x11\xe0", TranscriptionUnknown),
    ],
)
def test_what_is_never_read_is_refused_by_name(data, cause):
    with pytest.raises(cause, match="a_file"):
        refuse(beginning(data), "a_file")
