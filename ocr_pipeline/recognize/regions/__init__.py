"""A page read region by region: in units, put together in reading order, its tables in rows and cells."""
