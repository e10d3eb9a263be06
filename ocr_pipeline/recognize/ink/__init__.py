"""Ink of a page that is in no line: its pixels, what it may be by its shape, and the gaps that it makes in lines."""
