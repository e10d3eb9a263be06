"""A reader made for typescript: its lines, a net for its glyphs, the grid of the machine."""
