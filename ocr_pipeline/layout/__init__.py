"""Divide: a prepared page into regions in reading order."""

from ocr_pipeline.layout.blocks import Block, Layout
from ocr_pipeline.layout.divide import divide

__all__ = ["Block", "Layout", "divide"]
