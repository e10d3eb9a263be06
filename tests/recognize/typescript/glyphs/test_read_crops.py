"""Crops put to the net once, and read with more than one last layer."""

from __future__ import annotations

import time

import numpy as np
import pytest

from ocr_pipeline.errors import EngineTimeout
from ocr_pipeline.recognize.typescript.glyphs.alphabet import CLASSES
from ocr_pipeline.recognize.typescript.glyphs.crop import HEIGHT
from ocr_pipeline.recognize.typescript.glyphs.decode import glyphs_of
from ocr_pipeline.recognize.typescript.glyphs.net import Head, Net
from ocr_pipeline.recognize.typescript.glyphs.read_crops import CropReader

NET = Net()


def reader(seconds: float = 600.0) -> CropReader:
    return CropReader(NET, (), time.monotonic() + seconds)


def crops():
    rng = np.random.default_rng(1)
    return [np.where(rng.random((HEIGHT, width)) < 0.1, 0, 255).astype(np.uint8) for width in (64, 300, 128)]


def always(shape: str) -> Head:
    """Return a last layer that sees one shape everywhere."""
    bias = np.zeros_like(NET.head.bias)
    bias[CLASSES[shape]] = 100.0
    return Head(np.zeros_like(NET.head.weights), bias)


def asked(monkeypatch) -> list[int]:
    """Return a list that grows by the number of crops of each call to the net."""
    calls: list[int] = []
    features = Net.features

    def counted(net, given):
        calls.append(len(given))
        return features(net, given)

    monkeypatch.setattr(Net, "features", counted)
    return calls


def test_crops_are_read_as_the_net_reads_them():
    given = crops()
    by_net = {number: glyphs_of(NET.head.probabilities(seen)) for number, seen in NET.features(given)}
    assert reader()(given) == [by_net[number] for number in range(len(given))]


def test_what_was_seen_once_is_not_put_to_the_net_again(monkeypatch):
    calls = asked(monkeypatch)
    read = reader()
    read(crops())
    read(crops()[::-1])
    read.with_head(always("а"))(crops())
    assert sum(calls) == len(crops())


def test_another_last_layer_reads_otherwise_and_leaves_the_first_as_it_is():
    read = reader()
    before = read(crops())
    other = read.with_head(always("ж"))
    assert {glyph.shape for glyphs in other(crops()) for glyph in glyphs} == {"ж"}
    assert read(crops()) == before


def test_crops_of_one_size_in_bytes_are_told_apart():
    one = np.zeros((HEIGHT, 64), dtype=np.uint8)
    seen = reader().features([one, one.reshape(HEIGHT // 2, 128)[:, :128].repeat(2, axis=0)])
    assert seen[0].shape != seen[1].shape


def test_a_reader_gives_up_when_its_time_is_over():
    with pytest.raises(EngineTimeout):
        reader(seconds=-1.0)(crops())


def test_nothing_is_read_of_nothing():
    assert reader()([]) == []
