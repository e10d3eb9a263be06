"""Published schemas in `../shared/schemas`, by which files are validated without asking anyone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "schemas"

needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas (../shared/schemas) are not here")


_IMPORT = "{http://www.w3.org/2001/XMLSchema}import"


@lru_cache(maxsize=8)
def schema(name: str) -> etree.XMLSchema:
    """The XML Schema of that name; what it imports lies beside it."""
    tree = etree.parse(str(SCHEMAS / name))
    for one in tree.getroot().iter(_IMPORT):
        one.set("schemaLocation", str(one.get("schemaLocation")).rsplit("/", 1)[-1])
    return etree.XMLSchema(tree)


def errors(name: str, content: bytes) -> str:
    """What is wrong with a file by the schema of that name: nothing, as a rule."""
    try:
        schema(name).assertValid(etree.fromstring(content))
    except etree.DocumentInvalid as error:
        return str(error)
    return ""
