"""What a worker does with one scan: kept if finished before, else opened, prepared, read and written."""
