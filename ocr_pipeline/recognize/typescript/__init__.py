"""A reader made for typescript: where lines are (`lines/`), what stands on them (`glyphs/`); `engine` is the flow."""
