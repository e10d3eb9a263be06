"""A reader made for typescript: where lines are (`lines/`), what stands on them (`glyphs/`), what its page
teaches of its machine (`adapt/`), what language makes of it (`rank/`); `engine` is the flow."""
