"""Save: records become files. `atomic` is the only place where bytes reach the disk; each other module is a format."""
