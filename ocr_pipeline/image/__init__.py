"""Prepare: a scan becomes page images that can be read, each with the exact map back to the scan's pixels.

`orient` turns, `spread` splits, `crop` cuts borders off, `grain` smooths noise of small scans, `flatten` evens the
light, `level` levels the lines (`deskew` finds their angle, `curl` and `bend_fit` how they bend), `geometry` draws
through the composed map, `show_through` takes the other side of the sheet off, `binarize` and `specks` make the
black-and-white image; `prepare` is the whole.
"""

from ocr_pipeline.image.prepare import fold_at, prepare, turned_over

__all__ = ["fold_at", "prepare", "turned_over"]
