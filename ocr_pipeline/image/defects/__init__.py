"""What a copy adds to a page: rows doubled by a fax, grain, the type of the other side."""
