"""What there is to read in a store: `files` lists it, `frames` finds out how many pages each file has."""
