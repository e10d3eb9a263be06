"""The version, here and nowhere else: the package's metadata takes it from this file."""

__version__ = "0.1.0"
PROGRAM = f"ocr_pipeline {__version__}"
"""What the records name as the program that made them."""
