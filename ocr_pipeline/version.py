"""The version of the installed package."""

from importlib.metadata import version

__version__ = version("ocr_pipeline")
PROGRAM = f"ocr_pipeline {__version__}"
"""What the records name as the program that made them."""
