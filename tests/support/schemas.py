"""Published schemas in `../shared/schemas`, by which files are validated without asking anyone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "schemas"

needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas (../shared/schemas) are not here")


@lru_cache(maxsize=8)
def schema(name: str) -> etree.XMLSchema:
    """The XML Schema of that name; what it imports is looked for beside it."""

    class Beside(etree.Resolver):
        def resolve(self, system_url, _public_id, context):
            local = SCHEMAS / system_url.rsplit("/", 1)[-1]
            return self.resolve_filename(str(local), context) if local.is_file() else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name), parser))


def errors(name: str, content: bytes) -> list[str]:
    """What is wrong with a file by the schema of that name: nothing, as a rule."""
    validator = schema(name)
    validator.validate(etree.fromstring(content))
    return [f"{one.line}: {one.message}" for one in validator.error_log]
