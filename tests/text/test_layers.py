"""The three texts of a document."""

from __future__ import annotations

from ocr_pipeline.text import Layer, clean_text, layer_text

TYPED = "- 5 -\nэто пра-\nвительство в I953 году\f- 6 -\nвторая страница"


def test_the_diplomatic_layer_has_every_line_and_no_form_feed():
    document = clean_text("d", TYPED)
    assert layer_text(document, Layer.DIPLOMATIC) == TYPED.replace("\f", "\n")


def test_the_clean_layer_has_the_edits_and_the_reading_layer_conventions_on_top():
    document = clean_text("d", TYPED)
    clean = layer_text(document, Layer.CLEAN)
    assert "это правительство в I953 году" in clean
    assert "- 5 -" not in clean
    assert layer_text(document, Layer.READING) == clean.replace("I953", "1953")
