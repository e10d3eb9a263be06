"""How long a store is waited for: the defaults, or what the environment says, which worker processes have as well."""

from __future__ import annotations

import os

from pydantic import ValidationError

from ocr_pipeline.errors import StoreLimitInvalid
from ocr_pipeline.settings import StoreLimits

PREFIX = "OCR_PIPELINE_STORE_"
"""Of the environment variables, followed by the limit's name: `OCR_PIPELINE_STORE_AWAY_SECONDS=3600`."""


def store_limits() -> StoreLimits:
    """Return the limits. Raises `StoreLimitInvalid` for an environment variable that is none."""
    names = {PREFIX + name.upper(): name for name in StoreLimits.model_fields}
    given = {name: os.environ[variable] for variable, name in names.items() if variable in os.environ}
    try:
        return StoreLimits.model_validate(given)
    except ValidationError as error:
        raise StoreLimitInvalid(", ".join(PREFIX + str(one["loc"][0]).upper() for one in error.errors())) from None
