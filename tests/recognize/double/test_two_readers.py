"""Two readers are one engine: known by both, and there where both are."""

from __future__ import annotations

import pytest

from ocr_pipeline.errors import LanguageMissing
from ocr_pipeline.recognize.double.engine import DoubleKeying
from ocr_pipeline.recognize.double.standby import Standby


class Reader:
    def __init__(self, identity, languages):
        self.identity = identity
        self._languages = languages

    def check(self, language):
        if language not in self._languages:
            raise LanguageMissing(language, "installed: none")


@pytest.mark.parametrize(("engine", "name"), [(DoubleKeying, "both"), (Standby, "standby")])
def test_they_are_known_by_their_own_identities_and_need_both(engine, name):
    both = engine(Reader("first 1", ("rus", "eng")), Reader("second 2", ("rus",)))
    assert both.identity == f"{name}: first 1; second 2"
    assert both.second.identity == "second 2"
    both.check("rus")
    with pytest.raises(LanguageMissing):
        both.check("eng")
