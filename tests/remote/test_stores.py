"""A store is connected by the package of its scheme; one that is not installed is named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ocr_pipeline.errors import StoreDriverMissing
from ocr_pipeline.remote import stores
from ocr_pipeline.remote.stores import DRIVERS, store_of

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("missing", ["fsspec", "s3fs", "tenacity"])
def test_a_package_that_is_missing_is_named_with_the_extra_that_brings_it(monkeypatch, missing):
    def imported(name):
        if name == missing:
            raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(stores, "import_module", imported)
    store_of.cache_clear()
    with pytest.raises(StoreDriverMissing, match=rf"the package {missing}.*\.\[s3\]"):
        store_of("s3")


@pytest.mark.parametrize("scheme", DRIVERS)
def test_each_scheme_has_an_extra_with_its_package(scheme):
    extra = " ".join(PROJECT["optional-dependencies"][scheme])
    assert all(package in extra for package in ("fsspec", "tenacity", DRIVERS[scheme]))
