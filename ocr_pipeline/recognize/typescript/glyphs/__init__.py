"""Glyphs: what is typed on a line.

`crop` cuts the line out at one size, `net` gives the probabilities of the `alphabet` along it, `decode` makes glyphs of
them, `grid` sets them on the machine's grid, `reread` looks again at what is doubtful; `boxes` finds the ink of each
glyph, `confidence` says how often glyphs as sure as this one are right.
"""
