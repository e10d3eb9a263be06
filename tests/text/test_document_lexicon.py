"""The words of a document beside those of its language."""

from __future__ import annotations

from ocr_pipeline.languages import load_lexicon
from ocr_pipeline.text.document_lexicon import DocumentLexicon


def test_a_document_has_the_words_within_its_lines_but_not_those_at_their_ends():
    own = DocumentLexicon(load_lexicon("rus"), ["указа- хуцзунань-евской Паньмыньчжоне нера", "нет"])
    assert own.has("хуцзунань-евской")
    assert own.has("ПАНЬМЫНЬЧЖОНЕ")
    assert not own.has("нера")
    assert not own.has("указа")
    assert not own.has("нет")
    assert own.knows("дом")
    assert not own.knows("хуцзунань-евской")
